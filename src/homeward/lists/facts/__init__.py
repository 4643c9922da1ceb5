"""What the room of lists tells apart: frozen types."""
