"""What the registry knows of a person, as frozen values: answers, claims, drafts, files. No table, no decision."""
