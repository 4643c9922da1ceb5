"""Agreements, what was disclosed under them, and who must still hear of a correction.

Comes in: an actor. Goes out: frozen rows. Never a person's data: ids, kinds and counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.denials import refusal
from homeward.access.facts import Actor, Agreement, Capability, Category, Purpose
from homeward.access.models import CorrectionNotice, Disclosure, SharingAgreement
from homeward.access.selectors.scoping import may, scope


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement with its id."""

    id: UUID
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class DisclosureRow:
    """A disclosure: who sent what to whom, for what, under which agreement, and how much."""

    id: UUID
    agreement_id: UUID
    title: str
    purpose: Purpose
    recipient: str
    caveats: tuple[str, ...]
    categories: frozenset[Category]
    columns: tuple[str, ...]
    form: str
    rows: int
    persons: int
    children: int
    sha256: bytes
    made_by: UUID
    made_name: str
    made_at: datetime


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A recipient who must hear that something they received of a person was corrected."""

    id: UUID
    disclosure_id: UUID
    recipient: str
    person_id: UUID
    categories: frozenset[Category]
    made_at: datetime


def agreement_of(agreement_id: UUID) -> Agreement | None:
    """An agreement by its id, whoever asks: for the rules to look at."""
    row = SharingAgreement.objects.filter(id=agreement_id).first()
    return _agreement(row) if row else None


def agreement_list(actor: Actor, *, ended: bool = False) -> tuple[AgreementRow, ...]:
    """The agreements in force, by recipient; `ended` adds those that are not."""
    rows, now = scope(actor, SharingAgreement.objects.order_by("recipient", "starts")), timezone.now()
    if not ended:
        rows = rows.filter(withdrawn_at__isnull=True, until__gt=now)
    return tuple(AgreementRow(row.id, _agreement(row)) for row in rows)


def disclosure_list(actor: Actor, *, before: UUID | None = None, limit: int = 50) -> tuple[DisclosureRow, ...]:
    """What was disclosed, the newest first, from the one after `before` on."""
    rows = scope(actor, Disclosure.objects.filter(ready=True)).order_by("-id")
    return _disclosures((rows.filter(id__lt=before) if before else rows)[:limit])


def disclosures_of_person(actor: Actor, person_id: UUID) -> tuple[DisclosureRow, ...]:
    """What was disclosed of one person, the newest first: for their receipt and for those who watch over data.

    Whether this person's file is the actor's to read is the caller's question, asked before. Raises `Refused`.
    """
    if not any(may(actor, one) for one in (Capability.PERSON_READ, Capability.RECEIPT_ISSUE, Capability.TRAIL_READ)):
        sentence = _("You may not see to whom somebody's data was disclosed.")
        raise refusal(actor, "disclosure.read", sentence, person_id=person_id)
    rows = list(_disclosures(Disclosure.objects.filter(items__person_id=person_id, ready=True).order_by("-id")))
    if not any(may(actor, one) for one in (Capability.EVIDENCE, Capability.TRAIL_READ)):
        # That evidence went to a court is told by whoever works for justice: nobody else learns that there is a file.
        rows = [row for row in rows if Category.EVIDENCE not in row.categories]
    return tuple(rows)


def recipients_to_notify(actor: Actor, person_id: UUID) -> tuple[NoticeRow, ...]:
    """Who must still hear that a person's data was corrected."""
    return _notices(scope(actor, CorrectionNotice.objects.filter(person_id=person_id)))


def corrections_to_send(actor: Actor, *, limit: int = 100) -> tuple[NoticeRow, ...]:
    """Every correction that a recipient must still hear of, the oldest first."""
    return _notices(scope(actor, CorrectionNotice.objects.all()))[:limit]


def _notices(rows: QuerySet[CorrectionNotice]) -> tuple[NoticeRow, ...]:
    waiting = rows.filter(sent_at__isnull=True).select_related("disclosure").order_by("made_at")
    return tuple(
        NoticeRow(
            id=row.id,
            disclosure_id=row.disclosure_id,
            recipient=row.disclosure.recipient,
            person_id=row.person_id,
            categories=frozenset(map(Category, row.categories)),
            made_at=row.made_at,
        )
        for row in waiting
    )


def _agreement(row: SharingAgreement) -> Agreement:
    return Agreement(
        recipient=row.recipient,
        title=row.title,
        basis=row.basis,
        purposes=frozenset(map(Purpose, row.purposes)),
        categories=frozenset(map(Category, row.categories)),
        starts=row.starts,
        until=row.until,
        caveats=tuple(row.caveats),
        children=row.children,
        site_id=row.site_id,
        withdrawn_at=row.withdrawn_at,
        made_by=row.made_by,
    )


def _disclosures(rows: QuerySet[Disclosure]) -> tuple[DisclosureRow, ...]:
    return tuple(
        DisclosureRow(
            id=row.id,
            agreement_id=row.agreement_id,
            title=row.agreement.title,
            purpose=Purpose(row.purpose),
            recipient=row.recipient,
            caveats=tuple(row.caveats),
            categories=frozenset(map(Category, row.categories)),
            columns=tuple(row.columns),
            form=row.form,
            rows=row.rows,
            persons=row.persons,
            children=row.children,
            sha256=bytes(row.sha256),
            made_by=row.made_by,
            made_name=row.made_name,
            made_at=row.made_at,
        )
        for row in rows.select_related("agreement")
    )
