"""Lists and their editions as pages show them, and how healthy a list is.

Comes in: nothing. Goes out: frozen types. A list tells of entries of a publisher, never of a registered person.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from homeward.access.facts import Role


class Desk(StrEnum):
    """Whose list it is. Missing persons and children (yellow notices) are traced, never screened for."""

    SECURITY = "security"
    TRACING = "tracing"


class ListKind(StrEnum):
    """What a list names: people, or numbers of stolen and lost documents."""

    NAMES = "names"
    DOCUMENTS = "documents"


class EditionState(StrEnum):
    """Where an edition is. `HELD`: received, but something about it must be accepted by a person before it is used."""

    RECEIVED = "received"
    HELD = "held"
    CURRENT = "current"
    PAST = "past"
    REFUSED = "refused"


class Way(StrEnum):
    """How an edition came."""

    UPLOAD = "upload"
    COMMAND = "command"
    FETCH = "fetch"


class Ailment(StrEnum):
    """What may be wrong with a list. Any of them keeps "not found in these versions" from being shown as a clean result."""

    NONE_YET = "none_yet"
    STALE = "stale"
    UNDATED = "undated"
    SHRUNK = "shrunk"
    OLDER = "older"
    REFUSED_ROWS = "refused_rows"
    LAST_ATTEMPT_FAILED = "last_attempt_failed"
    NOT_INDEXED = "not_indexed"
    NO_COLUMNS = "no_columns"
    WAITING = "waiting"


class Outcome(StrEnum):
    """What came of an attempt to get an edition. `SAME`: the file that is kept already; `UNCHANGED`: the publisher has nothing newer."""

    TAKEN = "taken"
    HELD = "held"
    SAME = "same"
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it comes: its name, and its bytes in pieces."""

    name: str
    pieces: Iterable[bytes]


@dataclass(frozen=True, slots=True)
class Mark:
    """What an entry says: the hash of the publisher's text for it, and of the fields that are compared with people."""

    source: str
    compared: str


@dataclass(frozen=True, slots=True)
class Health:
    """How healthy a list is now: what is wrong, if anything, and the words of the last attempt that failed."""

    ailments: tuple[Ailment, ...] = ()
    words: str = ""

    @property
    def good(self) -> bool:
        """Whether "not found" may be shown as a result at all."""
        return not self.ailments


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition as received: the publisher's date, hash and counts, and what its originator asks of whoever passes an entry on.

    `confirmed_at`: when its publisher last had nothing newer.
    """

    id: UUID
    list_id: str
    list_row: UUID
    sha256: str
    file: str
    format: str
    published_on: str
    received_at: datetime
    received_by: str
    way: Way
    individuals: int
    entries: int
    refused: int
    state: EditionState
    problems: tuple[Ailment, ...]
    words: str
    title: str
    desk: Desk
    kind: ListKind
    restricted: bool
    originator: str
    caveat: str
    mapped: bool = False
    accepted_by: str = ""
    accepted_why: str = ""
    accepted_at: datetime | None = None
    indexed_at: datetime | None = None
    confirmed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of bringing an edition, in a sentence; the edition where one was kept or is the same."""

    outcome: Outcome
    words: str
    edition: Edition | None = None


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """An attempt to get an edition, as a page shows it."""

    at: datetime
    way: Way
    by: str
    outcome: Outcome
    words: str
    edition_id: UUID | None


@dataclass(frozen=True, slots=True)
class WatchList:
    """A list of this installation, with its current edition and health."""

    id: UUID
    list_id: str
    title: str
    desk: Desk
    kind: ListKind
    restricted: bool
    roles: frozenset[Role]
    originator: str
    caveat: str
    url: str
    stale_after_days: int
    known: str
    mapped: bool
    made_at: datetime
    withdrawn_at: datetime | None
    current: Edition | None
    health: Health
