"""What a package of evidence holds, as its manifest says: every file with its size and hash, every item with the end of its chain.

Comes in: nothing. Goes out: frozen types, which whoever receives a package reads on a machine of their own, without the platform.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import msgspec

FORMAT: Final = "homeward evidence 2"
MANIFEST: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
SIGNER: Final = "signer.pem"
TOLD: Final = "told.jsonl"
READ_ME: Final = "READ-ME.txt"


class PackedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of a package."""

    name: str
    size: int
    sha256: str


class PackedItem(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item: the hash of the thing itself, where its files stand, and the end of its chain. `content` is empty where it is elsewhere."""

    number: str
    kind: str
    sha256: str
    record: str
    chain: str
    links: int
    head: str
    favours: bool
    content: str = ""


class PackedNotes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The chain of what was told about the evidence: its length and its end."""

    links: int
    head: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a package holds, for whom, under which agreement and conditions. `signer` is the fingerprint of the key that signs it."""

    format: str
    signer: str
    number: str
    made_at: str
    made_by: str
    referral: str
    person: str
    recipient: str
    received_by: str
    agreement: str
    basis: str
    purpose: str
    caveats: list[str]
    items: list[PackedItem]
    told: PackedNotes
    files: list[PackedFile]


@dataclass(frozen=True, slots=True)
class Part:
    """A file that goes into a package, in pieces."""

    name: str
    pieces: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody finds who looks through a package: `faults` in words, none where it is whole.

    `signer` is the fingerprint of the key that signed it: only whoever was told it by another way knows who made the package.
    `manifest` is the SHA-256 of the manifest, the number of this very package.
    """

    faults: tuple[str, ...]
    manifest: str = ""
    signer: str = ""
    number: str = ""
    recipient: str = ""
    files: int = 0
    items: int = 0
    links: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing was changed, left out or added."""
        return not self.faults
