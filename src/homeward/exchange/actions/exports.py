"""Make named records ready to leave: asked for under an agreement, made by the worker, written down as a disclosure, handed out once
that was done, gone after a day.

Comes in: an actor who may export, and a request. Goes out: an export, then the bytes of its file. Every row is accounted for.
Never hands out a file that was not written down, and never keeps a password after the file is made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import action, disclosure_check, disclosure_record
from homeward.access.actions.disclosures import Contents
from homeward.access.facts import Actor, EventKind, Sending
from homeward.access.sealing.files import file_open, file_remove, file_store
from homeward.access.sealing.subjects import data_key, new_keys
from homeward.access.sealing.vault import vault
from homeward.access.trail import record
from homeward.exchange import models
from homeward.exchange.facts.exports import (
    ExportForm,
    ExportRequest,
    ExportRow,
    ExportState,
    Reason,
    Tallied,
    Withheld,
)
from homeward.exchange.rules.lines import Line, Places, kinds_of, line_of, sensitive_of
from homeward.exchange.selectors.exports import Planned, export_plan, export_row, facts_of, file_name
from homeward.exchange.writing.about import About
from homeward.exchange.writing.formats import SUFFIX, streamed, workbook
from homeward.exchange.writing.protected import archive_protected, check_password, workbook_protected
from homeward.kernel.errors import BadInput
from homeward.kernel.ids import uuid7
from homeward.places.selectors import site_names
from homeward.registry.selectors.sending import folders, household_numbers
from homeward.work.actions import job_enqueue
from homeward.work.facts import Progress

EXPORT: Final = "exchange.export"
KEPT: Final = timedelta(hours=24)
LARGEST: Final = 400_000_000
_PASSWORD: Final = "exchange_export.password"  # noqa: S105 - the name of a column


@action
def export_ask(*, actor: Actor, request: ExportRequest, password: str = "") -> ExportRow:
    """Ask for an export; the job `exchange.export` makes it. With a password, the file opens with it alone.

    Raises `Refused` where the agreement does not allow it (the sentence says why), `NotFound`, and `BadInput` for a weak password
    or where nobody is left to be written.
    """
    if password:
        check_password(password)
    plan = export_plan(actor, request)
    agreement = disclosure_check(actor, sending=_sending(request, plan))
    if not plan.chosen.ids:
        raise BadInput(_("Nobody is left to be written: everybody selected is kept back."), field="person_ids")
    assert actor.purpose is not None  # without one, the check refused
    id = uuid7()
    key = new_keys([id])[id]
    row = models.Export(
        id=id,
        site_id=request.site_id,
        agreement_id=request.agreement_id,
        purpose=actor.purpose.value,
        form=request.form.value,
        request=msgspec.to_builtins(request),
        caveats=list(agreement.caveats),
        state=ExportState.ASKED.value,
        tally=msgspec.to_builtins(plan.tally),
        protected=bool(password),
        password=vault().seal(key, _PASSWORD, id, password.encode()) if password else b"",
        asked_by=actor.user_id,
        asked_at=timezone.now(),
    )
    row.save(force_insert=True)
    record(actor, EventKind.WRITE, "export.ask", subject=f"export:{id}", site_id=row.site_id)
    job_enqueue(actor=actor, kind=EXPORT, subject=str(id), site_id=row.site_id)
    return facts_of([row])[0]


def export_make(actor: Actor, export_id: UUID) -> Progress:
    """Make an export's file and write it down as a disclosure. Made again, it replaces the file that nobody was handed yet.

    Raises `NotFound`, `Refused` where it may not be sent any more, `BadInput`.
    """
    row = export_row(actor, export_id)
    request = msgspec.convert(row.request, ExportRequest)
    if row.state != ExportState.ASKED:
        return Progress(row.tally["written"], row.tally["written"], _("the file is ready"), finished=True)
    plan = export_plan(actor, request)
    sending = _sending(request, plan)
    agreement = disclosure_check(actor, sending=sending)
    about = About(agreement.title, row.purpose, agreement.recipient, agreement.caveats, [c.value for c in plan.columns],
                  timezone.now(), actor.username)  # fmt: skip
    lines = _Lines(actor, request, plan)
    key = data_key(export_id)
    stored = file_store(key, export_id, _pieces(row, lines, about), limit=LARGEST)
    tally = lines.tally()
    contents = Contents([c.value for c in plan.columns], tally.written, stored.sha256, frozenset(lines.written))

    def write() -> None:
        fresh = models.Export.objects.select_for_update().get(id=export_id)
        fresh.disclosure_id = disclosure_record(actor, sending=sending, contents=contents)
        fresh.state, fresh.password = ExportState.READY.value, b""
        fresh.tally, fresh.size, fresh.sha256 = msgspec.to_builtins(tally), stored.size, stored.sha256
        fresh.made_at = timezone.now()
        fresh.until = fresh.made_at + KEPT
        fresh.save()

    return Progress(
        tally.written, tally.written, _("the file is ready"), finished=True, result={"rows": tally.written}, write=write
    )


def export_open(*, actor: Actor, export_id: UUID) -> tuple[ExportRow, Iterator[bytes]]:
    """Hand an export's file out, piece by piece; the trail says so. Raises `NotFound`, also after its day is over."""
    row = export_row(actor, export_id)
    if row.state != ExportState.READY or row.until is None or row.until <= timezone.now():
        raise BadInput(_("This file is not there: it is not ready yet, or its day is over. Ask for a new one."))
    record(actor, EventKind.DISCLOSURE, "export.fetch", subject=f"export:{export_id}", site_id=row.site_id,
           detail={"sha256": bytes(row.sha256).hex()})  # fmt: skip
    return facts_of([row])[0], file_open(data_key(export_id), export_id)


