"""What the room writes: authorise, apply rules, save, log, in one transaction."""
