"""Whether anything forbids that somebody is sent to where their way leads: a bar closes the gate for that destination only.

Comes in: travellers. Goes out: a check for each. Says open, unmet or lapsed and until when, never what was found.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway.assessing import destinations, standings
from homeward.pathway.facts.assessed import Paper
from homeward.pathway.facts.cases import Check, Gate, Traveller
from homeward.pathway.rules.assessed import bar_holding
from homeward.pathway.saying import said


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the gate stands for each case."""
    ids = [one.case_id for one in travellers]
    records, ways = standings(Paper.NON_REFOULEMENT, ids), destinations(ids)
    found = {}
    for one in travellers:
        country, place = ways[one.case_id]
        standing = bar_holding(records.get(one.case_id, ()), country=country, place=place, day=day)
        found[one.case_id] = said(Gate.NON_REFOULEMENT, standing)
    return found
