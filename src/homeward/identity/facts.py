"""What identity tells apart: pairs of records that could be one person, what was decided of them, how far an identity is assured.

Comes in: nothing. Goes out: frozen types. A score says how likely two records describe one person, and nothing about a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from homeward.registry.facts.persons import PersonRow
from homeward.screening.candidate import Candidate


class Finding(StrEnum):
    """What somebody found about two records."""

    SAME = "same"
    DIFFERENT = "different"
    INSUFFICIENT = "insufficient"


class Level(StrEnum):
    """How far an identity is assured, by the evidence there is: never a judgement of the person."""

    STATED = "stated"
    SUPPORTED = "supported"
    DOCUMENTED = "documented"
    VERIFIED = "verified"


class Ground(StrEnum):
    """What a level rests on, or what is missing for the next one."""

    OWN_WORD = "own_word"
    RELATIVE = "relative"
    PAPER_SEEN = "paper_seen"
    CIVIL_PAPER_SEEN = "civil_paper_seen"
    NAME_VERIFIED = "name_verified"
    BIRTH_VERIFIED = "birth_verified"
    CONTESTED = "contested"


@dataclass(frozen=True, slots=True)
class Assurance:
    """A level with the grounds that give it."""

    level: Level
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two records that could be one person, as a list shows them. `bits` is the evidence for one person, as it was when found."""

    id: UUID
    left: PersonRow
    right: PersonRow
    bits: float
    found_at: datetime
    finding: Finding | None
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class PairFile:
    """A pair, opened: the comparison as the engine reads it now, each piece of evidence with its weight."""

    row: PairRow
    compared: Candidate | None
    reason: str
    decided_by: UUID | None


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A record that a draft could be about, with the likelihood that both describe one person."""

    person: PersonRow
    score: float
