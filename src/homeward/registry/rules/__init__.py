"""Pure decisions of the registry: what may be recorded, what a summary says, by which keys a name is found."""
