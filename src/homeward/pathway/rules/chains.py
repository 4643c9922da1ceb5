"""A chain of hashes: each link's hash covers what it says and the hash of the link before, so that nothing can be changed or left out.

Comes in: what a link says; links as they were kept. Goes out: bytes and hashes; where a chain is broken, in words. The bytes that are
hashed are the ones that are kept and handed over: nobody has to write a link anew to check it. Pure; knows no database.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import TypeVar

import msgspec

from homeward.pathway.facts.evidence import Link, Linked, Note

Said = TypeVar("Said", Link, Note)


def linked(said: Link | Note) -> Linked:
    """A link with the bytes that its hash covers."""
    document = msgspec.json.encode(said, order="deterministic")
    return Linked(said.seq, document, digest_of(document))


def digest_of(document: bytes) -> bytes:
    """The hash of a link."""
    return hashlib.sha256(document).digest()


def read(kind: type[Said], document: bytes) -> Said:
    """What a link says. Raises `msgspec.DecodeError` where the bytes are none."""
    return msgspec.json.decode(document, type=kind)


def broken(kind: type[Said], links: Iterable[tuple[bytes, bytes]], begins: bytes) -> str:
    """Where a chain is broken; empty where it is whole. `links` are bytes and the hash that was kept; `begins` what the first follows."""
    before = begins
    for place, (document, digest) in enumerate(links, 1):
        if digest_of(document) != digest:
            return f"link {place} was changed"
        try:
            said = read(kind, document)
        except (msgspec.DecodeError, UnicodeDecodeError):
            return f"link {place} cannot be read"
        if said.seq != place:
            return f"link {place} says that it is link {said.seq}"
        if said.previous != before.hex():
            return f"link {place} does not follow the one before"
        before = digest
    return ""
