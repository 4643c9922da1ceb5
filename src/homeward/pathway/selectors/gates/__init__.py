"""Each gate asks its own question of the cases that would go through it, and answers with how it stands and who can see to it."""
