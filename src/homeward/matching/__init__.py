"""Questions in the form that tools for OpenSanctions ask become the engine's answers in that form. Knows no web, keeps nothing."""
