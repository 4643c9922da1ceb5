"""Whether the authority has answered what somebody's nationality is, whichever its answer.

Comes in: travellers. Goes out: a check for each: whether a claim was verified, never which nationality it names. That an authority verified
somebody to be stateless, or their nationality not to be established, opens the gate too: it asks whether the question was answered. Else a
child whom no state has acknowledged could never leave, and a state's silence would keep people where they are. Whether the country of
destination receives them is asked by that country's process (`PACK`), not here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway.facts.cases import Check, Gate, Holding, Traveller
from homeward.registry.facts.answers import Known
from homeward.registry.facts.claims import Source, Verification
from homeward.registry.facts.values import ClaimKind
from homeward.registry.selectors.checked import Checked, checked_of

_AUTHORITY: Final = frozenset({Source.OFFICIAL_RECORD, Source.COMMITTEE})
_ANSWERED: Final = frozenset({Known.KNOWN, Known.UNKNOWN, Known.NOT_APPLICABLE})


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the gate stands for each case."""
    claims = checked_of(actor, [one.person_id for one in travellers], (ClaimKind.NATIONALITY,))
    return {one.case_id: _of(claims[one.person_id]) for one in travellers if one.person_id in claims}


def _of(claims: Sequence[Checked]) -> Check:
    if any(claim.verification is Verification.CONTESTED for claim in claims):
        return Check(Gate.NATIONALITY, Holding.UNMET, "nationality_contested")
    if not any(_verified(claim) for claim in claims):
        return Check(Gate.NATIONALITY, Holding.UNMET, "nationality_not_verified")
    return Check(Gate.NATIONALITY, Holding.OPEN, "nationality_open")


def _verified(claim: Checked) -> bool:
    return claim.verification is Verification.VERIFIED and claim.source in _AUTHORITY and claim.state in _ANSWERED
