"""What must be asked and examined before somebody moves: their own decision, what waits for them where they go, whether they can travel.

Comes in: nothing. Goes out: frozen types and enumerations. Each is a record of who asked what, when, in which language and how; none is
ever changed, and none is a judgement of the person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec


class Paper(StrEnum):
    """What was asked or examined. Each stands behind the gate of the same name."""

    VOLUNTARINESS = "voluntariness"
    NON_REFOULEMENT = "non_refoulement"
    MEDICAL_FITNESS = "medical_fitness"


class Basis(StrEnum):
    """What a movement rests on: the person's own decision, for a child also that of who cares for them, or a lawful order."""

    OWN = "own_decision"
    CARER = "child_and_carer"
    LAWFUL = "lawful_basis"


class Says(StrEnum):
    """What somebody decided for themselves, or for a child in their care."""

    YES = "yes"
    NO = "no"
    UNDECIDED = "undecided"
    CANNOT_BE_ASKED = "cannot_be_asked"


class Bar(StrEnum):
    """What was found about a place of return: whether something forbids that anybody is sent there."""

    NO_BAR = "no_bar"
    BAR = "bar"
    NOT_KNOWN = "not_known"


class Question(StrEnum):
    """What is asked about the place of return, each with its sources."""

    TORTURE = "torture"
    DEATH_PENALTY = "death_penalty"
    PERSECUTION = "persecution"
    ARBITRARY_DETENTION = "arbitrary_detention"
    FAMILY = "family"


class Found(StrEnum):
    """What the sources say to a question."""

    NOTHING = "nothing_found"
    GROUNDS = "grounds"
    UNKNOWN = "unknown"


class Fitness(StrEnum):
    """Whether somebody can travel, as a clinician says."""

    FIT = "fit"
    CONDITIONS = "with_conditions"
    NOT_YET = "not_yet"


@dataclass(frozen=True, slots=True)
class Talk:
    """How somebody was spoken with: the language, through an interpreter or not, alone or not."""

    language: str
    interpreter: bool
    alone: bool


class ChoiceWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a decision says, sealed: what was explained and by whom, the person's own words; a child's carer; or the order it rests on."""

    explained: str = ""
    explained_by: str = ""
    words: str = ""
    says: Says | None = None
    carer: str = ""
    carer_says: Says | None = None
    authority: str = ""
    law: str = ""
    reference: str = ""
    remedy: str = ""


class Answered(msgspec.Struct, frozen=True):
    """A question about the place of return, answered: what was found, in words, and according to which sources."""

    question: Question
    found: Found
    words: str = ""
    sources: str = ""


class BarWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """What an assessment of a place of return says, sealed."""

    answers: tuple[Answered, ...]
    words: str = ""


class FitnessWords(msgspec.Struct, frozen=True, omit_defaults=True):
    """What a clinician says, sealed."""

    clinician: str
    function: str
    words: str = ""


PaperWords = ChoiceWords | BarWords | FitnessWords


@dataclass(frozen=True, slots=True)
class ChoiceDraft:
    """A decision to be recorded."""

    basis: Basis
    talk: Talk
    said: ChoiceWords
    until: date | None = None


@dataclass(frozen=True, slots=True)
class BarDraft:
    """An assessment of a place of return to be recorded. `place_id` None: the whole country."""

    talk: Talk
    country: str
    place_id: UUID | None
    conclusion: Bar
    said: BarWords
    until: date | None = None


@dataclass(frozen=True, slots=True)
class FitnessDraft:
    """What a clinician said, to be recorded. `escort`: what whoever travels with them must know. `until`: until when it holds."""

    talk: Talk
    outcome: Fitness
    said: FitnessWords
    escort: str = ""
    until: date | None = None


Draft = ChoiceDraft | BarDraft | FitnessDraft


@dataclass(frozen=True, slots=True)
class Second:
    """What a second person said about a record."""

    agrees: bool
    by: str
    at: datetime
    words: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A record as a gate sees it: its outcome, what it is about, until when, and whether it stands. Never its words."""

    case_id: UUID
    paper: Paper
    basis: Basis | None
    outcome: str
    country: str
    place_id: UUID | None
    until: date
    needs_second: bool = False
    seconded: bool | None = None
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A record, opened for whoever assesses. `standing` is how a gate sees it; `said` None where the person was erased."""

    id: UUID
    case_id: UUID
    standing: Standing
    talk: Talk
    made_by: UUID
    made_name: str
    made_at: datetime
    said: PaperWords | None
    escort: str = ""
    second: Second | None = None
    taken_back: Second | None = None
    place_name: str = ""
