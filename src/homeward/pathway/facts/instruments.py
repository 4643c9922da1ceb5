"""An instrument: which questions are asked, of whom, why, by whom, after which training, until when; and one use of it.

Comes in: a file that somebody wrote. Goes out: frozen types. An answer is words or a choice among words, or why there is none. There is
no place for a number in it: nothing here adds up, and no field could hold a score.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from homeward.access.facts import Role
from homeward.registry.facts.answers import Known

Told = Mapping[str, str]  # the same words by language: en always, the others as far as they were written


class Population(StrEnum):
    """Of whom an instrument asks. Whoever's age is unknown is no adult here."""

    ADULTS = "adults"
    CHILDREN = "children"
    EVERYBODY = "everybody"


class Form(StrEnum):
    """How a question is answered."""

    WORDS = "words"
    ONE = "one"
    SEVERAL = "several"


class Choice(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One of the words that may be chosen."""

    key: str
    text: Told


class Question(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One question in plain language."""

    key: str
    ask: Told
    form: Form = Form.WORDS
    choices: tuple[Choice, ...] = ()
    hint: Told = {}


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Questions that belong together."""

    title: Told
    questions: tuple[Question, ...]


class Training(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What somebody must have learnt before they use an instrument."""

    key: str
    title: Told


class Instrument(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An instrument as it was written. `ages` (children only): the youngest and the oldest, in years. `review_days`: when to ask again."""

    key: str
    version: int
    title: Told
    purpose: Told
    limits: Told
    population: Population
    training: Training
    may_use: tuple[Role, ...]
    valid_from: date
    valid_until: date
    review_days: int
    parts: tuple[Part, ...]
    ages: tuple[int, int] | None = None
    source: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        return tuple(one for part in self.parts for one in part.questions)


class Given(msgspec.Struct, frozen=True):
    """An answer: words, or the keys of what was chosen; or why there is none."""

    state: Known
    words: str = ""
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class InstrumentRow:
    """A version of an instrument as it was loaded, and whether this reader may use it now."""

    id: UUID
    content: Instrument
    loaded_at: datetime
    retired_at: datetime | None = None
    trained_until: date | None = None
    trained: bool = False

    @property
    def key(self) -> str:
        """The instrument, whatever the version."""
        return self.content.key


@dataclass(frozen=True, slots=True)
class TrainingDraft:
    """That somebody was trained: where and by whom, and until when it holds."""

    user_id: UUID
    training: str
    trained_on: date
    until: date
    words: str


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A training as it was recorded, by somebody else than who was trained."""

    id: UUID
    user_id: UUID
    username: str
    training: str
    trained_on: date
    until: date
    words: str
    recorded_by: str
    recorded_at: datetime
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class AssessmentDraft:
    """One use of an instrument. `limits`: what made it less reliable; `with_whom`: who else was there; `language`: that it was asked in."""

    held_on: date
    answers: Mapping[str, Given]
    narrative: str
    limits: str
    review_on: date
    language: str = ""
    interpreter: str = ""
    with_whom: str = ""


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """That an instrument was used; what was answered is in `AssessmentFile`.

    `closed`: this reader sees only that it exists. `followed`: it was asked again since.
    """

    id: UUID
    case_id: UUID
    person_id: UUID
    title: Told
    population: Population
    held_on: date
    review_on: date
    by: str
    by_id: UUID
    recorded_at: datetime
    closed: bool = False
    followed: bool = False


@dataclass(frozen=True, slots=True)
class AssessmentFile:
    """An assessment, opened."""

    row: AssessmentRow
    instrument: Instrument
    answers: Mapping[str, Given]
    narrative: str
    limits: str
    language: str
    interpreter: str
    with_whom: str
    training: str
    trained_until: date
