"""Sharing agreements: made and withdrawn by the data protection officer, with an end from the beginning.

Comes in: what was agreed. Goes out: the agreement's id. It is never changed: another is made, and this one withdrawn.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions.authority import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Agreement, Capability, EventKind
from homeward.access.models import SharingAgreement
from homeward.access.trail import Detail, record
from homeward.kernel.errors import BadInput

LONGEST: Final = timedelta(days=3 * 366)  # then it is looked at anew


@action
def agreement_make(actor: Actor, *, agreement: Agreement) -> UUID:
    """Put an agreement in force. Raises `Refused`; `BadInput` where it says too little, ends too late or before it begins."""
    authorise(actor, Capability.AGREEMENT_WRITE, site_id=agreement.site_id, everywhere=agreement.site_id is None)
    _check(agreement)
    row = SharingAgreement(
        recipient=agreement.recipient,
        title=agreement.title,
        basis=agreement.basis,
        purposes=sorted(agreement.purposes),
        categories=sorted(agreement.categories),
        caveats=list(agreement.caveats),
        children=agreement.children,
        site_id=agreement.site_id,
        starts=agreement.starts,
        until=agreement.until,
        made_by=actor.user_id,
        made_at=timezone.now(),
    )
    row.save(force_insert=True)
    subject = f"agreement:{row.id}"
    detail: Detail = {
        "purposes": " ".join(row.purposes),
        "categories": " ".join(row.categories),
        "children": row.children,
    }
    record(actor, EventKind.WRITE, "agreement.make", subject=subject, site_id=row.site_id, detail=detail)
    return row.id


@action
def agreement_withdraw(actor: Actor, *, agreement_id: UUID, reason: str) -> None:
    """End an agreement now. What was disclosed under it stays written down."""
    row = SharingAgreement.objects.select_for_update().filter(id=agreement_id, withdrawn_at__isnull=True).first()
    if row is None:
        raise NotFound(_("There is no such agreement, or it was withdrawn already."))
    authorise(actor, Capability.AGREEMENT_WRITE, site_id=row.site_id, everywhere=row.site_id is None)
    if not reason.strip():
        raise BadInput(_("Say why the agreement ends."))
    row.withdrawn_at, row.withdrawn_why = timezone.now(), reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_why"])
    record(actor, EventKind.WRITE, "agreement.withdraw", subject=f"agreement:{row.id}", site_id=row.site_id)


def _check(agreement: Agreement) -> None:
    if not (agreement.recipient.strip() and agreement.title.strip() and agreement.basis.strip()):
        raise BadInput(_("Say with whom it was agreed, what it is called and on what basis it stands."))
    if not (agreement.purposes and agreement.categories):
        raise BadInput(_("Say for which purposes, and which kinds of data."))
    if not agreement.starts < agreement.until <= agreement.starts + LONGEST:
        raise BadInput(_("An agreement ends after it begins, and within three years: then it is looked at anew."))
