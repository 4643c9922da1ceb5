"""A person becomes a Profile; duplicates are found, reviewed, merged and unmerged. Knows no watch list."""
