"""What may happen to a candidate, what each step asks for, and what it leads to.

Comes in: nothing. Goes out: frozen types. The table of lawful steps itself is `rules.decisions.STEPS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from homeward.review.facts.candidates import Identifier, Outcome, Reason, State, Why


class Act(StrEnum):
    """What happens to a candidate: by somebody, by whoever listed the entry, or by a record that changed."""

    DECIDE = "decide"
    CONFIRM = "confirm"
    DISAGREE = "disagree"
    BLIND_SAME = "blind_same"
    BLIND_OTHER = "blind_other"
    SOURCE_VALID = "source_valid"
    SOURCE_NO = "source_no"
    SOURCE_SILENT = "source_silent"
    ENTRY_AMENDED = "entry_amended"
    PERSON_CHANGED = "person_changed"
    RENEWAL = "renewal"
    CONTESTED = "contested"
    RETURNED = "returned"
    ENTRY_REMOVED = "entry_removed"
    LIST_WITHDRAWN = "list_withdrawn"
    BELOW_LINE = "below_line"
    PERSON_MERGED = "person_merged"
    GROUND_ENDED = "ground_ended"


class Asked(StrEnum):
    """What a step asks for, beside the right to take it."""

    REASON = "reason"
    WORDS = "words"
    FACT_WANTED = "fact_wanted"
    TWO_IDENTIFIERS = "two_identifiers"
    FREE_ENTRY = "free_entry"
    NOT_IN_ROUND = "not_in_round"
    ANOTHER_PERSON = "another_person"
    SOURCE_ANSWER = "source_answer"


@dataclass(frozen=True, slots=True)
class Lawful:
    """One line of the table. `outcomes` are those of the decision made or standing; `strong` None: however strong the evidence.

    `anew`: what was decided stands in the history, and the candidate is asked from the beginning.
    """

    act: Act
    standing: frozenset[State]
    outcomes: frozenset[Outcome] | None
    strong: bool | None
    to: State
    why: Why | None = None
    asks: tuple[Asked, ...] = ()
    anew: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody found about a candidate, as they sent it. `version` is that of the candidate they had before them."""

    outcome: Outcome
    reason: Reason
    words: str
    version: int
    identifiers: frozenset[Identifier] = frozenset()
    wanted: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What a candidate has become through a step that somebody took."""

    candidate_id: UUID
    decision_id: UUID
    state: State
    outcome: Outcome
    version: int
