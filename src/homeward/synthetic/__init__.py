"""Invented people with realistic names, households and papers. No real person, ever."""
