"""How the tables of identity came to be. A file that has landed is never edited."""
