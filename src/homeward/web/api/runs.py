"""Runs for other programs: ask for one, see what it came to, do it again; and what may be said of one person.

Comes in: requests with a token. Goes out: JSON. A live check is not offered: it is made by an analyst who looks at what it shows.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Path, Router, Status

from homeward.kernel.errors import BadInput
from homeward.review.actions.replaying import run_replay
from homeward.review.actions.runs import run_ask
from homeward.review.facts.runs import Scope
from homeward.review.selectors.runs import run_of, runs_list
from homeward.review.selectors.versions import versions_of
from homeward.web.api.run_shapes import RunIn, RunOut, VersionsOut, run_out, versions_out
from homeward.web.api.terms import REFUSALS, Limit, Offset, asker

router = Router(tags=["runs"])


@router.get("/runs", response={200: list[RunOut], **REFUSALS}, operation_id="runs_list")
def runs(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The newest runs; their editions are given with each run by itself."""
    rows, _ = runs_list(asker(request), limit=limit, offset=offset)
    return [run_out(row) for row in rows]


@router.post("/runs", response={201: RunOut, **REFUSALS}, operation_id="run_ask")
def ask(request: HttpRequest, asked: RunIn) -> Any:
    """Ask for a run; the same one that has not ended is given."""
    if asked.scope is Scope.LIVE:
        raise BadInput("A live check is made on its page, by an analyst who looks at what it shows.")
    found = run_ask(
        actor=asker(request), scope=asked.scope, site_id=asked.site_id, person_id=asked.person_id, desk=asked.desk
    )
    return Status(201, run_out(found))


@router.get("/runs/{uuid:run_id}", response={200: RunOut, **REFUSALS}, operation_id="run_read")
def one_run(request: HttpRequest, run_id: Path[UUID]) -> Any:
    """One run with its editions."""
    return run_out(run_of(asker(request), run_id))


@router.post("/runs/{uuid:run_id}/again", response={202: RunOut, **REFUSALS}, operation_id="run_again")
def again(request: HttpRequest, run_id: Path[UUID]) -> Any:
    """Do a run again from what was kept; its page says what came of it."""
    run_replay(actor=asker(request), run_id=run_id)
    return Status(202, run_out(run_of(asker(request), run_id)))


@router.get(
    "/persons/{uuid:person_id}/screening", response={200: VersionsOut, **REFUSALS}, operation_id="person_versions"
)
def versions(request: HttpRequest, person_id: Path[UUID]) -> Any:
    """In which editions a person was looked for, and what may be said of it."""
    return versions_out(versions_of(asker(request), person_id))
