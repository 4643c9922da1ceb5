"""Exports for other programs: the agreements that allow one, an export asked for, how far it is, its file; and what was disclosed.

Comes in: requests with a token. Goes out: JSON, and bytes. It is the same door as on the pages: an agreement, its conditions accepted,
every row accounted for, a disclosure written down before the file is handed out.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _
from ninja import Path, Router, Status

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import AgreementRow, disclosure_list
from homeward.exchange.actions.exports import export_ask, export_open
from homeward.exchange.facts.exports import CATEGORY_OF, ExportColumn, ExportRequest, ExportRow
from homeward.exchange.selectors.exports import agreements_for_export, export_of
from homeward.kernel.errors import BadInput
from homeward.web.api.export_shapes import AgreementOut, DisclosureOut, ExportIn, ExportOut
from homeward.web.api.shapes import Problem
from homeward.web.api.terms import REFUSALS, Limit, asker

router = Router(tags=["exports"])
_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
_FILE = {"responses": {200: {"description": "The file.", "content": _BYTES}}}


@router.get("/agreements", response={200: list[AgreementOut], **REFUSALS}, operation_id="agreements_list")
def agreements(request: HttpRequest) -> Any:
    """The agreements under which records may be exported for the token's purpose."""
    authorise(asker(request), Capability.EXPORT)
    return [_agreement(row) for row in agreements_for_export(asker(request))]


@router.get("/exports", response={200: list[DisclosureOut], **REFUSALS}, operation_id="exports_list")
def exports(request: HttpRequest, limit: Limit = 50) -> Any:
    """What was disclosed: to whom, for what, how much."""
    authorise(asker(request), Capability.AGREEMENT_READ)
    rows = disclosure_list(asker(request))[:limit]
    return [
        {
            "id": row.id,
            "recipient": row.recipient,
            "purpose": row.purpose.value,
            "caveats": list(row.caveats),
            "columns": list(row.columns),
            "rows": row.rows,
            "persons": row.persons,
            "sha256": row.sha256.hex(),
            "made_at": row.made_at,
        }
        for row in rows
    ]


@router.post("/exports", response={201: ExportOut, **REFUSALS}, operation_id="export_ask")
def ask(request: HttpRequest, given: ExportIn) -> Any:
    """Ask for an export under an agreement. The worker makes the file: read the export until it is `ready`."""
    actor = asker(request)
    authorise(actor, Capability.EXPORT, site_id=given.site_id)
    asked = _request(_in_force(actor, given.agreement_id), given)
    return Status(201, _export(export_ask(actor=actor, request=asked, password=given.password)))


@router.get("/exports/{uuid:export_id}", response={200: ExportOut, **REFUSALS}, operation_id="export_read")
def export(request: HttpRequest, export_id: Path[UUID]) -> Any:
    """An export that the token's holder asked for, and how far it is."""
    authorise(asker(request), Capability.EXPORT)
    return _export(export_of(asker(request), export_id))


@router.get(
    "/exports/{uuid:export_id}/file",
    response=dict.fromkeys(REFUSALS, Problem),
    operation_id="export_file",
    openapi_extra=_FILE,
)
def file(request: HttpRequest, export_id: Path[UUID]) -> Any:
    """The file of an export that is ready, within a day. That it was fetched is in the trail."""
    authorise(asker(request), Capability.EXPORT)
    row, pieces = export_open(actor=asker(request), export_id=export_id)
    answer = StreamingHttpResponse(pieces, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{row.file_name}"'
    return answer


def _in_force(actor: Actor, agreement_id: UUID) -> AgreementRow:
    found = next((one for one in agreements_for_export(actor) if one.id == agreement_id), None)
    if found is None:
        raise NotFound(_("This agreement is not in force, or not for the purpose you work for."))
    return found


def _request(row: AgreementRow, given: ExportIn) -> ExportRequest:
    """What is asked for: columns, or those of the categories named; never a column that the agreement does not cover."""
    named = given.columns or [one for one in ExportColumn if CATEGORY_OF[one] in given.categories]
    if (given.columns or given.categories) and not named:
        raise BadInput(_("No column holds these categories. Name the columns."), field="categories")
    return ExportRequest(
        agreement_id=row.id,
        recipient=row.agreement.recipient,
        form=given.form,
        columns=tuple(named),
        site_id=given.site_id,
        children=given.children,
        sensitive_needs=given.sensitive_needs,
        accepted=tuple(given.caveats),
    )


def _agreement(row: AgreementRow) -> dict[str, Any]:
    agreement = row.agreement
    return {
        "id": row.id,
        "recipient": agreement.recipient,
        "title": agreement.title,
        "basis": agreement.basis,
        "categories": sorted(one.value for one in agreement.categories),
        "caveats": list(agreement.caveats),
        "children": agreement.children,
        "site_id": agreement.site_id,
        "until": agreement.until,
    }


def _export(row: ExportRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "agreement_id": row.request.agreement_id,
        "recipient": row.request.recipient,
        "form": row.request.form.value,
        "state": row.state.value,
        "selected": row.tally.selected,
        "written": row.tally.written,
        "withheld": {one.reason.value: one.count for one in row.tally.withheld},
        "caveats": list(row.caveats),
        "protected": row.protected,
        "file_name": row.file_name,
        "size": row.size,
        "sha256": row.sha256,
        "disclosure_id": row.disclosure_id,
        "asked_at": row.asked_at,
        "made_at": row.made_at,
        "until": row.until,
    }
