"""A written name, in any script, becomes parts and sounds; two names become evidence. Knows no lists."""
