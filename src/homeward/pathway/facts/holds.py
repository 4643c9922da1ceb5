"""A hold, and an override, as somebody would record them.

Comes in: nothing. Goes out: frozen types. A reason says why a case waits, never what its person is; there is none for who somebody's family
is, where they come from, or how they pray.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from homeward.pathway.facts.cases import Gate


class HoldReason(StrEnum):
    """Why a case waits. Each is something that somebody can see to and that comes to an end."""

    COURT_ORDER = "court_order"
    PROCEEDINGS = "proceedings"
    MEDICAL = "medical"
    CHILD_PROTECTION = "child_protection"
    FAMILY_TRACING = "family_tracing"
    DOCUMENTS = "documents"
    SAFETY_OF_ROUTE = "safety_of_route"
    SAFETY_OF_PLACE = "safety_of_place"
    CAPACITY = "capacity"
    PERSON_ASKED = "person_asked"
    COMPLAINT = "complaint"


@dataclass(frozen=True, slots=True)
class HoldDraft:
    """Why a case is to wait, on whose authority, when that is looked at again, and when it is over."""

    reason: HoldReason
    words: str
    authority: str
    review_on: date
    until: date


@dataclass(frozen=True, slots=True)
class OverrideDraft:
    """Which gate is to be lifted, on whose authority, why, until when, and when somebody looks at it again."""

    gate: Gate
    authority: str
    reason: str
    until: date
    review_on: date
