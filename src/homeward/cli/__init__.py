"""Thin verbs over the engine's functions. The engine's verbs import no Django."""
