"""A file's bytes become tables of text: told apart by what they hold, within limits, never evaluated. Knows no person."""
