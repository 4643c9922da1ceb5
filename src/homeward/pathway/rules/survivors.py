"""What a decision to let something be shared must hold, and when it still stands. Pure decisions.

Comes in: drafts and rows. Goes out: the same, tidied, or a refusal in words. Nothing that a survivor told goes anywhere, to a screening
or a court least of all, without a decision of theirs about just that: lawful, informed, for a time, to be taken back at any moment, and
without any price. Source: the Murad Code (2022), and the inter-agency guidelines on gender-based violence case management (2017).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from homeward.pathway.facts.survivors import ConsentDraft, ConsentRow, Decider, PageDraft, ShareFor, Told
from homeward.pathway.rules.wording import words_of
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

LONGEST: Final = timedelta(days=366)
THEIR_OWN: Final = frozenset({ShareFor.JUSTICE, ShareFor.SCREENING})  # nobody decides these in somebody's place
LATEST_REVIEW: Final = timedelta(days=92)


def check_page(draft: PageDraft, today: date) -> PageDraft:
    """Something told that can be kept. Raises `Invalid`."""
    if draft.kind is Told.SAFETY:
        if draft.review_on is None or not today < draft.review_on <= today + LATEST_REVIEW:
            raise Invalid("Say on which day within three months the safety plan is looked at again.", field="review_on")
    elif draft.review_on is not None:
        raise Invalid("Only a safety plan has a day on which it is looked at again.", field="review_on")
    words = words_of(draft.words, "words", "Write it in their own words. A few words at least.")
    return replace(draft, words=words, harmed=tidy(draft.harmed)[:300])


def check_consent(draft: ConsentDraft, today: date) -> ConsentDraft:
    """A decision that is separate, informed and lawful. Raises `Invalid`."""
    if draft.purpose in THEIR_OWN and draft.decider is Decider.GUARDIAN:
        raise Invalid(
            "Whether a court or a screening hears of it is nobody's decision but theirs. Without it, nothing is shared.",
            field="decider",
        )
    if not today <= draft.until <= today + LONGEST:
        raise Invalid("Say until which day it holds, a year at most. It can be decided again.", field="until")
    recipient = tidy(draft.recipient)[:300]
    if len(recipient) < 2:
        raise Invalid("Name the one person or office it may be shared with.", field="recipient")
    basis = tidy(draft.basis)[:300]
    if len(basis) < 3:
        raise Invalid("Say which law or rule allows it.", field="basis")
    return replace(
        draft,
        recipient=recipient,
        basis=basis,
        what=words_of(draft.what, "what", "Say exactly what may be shared, and nothing more."),
        own_words=words_of(draft.own_words, "own_words", "Write the decision in their own words."),
        explained=words_of(
            draft.explained,
            "explained",
            "Write how it was explained to them, in which language, and that refusing costs them nothing.",
        ),
    )  # fmt: skip


def check_share(consent: ConsentRow, today: date) -> None:
    """Nothing is shared under a decision that does not stand. Raises `Invalid`."""
    if consent.withdrawn_at is not None:
        raise Invalid("They took this decision back. Nothing is shared under it.", field="what")
    if today > consent.until:
        raise Invalid("This decision is over. Ask them anew before anything is shared.", field="what")
