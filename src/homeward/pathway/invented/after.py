"""After the return: contacts with invented people, and the closing of their cases.

Comes in: who works, who returned. Goes out: contacts with what people say, and a closure. Nobody who was not reached is held against.
"""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from homeward.pathway import models
from homeward.pathway.actions.followups import contact_record
from homeward.pathway.actions.outcomes import closure_write
from homeward.pathway.facts.followups import ContactDraft, Reached, Way
from homeward.pathway.facts.outcomes import ClosureDraft, Measure, Reason, Said, Told, Word
from homeward.pathway.invented.hands import Hands
from homeward.pathway.invented.party import Party
from homeward.registry.facts.answers import Known


def contacted(hands: Hands, party: Party, *, reached: Reached = Reached.REACHED) -> int:
    """Answer every contact that is due by today; how many there were."""
    due = models.FollowUp.objects.filter(
        case__in=party.case_ids, dropped_at__isnull=True, due_on__lte=timezone.localdate(), contacts__isnull=True
    ).order_by("due_on", "id")
    for one in due:
        contact_record(hands.reintegration, case_id=one.case_id, draft=_contact(one.id, reached))
    return len(due)


def finished(hands: Hands, party: Party) -> None:
    """Write down why each case is closed, and what the person was told."""
    for case in party.case_ids:
        draft = ClosureDraft(
            Reason.SETTLED, "Papers, school and an income are there, and they say that they need nothing from us now.",
            Told.TOLD, "That they can come back at any time, and how to object.", "ar",
        )  # fmt: skip
        closure_write(hands.reintegration, case_id=case, draft=draft)


def _contact(follow_up: UUID, reached: Reached) -> ContactDraft:
    today = timezone.localdate()
    if reached is not Reached.REACHED:
        return ContactDraft(reached, Way.PHONE, today, "The telephone was off.", follow_up_id=follow_up)
    said = {
        Measure.DOCUMENTS: Said(Known.KNOWN, Word.PAPERS_ALL),
        Measure.SCHOOL: Said(Known.KNOWN, Word.SCHOOL_GOES),
        Measure.ACCEPTANCE: Said(Known.KNOWN, Word.ACCEPTED),
        Measure.SAFETY: Said(Known.KNOWN, Word.SAFE),
    }
    return ContactDraft(reached, Way.VISIT, today, "أولادي في المدرسة والجيران يزوروننا.", said, follow_up)
