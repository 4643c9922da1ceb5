"""Decide that a child leaves the carers they live with, and let no other action do so by itself.

Comes in: an actor and a decision with its reasons, or members before and after a change. Goes out: an id, or a refusal.
A separation is never a status that somebody sets: child protection decides it, with basis, authority, reason and review, and the
change that carries it out uses it up, once (guardrail 9).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_key
from homeward.access.trail import event, record
from homeward.kernel.ids import uuid7
from homeward.registry import models
from homeward.registry.errors import SeparatesChild
from homeward.registry.facts.households import Member, SeparationDraft
from homeward.registry.rules.households import check_separation, separated
from homeward.registry.sealed import seal_words
from homeward.registry.selectors.households import AUTHORITY, REASON
from homeward.registry.selectors.persons import person_row


@action
def separation_decide(actor: Actor, draft: SeparationDraft, *, determined: UUID | None = None) -> UUID:
    """Record a decision that a child leaves their carers; one that was not carried out yet is withdrawn by it.

    `determined` is the id that a panel's determination was tied to before, in the same transaction: for the child's best interests there is
    no decision without one, and the database looks whether it stands (`pathway.children_guards`). Raises `Refused`, `NotFound`, `Invalid`.
    """
    child = person_row(actor, draft.child_id)
    authorise(actor, Capability.CHILD_PROTECTION, site_id=child.site_id, person_id=child.id)
    now = timezone.now()
    check_separation(draft, child.born_to, now.date(), determined=determined is not None)
    _open([child.id]).update(withdrawn_at=now)
    id, key = determined or uuid7(), data_key(child.key_id)
    models.Separation.objects.create(
        id=id,
        child=child,
        basis=draft.basis,
        authority=seal_words(key, AUTHORITY, id, draft.authority.strip()),
        reason=seal_words(key, REASON, id, draft.reason.strip()),
        review_on=draft.review_on,
        decided_by=actor.user_id,
        decided_at=now,
    )
    record(actor, EventKind.WRITE, "separation.decide", person_id=child.id, detail={"basis": draft.basis.value})
    return id


@action
def separation_withdraw(actor: Actor, child_id: UUID) -> None:
    """Withdraw a decision that was not carried out. Raises `Refused`, `NotFound`."""
    child = person_row(actor, child_id)
    authorise(actor, Capability.CHILD_PROTECTION, site_id=child.site_id, person_id=child.id)
    if _open([child.id]).update(withdrawn_at=timezone.now()):
        record(actor, EventKind.WRITE, "separation.withdraw", person_id=child.id)


def carry_out(actor: Actor, before: Sequence[Member], after: Sequence[Member], at: datetime) -> None:
    """Let a change go on that leaves no child without their carers, or only children about whom that was decided.

    Such a decision is used up, and the trail says so. Raises `SeparatesChild`, whose denial the trail receives.
    """
    children = separated(before, after, at.date())
    if not children:
        return
    decided = set(_open(children).filter(review_on__gte=at.date()).values_list("child_id", flat=True))
    missing = [child for child in children if child not in decided]
    if missing:
        raise _refusal(actor, missing)
    _open(children).update(used_at=at)
    for child in children:
        record(actor, EventKind.WRITE, "separation.carry_out", person_id=child)


def _open(children: Sequence[UUID]) -> QuerySet[models.Separation]:
    return models.Separation.objects.filter(child__in=children, used_at__isnull=True, withdrawn_at__isnull=True)


def _refusal(actor: Actor, children: Sequence[UUID]) -> SeparatesChild:
    refusal = SeparatesChild(
        "This would leave a child without the people who care for them. Let them move together, or ask child protection: "
        "a child-protection specialist records the decision first, with its basis, reason and review.",
        children=len(children),
    )
    needed = Capability.CHILD_PROTECTION.value
    refusal.denial = event(actor, EventKind.DENIED, needed, person_id=children[0], detail={"children": len(children)})
    return refusal
