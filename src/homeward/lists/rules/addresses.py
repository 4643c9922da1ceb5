"""From which addresses a list may be fetched: https, or this machine itself, where a mirror may stand.

Comes in: an address. Goes out: yes or no. Never resolves a name.
"""

from __future__ import annotations

import re

# Split by hand: the parsers of addresses live in the library's network package, which this room's rules never import.
_ADDRESS = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(?P<port>[1-9]\d{0,4}))?(?:[/?][\x21-\x7e]*)?",
    re.IGNORECASE,
)
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})
LONGEST = 1_000


def is_secure(url: str) -> bool:
    """Whether a list may be fetched from an address. One with a name or password in it is refused."""
    found = _ADDRESS.fullmatch(url)
    if found is None or len(url) > LONGEST:
        return False
    return found["scheme"].lower() == "https" or found["host"].lower() in _LOOPBACK


def is_loopback(url: str) -> bool:
    """Whether an address is this machine itself."""
    found = _ADDRESS.fullmatch(url)
    return found is not None and found["host"].lower() in _LOOPBACK
