"""Reads of the exchange, each scoped to the actor: imports and their rows, mappings by name, exports."""
