"""The rules of the room of lists."""
