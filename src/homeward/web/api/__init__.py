"""The interface for other programs: /api/v1, additive changes only, problem details for every error."""
