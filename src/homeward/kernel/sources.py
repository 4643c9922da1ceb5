"""Where a record came from: file, position, and a hash of exactly what the publisher wrote.

Comes in: a path, bytes or text. Goes out: a `Position` a person can find again, and SHA-256 hashes.
Never opens the network.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

HASH_BLOCK = 1 << 20


class Position(msgspec.Struct, frozen=True):
    """A place in a source file: its name (never its folder) and the line, row or record number, counted from 1."""

    file: str
    number: int
    unit: str = "line"

    def __str__(self) -> str:
        return f"{self.file}, {self.unit} {self.number}"


def file_hash(path: Path) -> str:
    """SHA-256 of a file's bytes, as hex."""
    digest = hashlib.sha256()
    with path.open("rb") as handle:
        while block := handle.read(HASH_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def text_hash(*parts: str) -> str:
    """A short hash (16 hex digits of SHA-256) of texts, unambiguous about where one ends and the next begins."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.hexdigest()[:16]
