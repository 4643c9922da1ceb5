"""By which rules an identity is assured, and which pairs of records are worth a look. Pure decisions.

Comes in: claims. Goes out: a level with its grounds. The rules are these and no others, and they look at evidence alone:

    verified     name and birth verified against an official record or by a committee, and a civil paper seen
    documented   the original of a civil paper with a number was seen: passport, identity card, civil register, nationality certificate
    supported    any paper was seen, or a relative stated the name too
    stated       what the person says; nothing is wrong with that

A contested claim never raises a level. Missing papers lower nothing: they only leave the level where it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from homeward.identity.facts import Assurance, Ground, Level
from homeward.registry.facts.claims import Claim, Source, Verification
from homeward.registry.facts.values import ClaimKind, DocumentKind, DocumentValue

CIVIL: Final = frozenset(
    {
        DocumentKind.PASSPORT,
        DocumentKind.NATIONAL_ID,
        DocumentKind.CIVIL_REGISTER,
        DocumentKind.NATIONALITY_CERTIFICATE,
        DocumentKind.BIRTH_CERTIFICATE,
    }
)
WORTH_A_LOOK: Final = (
    0.3  # likelihood from which a clerk is shown a record that the person before them may have already
)
# … and from which two records wait for somebody to compare them. Likelihoods are those of pairs that somebody set side by side; among all
# pairs of a camp nearly every one is of two people, brothers and sisters above all, so only strong evidence is worth somebody's time.
WORTH_A_REVIEW: Final = 0.99
_CHECKED: Final = frozenset({Source.OFFICIAL_RECORD, Source.COMMITTEE})


def assurance(claims: Sequence[Claim]) -> Assurance:
    """How far an identity is assured by the claims that hold now."""
    now = [claim for claim in claims if claim.current]
    grounds = [Ground.OWN_WORD]
    grounds += [Ground.RELATIVE] if any(_relative(claim) for claim in now) else []
    grounds += [Ground.PAPER_SEEN] if any(_seen(claim) for claim in now) else []
    grounds += [Ground.CIVIL_PAPER_SEEN] if any(_civil(claim) for claim in now) else []
    grounds += [Ground.NAME_VERIFIED] if any(_verified(claim, ClaimKind.NAME) for claim in now) else []
    grounds += [Ground.BIRTH_VERIFIED] if any(_verified(claim, ClaimKind.BIRTH) for claim in now) else []
    grounds += [Ground.CONTESTED] if any(claim.verification is Verification.CONTESTED for claim in now) else []
    return Assurance(_level(frozenset(grounds)), tuple(grounds))


def _level(grounds: frozenset[Ground]) -> Level:
    if {Ground.CIVIL_PAPER_SEEN, Ground.NAME_VERIFIED, Ground.BIRTH_VERIFIED} <= grounds:
        return Level.VERIFIED
    if Ground.CIVIL_PAPER_SEEN in grounds:
        return Level.DOCUMENTED
    return Level.SUPPORTED if grounds & {Ground.PAPER_SEEN, Ground.RELATIVE} else Level.STATED


def _relative(claim: Claim) -> bool:
    return claim.kind is ClaimKind.NAME and claim.source is Source.RELATIVE and _uncontested(claim)


def _seen(claim: Claim) -> bool:
    return isinstance(claim.value, DocumentValue) and claim.value.seen_original and _uncontested(claim)


def _civil(claim: Claim) -> bool:
    return (
        _seen(claim)
        and isinstance(claim.value, DocumentValue)
        and claim.value.kind in CIVIL
        and bool(claim.value.number)
    )


def _verified(claim: Claim, kind: ClaimKind) -> bool:
    return claim.kind is kind and claim.verification is Verification.VERIFIED and claim.source in _CHECKED


def _uncontested(claim: Claim) -> bool:
    return claim.verification is not Verification.CONTESTED
