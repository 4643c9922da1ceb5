"""Emergency access: somebody opens one person's file that is not theirs to read, says why, and answers for it.

Comes in: a person at work, a reason. Goes out: an access for a few hours, and a review by somebody else who watches over data.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Literal
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access import rules
from homeward.access.actions.authority import action, authorise
from homeward.access.denials import refusal
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind, Glass
from homeward.access.models import BreakGlass
from homeward.access.selectors.scoping import scope
from homeward.access.trail import Detail, record
from homeward.kernel.errors import BadInput

Finding = Literal["justified", "not_justified"]


@action
def break_glass_open(
    actor: Actor, *, person_id: UUID, reason: str, hours: int = rules.GLASS_HOURS, site_id: UUID | None = None
) -> Glass:
    """Open one person's file to oneself, for the purpose one works for. `site_id` is where that person is, for the review.

    Raises `Refused` for programs and for who may not; `BadInput` for a reason too short or a time too long.
    """
    authorise(actor, Capability.BREAK_GLASS_OPEN, person_id=person_id)
    if actor.kind != "person" or actor.purpose is None:
        raise refusal(
            actor, "break_glass.open", _("Only a person signed in opens an emergency access."), person_id=person_id
        )
    said = " ".join(reason.split())
    if len(said) < rules.GLASS_REASON:
        raise BadInput(_("Say in a sentence why this cannot wait: at least %d characters.") % rules.GLASS_REASON)
    if not 1 <= hours <= rules.GLASS_HOURS:
        raise BadInput(_("An emergency access lasts one to %d hours.") % rules.GLASS_HOURS)
    now = timezone.now()
    row = BreakGlass(
        user_id=actor.user_id,
        person_id=person_id,
        purpose=actor.purpose.value,
        reason=said,
        site_id=site_id,
        opened_at=now,
        until=now + timedelta(hours=hours),
    )
    row.save(force_insert=True)
    detail: Detail = {"glass": row.id.hex, "hours": hours}
    record(actor, EventKind.OVERRIDE, "break_glass.open", person_id=person_id, site_id=site_id, detail=detail)
    return Glass(row.id, person_id, row.until)


@action
def break_glass_review(actor: Actor, *, glass_id: UUID, finding: Finding, words: str) -> None:
    """Say of an emergency access, once, whether it was justified, in words. Never of one's own."""
    authorise(actor, Capability.BREAK_GLASS_REVIEW)
    row = scope(actor, BreakGlass.objects.select_for_update()).filter(id=glass_id).first()
    if row is None:
        raise NotFound(_("There is no such emergency access where you may review them."))
    if row.user_id == actor.user_id:
        raise refusal(actor, "break_glass.review", _("Nobody reviews their own emergency access."))
    if row.reviewed_at is not None:
        raise BadInput(_("This emergency access was reviewed already."))
    if len(said := " ".join(words.split())) < rules.GLASS_REASON:
        raise BadInput(_("Say in a sentence what you found: at least %d characters.") % rules.GLASS_REASON)
    row.finding, row.words, row.reviewed_by, row.reviewed_at = finding, said, actor.user_id, timezone.now()
    row.save(update_fields=["finding", "words", "reviewed_by", "reviewed_at"])
    detail = {"glass": row.id.hex, "finding": finding}
    record(actor, EventKind.WRITE, "break_glass.review", person_id=row.person_id, site_id=row.site_id, detail=detail)
