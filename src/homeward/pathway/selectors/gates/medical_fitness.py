"""Whether a clinician says that somebody can travel.

Comes in: travellers. Goes out: a check for each. Says open, unmet or lapsed and until when, never anything about anybody's health.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway.assessing import standings
from homeward.pathway.facts.assessed import Paper
from homeward.pathway.facts.cases import Check, Gate, Traveller
from homeward.pathway.rules.assessed import fitness_holding
from homeward.pathway.saying import said


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the gate stands for each case."""
    records = standings(Paper.MEDICAL_FITNESS, [one.case_id for one in travellers])
    return {
        one.case_id: said(Gate.MEDICAL_FITNESS, fitness_holding(records.get(one.case_id, ()), day))
        for one in travellers
    }
