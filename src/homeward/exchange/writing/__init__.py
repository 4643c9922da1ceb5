"""Tables of text, and people, become files: formula-safe, in every format, perhaps behind a password. Decides nothing."""
