"""The published lists that an installation keeps: their editions, health, differences and indexes. Holds no persons."""
