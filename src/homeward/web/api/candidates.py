"""Candidates for other programs: the queue, one of them opened, and what a person found, sent under their own token.

Comes in: requests with a token. Goes out: JSON. A decision is the token holder's own, as on the page: two people are two tokens of two
people, and nobody confirms what they found themselves.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router, Status

from homeward.review.actions.decisions import candidate_blind, candidate_decide, decision_confirm, decision_disagree
from homeward.review.facts.candidates import Desk
from homeward.review.facts.queue import QueueFilter, Show
from homeward.review.selectors.candidates import candidate_file
from homeward.review.selectors.queue import queue_page
from homeward.web.api.candidate_shapes import (
    CandidateFileOut,
    CandidateOut,
    ConfirmIn,
    DraftIn,
    SettledOut,
    candidate_out,
    draft_of,
    file_out,
    settled_out,
)
from homeward.web.api.shapes import Page
from homeward.web.api.terms import REFUSALS, Limit, Offset, asker

router = Router(tags=["candidates"])
SAID = {201: SettledOut, **REFUSALS}


@router.get("/candidates", response={200: Page[CandidateOut], **REFUSALS}, operation_id="candidates_list")
def candidates(
    request: HttpRequest, desk: Desk = Desk.SECURITY, show: Show = Show.OPEN, limit: Limit = 25, offset: Offset = 0
) -> Any:
    """A part of a desk's queue, the strongest evidence first."""
    found = queue_page(asker(request), QueueFilter(desk=desk, show=show), limit=limit, offset=offset)
    return {
        "items": [candidate_out(row) for row in found.rows], "total": found.total, "limit": limit, "offset": offset,
    }  # fmt: skip


@router.get(
    "/candidates/{uuid:candidate_id}", response={200: CandidateFileOut, **REFUSALS}, operation_id="candidate_read"
)
def candidate(request: HttpRequest, candidate_id: Path[UUID]) -> Any:
    """One candidate with its evidence and every decision about it. That it was opened is in the trail."""
    return file_out(candidate_file(asker(request), candidate_id))


@router.post("/candidates/{uuid:candidate_id}/decide", response=SAID, operation_id="candidate_decide")
def decide(request: HttpRequest, candidate_id: Path[UUID], given: DraftIn) -> Any:
    """Say first, or as the third person, what the two records are."""
    return Status(201, settled_out(candidate_decide(asker(request), candidate_id, draft_of(given))))


@router.post("/candidates/{uuid:candidate_id}/confirm", response=SAID, operation_id="candidate_confirm")
def confirm(request: HttpRequest, candidate_id: Path[UUID], given: ConfirmIn) -> Any:
    """Confirm what somebody else found."""
    done = decision_confirm(asker(request), candidate_id, words=given.words, version=given.version)
    return Status(201, settled_out(done))


@router.post("/candidates/{uuid:candidate_id}/disagree", response=SAID, operation_id="candidate_disagree")
def disagree(request: HttpRequest, candidate_id: Path[UUID], given: DraftIn) -> Any:
    """Find something else than the first decision. A third person decides."""
    return Status(201, settled_out(decision_disagree(asker(request), candidate_id, draft_of(given))))


@router.post("/candidates/{uuid:candidate_id}/blind", response=SAID, operation_id="candidate_blind")
def blind(request: HttpRequest, candidate_id: Path[UUID], given: DraftIn) -> Any:
    """Look again at a drawn candidate, unseen."""
    return Status(201, settled_out(candidate_blind(asker(request), candidate_id, draft_of(given))))
