"""The actions of the room of review."""
