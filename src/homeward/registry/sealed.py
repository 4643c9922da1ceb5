"""Seal and open what the registry keeps of a person: claims' values and notes, and the summary of the row.

Comes in: rows and data keys. Goes out: bytes, or frozen facts. Each value is bound to its column and row.
Never opens what the reader may not see: the caller says which kinds are restricted, and those come back without a value.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import cast
from uuid import UUID

import msgspec

from homeward.access.sealing.vault import DataKey, seal, vault
from homeward.registry import models
from homeward.registry.facts.answers import Known
from homeward.registry.facts.claims import Claim, Source, Verification
from homeward.registry.facts.persons import HouseholdRole, PersonRow, Standing, Summary
from homeward.registry.facts.values import VALUE_TYPES, ClaimKind, ClaimValue, Sex

SUMMARY = "registry_person.summary"
_ENCODER = msgspec.json.Encoder()
_DECODERS = {kind: msgspec.json.Decoder(value) for kind, value in VALUE_TYPES.items()}
_SUMMARY = msgspec.json.Decoder(Summary)
_VALUE = {kind: f"registry_{kind}claim.sealed" for kind in ClaimKind}
_NOTE = {kind: f"registry_{kind}claim.note" for kind in ClaimKind}
ERASED = Summary(name="—")


def seal_value(key: DataKey, kind: ClaimKind, row: UUID, value: ClaimValue) -> bytes:
    """A claim's value, sealed."""
    return seal(key, _VALUE[kind], row, _ENCODER.encode(value))


def seal_note(key: DataKey, kind: ClaimKind, row: UUID, note: str) -> bytes:
    """A claim's note, sealed; nothing where there is none."""
    return seal(key, _NOTE[kind], row, note.encode()) if note else b""


def seal_summary(key: DataKey, row: UUID, summary: Summary) -> bytes:
    """A person's summary, sealed."""
    return seal(key, SUMMARY, row, _ENCODER.encode(summary))


def seal_words(key: DataKey, column: str, row: UUID, words: str) -> bytes:
    """Words in a column of another table, such as a reason, sealed with the key of the person they are about."""
    return seal(key, column, row, words.encode())


def open_words(key: DataKey | None, column: str, row: UUID, sealed: bytes | memoryview[int]) -> str:
    """What `seal_words` sealed; nothing where there is nothing, or the person was erased."""
    return vault().open(key, column, row, bytes(sealed)).decode() if key and sealed else ""


def open_summary(key: DataKey | None, row: UUID, sealed: bytes) -> Summary:
    """A person's summary; a dash where the person was erased."""
    return _SUMMARY.decode(vault().open(key, SUMMARY, row, sealed)) if key else ERASED


def open_claim(key: DataKey | None, row: models.Claim, restricted: Collection[ClaimKind] = ()) -> Claim:
    """A claim as a fact. Where the person was erased, or its kind is restricted, the value is missing."""
    hidden = row.kind in restricted
    value: ClaimValue | None = None
    note = ""
    if key and not hidden:
        value = open_value(key, row.kind, row.id, bytes(row.sealed)) if row.sealed else None
        note = vault().open(key, _NOTE[row.kind], row.id, bytes(row.note)).decode() if row.note else ""
    return Claim(
        id=row.id,
        kind=row.kind,
        state=Known(row.state),
        value=value,
        source=Source(row.source),
        note=note,
        verification=Verification(row.verification),
        recorded_by=row.recorded_name,
        recorded_at=row.recorded_at,
        superseded_at=row.superseded_at,
        superseded_by=row.superseded_by_id,
        restricted=hidden,
    )


def open_value(key: DataKey, kind: ClaimKind, row: UUID, sealed: bytes) -> ClaimValue:
    """A claim's value alone."""
    return cast(ClaimValue, _DECODERS[kind].decode(vault().open(key, _VALUE[kind], row, sealed)))


def opener(kind: ClaimKind) -> Callable[[DataKey, bytes, bytes], ClaimValue]:
    """What opens many values of one kind: called with a key, a row's id as bytes, and what is sealed."""
    opened, decode = vault().opener(_VALUE[kind]), _DECODERS[kind].decode
    return lambda key, row, sealed: cast(ClaimValue, decode(opened(key, row, sealed)))


def open_person(key: DataKey | None, row: models.Person) -> PersonRow:
    """A person's row as a fact."""
    return PersonRow(
        id=row.id,
        number=row.number,
        version=row.version,
        summary=open_summary(key, row.id, bytes(row.summary)),
        sex=Sex(row.sex) if row.sex else None,
        born_from=row.born_from,
        born_to=row.born_to,
        nationalities=tuple(row.nationalities.split()),
        standing=Standing(row.standing),
        site_id=row.site_id,
        section=row.section,
        tent=row.tent,
        household_id=row.household_id,
        role=HouseholdRole(row.role),
        registered_at=row.registered_at,
        merged_into=row.merged_into_id,
    )
