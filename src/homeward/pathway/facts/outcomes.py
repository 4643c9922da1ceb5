"""How somebody's life goes on after their return, in words that they chose themselves: papers, school, income, safety, and who decides.

Comes in: nothing. Goes out: frozen types and enumerations. Each answer is one of a few words and the person's own; none is a number, they
are never added up, and "unknown" stays unknown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

import msgspec

from homeward.registry.facts.answers import Known


class Measure(StrEnum):
    """What is asked at each contact."""

    DOCUMENTS = "documents"
    SCHOOL = "school"
    INCOME = "income"
    SAFETY = "safety"
    ACCEPTANCE = "acceptance"
    FAMILY = "family_unity"
    AGENCY = "agency"


class Word(StrEnum):
    """The words among which somebody chooses."""

    PAPERS_ALL = "papers_all"
    PAPERS_SOME = "papers_some"
    PAPERS_ASKED = "papers_asked"
    PAPERS_NONE = "papers_none"
    SCHOOL_GOES = "school_goes"
    SCHOOL_AT_TIMES = "school_at_times"
    SCHOOL_NOT = "school_not"
    INCOME_ENOUGH = "income_enough"
    INCOME_TOO_LITTLE = "income_too_little"
    INCOME_NONE = "income_none"
    SAFE = "safe"
    SAFE_NOT_EVERYWHERE = "safe_not_everywhere"
    SAFE_NOT = "safe_not"
    ACCEPTED = "accepted"
    ACCEPTED_BY_SOME = "accepted_by_some"
    ACCEPTED_NOT = "accepted_not"
    FAMILY_TOGETHER = "family_together"
    FAMILY_IN_PART = "family_in_part"
    FAMILY_APART = "family_apart"
    DECIDES = "decides"
    DECIDES_SOME = "decides_some"
    DECIDES_NOT = "decides_not"


WORDS: Final[Mapping[Measure, tuple[Word, ...]]] = {
    Measure.DOCUMENTS: (Word.PAPERS_ALL, Word.PAPERS_SOME, Word.PAPERS_ASKED, Word.PAPERS_NONE),
    Measure.SCHOOL: (Word.SCHOOL_GOES, Word.SCHOOL_AT_TIMES, Word.SCHOOL_NOT),
    Measure.INCOME: (Word.INCOME_ENOUGH, Word.INCOME_TOO_LITTLE, Word.INCOME_NONE),
    Measure.SAFETY: (Word.SAFE, Word.SAFE_NOT_EVERYWHERE, Word.SAFE_NOT),
    Measure.ACCEPTANCE: (Word.ACCEPTED, Word.ACCEPTED_BY_SOME, Word.ACCEPTED_NOT),
    Measure.FAMILY: (Word.FAMILY_TOGETHER, Word.FAMILY_IN_PART, Word.FAMILY_APART),
    Measure.AGENCY: (Word.DECIDES, Word.DECIDES_SOME, Word.DECIDES_NOT),
}


class Said(msgspec.Struct, frozen=True):
    """An answer to one measure: the word, the person's own words, or why there is none."""

    state: Known = Known.NOT_ASKED
    word: Word | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class OutcomeColumn:
    """One contact, with what was said of each measure. `reached` False: everything is unknown."""

    contact_id: UUID
    held_on: date
    reached: bool
    said: Mapping[Measure, Said]


class Reason(StrEnum):
    """Why a case is closed."""

    SETTLED = "settled"
    HANDED_OVER = "handed_over"
    MOVED = "moved"
    WANTS_NO_MORE = "wants_no_more"
    NOT_REACHED = "not_reached"
    DECEASED = "deceased"
    OTHER = "other"


class Told(StrEnum):
    """Whether the person was told that their case is closed."""

    TOLD = "told"
    CARER_TOLD = "carer_told"
    COULD_NOT_BE = "could_not_be_told"


@dataclass(frozen=True, slots=True)
class ClosureDraft:
    """Why a case is closed, and what the person was told: how to come back, and how to object."""

    reason: Reason
    words: str
    told: Told
    told_words: str
    language: str = ""
