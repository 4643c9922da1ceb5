"""Long work: a job with its lease, checkpoint, progress and end, and the process that carries it out. Knows no subject."""
