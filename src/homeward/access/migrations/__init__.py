"""How the tables of access came to be. A file that has landed is never edited."""
