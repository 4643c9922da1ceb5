"""A written name, in any script, becomes parts and sounds; two names become evidence. Knows no lists."""

from homeward.names import compiling as compiling  # first: it chooses where the compiled code of all others is kept
