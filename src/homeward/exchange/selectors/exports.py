"""Exports as pages and programs show them: those that somebody asked for, one of them, and what one would hold before it is made.

Comes in: an actor. Goes out: frozen facts. Never a file: `actions.exports.export_open` hands it out and says so to the trail.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Agreement, Capability, Category
from homeward.access.selectors import may, scope
from homeward.access.selectors.agreements import AgreementRow, agreement_list, agreement_of
from homeward.exchange import models
from homeward.exchange.facts.exports import (
    CATEGORY_OF,
    ExportColumn,
    ExportForm,
    ExportRequest,
    ExportRow,
    ExportState,
    Tallied,
)
from homeward.exchange.rules.withholding import Chosen, chosen
from homeward.exchange.writing.formats import SUFFIX
from homeward.registry.selectors.sending import sendable


@dataclass(frozen=True, slots=True)
class Planned:
    """What an export would hold: the agreement, the columns that it covers, who is written, and every row accounted for."""

    agreement: Agreement
    columns: tuple[ExportColumn, ...]
    chosen: Chosen

    @property
    def tally(self) -> Tallied:
        """The rows, before needs are counted."""
        return self.chosen.tally

    @property
    def categories(self) -> frozenset[Category]:
        """The kinds of data that the columns hold."""
        return frozenset(CATEGORY_OF[column] for column in self.columns)


def agreements_for_export(actor: Actor) -> tuple[AgreementRow, ...]:
    """The agreements in force under which an actor can export for the purpose they work for: purpose and site fit."""
    now = timezone.now()
    return tuple(
        row
        for row in agreement_list(actor)
        if actor.purpose in row.agreement.purposes
        and row.agreement.starts <= now
        and (row.agreement.site_id is None or may(actor, Capability.EXPORT, site_id=row.agreement.site_id))
    )


def export_plan(actor: Actor, request: ExportRequest) -> Planned:
    """What an export would hold. Whether it may be made is checked when it is asked for. Raises `Refused`, `NotFound`."""
    authorise(actor, Capability.EXPORT, site_id=request.site_id)
    agreement = agreement_of(request.agreement_id)
    if agreement is None:
        raise NotFound(_("There is no such agreement. Choose one from the list of agreements."))
    selected = sendable(actor, site_id=request.site_id, person_ids=request.person_ids)
    return Planned(agreement, columns_of(request, agreement), chosen(selected, request, timezone.now().date()))


def columns_of(request: ExportRequest, agreement: Agreement) -> tuple[ExportColumn, ...]:
    """The columns asked for, in the order of the file; where none were, those that the agreement covers, needs aside.

    The person's number is always among them: without it, nobody could correct what was sent.
    """
    asked = request.columns or tuple(
        column
        for column in ExportColumn
        if CATEGORY_OF[column] in agreement.categories and column is not ExportColumn.NEEDS
    )
    return tuple(column for column in ExportColumn if column in asked or column is ExportColumn.NUMBER)


def exports_list(actor: Actor, *, limit: int = 50, offset: int = 0) -> tuple[ExportRow, ...]:
    """The newest exports that an actor asked for."""
    rows = scope(actor, models.Export.objects.filter(asked_by=actor.user_id))
    return facts_of(rows.order_by("-asked_at", "-id")[offset : offset + limit])


def export_of(actor: Actor, export_id: UUID) -> ExportRow:
    """One export. Raises `NotFound`."""
    return facts_of([export_row(actor, export_id)])[0]


def export_row(actor: Actor, export_id: UUID) -> models.Export:
    """An export's row, for this slice alone: only whoever asked for it reaches it. Raises `NotFound`."""
    found = scope(actor, models.Export.objects.filter(asked_by=actor.user_id)).filter(id=export_id).first()
    if found is None or found.purpose != actor.purpose:
        raise NotFound(_("There is no such export that you asked for, for this purpose."))
    return found


def facts_of(rows: Iterable[models.Export]) -> tuple[ExportRow, ...]:
    """Exports as facts."""
    return tuple(
        ExportRow(
            id=row.id,
            request=msgspec.convert(row.request, ExportRequest),
            state=ExportState(row.state),
            tally=msgspec.convert(row.tally, Tallied),
            caveats=tuple(row.caveats),
            protected=row.protected,
            file_name=file_name(row),
            size=row.size,
            sha256=bytes(row.sha256).hex(),
            disclosure_id=row.disclosure_id,
            asked_by=row.asked_by,
            asked_at=row.asked_at,
            made_at=row.made_at,
            until=row.until,
        )
        for row in rows
    )


def file_name(row: models.Export) -> str:
    """What the file is called: its day and kind, and nothing about anybody."""
    form = ExportForm(row.form)
    stem = f"homeward-{row.asked_at:%Y-%m-%d}-{row.id.hex[-6:]}"
    return f"{stem}.zip" if row.protected and form is not ExportForm.XLSX else f"{stem}.{SUFFIX[form]}"
