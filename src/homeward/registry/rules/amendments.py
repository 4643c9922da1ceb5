"""What a later file says otherwise than what is recorded, and what may be recorded of it.

Comes in: what a file states of a person, and the claims that hold. Goes out: the differences, each with what would become of it. A value
that came with an earlier file gives way to the later one; a value that somebody recorded here since stays, since a file is older than
what a clerk heard. What a file leaves out takes nothing away.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from homeward.registry.facts.answers import Known
from homeward.registry.facts.claims import Claim, Source, Statement, Verification
from homeward.registry.facts.values import (
    BirthValue,
    ClaimKind,
    ClaimValue,
    ContactValue,
    DocumentValue,
    LanguageValue,
    NameValue,
    NationalityValue,
    NeedValue,
    ParentValue,
)

_ONE = frozenset(
    {ClaimKind.NAME, ClaimKind.BIRTH, ClaimKind.SEX, ClaimKind.PARENT}
)  # of each, one answer holds in its place


class Effect(StrEnum):
    """What becomes of a difference when it is recorded."""

    REPLACES = "replaces"
    ADDS = "adds"
    STAYS = "stays"


@dataclass(frozen=True, slots=True)
class Difference:
    """A statement of a file, and the claim that it differs from, if there is one in its place."""

    stated: Statement
    recorded: Claim | None
    effect: Effect


def differences(statements: Iterable[Statement], claims: Sequence[Claim]) -> tuple[Difference, ...]:
    """How what a file states differs from the claims that hold now. Answers that are not known differ from nothing."""
    told = [one for one in statements if one.answer.state is Known.KNOWN and one.answer.value is not None]
    found = (_difference(one, told, claims) for one in told)
    return tuple(one for one in found if one is not None)


def _difference(said: Statement, told: Sequence[Statement], claims: Sequence[Claim]) -> Difference | None:
    value = said.answer.value
    assert value is not None  # only known answers are compared
    mine = [claim for claim in claims if claim.kind is said.kind and claim.value is not None]
    if any(_same(claim.value) == _same(value) for claim in mine if claim.value is not None):
        return None
    beside = [claim for claim in mine if claim.value is not None and _place(claim.value) == _place(value)]
    stated = [one for one in told if one.answer.value is not None and _place(one.answer.value) == _place(value)]
    alone = said.kind in _ONE or (len(beside) == len(stated) == 1 and _place(value) is not None)
    if not beside or not alone:
        return Difference(said, None, Effect.ADDS)
    brought = [claim for claim in beside if _gives_way(claim)]
    if len(brought) < len(beside):
        return Difference(said, next(claim for claim in reversed(beside) if claim not in brought), Effect.STAYS)
    return Difference(said, brought[-1], Effect.REPLACES)


def _gives_way(claim: Claim) -> bool:
    """Whether a claim came with a file and nobody has looked at it since."""
    return claim.source is Source.IMPORT and claim.verification is Verification.RECORDED


def _place(value: ClaimValue) -> Hashable:
    """The place that a value takes among those of its kind; None where any number stand side by side."""
    match value:
        case NameValue():
            return ClaimKind.NAME, value.kind
        case ParentValue():
            return ClaimKind.PARENT, value.role
        case DocumentValue():
            return ClaimKind.DOCUMENT, value.kind
        case NeedValue() | LanguageValue() | ContactValue():
            return None
        case _:
            return type(value).__name__


def _same(value: ClaimValue) -> Hashable:
    """What two values have in common that say the same: not how a date was typed, nor whom a parent was linked with since."""
    match value:
        case NameValue():
            return value.kind, value.text
        case BirthValue():
            return value.date.iso() if value.date else "", value.place, value.country
        case ParentValue():
            return value.role, value.name
        case DocumentValue():
            return value.kind, value.number
        case NationalityValue():
            return value.country, value.stateless
        case NeedValue():
            return value.code, value.words
        case LanguageValue():
            return value.language
        case ContactValue():
            return value.kind, value.text
        case _:
            return value
