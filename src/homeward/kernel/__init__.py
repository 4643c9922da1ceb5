"""True everywhere: partial dates, places, sources, ids, tallies, errors."""
