"""Invented listed people, and files of them in the formats of real publishers."""
