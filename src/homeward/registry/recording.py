"""Turn drafts into rows and save them, many at once: one clerk's form and an import of 55,000 rows go the same way.

Comes in: checked drafts. Goes out: saved persons with their keys, claims, search keys, households' memberships and first stays.
Never authorises and never writes the trail: `actions` does both, in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.db.models import F

from homeward.access.facts import Actor
from homeward.access.sealing.subjects import new_keys
from homeward.access.sealing.vault import DataKey, vault
from homeward.kernel.ids import uuid7
from homeward.registry import models
from homeward.registry.facts.claims import Claim, Statement
from homeward.registry.facts.custody import Beginning, ShelterRow
from homeward.registry.facts.histories import PastStay, PersonHistory
from homeward.registry.facts.persons import PersonDraft
from homeward.registry.facts.values import ClaimKind, NameValue
from homeward.registry.inserting import Values, insert
from homeward.registry.numbers import new_numbers
from homeward.registry.rules.exact import exact_keys
from homeward.registry.rules.namekeys import name_keys
from homeward.registry.rules.summary import coarse_of, summary_of
from homeward.registry.sealed import seal_note, seal_summary, seal_value
from homeward.registry.staying import standing_after, stay_rows


@dataclass(slots=True)
class _Rows:
    """What is to be saved for a handful of persons."""

    persons: list[models.Person] = field(default_factory=list)
    claims: dict[ClaimKind, list[Values]] = field(default_factory=dict)
    codes: set[tuple[int, int]] = field(default_factory=set)
    blind: set[tuple[bytes, int]] = field(default_factory=set)
    memberships: list[Values] = field(default_factory=list)
    episodes: list[Values] = field(default_factory=list)
    shelters: list[Values] = field(default_factory=list)

    def save(self) -> None:
        """Save everything, in the order that its references need."""
        insert(models.Person, [vars(person) for person in self.persons])
        for kind, rows in self.claims.items():
            insert(models.CLAIM_MODELS[kind], rows)
        insert_keys(models.NameKey, self.codes)
        insert_keys(models.BlindKey, self.blind)
        insert(models.Membership, self.memberships)
        insert(models.CustodyEpisode, self.episodes)
        insert(models.Shelter, self.shelters)


def save_persons(
    actor: Actor, drafts: Sequence[PersonDraft], at: datetime, *, batch: models.Batch | None = None
) -> list[models.Person]:
    """Save drafts as persons of their own who arrive, in their order. The caller holds the transaction."""
    return save_histories(actor, [_arriving(draft, at) for draft in drafts], at, batch=batch)


def save_histories(
    actor: Actor, histories: Sequence[PersonHistory], at: datetime, *, batch: models.Batch | None = None
) -> list[models.Person]:
    """Save persons with all their stays, in their order. The caller holds the transaction."""
    keys = new_keys(history.id for history in histories)
    serials = take_serials("person", len(histories))
    numbers = new_numbers("P", len(histories))
    rows = _Rows()
    for history, serial, number in zip(histories, serials, numbers, strict=True):
        _person(rows, actor, history, at, keys[history.id], (serial, number), batch)
    rows.save()
    return rows.persons


def _arriving(draft: PersonDraft, at: datetime) -> PersonHistory:
    """Somebody new, whose first stay lasts."""
    shelters = (ShelterRow(draft.section, draft.tent, draft.arrived, None),) if draft.section or draft.tent else ()
    stay = PastStay(draft.site_id, Beginning.ARRIVAL, draft.arrived, shelters=shelters)
    return PersonHistory(uuid7(), draft, at, (stay,))


def _person(
    rows: _Rows,
    actor: Actor,
    history: PersonHistory,
    at: datetime,
    key: DataKey,
    called: tuple[int, str],
    batch: models.Batch | None,
) -> None:
    (serial, number), draft = called, history.draft
    facts = []
    for values, fact in _claims(actor, key, draft.statements, at, batch):
        rows.claims.setdefault(fact.kind, []).append(values)
        facts.append(fact)
    coarse = coarse_of(facts)
    person = models.Person(
        id=key.id,
        serial=serial,
        number=number,
        key_id=key.id,
        summary=seal_summary(key, key.id, summary_of(facts)),
        sex=coarse.sex or "",
        born_from=coarse.born_from,
        born_to=coarse.born_to,
        nationalities=" ".join(coarse.nationalities),
        standing=standing_after(history.stays),
        site_id=draft.site_id,
        section=draft.section,
        tent=draft.tent,
        household_id=draft.household_id,
        role=draft.role,
        batch_id=batch.id if batch else None,
        registered_at=history.registered,
        registered_by=actor.user_id,
    )
    rows.persons.append(person)
    rows.codes.update(name_codes(facts, serial))
    rows.blind.update(blind_codes(facts, serial))
    if draft.household_id:
        rows.memberships.append(_membership(actor, history, batch))
    for episode, shelters in stay_rows(actor, history, at, batch.id if batch else None):
        rows.episodes.append(episode)
        rows.shelters += shelters


def _membership(actor: Actor, history: PersonHistory, batch: models.Batch | None) -> Values:
    return {
        "household_id": history.draft.household_id,
        "person_id": history.id,
        "role": history.draft.role,
        "since": history.registered,
        "recorded_by": actor.user_id,
        "batch_id": batch.id if batch else None,
    }


def claim_rows(
    actor: Actor, key: DataKey, statements: Iterable[Statement], at: datetime, batch: models.Batch | None = None
) -> Iterator[tuple[models.Claim, Claim]]:
    """Each statement as an unsaved row, and as the fact that the row will hold."""
    for values, fact in _claims(actor, key, statements, at, batch):
        yield models.CLAIM_MODELS[fact.kind](**values), fact


def _claims(
    actor: Actor, key: DataKey, statements: Iterable[Statement], at: datetime, batch: models.Batch | None
) -> Iterator[tuple[Values, Claim]]:
    """Each statement as the values of its row, and as the fact that the row will hold."""
    for said in statements:
        id = uuid7()
        value = said.answer.value
        values = {
            "id": id,
            "person_id": key.id,
            "state": said.answer.state,
            "sealed": seal_value(key, said.kind, id, value) if value is not None else b"",
            "note": seal_note(key, said.kind, id, said.note),
            "source": said.source,
            "verification": said.verification,
            "recorded_by": actor.user_id,
            "recorded_name": actor.username,
            "recorded_at": at,
            "batch_id": batch.id if batch else None,
        }
        fact = Claim(
            id=id,
            kind=said.kind,
            state=said.answer.state,
            value=value,
            source=said.source,
            note=said.note,
            verification=said.verification,
            recorded_by=actor.username,
            recorded_at=at,
            superseded_at=None,
            superseded_by=None,
        )
        yield values, fact


def name_codes(claims: Iterable[Claim], serial: int) -> Iterator[tuple[int, int]]:
    """The postings of every name that was ever recorded: an older spelling finds the person too."""
    codes = vault().codes
    for claim in claims:
        if isinstance(claim.value, NameValue):
            for part in name_keys(claim.value.text):
                yield from ((code, serial) for code in codes("name", part))


def blind_codes(claims: Iterable[Claim], serial: int) -> Iterator[tuple[bytes, int]]:
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
