"""Requests to whoever listed an entry, the candidates that still need one, and what a request holds.

Comes in: an actor who asks sources. Goes out: frozen facts; words opened for those who reach the person. A candidate of any desk is reached
here while it waits for an answer, for the request holds the minimum and the answer cannot be recorded otherwise.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, Category, EventKind, Purpose
from homeward.access.selectors import reach_of
from homeward.access.selectors.agreements import AgreementRow, agreement_list
from homeward.access.trail import record
from homeward.lists.rules.seeing import sees
from homeward.review import models
from homeward.review.facts.candidates import CandidateRow, State
from homeward.review.facts.sources import OPEN, Answer, Package, RequestState, SourceRow
from homeward.review.sealed import keys_of, open_text
from homeward.review.selectors.candidates import rows_of
from homeward.review.selectors.packages import QUESTION, package_now

ANSWER_WORDS, PACKAGE = "review_sourcerequest.answer_words", "review_sourcerequest.package"


def sources_list(
    actor: Actor, *, ended: bool = False, limit: int = 50, offset: int = 0
) -> tuple[tuple[SourceRow, ...], int]:
    """Requests that are open, the one that is due first at the top, or those that ended; and how many. Raises `Refused`."""
    authorise(actor, Capability.SOURCE_VERIFY)
    rows = visible_sources(actor)
    open_ones = Q(state__in=OPEN)
    rows = rows.exclude(open_ones).order_by("-made_at") if ended else rows.filter(open_ones).order_by("due_on", "id")
    return _rows(actor, rows[offset : offset + limit]), rows.count()


def sources_lacking(actor: Actor, *, limit: int = 50) -> tuple[CandidateRow, ...]:
    """Candidates that wait for a source whom nobody is asking, the longest waiting first. Raises `Refused`."""
    authorise(actor, Capability.SOURCE_VERIFY)
    asking = models.SourceRequest.objects.filter(candidate=OuterRef("pk"), state__in=OPEN)
    rows = reached(actor).filter(state=State.SOURCE).exclude(Exists(asking)).order_by("waiting_since", "id")
    return rows_of(actor, rows.select_related("watch_list", "planted", "person", "edition")[:limit])


def source_of(actor: Actor, source_id: UUID) -> SourceRow:
    """One request, opened: the trail says so. Raises `Refused`, `NotFound`."""
    authorise(actor, Capability.SOURCE_VERIFY)
    row = source_row(actor, source_id)
    found = _rows(actor, [row])
    if not found:
        raise NotFound("There is no such request that you may see for the purpose you chose.")
    record(actor, EventKind.READ, "source.file", person_id=row.candidate.person_id, subject=row.number)
    return found[0]


def source_candidate(actor: Actor, candidate_id: UUID) -> CandidateRow:
    """A candidate that waits for its source. Raises `Refused`, `NotFound`."""
    authorise(actor, Capability.SOURCE_VERIFY)
    return rows_of(actor, [waiting_row(actor, candidate_id)])[0]


def source_agreements(actor: Actor) -> tuple[AgreementRow, ...]:
    """The agreements under which a source may be asked: for screening, and allowing what a finding is."""
    authorise(actor, Capability.SOURCE_VERIFY)
    return tuple(
        row
        for row in agreement_list(actor)
        if Purpose.SCREENING in row.agreement.purposes and Category.FINDING in row.agreement.categories
    )


def package_of(actor: Actor, source_id: UUID) -> Package:
    """What a request holds: as it was sent, or as it would be sent now. Raises `Refused`, `NotFound`."""
    authorise(actor, Capability.SOURCE_VERIFY)
    row = source_row(actor, source_id)
    record(actor, EventKind.READ, "source.package", person_id=row.candidate.person_id, subject=row.number)
    if row.package:
        document = open_text(keys_of([row.candidate]).get(row.candidate_id), PACKAGE, row.id, row.package).encode()
        return Package(document, json.loads(document))
    return package_now(actor, row)


def source_row(actor: Actor, source_id: UUID) -> models.SourceRequest:
    """A request's row for this room alone. Raises `NotFound`."""
    found = visible_sources(actor).filter(id=source_id).first()
    if found is None:
        raise NotFound("There is no such request that you may see for the purpose you chose.")
    return found


def waiting_row(actor: Actor, candidate_id: UUID) -> models.Candidate:
    """The row of a candidate that waits for its source, for this room alone. Raises `NotFound`."""
    rows = reached(actor).filter(id=candidate_id, state=State.SOURCE)
    found = rows.select_related("watch_list", "planted", "person", "edition__watch_list").first()
    if found is None:
        raise NotFound("There is no such candidate that waits for its source.")
    return found


def reached(actor: Actor) -> QuerySet[models.Candidate]:
    """The candidates, of any desk, about which an actor may ask sources; those of restricted lists of others left out."""
    sites, now = reach_of(actor, Capability.SOURCE_VERIFY), timezone.now()
    rows = models.Candidate.objects.filter(person__isnull=False)
    if not sites.everywhere:
        rows = rows.filter(person__site_id__in=sites.ids)
    restricted = rows.filter(watch_list__restricted=True).order_by()
    named = dict(restricted.values_list("watch_list_id", "watch_list__roles").distinct())
    hidden = [id for id, roles in named.items() if not sees(actor, True, roles, now)]
    return rows.exclude(watch_list_id__in=hidden) if hidden else rows


def visible_sources(actor: Actor) -> QuerySet[models.SourceRequest]:
    """The requests that an actor reaches, for this room alone."""
    rows = models.SourceRequest.objects.filter(candidate__in=reached(actor))
    return rows.select_related(
        "candidate__watch_list", "candidate__planted", "candidate__person", "candidate__edition__watch_list"
    )


def _rows(actor: Actor, requests: Iterable[models.SourceRequest]) -> tuple[SourceRow, ...]:
    """Requests as facts, those left out whose person the actor does not reach."""
    found = list(requests)
    candidates = {row.id: row for row in rows_of(actor, [one.candidate for one in found])}
    keys = keys_of([one.candidate for one in found])
    return tuple(
        SourceRow(
            id=one.id, number=one.number, candidate=candidates[one.candidate_id], recipient=one.recipient,
            agreement_id=one.agreement_id, disclosure_id=one.disclosure_id, state=RequestState(one.state),
            question=open_text(keys.get(one.candidate_id), QUESTION, one.id, one.question), language=one.language,
            made_by=one.made_by, made_name=one.made_name, made_at=one.made_at, sent_at=one.sent_at, due_on=one.due_on,
            acknowledged_at=one.acknowledged_at, their_reference=one.their_reference,
            answer=Answer(one.answer) if one.answer else None,
            answer_words=open_text(keys.get(one.candidate_id), ANSWER_WORDS, one.id, one.answer_words),
            caveats=tuple(one.caveats), answered_on=one.answered_on, recorded_at=one.recorded_at, expired_at=one.expired_at,
        )
        for one in found
        if one.candidate_id in candidates
    )  # fmt: skip
