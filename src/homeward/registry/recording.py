"""Turn drafts into rows and save them, many at once: one clerk's form and an import of 55,000 rows go the same way.

Comes in: checked drafts. Goes out: saved persons with their keys, claims, search keys, households' memberships and first stays.
All that takes long is done in `ready`, which needs no transaction and no database, so that another process may do it; `save` puts it down.
Never authorises and never writes the trail: `actions` does both, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import F

from homeward.access.facts import Actor
from homeward.access.sealing.subjects import made_keys, save_keys
from homeward.access.sealing.vault import DataKey, Wrapped, vault
from homeward.kernel.ids import uuid7
from homeward.registry import models
from homeward.registry.facts.claims import Claim, Statement, Verification
from homeward.registry.facts.custody import Beginning, ShelterRow
from homeward.registry.facts.histories import PastStay, PersonHistory
from homeward.registry.facts.persons import PersonDraft
from homeward.registry.facts.values import ClaimKind, ClaimValue, NameValue
from homeward.registry.inserting import Turned, Values, completed, put, turned, turned_all
from homeward.registry.numbers import new_numbers
from homeward.registry.rules.exact import exact_keys
from homeward.registry.rules.namekeys import name_keys
from homeward.registry.rules.summary import Stated, coarse_of, summary_of
from homeward.registry.sealed import seal_note, seal_summary, seal_value
from homeward.registry.staying import standing_after, stay_rows

_GIVEN_THEN: Final = ("serial", "number")  # what a person gets when they are saved
_CLAIM: Final = (
    "id", "person_id", "state", "sealed", "note", "source", "verification", "recorded_by", "recorded_name", "recorded_at", "batch_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Ready:
    """Persons made ready: rows as the database takes them. Search keys name a person by their place, since they have no serial yet."""

    ids: tuple[UUID, ...]
    keys: tuple[Wrapped, ...]
    persons: Turned
    rows: tuple[Turned, ...]
    codes: tuple[tuple[int, int], ...]
    blind: tuple[tuple[bytes, int], ...]


class Saved(NamedTuple):
    """A person who was saved, under the id and number that they have now."""

    id: UUID
    serial: int
    number: str


class _By(NamedTuple):
    """Who records, when, in which batch."""

    actor: Actor
    at: datetime
    batch_id: UUID | None


class _Said(NamedTuple):
    """A claim that is about to be saved, as far as summaries and search keys ask of it."""

    value: ClaimValue | None
    verification: Verification
    recorded_at: datetime
    current: bool = True


@dataclass(slots=True)
class _Rows:
    """What is to be saved for a handful of persons."""

    persons: list[Values] = field(default_factory=list)
    claims: dict[ClaimKind, list[tuple[object, ...]]] = field(default_factory=dict)
    codes: set[tuple[int, int]] = field(default_factory=set)
    blind: set[tuple[bytes, int]] = field(default_factory=set)
    memberships: list[Values] = field(default_factory=list)
    episodes: list[Values] = field(default_factory=list)
    shelters: list[Values] = field(default_factory=list)

    def turned(self) -> Iterator[Turned]:
        """All but the persons themselves, in the order that their references need."""
        for kind, rows in self.claims.items():
            yield turned_all(models.CLAIM_MODELS[kind], _CLAIM, rows)
        yield turned(models.Membership, self.memberships)
        yield turned(models.CustodyEpisode, self.episodes)
        yield turned(models.Shelter, self.shelters)


def save_persons(
    actor: Actor, drafts: Sequence[PersonDraft], at: datetime, *, batch_id: UUID | None = None
) -> list[Saved]:
    """Save drafts as persons of their own who arrive, in their order. The caller holds the transaction."""
    return save(ready_persons(actor, drafts, at, batch_id=batch_id))


def ready_persons(actor: Actor, drafts: Sequence[PersonDraft], at: datetime, *, batch_id: UUID | None = None) -> Ready:
    """Drafts made ready to be saved as persons of their own who arrive."""
    return ready(actor, [_arriving(draft, at) for draft in drafts], at, batch_id=batch_id)


def ready(actor: Actor, histories: Sequence[PersonHistory], at: datetime, *, batch_id: UUID | None = None) -> Ready:
    """Persons with all their stays made ready to be saved, in their order."""
    keys, wrapped = made_keys(history.id for history in histories)
    rows, by = _Rows(), _By(actor, at, batch_id)
    for place, history in enumerate(histories):
        _person(rows, by, history, keys[history.id], place)
    return Ready(
        ids=tuple(history.id for history in histories),
        keys=tuple(wrapped),
        persons=turned(models.Person, rows.persons, without=_GIVEN_THEN),
        rows=tuple(rows.turned()),
        codes=tuple(sorted(rows.codes)),
        blind=tuple(sorted(rows.blind)),
    )


def save(made: Ready) -> list[Saved]:
    """Save persons that were made ready. The caller holds the transaction."""
    save_keys(made.keys)
    serials = take_serials("person", len(made.ids))
    numbers = new_numbers("P", len(made.ids))
    put(completed(models.Person, made.persons, dict(zip(_GIVEN_THEN, (serials, numbers), strict=True))))
    for rows in made.rows:
        put(rows)
    for table, postings in ((models.NameKey, made.codes), (models.BlindKey, made.blind)):
        insert_keys(table, ((code, serials.start + place) for code, place in postings))
    return [Saved(*one) for one in zip(made.ids, serials, numbers, strict=True)]


def _arriving(draft: PersonDraft, at: datetime) -> PersonHistory:
    """Somebody new, whose first stay lasts."""
    shelters = (ShelterRow(draft.section, draft.tent, draft.arrived, None),) if draft.section or draft.tent else ()
    stay = PastStay(draft.site_id, Beginning.ARRIVAL, draft.arrived, shelters=shelters)
    return PersonHistory(uuid7(), draft, at, (stay,))


def _person(rows: _Rows, by: _By, history: PersonHistory, key: DataKey, place: int) -> None:
    draft, facts = history.draft, []
    for said in draft.statements:
        rows.claims.setdefault(said.kind, []).append(_claim(by, key, said))
        facts.append(_Said(said.answer.value, said.verification, by.at))
    coarse = coarse_of(facts)
    rows.persons.append(
        {
            "id": key.id,
            "key_id": key.id,
            "summary": seal_summary(key, key.id, summary_of(facts)),
            "sex": coarse.sex or "",
            "born_from": coarse.born_from,
            "born_to": coarse.born_to,
            "nationalities": " ".join(coarse.nationalities),
            "standing": standing_after(history.stays),
            "site_id": draft.site_id,
            "section": draft.section,
            "tent": draft.tent,
            "household_id": draft.household_id,
            "role": draft.role,
            "batch_id": by.batch_id,
            "registered_at": history.registered,
            "registered_by": by.actor.user_id,
        }
    )
    rows.codes.update(name_codes(facts, place))
    rows.blind.update(blind_codes(facts, place))
    if draft.household_id:
        rows.memberships.append(_membership(by, history))
    for episode, shelters in stay_rows(by.actor, history, by.at, by.batch_id):
        rows.episodes.append(episode)
        rows.shelters += shelters


def _membership(by: _By, history: PersonHistory) -> Values:
    return {
        "household_id": history.draft.household_id,
        "person_id": history.id,
        "role": history.draft.role,
        "since": history.registered,
        "recorded_by": by.actor.user_id,
        "batch_id": by.batch_id,
    }


def claim_rows(
    actor: Actor, key: DataKey, statements: Iterable[Statement], at: datetime
) -> Iterator[tuple[models.Claim, Claim]]:
    """Each statement as an unsaved row, and as the fact that the row will hold."""
    by = _By(actor, at, None)
    for said in statements:
        row = models.CLAIM_MODELS[said.kind](**dict(zip(_CLAIM, _claim(by, key, said), strict=True)))
        yield (
            row,
            Claim(
                id=row.id,
                kind=said.kind,
                state=said.answer.state,
                value=said.answer.value,
                source=said.source,
                note=said.note,
                verification=said.verification,
                recorded_by=actor.username,
                recorded_at=at,
                superseded_at=None,
                superseded_by=None,
            ),
        )


def _claim(by: _By, key: DataKey, said: Statement) -> tuple[object, ...]:
    """A statement as the values of its row, in the order of `_CLAIM`."""
    id, kind, value, note = uuid7(), said.kind, said.answer.value, said.note
    return (
        id,
        key.id,
        said.answer.state,
        b"" if value is None else seal_value(key, kind, id, value),
        seal_note(key, kind, id, note) if note else b"",
        said.source,
        said.verification,
        by.actor.user_id,
        by.actor.username,
        by.at,
        by.batch_id,
    )


def name_codes(claims: Iterable[Stated], serial: int) -> Iterator[tuple[int, int]]:
    """The postings of every name that was ever recorded: an older spelling finds the person too."""
    codes = vault().codes
    for claim in claims:
        if isinstance(claim.value, NameValue):
            for part in name_keys(claim.value.text):
                for code in codes("name", part):
                    yield code, serial


def blind_codes(claims: Iterable[Stated], serial: int) -> Iterator[tuple[bytes, int]]:
    """The keyed hashes of every exact value that was ever recorded."""
    values, blind = [claim.value for claim in claims if claim.value is not None], vault().blind
    return ((blind(kind, text), serial) for kind, text in exact_keys(values))


def insert_keys(table: type[models.NameKey] | type[models.BlindKey], rows: Iterable[tuple[int | bytes, int]]) -> None:
    """Add postings, those that stand there already aside. Plain SQL: these are by far the most rows of an import."""
    ordered = sorted(rows)
    if ordered:
        name = connection.ops.quote_name(table._meta.db_table)
        sql = f"INSERT INTO {name} (code, serial) VALUES (%s, %s) ON CONFLICT DO NOTHING"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(sql, ordered)


def take_serials(kind: str, count: int) -> range:
    """So many whole numbers that nobody else gets."""
    models.Serial.objects.get_or_create(kind=kind)
    models.Serial.objects.filter(kind=kind).update(last=F("last") + count)
    last = models.Serial.objects.get(kind=kind).last
    return range(last - count + 1, last + 1)
