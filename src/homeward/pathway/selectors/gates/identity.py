"""Whether it is known who somebody is: a name that was verified or seen in a document, and a birth recorded, or said to be unknown.

Comes in: travellers. Goes out: a check for each: how far claims were checked, never what they say. Missing papers are no obstacle by
themselves: an official record or a committee verifies a name without any.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway.facts.cases import Check, Gate, Holding, Traveller
from homeward.registry.facts.answers import Known
from homeward.registry.facts.claims import Verification
from homeward.registry.facts.values import ClaimKind
from homeward.registry.selectors.checked import Checked, checked_of

_SEEN: Final = frozenset({Verification.VERIFIED, Verification.DOCUMENT_SEEN})
_SAID: Final = frozenset({Known.KNOWN, Known.UNKNOWN})


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the gate stands for each case."""
    claims = checked_of(actor, [one.person_id for one in travellers], (ClaimKind.NAME, ClaimKind.BIRTH))
    return {one.case_id: _of(claims[one.person_id]) for one in travellers if one.person_id in claims}


def _of(claims: Sequence[Checked]) -> Check:
    names = [claim for claim in claims if claim.kind is ClaimKind.NAME]
    births = [claim for claim in claims if claim.kind is ClaimKind.BIRTH]
    if any(claim.verification is Verification.CONTESTED for claim in claims):
        return Check(Gate.IDENTITY, Holding.UNMET, "identity_contested")
    if not any(claim.verification in _SEEN and claim.state is Known.KNOWN for claim in names):
        return Check(Gate.IDENTITY, Holding.UNMET, "identity_name_not_verified")
    if not any(claim.state in _SAID for claim in births):
        return Check(Gate.IDENTITY, Holding.UNMET, "identity_birth_not_recorded")
    return Check(Gate.IDENTITY, Holding.OPEN, "identity_open")
