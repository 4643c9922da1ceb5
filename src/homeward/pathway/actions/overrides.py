"""Ask that a gate be lifted for a time, grant or refuse that as another person, and look at it afterwards.

Comes in: an actor, a case, a gate that may be lifted. Goes out: rows, and events that the trail keeps apart as overrides. It ends by
itself on its last day. A gate that was lifted is not lifted again before somebody else has looked at it.
"""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import scope
from homeward.access.trail import record
from homeward.kernel.errors import to_say
from homeward.pathway import models
from homeward.pathway.facts.holds import OverrideDraft
from homeward.pathway.rules.overrides import check_granter, check_override, check_reviewer
from homeward.pathway.rules.wording import words_of
from homeward.pathway.sealed import OVERRIDE_AUTHORITY, OVERRIDE_REASON, OVERRIDE_REVIEW, keys_to_write, seal_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.settling import settle
from homeward.registry.errors import Invalid

NO_OVERRIDE: Final = to_say("There is no such override that you may see for the purpose you chose.")


@action
def override_ask(actor: Actor, case_id: UUID, draft: OverrideDraft) -> UUID:
    """Ask that a gate of a case be lifted; nothing is lifted before somebody else grants it. Raises `Refused`, `NotFound`, `Invalid`."""
    case = case_of(actor, case_id, Capability.GATE_OVERRIDE)
    authorise(actor, Capability.GATE_OVERRIDE, site_id=case.person.site_id, person_id=case.person_id)
    authority, reason = check_override(draft, timezone.localdate())
    _check_earlier(case, draft)
    row = models.Override(
        case=case, gate=draft.gate, asked_by=actor.user_id, asked_name=actor.username, asked_at=timezone.now(),
        until=draft.until, review_on=draft.review_on,
    )  # fmt: skip
    key = keys_to_write([case])[case.id]
    row.authority = seal_text(key, OVERRIDE_AUTHORITY, row.id, authority)
    row.reason = seal_text(key, OVERRIDE_REASON, row.id, reason)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid("An override of this gate was asked for already, and is not over.", field="gate") from error
    _tell(actor, row, "case.override_ask")
    return row.id


@action
def override_grant(actor: Actor, override_id: UUID) -> None:
    """Lift the gate until the last day, as another person than asked. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    row = _answered(actor, override_id)
    if row.until < timezone.localdate():
        raise Stale("The last day of this override is over. Ask anew, if it is needed still.")
    _set(row, granted_by=actor.user_id, granted_name=actor.username, granted_at=timezone.now())
    settle([row.case_id])
    _tell(actor, row, "case.override_grant")


@action
def override_refuse(actor: Actor, override_id: UUID) -> None:
    """Refuse what somebody else asked for. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    row = _answered(actor, override_id)
    _set(row, refused_at=timezone.now())
    _tell(actor, row, "case.override_refuse")


@action
def override_review(actor: Actor, override_id: UUID, *, upheld: bool, words: str) -> None:
    """Look at an override again, as somebody who neither asked nor granted; one that is not upheld ends at once.

    Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    row = _row(actor, override_id)
    authorise(actor, Capability.GATE_GRANT, site_id=row.case.person.site_id, person_id=row.case.person_id)
    if row.granted_at is None or row.reviewed_at is not None:
        raise Stale("This override was not granted, or somebody looked at it again already.")
    check_reviewer(actor.user_id, row.asked_by, row.granted_by)
    said = words_of(
        words, "words", to_say("Say what you found: whether it was needed, and whether what was missing is there now.")
    )
    now = timezone.now()
    sealed = seal_text(keys_to_write([row.case])[row.case_id], OVERRIDE_REVIEW, row.id, said)
    over = now if not upheld or row.until < timezone.localdate(now) else None
    _set(
        row, reviewed_by=actor.user_id, reviewed_name=actor.username, reviewed_at=now, review_words=sealed, upheld=upheld,
        ended_at=row.ended_at or over,
    )  # fmt: skip
    settle([row.case_id])
    _tell(actor, row, "case.override_review", upheld=upheld)


def _check_earlier(case: models.Case, draft: OverrideDraft) -> None:
    """Refuse while an earlier one waits to be looked at; let go of one that nobody answered in its time. Raises `Invalid`."""
    earlier = models.Override.objects.filter(case=case, gate=draft.gate)
    if earlier.filter(granted_at__isnull=False, reviewed_at__isnull=True).exists():
        raise Invalid(
            "This gate was lifted before, and nobody has looked at that yet. It is reviewed first, by somebody else.",
            field="gate",
        )
    over = earlier.filter(ended_at__isnull=True, refused_at__isnull=True, until__lt=timezone.localdate())
    over.update(ended_at=timezone.now())


def _answered(actor: Actor, override_id: UUID) -> models.Override:
    """One that waits for an answer which this actor may give."""
    row = _row(actor, override_id)
    authorise(actor, Capability.GATE_GRANT, site_id=row.case.person.site_id, person_id=row.case.person_id)
    if row.granted_at is not None or row.refused_at is not None or row.ended_at is not None:
        raise Stale("This override was answered meanwhile. Look at the case as it is now.")
    check_granter(actor.user_id, row.asked_by)
    return row


def _row(actor: Actor, override_id: UUID) -> models.Override:
    rows = models.Override.objects.select_for_update(of=("self",)).select_related("case__person")
    found = scope(actor, rows, Capability.GATE_GRANT).filter(id=override_id).first()
    if found is None:
        raise NotFound(NO_OVERRIDE)
    return found


def _set(row: models.Override, **fields: Any) -> None:
    models.Override.objects.filter(id=row.id).update(**fields)


def _tell(actor: Actor, row: models.Override, what: str, **more: bool) -> None:
    record(
        actor, EventKind.OVERRIDE, what, person_id=row.case.person_id, subject=row.case.number,
        site_id=row.case.person.site_id, detail={"gate": str(row.gate), **more},
    )  # fmt: skip
