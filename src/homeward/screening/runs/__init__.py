"""A whole caseload against an index: planned, cut into blocks, written in order, interrupted and resumed to the same bytes."""
