"""Homeward: register people as they are, say who on published lists each could be and why, and leave the decision to people."""

__version__ = "0.1.0"
