"""What an override may be, and who may grant and review it. Pure decisions.

Comes in: an override as somebody asks for it. Goes out: words as they are kept, or a refusal with its field. It lifts only what can be made
good later, for a short time, on the authority of one person and the agreement of another; a third one, or at least not whoever asked, looks
at it afterwards. Urgency is no reason by itself: it is written down like any other, and shows wherever the case does.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from homeward.kernel.errors import to_say
from homeward.pathway.facts.holds import OverrideDraft
from homeward.pathway.rules.steps import KEEPERS
from homeward.pathway.rules.wording import words_of
from homeward.registry.errors import Invalid

LONGEST: Final = timedelta(days=30)  # long enough for a convoy that is put off once, too short to become the rule
REVIEW_WITHIN: Final = timedelta(days=30)  # after its last day


def check_override(draft: OverrideDraft, today: date) -> tuple[str, str]:
    """The authority and the reason as they are kept. Raises `Invalid`."""
    if not KEEPERS[draft.gate].overridable:
        raise Invalid(
            "This gate protects the person, so nobody lifts it. Open it by what it asks for, or let the case wait.",
            field="gate",
        )
    authority = words_of(draft.authority, "authority", to_say("Say on whose authority the gate is lifted."), least=3)
    reason = words_of(
        draft.reason, "reason", to_say("Say why the step cannot wait, and how what is missing is made good.")
    )
    if not today <= draft.until <= today + LONGEST:
        raise Invalid("An override ends within %(days)s days. Choose its last day.", field="until", days=LONGEST.days)
    if not today < draft.review_on <= draft.until + REVIEW_WITHIN:
        raise Invalid(
            "Somebody looks at an override again, at the latest %(days)s days after it ended. Choose a day.",
            field="review_on", days=REVIEW_WITHIN.days,
        )  # fmt: skip
    return authority, reason


def check_granter(by: UUID, asked_by: UUID) -> None:
    """Refuse whoever asked. Raises `Invalid`."""
    if by == asked_by:
        raise Invalid("You asked for this yourself, so somebody else answers it.", field="override")


def check_reviewer(by: UUID, asked_by: UUID, granted_by: UUID | None) -> None:
    """Refuse whoever asked and whoever granted. Raises `Invalid`."""
    if by in (asked_by, granted_by):
        raise Invalid("You asked for this or granted it, so somebody else looks at it again.", field="override")
