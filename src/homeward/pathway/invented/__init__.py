"""Invented cases of the demonstration, walked by the actions that people use, by whoever would do it."""
