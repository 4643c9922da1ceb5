"""Hold a case for a time, look at it again, renew the hold or end it.

Comes in: an actor, a case, a reason with its words. Goes out: rows. A hold has an owner and a last day; after it, it holds nothing,
whatever anybody forgot. Only a person renews one, with reasons of now; no clock and no service does (guardrail 13).
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.sealing.vault import DataKey
from homeward.access.selectors import scope
from homeward.access.trail import record
from homeward.kernel.errors import to_say
from homeward.pathway import models
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.holds import HoldDraft
from homeward.pathway.rules.holds import SAME, Held, check_hold, check_renewal
from homeward.pathway.rules.steps import Unlawful
from homeward.pathway.rules.wording import words_of
from homeward.pathway.sealed import HOLD_AUTHORITY, HOLD_END_WORDS, HOLD_WORDS, keys_to_write, open_text, seal_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.settling import settle
from homeward.pathway.tasking import task_add, tasks_done
from homeward.registry.errors import Invalid

REVIEW: Final = "hold.review"
NO_HOLD: Final = to_say("There is no such hold that you may see for the purpose you chose.")


@action
def hold_place(actor: Actor, case_id: UUID, draft: HoldDraft) -> UUID:
    """Hold a case; the hold's id. For the same reason soon after a hold that ran out, it is a renewal of that one.

    Raises `Refused`, `NotFound`, `Invalid`, `Unlawful`, `Erased`.
    """
    case = case_of(actor, case_id, Capability.HOLD_PLACE)
    since = timezone.localdate() - SAME
    before = models.Hold.objects.filter(
        case=case, reason=draft.reason, renewed_by__isnull=True, ended_at__isnull=True, until__gte=since
    )
    return _hold(actor, case, draft, before.order_by("-until", "-id").first(), "case.hold")


@action
def hold_renew(actor: Actor, hold_id: UUID, draft: HoldDraft) -> UUID:
    """Decide anew that a case waits, with reasons of now; the new hold's id. Raises as `hold_place` does, and `Stale`."""
    before = _row(actor, hold_id)
    if before.ended_at is not None:
        raise Stale("This hold was ended meanwhile. Place a new one, if the case has to wait again.")
    return _hold(actor, before.case, draft, before, "case.hold_renew")


@action
def hold_review(actor: Actor, hold_id: UUID) -> None:
    """Say that a hold was looked at again and is needed still, until its last day and no longer. Raises `Refused`, `NotFound`, `Stale`."""
    hold = _row(actor, hold_id)
    if hold.ended_at is not None or hold.until < timezone.localdate():
        raise Stale("This hold is over. Decide anew, or leave it ended.")
    models.Hold.objects.filter(id=hold.id).update(reviewed_at=timezone.now())
    tasks_done(hold.case, REVIEW, hold.id, actor=actor)
    _tell(actor, hold.case, "case.hold_review", hold.reason)


@action
def hold_end(actor: Actor, hold_id: UUID, *, words: str) -> None:
    """End a hold, or say of one whose time is over that it stays ended. Raises `Refused`, `NotFound`, `Stale`, `Invalid`."""
    hold = _row(actor, hold_id)
    said = words_of(words, "words", to_say("Say what changed, so that the case need not wait any longer."))
    sealed = seal_text(keys_to_write([hold.case])[hold.case_id], HOLD_END_WORDS, hold.id, said)
    now = timezone.now()
    ended = models.Hold.objects.filter(id=hold.id, ended_at__isnull=True, renewed_by__isnull=True)
    if not ended.update(ended_at=now, ended_by=actor.user_id, ended_name=actor.username, end_words=sealed):
        raise Stale("This hold was ended or renewed meanwhile. Look at the case as it is now.")
    tasks_done(hold.case, REVIEW, hold.id, actor=actor)
    settle([hold.case_id])
    _tell(actor, hold.case, "case.hold_end", hold.reason)


def _hold(actor: Actor, case: models.Case, draft: HoldDraft, before: models.Hold | None, what: str) -> UUID:
    authorise(actor, Capability.HOLD_PLACE, site_id=case.person.site_id, person_id=case.person_id)
    if actor.kind != "person":
        raise Invalid("A hold is placed and renewed by a person, never by a service or on a clock.", field="owner")
    if Stage(case.stage) is Stage.CLOSED:
        raise Unlawful("This case is closed, so nothing of it waits.")
    words, authority = check_hold(draft, timezone.localdate())
    key = keys_to_write([case])[case.id]
    check_renewal(words, _chain(before, key), actor.user_id)
    now = timezone.now()
    row = models.Hold(
        case=case, reason=draft.reason, owner=actor.user_id, owner_name=actor.username, placed_at=now,
        review_on=draft.review_on, until=draft.until, renews=before,
    )  # fmt: skip
    row.words = seal_text(key, HOLD_WORDS, row.id, words)
    row.authority = seal_text(key, HOLD_AUTHORITY, row.id, authority)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Stale("This hold was renewed meanwhile. Look at the case as it is now.") from error
    if before is not None:
        tasks_done(case, REVIEW, before.id, actor=actor)
    task_add(case, REVIEW, _role(actor), draft.review_on, row.id, owner=actor)
    settle([case.id])
    _tell(actor, case, what, draft.reason)
    return row.id


def _chain(last: models.Hold | None, key: DataKey) -> list[Held]:
    """The holds that a new one would follow, the first one first."""
    found: list[Held] = []
    while last is not None:
        found.append(Held(last.owner, open_text(key, HOLD_WORDS, last.id, last.words)))
        last = last.renews
    return found[::-1]


def _row(actor: Actor, hold_id: UUID) -> models.Hold:
    rows = models.Hold.objects.select_related("case__person", "renews")
    found = scope(actor, rows, Capability.HOLD_PLACE).filter(id=hold_id).first()
    if found is None:
        raise NotFound(NO_HOLD)
    return found


def _role(actor: Actor) -> Role:
    """In which role the owner keeps the hold: the first that they hold for the purpose they work for."""
    return next(one.role for one in actor.assignments if one.purpose is actor.purpose)


def _tell(actor: Actor, case: models.Case, what: str, reason: str) -> None:
    record(
        actor, EventKind.WRITE, what, person_id=case.person_id, subject=case.number, site_id=case.person.site_id,
        detail={"reason": str(reason)},
    )  # fmt: skip
