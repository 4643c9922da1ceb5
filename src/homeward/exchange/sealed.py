"""Seal and open what an import keeps of people: its file's name, the cells of its rows, and what they were understood as.

Comes in: rows and the import's key. Goes out: bytes, or frozen facts. Each value is bound to its column and row.
The bytes of an entry are the same whenever a row states the same: their keyed hash tells a changed row from one that is here already.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from homeward.access.sealing.vault import DataKey, vault
from homeward.exchange.facts.entries import Entry
from homeward.exchange.facts.tables import Record
from homeward.registry.facts.answers import Answer, Known
from homeward.registry.facts.claims import Source, Statement, Verification
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.facts.values import VALUE_TYPES, ClaimKind, ClaimValue

Stored = bytes | memoryview  # as the two databases give a binary column back
_NAME, _CELLS, _ENTRY = "exchange_import.name", "exchange_stagedrow.cells", "exchange_stagedrow.entry"


class _Said(msgspec.Struct, frozen=True, array_like=True):
    kind: ClaimKind
    state: Known
    value: msgspec.Raw
    note: str


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    said: tuple[_Said, ...]
    reference: str
    household: str
    role: HouseholdRole
    site: str
    section: str
    tent: str
    arrived: date | None


class _Cells(msgspec.Struct, frozen=True, array_like=True):
    cells: tuple[str, ...]
    key: str
    group: str


_ENCODER = msgspec.json.Encoder()
_VALUES = {kind: msgspec.json.Decoder(value) for kind, value in VALUE_TYPES.items()}
_ENTRIES, _ROWS = msgspec.json.Decoder(_Entry), msgspec.json.Decoder(_Cells)


def seal_name(key: DataKey, row: UUID, name: str) -> bytes:
    """A file's name, sealed: people put names into it."""
    return vault().seal(key, _NAME, row, name.encode())


def open_name(key: DataKey | None, row: UUID, sealed: Stored) -> str:
    """A file's name; a dash where its import was erased."""
    return vault().open(key, _NAME, row, bytes(sealed)).decode() if key else "—"


def seal_cells(key: DataKey, row: UUID, record: Record) -> bytes:
    """A record's cells, sealed."""
    return vault().seal(key, _CELLS, row, _ENCODER.encode(_Cells(record.cells, record.key, record.group)))


def open_cells(key: DataKey, row: UUID, sealed: Stored, place: tuple[str, int]) -> Record:
    """A record, opened; `place` is its sheet and row."""
    found = _ROWS.decode(vault().open(key, _CELLS, row, bytes(sealed)))
    return Record(place[0], place[1], found.cells, found.key, found.group)


def entry_bytes(entry: Entry) -> bytes:
    """An entry as bytes: equal for entries that state the same."""
    said = tuple(
        _Said(one.kind, one.answer.state, msgspec.Raw(_ENCODER.encode(one.answer.value)), one.note)
        for one in entry.statements
    )
    return _ENCODER.encode(
        _Entry(said, entry.reference, entry.household, entry.role, entry.site, entry.section, entry.tent, entry.arrived)
    )


def seal_entry(key: DataKey, row: UUID, entry: bytes) -> bytes:
    """An entry's bytes, sealed."""
    return vault().seal(key, _ENTRY, row, entry)


def open_entry(key: DataKey, row: UUID, sealed: Stored) -> Entry:
    """An entry, opened."""
    found = _ENTRIES.decode(vault().open(key, _ENTRY, row, bytes(sealed)))
    statements = tuple(_statement(one) for one in found.said)
    return Entry(
        statements, found.reference, found.household, found.role, found.site, found.section, found.tent, found.arrived
    )


def _statement(said: _Said) -> Statement:
    value: ClaimValue | None = None
    if said.state is Known.KNOWN:
        value = _VALUES[said.kind].decode(said.value)  # type: ignore[assignment]
    return Statement(said.kind, Answer(said.state, value), Source.IMPORT, Verification.RECORDED, said.note)
