"""Profiles in, scored candidates with evidence out. Knows no database, no web."""

from homeward.screening.live import Index as Index
from homeward.screening.live import screen as screen

__all__ = ["Index", "screen"]
