"""Sites with their aliases, predecessors, successors and capacity; administrative areas. No persons."""
