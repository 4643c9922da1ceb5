"""Profiles in, scored candidates with evidence out. Knows no database, no web."""
