"""What is lawful: pure decisions over facts, and the tables that are the documentation."""
