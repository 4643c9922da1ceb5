"""How well the desk does: what planted cases tell, how decisions came out, how long they took, how often two people disagree.

Comes in: an actor who may read quality, and how many days back. Goes out: frozen figures of all candidates that they reach, planted cases
counted apart and in nothing else. The names of colleagues stand beside how much they decided, never beside how, and leave in no file.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import reach_of, scope
from homeward.review import models
from homeward.review.facts.candidates import OPEN, Outcome, State, Step
from homeward.review.facts.quality import Cell, Measure, Quality, Worked
from homeward.review.facts.runs import Scope
from homeward.review.rules.quality import quantile, span, table
from homeward.synthetic.lookalikes import culture_of

DAYS: Final = 90
_LOOKED_AT: Final = {State.WAITING: Cell.FIRST_LOOK, State.SECOND: Cell.SECOND_LOOK, State.SOURCE: Cell.SOURCE}
_FOUND: Final = {Outcome.CORROBORATED, Outcome.POSSIBLE}
_MOST_TIMES: Final = 50_000


@dataclass(frozen=True, slots=True)
class _Case:
    """A planted case that was screened, and what became of it."""

    culture: str
    list_title: str
    same: bool
    found: bool
    outcome: str


def quality_of(actor: Actor, *, days: int = DAYS) -> Quality:
    """Every figure, as of now, of so many days back. Raises `Refused`."""
    authorise(actor, Capability.QUALITY_READ)
    now = timezone.now()
    since = now - timedelta(days=days)
    times = sorted(_times(actor, since))
    planted = list(_planted(actor))
    tables = (
        table(Measure.RECALL, ((one.list_title, _recalled(one), 1) for one in planted if one.same)),
        table(Measure.RECALL_BY_CULTURE, ((one.culture, _recalled(one), 1) for one in planted if one.same)),
        table(Measure.NAMESAKES_BY_CULTURE, ((one.culture, _taken(one), 1) for one in planted if not one.same)),
        table(Measure.OUTCOMES, _outcomes(actor, since)),
        table(Measure.OUTCOMES_BY_NATIONALITY, _by_nationality(actor, since)),
        table(Measure.WAITING, _waiting(actor)),
        table(Measure.TIME_TO_DECISION, (("first look", span(timedelta(hours=hours)), 1) for hours in times)),
        table(Measure.DISAGREEMENT, _disagreement(actor, since)),
    )
    return Quality(
        as_of=now, days=days, tables=tables, median_hours=quantile(times, 0.5), slowest_hours=quantile(times, 0.9),
        timed=len(times), worked=tuple(_worked(actor, since)), planted=len(planted),
    )  # fmt: skip


def real_candidates(actor: Actor) -> QuerySet[models.Candidate]:
    """The candidates of real people that count, of all desks: planted ones and those of restricted lists are left out."""
    rows = models.Candidate.objects.filter(person__isnull=False, watch_list__restricted=False)
    return scope(actor, rows, Capability.QUALITY_READ)


def real_decisions(actor: Actor, since: datetime) -> QuerySet[models.Decision]:
    """The decisions about them since a moment."""
    return models.Decision.objects.filter(candidate__in=real_candidates(actor), decided_at__gte=since)


def _planted(actor: Actor) -> Iterator[_Case]:
    """The planted cases that a run has looked at; they are nowhere, so only whoever reads quality everywhere sees them."""
    if not reach_of(actor, Capability.QUALITY_READ).everywhere:
        return
    runs = models.Run.objects.filter(
        asked_at__gte=OuterRef("made_at"), ended_at__isnull=False, scope__in=(Scope.EVERYONE, Scope.ENTRIES)
    )
    rows = models.Planted.objects.filter(Exists(runs), watch_list__restricted=False).select_related("watch_list")
    for row in rows.prefetch_related("candidates"):
        found = next((one for one in row.candidates.all() if one.entry_id == row.entry_id), None)
        yield _Case(row.culture, row.watch_list.title, row.same, found is not None, found.outcome if found else "")


def _recalled(one: _Case) -> Cell:
    return Cell.FOUND if one.found else Cell.MISSED


def _taken(one: _Case) -> Cell:
    """What became of somebody who is not the one listed: never found is as good as put aside."""
    if one.outcome in _FOUND:
        return Cell.TAKEN_FOR_SAME
    return Cell.NOT_DECIDED if one.found and not one.outcome else Cell.PUT_ASIDE


def _outcomes(actor: Actor, since: datetime) -> Iterator[tuple[str, Cell, int]]:
    decided = real_candidates(actor).filter(state=State.DECIDED, decided_at__gte=since).order_by()
    for strong, outcome, number in decided.values_list("strong", "outcome").annotate(Count("id")):
        yield "strong evidence" if strong else "less strong evidence", Cell(outcome), number


def _by_nationality(actor: Actor, since: datetime) -> Iterator[tuple[str, Cell, int]]:
    """By the community whose names somebody of that nationality most probably bears: the nearest to a name culture that is recorded."""
    decided = real_candidates(actor).filter(state=State.DECIDED, decided_at__gte=since).order_by()
    for nationalities, outcome, number in decided.values_list("person__nationalities", "outcome").annotate(Count("id")):
        yield culture_of(tuple((nationalities or "").split())), Cell(outcome), number


def _waiting(actor: Actor) -> Iterator[tuple[str, Cell, int]]:
    waiting = real_candidates(actor).filter(state__in=OPEN).order_by()
    for desk, state, number in waiting.values_list("desk", "state").annotate(Count("id")):
        yield desk, _LOOKED_AT[State(state)], number


def _times(actor: Actor, since: datetime) -> Iterator[float]:
    """For each candidate first decided since, the hours from when it was found to its first look."""
    firsts = real_decisions(actor, since).filter(step=Step.FIRST, round=1)
    for found, decided in firsts.values_list("candidate__found_at", "decided_at")[:_MOST_TIMES]:
        yield max(0.0, (decided - found).total_seconds() / 3600)


def _disagreement(actor: Actor, since: datetime) -> Iterator[tuple[str, Cell, int]]:
    looks = real_decisions(actor, since).exclude(step=Step.FIRST).order_by()
    for step, agrees, number in looks.values_list("step", "agrees").annotate(Count("id")):
        yield step, Cell.AGREED if agrees else Cell.DISAGREED, number


def _worked(actor: Actor, since: datetime) -> Iterator[Worked]:
    """By name, in the order of the alphabet: how much is not how well."""
    counts: dict[str, Counter[str]] = {}
    rows = real_decisions(actor, since).order_by().values_list("decided_name", "step").annotate(Count("id"))
    for name, step, number in rows:
        counts.setdefault(name, Counter())[step] += number
    for name in sorted(counts):
        said = counts[name]
        yield Worked(name, said[Step.FIRST], said[Step.SECOND], said[Step.BLIND])
