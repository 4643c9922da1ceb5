"""How long a case may be held, and who may hold it again. Pure decisions.

Comes in: a hold as somebody would place it, and those that it follows. Goes out: words as they are kept, or a refusal with its field. A
hold ends by itself; silence never extends one (guardrail 13). The first renewal may be by whoever placed the hold; each further one is by
somebody else, with reasons of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from homeward.kernel.errors import to_say
from homeward.pathway.facts.holds import HoldDraft
from homeward.pathway.rules.wording import words_of
from homeward.registry.errors import Invalid

# Ninety days: no standard says so. It is as long as a separation may stand before it is reviewed (registry), and the stay in a reception
# centre for which plans are made; whoever needs longer decides it anew.
LONGEST: Final = timedelta(days=90)
# A hold placed for the same reason so soon after one whose time was over goes on with it: letting one run out is no way around the rule.
SAME: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Held:
    """A hold of before, as the rules see it: whose it was, and why."""

    owner: UUID
    words: str


def check_hold(draft: HoldDraft, today: date) -> tuple[str, str]:
    """The words and the authority as they are kept. Raises `Invalid`."""
    words = words_of(
        draft.words,
        "words",
        to_say("Say why the case waits, and what would end it: its owner and the person need to know."),
    )
    authority = words_of(draft.authority, "authority", to_say("Say on whose authority the case is held."), least=3)
    if not today < draft.until <= today + LONGEST:
        raise Invalid(
            "A hold ends within %(days)s days. Choose its last day; whoever needs longer decides it anew.",
            field="until", days=LONGEST.days,
        )  # fmt: skip
    if not today <= draft.review_on <= draft.until:
        raise Invalid(
            "A hold is looked at again before it ends. Choose a day from today to its last one.", field="review_on"
        )
    return words, authority


def check_renewal(words: str, chain: Sequence[Held], by: UUID) -> None:
    """Refuse a renewal in the words of before, and a second or later one by whoever placed the first hold. Raises `Invalid`.

    `chain`: the holds that this one would follow, the first one first.
    """
    if any(words == one.words for one in chain):
        raise Invalid("Say why the case waits still. What was written before is there already.", field="words")
    if len(chain) >= 2 and by == chain[0].owner:
        raise Invalid(
            "This hold was renewed before, and you placed the first one. Somebody else decides whether it goes on.",
            field="owner",
        )
