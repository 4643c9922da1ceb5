"""Evidence: an item with its hash, where it comes from, how it was obtained, in whose hands it was, and under which conditions.

Comes in: nothing. Goes out: frozen types and enumerations. An item tells of things, not of a person: what it shows of somebody's own acts
is said where it stands beside a referral. No kind of item stands for a family, a tribe, a place to live, or a paper that is missing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from homeward.access.facts import Caveat
from homeward.kernel.dates import PartialDate


class ItemKind(StrEnum):
    """What an item of evidence is."""

    DOCUMENT = "document"
    OFFICIAL_RECORD = "official_record"
    PHOTOGRAPH = "photograph"
    VIDEO = "video"
    RECORDING = "recording"
    DIGITAL = "digital"
    OBJECT = "object"
    FORENSIC = "forensic"
    WITNESS = "witness"
    OWN_STATEMENT = "own_statement"
    OPEN_SOURCE = "open_source"


class Obtained(StrEnum):
    """Whether torture or other ill-treatment was used to obtain it. What is not known is asked, not assumed."""

    UNTAINTED = "untainted"
    TAINTED = "tainted"
    UNKNOWN = "unknown"


class Keeping(StrEnum):
    """Where the thing itself is: its bytes here, sealed; or elsewhere, with its hash here."""

    HERE = "here"
    ELSEWHERE = "elsewhere"


class Moved(StrEnum):
    """What happened to an item while somebody had it."""

    COLLECTED = "collected"
    RECEIVED = "received"
    TRANSFERRED = "transferred"
    EXAMINED = "examined"
    COPIED = "copied"
    HANDED_OVER = "handed_over"
    RETURNED = "returned"
    CHECKED = "checked"


class Told(StrEnum):
    """What is kept beside a referral: that a reviewer saw what speaks for the person; that the defence received something."""

    SEEN = "seen"
    DEFENCE = "defence"


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One link of a chain of custody, as its hash covers it. `previous` is the hash of the link before, of the first one the item's own.

    `salt` keeps a short link from being guessed out of its hash.
    """

    item: str
    seq: int
    what: str
    day: str
    holder: str
    place: str
    words: str
    by: str
    at: str
    previous: str
    salt: str


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """One line of what was told about a referral's evidence, as its hash covers it."""

    referral: str
    seq: int
    what: str
    item: str
    item_sha256: str
    favours: bool
    to: str
    words: str
    by: str
    at: str
    previous: str
    salt: str


@dataclass(frozen=True, slots=True)
class Linked:
    """A link or note as it is kept: its place, the bytes that its hash covers, and the hash."""

    seq: int
    document: bytes
    digest: bytes


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """An item as somebody registers it. `sha256` is given where the thing itself is elsewhere; `reference` says then where."""

    kind: ItemKind
    description: str
    source: str
    obtained: Obtained
    obtained_words: str
    collected_by: str
    collected_where: str
    collected_on: PartialDate
    keeping: Keeping
    sha256: str = ""
    reference: str = ""
    file_name: str = ""
    site_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as lists show it."""

    id: UUID
    number: str
    kind: ItemKind
    description: str
    sha256: str
    size: int
    keeping: Keeping
    obtained: Obtained
    registered_at: datetime
    registered_by: str
    caveats: int = 0


@dataclass(frozen=True, slots=True)
class CaveatRow:
    """What an originator said about passing an item on."""

    id: UUID
    caveat: Caveat
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ObtainedRow:
    """What was answered to how an item was obtained, the latest first."""

    answer: Obtained
    words: str
    source: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemFile:
    """A whole item."""

    row: ItemRow
    site_id: UUID
    source: str
    collected_by: str
    collected_where: str
    collected_on: PartialDate | None
    reference: str
    file_name: str
    obtained: tuple[ObtainedRow, ...]
    chain: tuple[Link, ...]
    broken: str
    caveats: tuple[CaveatRow, ...]
    beside: tuple[tuple[UUID, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HandoverDraft:
    """What is handed over: which items, under which agreement, to whom, and how."""

    agreement_id: UUID
    recipient: str
    item_ids: frozenset[UUID]
    received_by: str
    accepted: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class HandoverRow:
    """A package that was handed over: `sha256` is that of its manifest, to be told to the recipient by another way."""

    id: UUID
    number: str
    recipient: str
    items: int
    sha256: str
    size: int
    made_at: datetime
    made_by: str
    until: date | None = None
