"""A candidate is a question; two people answer it."""
