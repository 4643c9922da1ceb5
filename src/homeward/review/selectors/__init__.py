"""The selectors of the room of review."""
