"""What the room reads, already scoped to the actor."""
