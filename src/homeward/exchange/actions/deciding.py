"""Decide about an import: look at its preview, merge it, refuse it, withdraw it as a whole, bring it back.

Comes in: an actor who may decide, and the version they looked at. Goes out: the import as a fact. Refusing changes nothing in the
registry; merging is done by the job `exchange.merge`; withdrawing and bringing back are one row.
"""

from __future__ import annotations

from uuid import UUID

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import action
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.exchange import models
from homeward.exchange.actions.staging import FORGET, MERGE, taken
from homeward.exchange.facts.imports import Counts, ImportRow, ImportState
from homeward.exchange.rules.states import check_merge, check_step
from homeward.exchange.selectors.imports import facts_of
from homeward.kernel.errors import BadInput, Inconsistent
from homeward.registry.actions.imports import batch_hide, batch_open, batch_show
from homeward.work.actions import job_enqueue


@action
def import_preview(*, actor: Actor, import_id: UUID, version: int) -> ImportRow:
    """Say that somebody who may decide looked at the preview. Raises `NotFound`, `Refused`, `Stale`, `BadInput`."""
    row = taken(actor, import_id, version, Capability.IMPORT_DECIDE)
    check_step(ImportState(row.state), ImportState.PREVIEWED)
    row.state, row.previewed_by = ImportState.PREVIEWED.value, actor.user_id
    row.save(update_fields=["state", "previewed_by"])
    return _told(actor, row, "import.preview")


@action
def import_merge(
    *, actor: Actor, import_id: UUID, version: int, leave_faulty: bool = False, record_changed: bool = False
) -> ImportRow:
    """Have the new people of an import saved, and with `record_changed` what its changed rows say of those who are here already.

    Raises `NotFound`, `Refused`, `Stale`; `BadInput` where rows have problems, unless `leave_faulty` says that they stay out.
    """
    row = taken(actor, import_id, version, Capability.IMPORT_DECIDE)
    check_step(ImportState(row.state), ImportState.MERGING)
    check_merge(msgspec.convert(row.counts, Counts), leave_faulty, record_changed)
    row.state, row.leave_faulty, row.record_changed = ImportState.MERGING.value, leave_faulty, record_changed
    row.batch_id = batch_open(actor, site_id=row.site_id)
    row.save(update_fields=["state", "leave_faulty", "record_changed", "batch_id"])
    job_enqueue(actor=actor, kind=MERGE, subject=str(import_id), site_id=row.site_id)
    return _told(actor, row, "import.merge")


@action
def import_refuse(*, actor: Actor, import_id: UUID, version: int, reason: str) -> ImportRow:
    """Turn an import down, with a reason. Its file and its rows' text are thrown away by the job `exchange.forget`."""
    row = taken(actor, import_id, version, Capability.IMPORT_DECIDE)
    check_step(ImportState(row.state), ImportState.REFUSED)
    _decide(actor, row, ImportState.REFUSED, reason)
    job_enqueue(actor=actor, kind=FORGET, subject=str(import_id), site_id=row.site_id)
    return _told(actor, row, "import.refuse")


@action
def import_withdraw(*, actor: Actor, import_id: UUID, version: int, reason: str) -> ImportRow:
    """Take a merged import back as a whole: nobody sees its people any more.

    Raises `NotFound`, `Refused`, `Stale`, `BadInput`; `Inconsistent` where one of them was merged with another record.
    """
    row = taken(actor, import_id, version, Capability.IMPORT_DECIDE)
    check_step(ImportState(row.state), ImportState.WITHDRAWN)
    assert row.batch_id is not None  # the table refuses a merged import without one
    batch_hide(actor, batch_id=row.batch_id, site_id=row.site_id)
    _decide(actor, row, ImportState.WITHDRAWN, reason)
    return _told(actor, row, "import.withdraw")


@action
def import_restore(*, actor: Actor, import_id: UUID, version: int, reason: str) -> ImportRow:
    """Bring a withdrawn import back as a whole.

    Raises `NotFound`, `Refused`, `Stale`, `BadInput`; `Inconsistent` where some of its people came in by another import since.
    """
    row = taken(actor, import_id, version, Capability.IMPORT_DECIDE)
    check_step(ImportState(row.state), ImportState.MERGED)
    merged = msgspec.convert(row.counts, Counts).merged
    missing = merged - models.SourceReference.objects.filter(imported=row).count()
    if missing or row.batch_id is None:
        raise Inconsistent(
            _("%(count)d of these people came in by another import since. They would be here twice.")
            % {"count": missing},
            persons=missing,
        )
    batch_show(actor, batch_id=row.batch_id, site_id=row.site_id)
    _decide(actor, row, ImportState.MERGED, reason)
    return _told(actor, row, "import.restore")


def _decide(actor: Actor, row: models.Import, state: ImportState, reason: str) -> None:
    if not reason.strip():
        raise BadInput(_("Say why: whoever brought the file will read it."), field="reason")
    row.state, row.reason = state.value, reason.strip()[:2_000]
    row.decided_by, row.decided_at = actor.user_id, timezone.now()
    row.save(update_fields=["state", "reason", "decided_by", "decided_at"])


def _told(actor: Actor, row: models.Import, what: str) -> ImportRow:
    record(actor, EventKind.WRITE, what, subject=f"import:{row.id}", site_id=row.site_id)
    return facts_of([row])[0]
