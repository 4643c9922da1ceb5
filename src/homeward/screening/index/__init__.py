"""Listings laid out once for fast and exact comparison: vocabulary, postings, facts; built in memory, saved, memory-mapped."""
