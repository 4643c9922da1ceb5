"""Disclosures: named records that leave, only under an agreement, and each written down with what it held.

Comes in: what is about to be sent, then what was made of it. Goes out: a disclosure's id; a refusal that the trail keeps.
An export calls `disclosure_check` before it makes a file and `disclosure_record` before it hands the file out: both check purpose,
recipient, agreement, kinds of data, caveats and children, since anything may have changed between the two.
Corrections reach whoever received what was corrected: `corrections_due` is called where a person's record is corrected.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.access import rules
from homeward.access.actions.authority import action, authorise
from homeward.access.denials import refusal
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Agreement, Capability, Category, EventKind, Obstacle, Sending
from homeward.access.models import CorrectionNotice, Disclosure, DisclosureItem, SharingAgreement
from homeward.access.selectors.agreements import agreement_of
from homeward.access.selectors.scoping import scope
from homeward.access.trail import record
from homeward.kernel.errors import BadInput

CHUNK = 2_000  # persons written down in one transaction

WHY: dict[Obstacle, Promise] = {
    Obstacle.NOT_IN_FORCE: gettext_lazy("The agreement is not in force today. Choose another, or ask for a new one."),
    Obstacle.PURPOSE: gettext_lazy("The agreement does not cover the purpose you work for. Choose another of the two."),
    Obstacle.RECIPIENT: gettext_lazy("The agreement is with somebody else. Choose the agreement with this recipient."),
    Obstacle.SITE: gettext_lazy("The agreement covers another site. Leave out the records of other sites."),
    Obstacle.CATEGORY: gettext_lazy(
        "The agreement does not cover everything you chose to send. Leave out what it does not name."
    ),
    Obstacle.CAVEAT: gettext_lazy("Confirm every caveat of the agreement: the recipient must receive them too."),
    Obstacle.ORIGINATOR: gettext_lazy(
        "Whoever gave us some of these records does not allow this. Leave those records out."
    ),
    Obstacle.CHILDREN: gettext_lazy("The agreement does not cover children. Leave out whoever may be under 18."),
    Obstacle.CHILD_ALONE: gettext_lazy(
        "For this purpose a child's record is sent alone, on its own necessity. Leave out the others."
    ),
}


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file that is about to leave holds: its columns, rows and SHA-256, and of whom it tells."""

    columns: Sequence[str]
    rows: int
    sha256: bytes
    person_ids: frozenset[UUID]


def disclosure_check(actor: Actor, *, sending: Sending, capability: Capability = Capability.EXPORT) -> Agreement:
    """The agreement under which something may be sent. Raises `Refused`, which the trail keeps, with the reason.

    `capability` is what the sending is: an export, or the exit of a whole site, which takes needs along.
    """
    authorise(actor, capability, site_id=sending.site_id)
    if Category.NEED in sending.categories and capability is Capability.EXPORT:
        authorise(actor, Capability.NEED_READ, site_id=sending.site_id)
    agreement = agreement_of(sending.agreement_id)
    if agreement is None:
        raise NotFound(_("There is no such agreement. Choose one from the list of agreements."))
    if why := rules.obstacle(agreement, sending, actor.purpose, timezone.now()):
        raise refusal(actor, f"disclosure.{why}", str(WHY[why]), site_id=sending.site_id)
    return agreement


def disclosure_record(
    actor: Actor, *, sending: Sending, contents: Contents, capability: Capability = Capability.EXPORT
) -> UUID:
    """Write down what is about to leave; hand the file out only after this came back.

    Raises `Refused` as `disclosure_check` does, and `BadInput` where the file tells of other than so many persons as was said.
    """
    disclosure = _begin(actor, sending=sending, contents=contents, capability=capability)
    persons = sorted(contents.person_ids)
    for start in range(0, len(persons), CHUNK):
        items = [DisclosureItem(disclosure=disclosure, person_id=one) for one in persons[start : start + CHUNK]]
        with transaction.atomic():
            DisclosureItem.objects.bulk_create(items, batch_size=500)
    _finish(actor, disclosure)
    return disclosure.id


def corrections_due(actor: Actor, *, person_id: UUID, categories: Iterable[Category]) -> int:
    """Note that whoever received these kinds of data of a person must hear that they were corrected. How many must.

    Part of the action that corrects, which has authorised it.
    """
    changed, made = frozenset(categories), 0
    with transaction.atomic():
        received = Disclosure.objects.filter(items__person_id=person_id, ready=True)
        for disclosure in received:
            if not (concerned := changed & frozenset(map(Category, disclosure.categories))):
                continue
            notice, new = CorrectionNotice.objects.get_or_create(
                disclosure=disclosure,
                person_id=person_id,
                sent_at=None,
                defaults={"categories": sorted(concerned), "made_at": timezone.now()},
            )
            if not new and not concerned <= frozenset(notice.categories):
                notice.categories = sorted(concerned | frozenset(notice.categories))
                notice.save(update_fields=["categories"])
            made += 1
        if made:
            record(actor, EventKind.WRITE, "correction.due", person_id=person_id, detail={"recipients": made})
    return made


@action
def correction_sent(actor: Actor, *, notice_id: UUID, how: str) -> None:
    """Say that a recipient was told of a correction, and how."""
    rows = CorrectionNotice.objects.select_for_update(of=("self",)).select_related("disclosure")
    row = scope(actor, rows).filter(id=notice_id, sent_at__isnull=True).first()
    if row is None:
        raise NotFound(_("There is no such correction to send, or it was sent already."))
    if not how.strip():
        raise BadInput(_("Say how the recipient was told, such as the number of a letter."))
    row.sent_at, row.sent_by, row.how = timezone.now(), actor.user_id, how.strip()[:200]
    row.save(update_fields=["sent_at", "sent_by", "how"])
    subject = f"disclosure:{row.disclosure_id}"
    record(actor, EventKind.DISCLOSURE, "correction.sent", person_id=row.person_id, subject=subject)


@action
def _begin(actor: Actor, *, sending: Sending, contents: Contents, capability: Capability) -> Disclosure:
    agreement = disclosure_check(actor, sending=sending, capability=capability)
    if len(contents.person_ids) != sending.persons:
        raise BadInput(_("The file does not tell of as many people as was asked for. Make it again."))
    assert actor.purpose is not None  # without one, the check refused
    row = Disclosure(
        agreement=SharingAgreement(id=sending.agreement_id),
        purpose=actor.purpose.value,
        recipient=agreement.recipient,
        caveats=[*agreement.caveats, *(f"{caveat.originator}: {caveat.words}" for caveat in sending.caveats)],
        categories=sorted(sending.categories),
        columns=list(contents.columns),
        form=sending.form,
        rows=contents.rows,
        persons=sending.persons,
        children=sending.children,
        sha256=contents.sha256,
        site_id=sending.site_id,
        made_by=actor.user_id,
        made_name=actor.username,
        made_at=timezone.now(),
    )
    row.save(force_insert=True)
    return row


@action
def _finish(actor: Actor, disclosure: Disclosure) -> None:
    Disclosure.objects.filter(id=disclosure.id).update(ready=True)
    record(
        actor,
        EventKind.DISCLOSURE,
        "disclosure.make",
        subject=f"disclosure:{disclosure.id}",
        site_id=disclosure.site_id,
        detail={
            "agreement": disclosure.agreement_id.hex,
            "rows": disclosure.rows,
            "persons": disclosure.persons,
            "sha256": bytes(disclosure.sha256).hex(),
        },
    )
