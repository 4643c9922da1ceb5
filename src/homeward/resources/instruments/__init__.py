"""Instruments that come with Homeward: questions as data, one file for each version.

Comes in: our own words, in four languages. Goes out: YAML, read by `pathway.shipped_instruments`. None is taken from an instrument of
others.
"""
