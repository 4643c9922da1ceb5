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
from homeward.kernel.ids import spoken, uuid7
from homeward.registry import models
from homeward.registry.facts.claims import Claim, Statement
from homeward.registry.facts.custody import Beginning
from homeward.registry.facts.persons import PersonDraft, Standing
from homeward.registry.facts.values import ClaimKind, NameValue
from homeward.registry.inserting import Values, insert
from homeward.registry.rules.exact import exact_keys
from homeward.registry.rules.namekeys import name_keys
from homeward.registry.rules.summary import coarse_of, summary_of
from homeward.registry.sealed import seal_note, seal_summary, seal_value


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
    """Save drafts as persons of their own, in their order. The caller holds the transaction."""
    ids = [uuid7() for _ in drafts]
    keys = new_keys(ids)
    serials = take_serials("person", len(drafts))
    rows = _Rows()
    for id, serial, draft in zip(ids, serials, drafts, strict=True):
        _person(rows, actor, draft, at, keys[id], serial, batch)
    rows.save()
    return rows.persons


def _person(
    rows: _Rows, actor: Actor, draft: PersonDraft, at: datetime, key: DataKey, serial: int, batch: models.Batch | None
) -> None:
    facts = []
    for values, fact in _claims(actor, key, draft.statements, at, batch):
        rows.claims.setdefault(fact.kind, []).append(values)
        facts.append(fact)
    coarse = coarse_of(facts)
    person = models.Person(
        id=key.id,
        serial=serial,
        number=spoken("P"),
        key_id=key.id,
        summary=seal_summary(key, key.id, summary_of(facts)),
        sex=coarse.sex or "",
        born_from=coarse.born_from,
        born_to=coarse.born_to,
        nationalities=" ".join(coarse.nationalities),
        standing=Standing.PRESENT,
        site_id=draft.site_id,
        section=draft.section,
        tent=draft.tent,
        household_id=draft.household_id,
        role=draft.role,
        batch_id=batch.id if batch else None,
        registered_at=at,
        registered_by=actor.user_id,
    )
    rows.persons.append(person)
    rows.codes.update(name_codes(facts, serial))
    rows.blind.update(blind_codes(facts, serial))
    _places(rows, actor, draft, at, person)


def _places(rows: _Rows, actor: Actor, draft: PersonDraft, at: datetime, person: models.Person) -> None:
    if draft.household_id:
        rows.memberships.append(
            {
                "household_id": draft.household_id,
                "person_id": person.id,
                "role": draft.role,
                "since": at,
                "recorded_by": actor.user_id,
                "batch_id": person.batch_id,
            }
        )
    episode = uuid7()
    rows.episodes.append(
        {
            "id": episode,
            "person_id": person.id,
            "site_id": draft.site_id,
            "began": Beginning.ARRIVAL,
            "from_day": draft.arrived,
            "counts_from": draft.arrived or at.date(),
            "recorded_by": actor.user_id,
            "recorded_at": at,
            "batch_id": person.batch_id,
        }
    )
    if draft.section or draft.tent:
        rows.shelters.append(
            {
                "episode_id": episode,
                "section": draft.section,
                "tent": draft.tent,
                "from_day": draft.arrived,
                "recorded_at": at,
                "batch_id": person.batch_id,
            }
        )


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
    code = vault().code
    for claim in claims:
        if isinstance(claim.value, NameValue):
            for part in name_keys(claim.value.text):
                yield from ((code("name", key), serial) for key in part)


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
