"""Contests that wait for an answer, and what whoever answers one must see.

Comes in: an actor. Goes out: frozen facts. Whoever takes a contest in learns nothing of any finding; whoever answers it is shown what was
decided about the person, by whom and why, and the trail says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.selectors import scope
from homeward.access.trail import record
from homeward.registry.selectors.persons import persons_of, tell_list
from homeward.review import models
from homeward.review.facts.candidates import State
from homeward.review.facts.contests import Contested, ContestOutcome, ContestRow
from homeward.review.sealed import open_text
from homeward.review.selectors.candidates import decisions_of

WORDS, REPRESENTATIVE, ANSWER = "review_contest.words", "review_contest.representative", "review_contest.answer"
LOOKED_AT = (State.SECOND, State.SOURCE, State.DECIDED)


def contests_list(
    actor: Actor, *, answered: bool = False, limit: int = 25, offset: int = 0
) -> tuple[tuple[ContestRow, ...], int]:
    """Contests that wait, the one that is due first at the top, or those answered; and how many. Raises `Refused`."""
    authorise(actor, Capability.CONTEST_OPEN)
    rows = visible_contests(actor)
    rows = (
        rows.exclude(outcome="").order_by("-decided_at")
        if answered
        else rows.filter(outcome="").order_by("due_on", "id")
    )
    shown = _rows(actor, rows[offset : offset + limit])
    tell_list(actor, "contest.list", len(shown))
    return shown, rows.count()


def contest_of(actor: Actor, contest_id: UUID) -> ContestRow:
    """One contest, opened: the trail says so. Raises `Refused`, `NotFound`."""
    authorise(actor, Capability.CONTEST_OPEN)
    row = contest_row(actor, contest_id)
    found = _rows(actor, [row])
    if not found:
        raise NotFound("There is no such contest that you may see for the purpose you chose.")
    record(actor, EventKind.READ, "contest.file", person_id=row.person_id, subject=row.number)
    return found[0]


def contested_of(actor: Actor, contest_id: UUID) -> tuple[Contested, ...]:
    """What was ever decided about the person of a contest, for whoever may answer it. Raises `Refused`, `NotFound`."""
    row = contest_row(actor, contest_id)
    authorise(actor, Capability.CONTEST_DECIDE, site_id=row.person.site_id, person_id=row.person_id)
    record(actor, EventKind.READ, "contest.findings", person_id=row.person_id, subject=row.number)
    decided = models.Candidate.objects.filter(person_id=row.person_id, decisions__isnull=False).distinct()
    if row.candidate_id:
        decided = decided.filter(id=row.candidate_id)
    shown = list(decided.select_related("watch_list", "person", "planted").order_by("id"))
    decisions = decisions_of(shown)
    return tuple(
        Contested(
            candidate_id=one.id, list_title=one.watch_list.title, entry_id=one.entry_id, state=State(one.state),
            decisions=decisions[one.id],
        )
        for one in shown
    )  # fmt: skip


def contested_candidates(contest: models.Contest) -> QuerySet[models.Candidate]:
    """The candidates that a contest is about, for this room alone: the one named, or all of the person that somebody decided."""
    rows = models.Candidate.objects.filter(person_id=contest.person_id, state__in=LOOKED_AT).order_by(
        "decided_at", "id"
    )
    return rows.filter(id=contest.candidate_id) if contest.candidate_id else rows


def contest_row(actor: Actor, contest_id: UUID) -> models.Contest:
    """A contest's row for this room alone. Raises `NotFound`."""
    found = visible_contests(actor).filter(id=contest_id).first()
    if found is None:
        raise NotFound("There is no such contest that you may see for the purpose you chose.")
    return found


def visible_contests(actor: Actor) -> QuerySet[models.Contest]:
    """The contests that an actor reaches, for this room alone."""
    return scope(actor, models.Contest.objects.select_related("person"))


def _rows(actor: Actor, contests: Iterable[models.Contest]) -> tuple[ContestRow, ...]:
    """Contests as facts, those left out whose person the actor does not reach."""
    found = list(contests)
    people = persons_of(actor, [one.person_id for one in found])
    keys = data_keys(one.person.key_id for one in found)
    return tuple(
        ContestRow(
            id=one.id, number=one.number, person=people[one.person_id], candidate_id=one.candidate_id,
            representative=open_text(keys.get(one.person.key_id), REPRESENTATIVE, one.id, one.representative),
            words=open_text(keys.get(one.person.key_id), WORDS, one.id, one.words), language=one.language,
            opened_at=one.opened_at, opened_by=one.opened_by, due_on=one.due_on, owner=one.owner, owner_name=one.owner_name,
            outcome=ContestOutcome(one.outcome) if one.outcome else None,
            answer=open_text(keys.get(one.person.key_id), ANSWER, one.id, one.answer), decided_at=one.decided_at,
            decided_by=one.decided_by, first_by=one.first_by, second_by=one.second_by,
        )
        for one in found
        if one.person_id in people
    )  # fmt: skip
