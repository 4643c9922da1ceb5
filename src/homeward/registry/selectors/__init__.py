"""Reads of the registry, each scoped to the actor: persons, households, stays, search."""
