"""Imports for other programs: bring a file, say which column holds what, have it checked, look at its rows and problems, decide.

Comes in: requests with a token. Goes out: JSON. The steps are those of the pages, in the same order, and whoever decides holds the
capability to decide: nothing of a file is seen in the registry before.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

import msgspec
from django.http import HttpRequest
from ninja import File, Path, Query, Router, Status, UploadedFile

from homeward.access.actions import authorise
from homeward.access.facts import Capability
from homeward.exchange.actions.deciding import (
    import_merge,
    import_preview,
    import_refuse,
    import_restore,
    import_withdraw,
)
from homeward.exchange.actions.staging import Upload, import_check, import_map, import_stage
from homeward.exchange.facts.imports import ImportRow, Outcome, StagedRow
from homeward.exchange.facts.mappings import Mapping, Use
from homeward.exchange.facts.problems import Problem
from homeward.exchange.selectors.imports import (
    ProblemLine,
    import_of,
    import_problems,
    import_rows,
    imports_list,
)
from homeward.kernel.errors import filled
from homeward.web.api import shapes
from homeward.web.api.import_shapes import (
    Decision,
    ImportDecisionIn,
    ImportOut,
    ImportProblemOut,
    ImportRowOut,
    MappingIn,
    MappingOut,
    VersionIn,
    import_out,
)
from homeward.web.api.shapes import Page
from homeward.web.api.terms import REFUSALS, Limit, Offset, asker

router = Router(tags=["imports"])
ONE = "/imports/{uuid:import_id}"


@router.get("/imports", response={200: list[ImportOut], **REFUSALS}, operation_id="imports_list")
def imports(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Any:
    """The newest imports."""
    authorise(asker(request), Capability.IMPORT_STAGE)
    return [import_out(row) for row in imports_list(asker(request), limit=limit, offset=offset)]


@router.post("/imports", response={201: ImportOut, 413: shapes.Problem, **REFUSALS}, operation_id="import_stage")
def stage(request: HttpRequest, site_id: Annotated[UUID, Query()], file: Annotated[UploadedFile, File()]) -> Any:
    """Bring a file for a site. It is read, and waits until its rows are checked and somebody decides."""
    made = import_stage(actor=asker(request), site_id=site_id, files=[Upload(file.name or "", file.read())])
    return Status(201, import_out(made))


@router.get(ONE, response={200: ImportOut, **REFUSALS}, operation_id="import_read")
def one_import(request: HttpRequest, import_id: Path[UUID]) -> Any:
    """One import and how far it is."""
    authorise(asker(request), Capability.IMPORT_STAGE)
    return import_out(import_of(asker(request), import_id))


@router.get(f"{ONE}/mapping", response={200: MappingOut, **REFUSALS}, operation_id="import_mapping_read")
def mapping(request: HttpRequest, import_id: Path[UUID]) -> Any:
    """The columns of the file, and which of them is read as which field: as suggested, or as somebody said."""
    authorise(asker(request), Capability.IMPORT_STAGE)
    return _mapping(import_of(asker(request), import_id))


@router.put(f"{ONE}/mapping", response={200: MappingOut, **REFUSALS}, operation_id="import_map")
def remap(request: HttpRequest, import_id: Path[UUID], given: MappingIn) -> Any:
    """Say which column holds what, and which site each word for a place means. The rows are then checked anew."""
    authorise(asker(request), Capability.IMPORT_STAGE)
    uses = tuple(Use(one.sheet, one.column, one.field, one.choice) for one in given.uses)
    sites = {text: str(site) for text, site in given.sites.items()}
    return _mapping(
        import_map(actor=asker(request), import_id=import_id, mapping=Mapping(uses, sites), version=given.version)
    )


@router.post(f"{ONE}/check", response={200: ImportOut, **REFUSALS}, operation_id="import_check")
def check(request: HttpRequest, import_id: Path[UUID], given: VersionIn) -> Any:
    """Have every row checked by the worker: read the import until it is `validated`."""
    authorise(asker(request), Capability.IMPORT_STAGE)
    return import_out(import_check(actor=asker(request), import_id=import_id, version=given.version))


@router.get(f"{ONE}/problems", response={200: list[ImportProblemOut], **REFUSALS}, operation_id="import_problems")
def problems(request: HttpRequest, import_id: Path[UUID]) -> Any:
    """Every kind of problem with how many rows have it; those that keep rows out stand first."""
    authorise(asker(request), Capability.IMPORT_STAGE)
    return [_problem(line) for line in import_problems(asker(request), import_id)]


@router.get(f"{ONE}/rows", response={200: Page[ImportRowOut], **REFUSALS}, operation_id="import_rows")
def rows(
    request: HttpRequest,
    import_id: Path[UUID],
    outcome: Outcome | None = None,
    doubled: bool = False,
    limit: Limit = 25,
    offset: Offset = 0,
) -> Any:
    """The preview: rows with what becomes of each. That they were opened is in the trail."""
    authorise(asker(request), Capability.IMPORT_STAGE)
    found = import_rows(asker(request), import_id, outcome=outcome, doubled=doubled, limit=limit, offset=offset)
    return {"items": [_row(row) for row in found.rows], "total": found.total, "limit": limit, "offset": offset}


@router.post(f"{ONE}/decisions", response={200: ImportOut, **REFUSALS}, operation_id="import_decide")
def decide(request: HttpRequest, import_id: Path[UUID], given: ImportDecisionIn) -> Any:
    """Say that the preview was looked at; take the file in, turn it down, take it back as a whole, or bring it back."""
    actor, version, reason = asker(request), given.version, given.reason
    authorise(actor, Capability.IMPORT_DECIDE)
    decided: dict[Decision, Callable[[], ImportRow]] = {
        Decision.PREVIEW: lambda: import_preview(actor=actor, import_id=import_id, version=version),
        Decision.MERGE: lambda: import_merge(
            actor=actor,
            import_id=import_id,
            version=version,
            leave_faulty=given.leave_faulty,
            record_changed=given.record_changed,
        ),
        Decision.REFUSE: lambda: import_refuse(actor=actor, import_id=import_id, version=version, reason=reason),
        Decision.WITHDRAW: lambda: import_withdraw(actor=actor, import_id=import_id, version=version, reason=reason),
        Decision.RESTORE: lambda: import_restore(actor=actor, import_id=import_id, version=version, reason=reason),
    }
    return import_out(decided[given.decision]())


def _mapping(row: ImportRow) -> dict[str, Any]:
    return {
        "version": row.version,
        "columns": [{"sheet": one.sheet, "name": one.name} for one in row.columns],
        "uses": [msgspec.to_builtins(use) for use in row.mapping.uses],
        "sites": dict(row.mapping.sites),
    }


def _problem(line: ProblemLine) -> dict[str, Any]:
    return _said(line.problem) | {"count": line.count, "rows": list(line.rows)}


def _said(problem: Problem) -> dict[str, Any]:
    values = dict(problem.values)
    return {
        "code": problem.code,
        "what": filled(problem.what, values),
        "todo": filled(problem.todo, values),
        "weight": problem.weight.value,
        "field": problem.field,
        "column": problem.column,
    }


def _row(row: StagedRow) -> dict[str, Any]:
    statements = row.entry.statements if row.entry else ()
    return {
        "number": row.number,
        "sheet": row.sheet,
        "row": row.row,
        "outcome": row.outcome.value,
        "statements": [msgspec.to_builtins(one) for one in statements],
        "problems": [_said(one) for one in row.problems],
        "same_number": [{"person_id": one.person_id, "row": one.row} for one in row.doubles],
        "changed": list(row.changed),
        "differences": [
            {
                "kind": one.stated.kind.value,
                "recorded": msgspec.to_builtins(one.recorded.value) if one.recorded else None,
                "stated": msgspec.to_builtins(one.stated.answer.value),
                "effect": one.effect.value,
            }
            for one in row.differences
        ],
        "person_id": row.person_id,
    }
