"""The actions of the room of lists."""
