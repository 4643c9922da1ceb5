"""What the room speaks of: frozen types and enumerations."""
