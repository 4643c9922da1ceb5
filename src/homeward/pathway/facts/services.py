"""What services there are, where, for whom and in which languages; and which of somebody's needs has none at their destination.

Comes in: nothing. Goes out: frozen types and enumerations. A service has room or it has none: room never puts people in an order.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID


class ServiceKind(StrEnum):
    """What a service is about, and what a need is a need of."""

    MHPSS = "mhpss"
    HEALTH = "health"
    EDUCATION = "education"
    LEGAL_IDENTITY = "legal_identity"
    SHELTER = "shelter"
    LIVELIHOODS = "livelihoods"
    DISABILITY = "disability"
    GBV = "gbv"
    PARENTING = "parenting"
    MEDIATION = "community_mediation"
    TRACING = "family_tracing"
    LEGAL_AID = "legal_aid"
    INTERPRETER = "interpreter"


class ForWhom(StrEnum):
    """Whom a service takes."""

    EVERYONE = "everyone"
    ADULTS = "adults"
    WOMEN = "women"
    MEN = "men"
    CHILDREN = "children"
    FAMILIES = "families"


class GapAnswer(StrEnum):
    """What a person says to a need that has no service where they go."""

    ARRANGED = "arranged_elsewhere"
    WITHOUT = "goes_without"
    POSTPONE = "postpone"


# What is recorded of somebody at registration, by the agencies' codes, and the service that it is a need of.
OF_NEED: Final[Mapping[str, ServiceKind]] = {
    "SC-UC": ServiceKind.TRACING,
    "SC-SC": ServiceKind.TRACING,
    "SC-CH": ServiceKind.PARENTING,
    "SP-PT": ServiceKind.PARENTING,
    "WR-PW": ServiceKind.HEALTH,
    "WR-WR": ServiceKind.GBV,
    "DS-PM": ServiceKind.DISABILITY,
    "DS-PS": ServiceKind.DISABILITY,
    "DS-BD": ServiceKind.DISABILITY,
    "DS-DF": ServiceKind.DISABILITY,
    "DS-MM": ServiceKind.DISABILITY,
    "SM-CI": ServiceKind.HEALTH,
    "SM-CC": ServiceKind.HEALTH,
    "ER-NF": ServiceKind.SHELTER,
    "FU-TR": ServiceKind.TRACING,
    "LP-ND": ServiceKind.LEGAL_IDENTITY,
}


@dataclass(frozen=True, slots=True)
class ServiceDraft:
    """A service as somebody wants it recorded. It stands at a site, in an area of the P-codes, or both."""

    kind: ServiceKind
    title: str
    provider: str
    source: str
    site_id: UUID | None = None
    area_code: str = ""
    whom: ForWhom = ForWhom.EVERYONE
    languages: tuple[str, ...] = ()
    capacity: int | None = None
    open_from: date | None = None
    open_until: date | None = None
    contact: str = ""


@dataclass(frozen=True, slots=True)
class ServiceRow:
    """A service as it stands. `taken`: how many places are taken now, where it is known from referrals."""

    id: UUID
    kind: ServiceKind
    title: str
    provider: str
    source: str
    site_id: UUID | None
    area_code: str
    whom: ForWhom
    languages: tuple[str, ...]
    capacity: int | None
    open_from: date | None
    open_until: date | None
    contact: str
    version: int
    recorded_at: datetime
    ended_at: datetime | None = None
    taken: int = 0

    @property
    def free(self) -> int | None:
        """How many places are free; None where nobody said how many there are."""
        return None if self.capacity is None else max(0, self.capacity - self.taken)

    def open_on(self, day: date) -> bool:
        """Whether it is open on a day."""
        begun = self.open_from is None or self.open_from <= day
        return self.ended_at is None and begun and (self.open_until is None or day <= self.open_until)


@dataclass(frozen=True, slots=True)
class ServiceFilter:
    """What is looked for in the directory."""

    kind: ServiceKind | None = None
    site_id: UUID | None = None
    area_code: str = ""
    whom: ForWhom | None = None
    language: str = ""
    free: bool = False
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Gap:
    """A need that has no service at the destination, and what the person said to it, if they were asked."""

    case_id: UUID
    kind: ServiceKind
    answer: GapAnswer | None = None
    words: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    number: int = 0
