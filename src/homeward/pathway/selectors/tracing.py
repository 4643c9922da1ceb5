"""Tracings, opened; and whom the engine and the registry propose as the one who is looked for. Nothing of a look-up is kept.

Comes in: a child protection specialist. Goes out: frozen facts. What is proposed is a question with its evidence, the strongest first; no
list of the screening is looked in, and nothing is concluded.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import open_text
from homeward.access.trail import record
from homeward.identity.comparing import comparisons
from homeward.identity.profiles import profiles_of
from homeward.kernel.countries import country_code
from homeward.kernel.dates import parse
from homeward.kernel.errors import BadInput
from homeward.pathway import models
from homeward.pathway.child_words import LEAD, open_sought, open_wish
from homeward.pathway.facts.child_files import MoveRow
from homeward.pathway.facts.tracing import LeadFound, LeadRow, SoughtBy, SoughtWords, TracingRow, TracingStep
from homeward.pathway.selectors.merged import same, scope
from homeward.registry.facts.persons import PersonRow
from homeward.registry.selectors.persons import tell_list
from homeward.registry.selectors.search import persons_search
from homeward.review.facts.live import Live
from homeward.review.selectors.tracing import tracing_check
from homeward.screening.candidate import Candidate
from homeward.screening.profile import Profile, Sex

LOOKED_AT: Final = 100  # registered persons whom the engine compares
SHOWN: Final = 10
_SEXES: Final[dict[str, Sex]] = {"male": "male", "female": "female"}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A registered person who could be the one looked for, and what speaks for and against it."""

    person: PersonRow
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class LookedFor:
    """What a look-up found: registered people, entries of tracing lists, and whether the lists could be looked in."""

    people: tuple[Proposed, ...]
    listed: Live | None
    no_list: str = ""


def tracings_list(
    actor: Actor, *, closed: bool = False, limit: int = 25, offset: int = 0
) -> tuple[tuple[TracingRow, ...], int]:
    """Tracings that go on, the one that is due first at the top, or those closed; and how many. Raises `Refused`."""
    authorise(actor, Capability.CHILD_PROTECTION)
    rows = scope(actor, models.Tracing.objects.select_related("person"))
    rows = rows.filter(closed_at__isnull=not closed).order_by("-closed_at" if closed else "due", "id")
    shown = list(rows[offset : offset + limit])
    tell_list(actor, "tracing.list", len(shown))
    keys = data_keys(one.person.key_id for one in shown)
    return tuple(_row(keys.get(one.person.key_id), one) for one in shown), rows.count()


def tracings_of(actor: Actor, person_id: UUID) -> tuple[TracingRow, ...]:
    """The tracings of somebody, the latest first, without who is looked for: for the page of their file."""
    rows = scope(actor, models.Tracing.objects.select_related("person")).filter(same("person", [person_id]))
    return tuple(_row(None, one) for one in rows.order_by("-opened_at", "-id"))


def tracing_file(actor: Actor, tracing_id: UUID) -> TracingRow:
    """One tracing, opened: the trail says so. Raises `NotFound`."""
    rows = scope(actor, models.Tracing.objects.select_related("person"))
    row = rows.filter(id=tracing_id).first()
    if row is None:
        raise NotFound("There is no such tracing that you may see for the purpose you chose.")
    record(actor, EventKind.READ, "tracing.file", person_id=row.person_id, subject=row.number)
    key = data_keys([row.person.key_id]).get(row.person.key_id)
    return _row(key, row, row.leads.order_by("noted_at", "id"), row.moves.order_by("number"))


def looked_for(actor: Actor, tracing_id: UUID) -> LookedFor:
    """Look in the registry and on the tracing lists for the one whom a tracing looks for. Raises `Refused`, `NotFound`."""
    authorise(actor, Capability.TRACING)
    row = tracing_file(actor, tracing_id)
    if row.said is None:
        return LookedFor((), None)
    sought = _profile_of(row.said)
    people = tuple(one for one in _registered(actor, sought) if one.person.id != row.person_id)
    try:
        return LookedFor(people, tracing_check(actor, sought))
    except BadInput as wrong:
        return LookedFor(people, None, str(wrong))


def _profile_of(said: SoughtWords) -> Profile:
    """Whoever is looked for, as the engine compares people."""
    born = parse(said.born) if said.born else None
    country = country_code(said.nationality) if said.nationality else None
    return Profile(
        query_id="sought",
        names=tuple(name for name in (said.name, said.other) if name.strip()),
        births=(born,) if born else (),
        sex=_SEXES.get(said.sex),
        nationalities=(country,) if country else (),
        father_name=said.father,
        mother_name=said.mother,
    )


def _registered(actor: Actor, sought: Profile) -> tuple[Proposed, ...]:
    """The registered people whom the engine finds likest, out of those whose names sound so."""
    found = {row.id: row for name in sought.names for row in persons_search(actor, name, limit=LOOKED_AT).rows}
    others = {UUID(one.query_id): one for one in profiles_of(actor, list(found))} if found else {}
    compared = zip(others, comparisons([(sought, one) for one in others.values()]), strict=True)
    alike = [Proposed(found[id], one) for id, one in compared if one is not None]
    return tuple(sorted(alike, key=lambda one: -one.candidate.bits)[:SHOWN])


def _row(
    key: DataKey | None,
    row: models.Tracing,
    leads: Iterable[models.Lead] = (),
    moves: Iterable[models.TracingMove] = (),
) -> TracingRow:
    return TracingRow(
        id=row.id, number=row.number, person_id=row.person_id, sought_by=SoughtBy(row.sought_by),
        step=TracingStep(row.step), version=row.version, said=open_sought(key, row) if key else None,
        opened_name=row.opened_name, opened_at=row.opened_at, closed_at=row.closed_at, due=row.due,
        leads=tuple(_lead(key, one) for one in leads), moves=tuple(_move(key, one) for one in moves),
    )  # fmt: skip


def _lead(key: DataKey | None, row: models.Lead) -> LeadRow:
    return LeadRow(
        id=row.id, person_id=row.person_id, list_id=row.list_id, entry_id=row.entry_id, noted_name=row.noted_name,
        noted_at=row.noted_at, found=LeadFound(row.found) if row.found else None,
        words=open_text(key, LEAD, row.id, row.words), decided_name=row.decided_name, decided_at=row.decided_at,
    )  # fmt: skip


def _move(key: DataKey | None, row: models.TracingMove) -> MoveRow:
    said = open_wish(key, row)
    words = " · ".join(text for text in (said.words, said.child, said.family) if text) if said else ""
    return MoveRow(row.to, words, row.taken_name, row.taken_at)