def exports_expire() -> int:
    """Throw away the files whose day is over. How many. For the worker: nobody's data is read."""
    over = models.Export.objects.filter(state=ExportState.READY.value, until__lte=timezone.now())
    ids = list(over.values_list("id", flat=True)[:500])
    for id in ids:
        file_remove(id)
    return models.Export.objects.filter(id__in=ids).update(state=ExportState.EXPIRED.value)


@dataclass(slots=True)
class _Lines:
    """The lines of an export, and who was written while they were made."""

    actor: Actor
    request: ExportRequest
    plan: Planned
    written: list[UUID]
    sensitive: int

    def __init__(self, actor: Actor, request: ExportRequest, plan: Planned) -> None:
        self.actor, self.request, self.plan = actor, request, plan
        self.written, self.sensitive = [], 0

    def __iter__(self) -> Iterator[Line]:
        self.written, self.sensitive = [], 0
        ids, columns = self.plan.chosen.ids, self.plan.columns
        places = Places({}, household_numbers(self.actor, ids))
        sites: dict[UUID, str] = {}
        for file in folders(self.actor, ids, kinds_of(columns)):
            if file.row.site_id and file.row.site_id not in sites:
                sites |= site_names(self.actor, [file.row.site_id])
                places = Places(sites, places.households)
            self.written.append(file.row.id)
            self.sensitive += sensitive_of(file, self.request)
            yield line_of(file, columns, self.request, places)

    def tally(self) -> Tallied:
        """Every row accounted for; who went out of reach while the file was made is among the closed."""
        planned = self.plan.tally
        withheld = {one.reason: one.count for one in planned.withheld}
        if gone := planned.written - len(self.written):
            withheld[Reason.CLOSED] = withheld.get(Reason.CLOSED, 0) + gone
        if self.sensitive:
            withheld[Reason.SENSITIVE_NEED] = self.sensitive
        return Tallied(
            planned.selected,
            len(self.written),
            planned.children,
            tuple(Withheld(reason, count) for reason, count in withheld.items()),
        )


def _pieces(row: models.Export, lines: _Lines, about: About) -> Iterator[bytes]:
    """The file's bytes: as they are made, or whole behind a password."""
    form, columns = ExportForm(row.form), lines.plan.columns
    if not row.protected and form is not ExportForm.XLSX:
        yield from streamed(form, lines, columns, about)
        return
    if form is ExportForm.XLSX:
        ready = list(lines)
        content = workbook(ready, columns, about, lines.tally())
        yield workbook_protected(content, _password(row)) if row.protected else content
        return
    content = b"".join(streamed(form, lines, columns, about))
    said = "\r\n".join(f"{what}: {much}" for what, much in about.lines(lines.tally()))
    inside = file_name(row).removesuffix("zip") + SUFFIX[form]
    yield archive_protected({inside: content, "ABOUT.txt": said.encode("utf-8-sig")}, _password(row))


def _password(row: models.Export) -> str:
    return vault().open(data_key(row.id), _PASSWORD, row.id, bytes(row.password)).decode()


def _sending(request: ExportRequest, plan: Planned) -> Sending:
    return Sending(
        agreement_id=request.agreement_id,
        recipient=request.recipient,
        categories=plan.categories,
        form=request.form.value,
        persons=len(plan.chosen.ids),
        children=plan.chosen.children,
        accepted=frozenset(request.accepted),
        site_id=request.site_id,
    )
