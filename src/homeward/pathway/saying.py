"""How the gates of this room's assessments say how they stand: a code and a day, and nothing of what a record says.

Comes in: a gate, how it holds and until when. Goes out: a check with the roles that keep the gate.
"""

from __future__ import annotations

from datetime import date

from homeward.pathway.facts.cases import Check, Gate, Holding
from homeward.pathway.rules.steps import KEEPERS


def said(gate: Gate, holding: tuple[Holding, date | None]) -> Check:
    """A check; its code is the gate's name and how it stands."""
    how, until = holding
    waits = () if how.passes else KEEPERS[gate].roles
    detail = {"until": until.isoformat()} if until else {}
    return Check(gate, how, f"{gate.value}_{how.value}", detail, waits, until)
