"""The selectors of the room of lists."""
