"""Destination packs that come with Homeward: a country's process as data, one file for each version.

Comes in: our own words, written from public reports. Goes out: YAML, read by `pathway.shipped`. Never a rule of ours in disguise: what
other people ask of a family is written down as theirs.
"""
