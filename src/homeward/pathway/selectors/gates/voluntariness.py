"""Whether somebody decided to go, or a lawful order stands in its place: for the country to which their way leads.

Comes in: travellers. Goes out: a check for each. Says open, unmet or lapsed and until when, never what anybody answered.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway.assessing import choices, destinations
from homeward.pathway.facts.cases import Check, Gate, Traveller
from homeward.pathway.rules.assessed import choice_holding
from homeward.pathway.saying import said


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the gate stands for each case."""
    ids = [one.case_id for one in travellers]
    records, ways = choices(ids), destinations(ids)
    return {
        one.case_id: said(
            Gate.VOLUNTARINESS,
            choice_holding(records.get(one.case_id, ()), child=one.child, country=ways[one.case_id][0], day=day),
        )
        for one in travellers
    }
