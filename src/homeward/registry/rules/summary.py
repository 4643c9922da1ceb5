"""What a person's row says, worked out from the current claims alone, so that it can be rebuilt at any time.

Comes in: claims, oldest first. Goes out: the summary and the coarse facts for counting: sex, months of birth, nationalities.
Never loses a claim: of several current ones the latest verified one is shown, and the others stay in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Protocol, TypeVar

from homeward.names.written import fold, script_of, words
from homeward.registry.facts.claims import Verification
from homeward.registry.facts.persons import Summary
from homeward.registry.facts.values import (
    BirthValue,
    ClaimValue,
    NameKind,
    NameValue,
    NationalityValue,
    ParentRole,
    ParentValue,
    Sex,
    SexValue,
)

Value = TypeVar("Value")
_WEIGHT = {
    Verification.CONTESTED: 0,
    Verification.RECORDED: 1,
    Verification.DOCUMENT_SEEN: 2,
    Verification.VERIFIED: 3,
}


class Stated(Protocol):
    """What is asked of a claim here; one that is about to be saved answers it too."""

    @property
    def value(self) -> ClaimValue | None:
        """What was stated, if it is known."""

    @property
    def verification(self) -> Verification:
        """How far it was checked."""

    @property
    def recorded_at(self) -> datetime:
        """When."""

    @property
    def current(self) -> bool:
        """Whether nothing took its place."""


@dataclass(frozen=True, slots=True)
class Coarse:
    """What is kept legible for counting: whole months of birth, never the day."""

    sex: Sex | None
    born_from: date | None
    born_to: date | None
    nationalities: tuple[str, ...]


def current(claims: Iterable[Stated], kind: type[Value]) -> list[Value]:
    """The values of one type that hold now, the best verified first, then the latest."""
    found = [claim for claim in claims if isinstance(claim.value, kind) and claim.current]
    if len(found) > 1:
        found.sort(key=lambda claim: (_WEIGHT[claim.verification], claim.recorded_at), reverse=True)
    return [claim.value for claim in found if isinstance(claim.value, kind)]


@lru_cache(maxsize=1 << 10)
def is_latin(text: str) -> bool:
    """Whether a name is written in Latin letters."""
    return any(script_of(word) == "latn" for word in words(fold(text)))


def summary_of(claims: Sequence[Stated]) -> Summary:
    """What lists show: the name in its own script first, the Latin one under it."""
    names = current(claims, NameValue)
    full = [name.text for name in names if name.kind in (NameKind.FULL, NameKind.ROMANISED)]
    native = next((text for text in full if not is_latin(text)), "")
    latin = next((text for text in full if is_latin(text)), "")
    parents = current(claims, ParentValue)
    birth = next(iter(current(claims, BirthValue)), None)
    return Summary(
        name=native or latin,
        romanised=latin if native else "",
        kunya=next((name.text for name in names if name.kind is NameKind.KUNYA), ""),
        father=_parent(parents, ParentRole.FATHER),
        mother=_parent(parents, ParentRole.MOTHER),
        birth=birth.date.iso() if birth and birth.date else "",
        birth_place=birth.place if birth else "",
    )


def coarse_of(claims: Sequence[Stated]) -> Coarse:
    """What is counted by."""
    sex = next(iter(current(claims, SexValue)), None)
    dates = [birth.date for birth in current(claims, BirthValue) if birth.date][:1]
    countries = dict.fromkeys(n.country or "xxa" for n in current(claims, NationalityValue) if n.country or n.stateless)
    return Coarse(
        sex=sex.sex if sex else None,
        born_from=_month(dates[0].first) if dates else None,
        born_to=_month(dates[0].last) if dates else None,
        nationalities=tuple(countries),
    )


def _month(day: date) -> date:
    return day.replace(day=1)


def _parent(parents: Sequence[ParentValue], role: ParentRole) -> str:
    return next((parent.name for parent in parents if parent.role is role and parent.name), "")
