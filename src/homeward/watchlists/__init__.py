"""A publisher's file becomes faithful listings and a tally. Never scores."""
