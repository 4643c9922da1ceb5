"""What the room of review tells apart: frozen types."""
