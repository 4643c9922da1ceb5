"""How the tables of the registry came to be. A file that has landed is never edited."""
