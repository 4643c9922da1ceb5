"""Put what a run found into the queue: one part of its people at a time, one transaction each, idempotent.

Comes in: a run, a part. Goes out: candidates asked, refreshed, asked again or withdrawn; when each person was screened and against what.
Two runs at once are safe: whoever a newer run knew better, and an edition that is not in use any more, is left to that run. Whoever
was decided on exactly these facts is not asked again. Never a decision.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from homeward.access.actions import service_actor
from homeward.access.facts import Actor, Purpose
from homeward.lists.facts.lists import Desk as ListDesk
from homeward.lists.facts.lists import Edition, ListKind
from homeward.lists.selectors.editions import current
from homeward.lists.selectors.held import opened
from homeward.registry.selectors.readings import records_standing
from homeward.review import models
from homeward.review.actions.covers import Looked, screened_keep, within
from homeward.review.actions.reopening import findings_changed
from homeward.review.facts.candidates import CandidateKind, Desk, Outcome, State, Why
from homeward.review.facts.runs import Change, Found, Marks, Taken, Turn
from homeward.review.facts.steps import Act
from homeward.review.packing import ids_of, read_of, rows_of, versions_of
from homeward.review.rules.decisions import after
from homeward.review.rules.runs import STRONG, Known, turn
from homeward.review.settling import fields_of, take_back
from homeward.review.weighing import named
from homeward.screening.runs.lines import least_bits

_STRONG_BITS: Final = least_bits(STRONG)


@dataclass(frozen=True, slots=True)
class _Pair:
    """A person of the part and an entry: what is known of it, what was found, and whose it is."""

    place: int
    entry_id: str
    known: models.Candidate | None
    found: Found | None


@dataclass
class _Part:
    """One part while it goes in. `people` are those it may speak of, by their places."""

    actor: Actor
    run: models.Run
    planted: bool
    people: Mapping[int, Looked]
    now: datetime
    tally: Counter[str] = field(default_factory=Counter)


def part_ingest(actor: Actor, run_id: UUID, number: int) -> None:
    """Put one part into the queue. Part of the transaction that keeps the job's checkpoint: done once, whatever dies."""
    run = _alone(run_id)
    row = models.RunPeople.objects.get(run=run, part=number)
    people = _people(actor, row)
    part = _Part(actor, run, row.planted, people, timezone.now())
    part.tally["passed_over"] = len(row.ids) // 16 - len(people)
    in_use = _in_use(ListDesk(run.desk))
    done = {}
    for found in models.RunFound.objects.filter(run=run, part=number):
        if edition := in_use.get(found.edition_id):
            _edition(part, edition, rows_of(bytes(found.rows)))
            done[edition.list_row] = edition.id
    if not row.planted:
        screened_keep(ListDesk(run.desk), list(people.values()), done, run.as_of or part.now)
        models.Run.objects.filter(id=run.id).update(**{name: F(name) + count for name, count in part.tally.items()})


def _alone(run_id: UUID) -> models.Run:
    """The run, with every run that has not ended locked: parts go in one after another, whichever workers bring them."""
    rows = models.Run.objects.select_for_update().filter(Q(id=run_id) | Q(ended_at__isnull=True)).order_by("id")
    return next(row for row in rows if row.id == run_id)


def _people(actor: Actor, row: models.RunPeople) -> dict[int, Looked]:
    """The people of a part by their places, but for those who changed since: a newer run knows them better."""
    ids, read = ids_of(bytes(row.ids)), read_of(bytes(row.read))
    looked = [Looked(*one) for one in zip(ids, versions_of(bytes(row.versions)), read, strict=True)]
    if row.planted:
        return dict(enumerate(looked))
    stands = {one.id: one.version for one in records_standing(actor, ids=ids)}
    return {place: one for place, one in enumerate(looked) if stands.get(one.id) == one.version}


def _in_use(desk: ListDesk) -> dict[UUID, Edition]:
    night = service_actor("night", purpose=Purpose.SCREENING)
    return {edition.id: edition for kind in ListKind for edition in current(night, desk, kind)}


def _edition(part: _Part, edition: Edition, rows: Sequence[Found]) -> None:
    """What was found in one edition, against what is known of its list."""
    moves: dict[Act, list[_Pair]] = defaultdict(list)
    asks, back = [], []
    asked = Counter(one.place for one in rows if one.asked)
    for pair in _pairs(part, edition, rows):
        change = _change(part, edition, pair, full=asked[pair.place] >= part.run.top)
        part.tally["found"] += pair.found is not None and pair.found.asked
        if change.turn is Turn.ASK:
            asks.append(pair)
        elif change.turn is Turn.REFRESH:
            _refresh(part, edition, pair)
        elif change.turn is Turn.BACK and pair.known:
            back.append(pair.known.id)
        elif change.turn is Turn.MOVE and change.act:
            moves[change.act].append(pair)
        part.tally["unchanged"] += change.turn in (Turn.REFRESH, Turn.UNCHANGED, Turn.BACK)
    _ask(part, edition, asks)
    models.Candidate.objects.filter(id__in=back).update(why=Why.RETURNED)
    for act, pairs in moves.items():
        _move(part, edition, act, pairs)


