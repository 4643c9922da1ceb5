"""The one reading of what was found about a person that other rooms may use: what stands now, and nothing that merely waits.

Comes in: an actor and a person. Goes out: findings that are decided by as many people as they need, on both records as they are now, within
their time, of entries that are still listed. Never a candidate that nobody reviewed, never a score, never a planted case.
"""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.identity.profiles import profiles_of
from homeward.lists.facts.lists import EditionState
from homeward.lists.selectors.held import opened
from homeward.lists.selectors.rows import edition_fact
from homeward.review import models
from homeward.review.facts.candidates import CandidateKind, Desk, Outcome, State, Why
from homeward.review.facts.findings import Finding
from homeward.review.facts.sources import Answer
from homeward.review.selectors.candidates import desks_of, visible
from homeward.review.selectors.people import mark_of


def findings_of(actor: Actor, person_id: UUID) -> tuple[Finding, ...]:
    """What stands about a person, the latest first. Raises `Refused` for whoever may sit at no desk."""
    desks = desks_of(actor)
    if not desks:
        authorise(actor, Capability.CANDIDATE_READ)
    found = [finding for desk in desks for finding in _of(actor, desk, person_id)]
    record(actor, EventKind.READ, "finding.read", person_id=person_id, detail={"findings": len(found)})
    return tuple(sorted(found, key=lambda one: one.decided_at, reverse=True))


def _of(actor: Actor, desk: Desk, person_id: UUID) -> list[Finding]:
    today = timezone.localdate()
    rows = visible(actor, desk).filter(
        person_id=person_id, state=State.DECIDED, renew_on__gte=today, watch_list__withdrawn_at__isnull=True
    )
    rows = (
        rows.exclude(why=Why.ENTRY_REMOVED).select_related("watch_list", "person").prefetch_related("source_requests")
    )
    standing = list(rows)
    if not standing:
        return []
    profile = next(profiles_of(actor, [person_id]), None)
    if profile is None:
        return []
    mark = mark_of(profile)
    contests = models.Contest.objects.filter(person_id=person_id, outcome="")
    contested = set(contests.values_list("candidate_id", flat=True))
    return [
        _finding(row, None in contested or row.id in contested)
        for row in standing
        if (bytes(row.person_mark) == mark or row.kind == CandidateKind.DOCUMENT) and _listed(row)
    ]


def _listed(row: models.Candidate) -> bool:
    """Whether the edition in use still says of the entry what was decided on."""
    current = row.watch_list.editions.filter(state=EditionState.CURRENT).select_related("watch_list").first()
    if current is None:
        return False
    if current.id == row.edition_id or row.kind == CandidateKind.DOCUMENT:
        return True
    mark = opened(edition_fact(current)).mark(row.entry_id)
    return mark is not None and (mark.source == row.entry_source or mark.compared == row.entry_mark)


def _finding(row: models.Candidate, contested: bool) -> Finding:
    assert row.decided_at is not None and row.renew_on is not None, "a constraint keeps both for what is decided"
    answers = [one for one in row.source_requests.all() if one.answer == Answer.VALID]
    of_list = [row.watch_list.caveat] if row.watch_list.caveat else []
    return Finding(
        candidate_id=row.id, desk=Desk(row.desk), list_id=row.watch_list.list_id, list_title=row.watch_list.title,
        entry_id=row.entry_id, edition_id=row.edition_id, outcome=Outcome(row.outcome), decided_at=row.decided_at,
        renew_on=row.renew_on, people=2 if row.second_by else 1,
        verified=row.outcome == Outcome.CORROBORATED and row.source_said == Answer.VALID, contested=contested,
        caveats=(*of_list, *(caveat for one in answers for caveat in one.caveats)),
    )  # fmt: skip
