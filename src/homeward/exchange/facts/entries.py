"""A row understood: what it states about a person, and where it places them.

Comes in: what rules read from a record. Goes out: frozen types; `Entry` holds no id of ours and encodes to JSON, so that two readings
of the same row can be compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from homeward.exchange.facts.problems import Problem, Weight
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.persons import HouseholdRole


@dataclass(frozen=True, slots=True)
class Entry:
    """What a row states. `household` is the source's own number of it, `site` the word for a place as the file has it."""

    statements: tuple[Statement, ...]
    reference: str = ""
    household: str = ""
    role: HouseholdRole = HouseholdRole.UNKNOWN
    site: str = ""
    section: str = ""
    tent: str = ""
    arrived: date | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """An entry, and what was noticed on the way. With an error among the problems the row stays out."""

    entry: Entry
    problems: tuple[Problem, ...] = ()

    @property
    def faulty(self) -> bool:
        """Whether something keeps the row out."""
        return any(problem.weight is Weight.ERROR for problem in self.problems)