def _pairs(part: _Part, edition: Edition, rows: Sequence[Found]) -> list[_Pair]:
    """Every pair that was found or is known, of the people that the part may speak of."""
    places = {one.id: place for place, one in part.people.items()}
    known = {}
    for row in _known(part, edition, list(places)):
        of = row.planted_id if part.planted else row.person_id
        if of in places:
            known[places[of], row.entry_id] = row
    found = {(one.place, one.entry_id): one for one in rows if one.place in part.people}
    return [_Pair(*key, known.get(key), found.get(key)) for key in dict.fromkeys([*found, *known])]


def _known(part: _Part, edition: Edition, ids: Sequence[UUID]) -> QuerySet[models.Candidate]:
    kind = CandidateKind.DOCUMENT if edition.kind is ListKind.DOCUMENTS else CandidateKind.NAME
    rows = models.Candidate.objects.select_for_update(of=("self",)).select_related("person")
    return rows.filter(
        within("planted_id" if part.planted else "person_id", ids), watch_list_id=edition.list_row, kind=kind
    )


def _change(part: _Part, edition: Edition, pair: _Pair, *, full: bool) -> Change:
    """What becomes of one pair."""
    person = part.people[pair.place]
    if person.read.taken is Taken.WITHHELD:
        return Change(Turn.MOVE, Act.GROUND_ENDED) if pair.known else Change(Turn.NONE)
    if person.read.taken is Taken.UNREADABLE:
        return Change(Turn.NONE)
    if pair.found is None and pair.known and _listed(edition, pair.entry_id):
        return Change(Turn.NONE)  # asked by another run meanwhile: this one did not weigh it
    asked = pair.found is not None and pair.found.asked
    return turn(_known_as(pair.known), _marks(person, pair.found), asked=asked, full=full)


def _listed(edition: Edition, entry_id: str) -> bool:
    return edition.kind is ListKind.NAMES and opened(edition).mark(entry_id) is not None


def _marks(person: Looked, found: Found | None) -> Marks | None:
    return Marks(found.person or person.read.mark, found.source, found.mark) if found else None


def _known_as(row: models.Candidate | None) -> Known | None:
    if row is None:
        return None
    return Known(
        state=State(row.state),
        why=Why(row.why),
        marks=Marks(bytes(row.person_mark), row.entry_source, row.entry_mark),
        outcome=Outcome(row.outcome) if row.outcome else None,
        touched=row.claimed_by is not None or row.state in (State.SECOND, State.SOURCE),
    )


def _desk(part: _Part, place: int) -> Desk:
    if part.run.desk == ListDesk.TRACING:
        return Desk.TRACING
    return Desk.CHILD if part.people[place].read.taken is Taken.ON_GROUND else Desk.SECURITY


def _said(part: _Part, edition: Edition, place: int, found: Found) -> dict[str, Any]:
    """What a candidate's row says of a pair as it was found now."""
    marks = _marks(part.people[place], found)
    assert marks is not None, "made of what was found"
    return {
        "edition_id": edition.id,
        "person_mark": marks.person,
        "entry_source": marks.source,
        "entry_mark": marks.entry,
        "millibits": found.millibits,
        "evidence": named(found.evidence),
        "strong": found.millibits >= _STRONG_BITS and edition.kind is ListKind.NAMES,
        "run_id": part.run.id,
        "desk": _desk(part, place),
    }


def _ask(part: _Part, edition: Edition, pairs: Sequence[_Pair]) -> None:
    kind = CandidateKind.DOCUMENT if edition.kind is ListKind.DOCUMENTS else CandidateKind.NAME
    rows = [
        models.Candidate(
            kind=kind, watch_list_id=edition.list_row, entry_id=pair.entry_id, state=State.WAITING, why=Why.NEW,
            waiting_since=part.now, found_at=part.now,
            **{"planted_id" if part.planted else "person_id": part.people[pair.place].id},
            **_said(part, edition, pair.place, pair.found),
        )
        for pair in pairs if pair.found
    ]  # fmt: skip
    models.Candidate.objects.bulk_create(rows, ignore_conflicts=True, batch_size=200)
    part.tally["asked_anew"] += len(rows)


def _refresh(part: _Part, edition: Edition, pair: _Pair) -> None:
    """Renew what an open candidate says. Whoever has it before them hears of it where a record changed."""
    row, found = pair.known, pair.found
    if row is None or found is None:
        return
    said = _said(part, edition, pair.place, found)
    if row.state != State.WAITING:
        del said["strong"]
    differs = {name for name, value in said.items() if name != "run_id" and getattr(row, name) != value}
    if {"person_mark", "entry_mark"} & differs:
        said["version"] = F("version") + 1
    if differs:
        models.Candidate.objects.filter(id=row.id).update(**said)


def _move(part: _Part, edition: Edition, act: Act, pairs: Sequence[_Pair]) -> None:
    """Take a step of the table with candidates that something happened to."""
    moved = []
    for pair in pairs:
        row, found = pair.known, pair.found
        if row is None:
            continue
        line = after(act, State(row.state), Outcome(row.outcome) if row.outcome else None, strong=row.strong)
        if line is None:
            continue
        fields = fields_of(line, part.now)
        if found and line.to is State.WAITING:
            fields |= _said(part, edition, pair.place, found)
            part.tally["asked_again"] += 1
        models.Candidate.objects.filter(id=row.id).update(**fields)
        moved.append(row)
    take_back(moved)
    findings_changed(part.actor, act, moved)
