"""What may be recorded of a place, and whether it is ready for a household, by what those who know it judged. Pure.

Comes in: drafts, judgements, free places. Goes out: what is kept, or a refusal that names the field; how a destination stands. Never about
a person: a number of a person, a household or a case in the words is refused, and a community's concern closes no gate by itself.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

from homeward.kernel.errors import to_say
from homeward.pathway.facts.cases import Holding
from homeward.pathway.facts.readiness import NoteDraft, NoteKind, Outlook
from homeward.pathway.rules.wording import words_of
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

LONGEST: Final = timedelta(days=366)  # a judgement about a place holds for a year at most, then somebody asks again
LARGEST: Final = 100_000
_OF_SOMEBODY: Final = re.compile(r"\b[PHCKR]-[0-9A-Z]{6}-[0-9A-Z]\b", re.IGNORECASE)
Holds = tuple[Holding, str]


def checked_note(draft: NoteDraft, today: date) -> NoteDraft:
    """Something about a place, as it is kept. Raises `Invalid`."""
    words = words_of(
        draft.words, "words", to_say("Say what was said or agreed about the place, in a few words at least.")
    )
    source = tidy(draft.source)[:200]
    for field, text in (("words", words), ("source", source)):
        if _OF_SOMEBODY.search(text):
            raise Invalid("This names somebody by their number. Write about the place alone.", field=field)
    if not source:
        raise Invalid("Say who says so: whoever reads it later wants to ask.", field="source")
    if draft.site_id is None and not draft.area_code:
        raise Invalid("Say which place it is about.", field="site_id")
    if draft.day > today:
        raise Invalid("This day has not come yet. Write the day on which it was said.", field="day")
    if draft.attended is not None and not 0 < draft.attended <= LARGEST:
        raise Invalid("How many came is a number from 1. Leave it out where nobody counted.", field="attended")
    _check_judgement(draft)
    session = draft.kind is NoteKind.SESSION
    return NoteDraft(
        kind=draft.kind, words=words, source=source, day=draft.day, site_id=draft.site_id, area_code=draft.area_code,
        outlook=draft.outlook, until=draft.until, with_whom=tuple(dict.fromkeys(draft.with_whom)),
        attended=draft.attended if session else None,
        settles=draft.settles if draft.kind is NoteKind.AGREEMENT else None,
    )  # fmt: skip


def _check_judgement(draft: NoteDraft) -> None:
    if draft.kind is not NoteKind.JUDGEMENT:
        if draft.outlook is not None:
            raise Invalid(
                "Only a judgement says whether the place is ready. Choose that, or leave it out.", field="outlook"
            )
        return
    if draft.outlook is None:
        raise Invalid("Say whether the place is ready.", field="outlook")
    if draft.until is None:
        raise Invalid("Say until when this holds: then somebody asks again.", field="until")
    if not draft.day < draft.until <= draft.day + LONGEST:
        raise Invalid(
            "A judgement holds from its day for a year at most. Correct the day on which it ends.", field="until"
        )


def home_stands(outlook: Outlook | None, until: date | None, day: date) -> Holds:
    """How a home community stands, by the latest judgement."""
    if outlook is None:
        return Holding.UNMET, "destination.not_judged"
    if outlook is Outlook.NOT_YET:
        return Holding.UNMET, "destination.not_yet"
    if outlook is Outlook.IF:
        return Holding.UNMET, "destination.ready_if"
    if until is None or until < day:
        return Holding.LAPSED, "destination.judgement_over"
    return Holding.OPEN, "destination.ready"


def centre_stands(holds: int | None, free: int, persons: int) -> Holds:
    """How a reception centre stands for a household of so many: it goes together, or waits together."""
    if holds is None:
        return Holding.UNMET, "destination.no_capacity"
    if free < persons:
        return Holding.UNMET, "destination.full"
    return Holding.OPEN, "destination.centre"
