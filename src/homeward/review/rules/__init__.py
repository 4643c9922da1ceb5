"""The rules of the room of review."""
