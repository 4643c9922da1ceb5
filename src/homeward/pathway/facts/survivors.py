"""The sealed pathway of somebody who was harmed: what they said, what they wish, and what they decided to let be shared.

Comes in: nothing. Goes out: frozen types and enumerations. It has a key of its own and knows no other file of the person: who is a survivor
here may be somebody else's question elsewhere, and neither file knows the other. No kind of harm is a code: it is said in words, sealed.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID


class Told(StrEnum):
    """What a page of the file is."""

    ACCOUNT = "account"
    WISH = "wish"
    SAFETY = "safety"


class Teller(StrEnum):
    """Who told it."""

    SURVIVOR = "survivor"
    CARER = "carer"
    WITNESS = "witness"
    SERVICE = "service"


class ShareFor(StrEnum):
    """For what something may be shared. Each is a decision of its own; one opens none of the others."""

    SERVICE = "service"
    PROTECTION = "protection"
    JUSTICE = "justice"
    SCREENING = "screening"
    OTHER = "other"


class Decider(StrEnum):
    """Who decided: the survivor; a child with an adult whom they trust; a guardian for somebody who cannot."""

    SURVIVOR = "survivor"
    CHILD_WITH_ADULT = "child_with_adult"
    GUARDIAN = "guardian"


class Answered(StrEnum):
    """What a service said, once something was shared with it."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class PageDraft:
    """Something told: in whose words, by whom, and who was harmed. `review_on` is for a safety plan."""

    kind: Told
    words: str
    teller: Teller = Teller.SURVIVOR
    harmed: str = ""
    review_on: date | None = None


@dataclass(frozen=True, slots=True)
class ConsentDraft:
    """A decision to let something be shared: for what, with whom, what, until when; in the survivor's own words.

    `explained` says in which words it was explained what sharing means and that refusing costs nothing; `basis` the law or rule.
    """

    purpose: ShareFor
    recipient: str
    what: str
    own_words: str
    explained: str
    basis: str
    decider: Decider
    until: date


@dataclass(frozen=True, slots=True)
class TellingRow:
    """A page of the file, opened."""

    id: UUID
    kind: Told
    words: str
    teller: Teller
    harmed: str
    review_on: date | None
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class SharedRow:
    """That something was shared, under a decision: what, when, and what came of it."""

    id: UUID
    what: str
    service: str
    answered: Answered
    answer_words: str
    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A decision about sharing, and what was shared under it."""

    id: UUID
    purpose: ShareFor
    recipient: str
    what: str
    own_words: str
    explained: str
    basis: str
    decider: Decider
    until: date
    by: str
    at: datetime
    withdrawn_at: datetime | None
    withdrawn_words: str
    shared: tuple[SharedRow, ...] = ()

    def stands(self, today: date) -> bool:
        """Whether it still allows anything."""
        return self.withdrawn_at is None and today <= self.until


@dataclass(frozen=True, slots=True)
class SurvivorLine:
    """A file as the list of the focal point shows it."""

    id: UUID
    number: str
    person_id: UUID
    opened_at: datetime
    closed_at: datetime | None
    review_on: date | None


@dataclass(frozen=True, slots=True)
class SurvivorRow:
    """A whole file. `beside`: other files of the same person, whose records were merged."""

    id: UUID
    number: str
    person_id: UUID
    site_id: UUID
    version: int
    opened_at: datetime
    closed_at: datetime | None
    told: tuple[TellingRow, ...] = ()
    consents: tuple[ConsentRow, ...] = ()
    beside: tuple[tuple[UUID, str], ...] = ()
