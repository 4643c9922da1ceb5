"""The papers behind the gates, as a part of a case's page.

Comes in: an actor and a case. Goes out: for whoever assesses what is recorded, the latest of each kind first; for others that it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.pathway.facts.assessed import Bar, Basis, Fitness, Paper, PaperRow, Says
from homeward.pathway.selectors.assessed import asked_of, papers_of
from homeward.web.assessed_forms import BarForm, ChoiceForm, FitnessForm
from homeward.web.words import word

_OPENS = {Says.YES.value, Bar.NO_BAR.value, Fitness.FIT.value, Fitness.CONDITIONS.value}
_OUTCOMES = {Paper.VOLUNTARINESS: Says, Paper.NON_REFOULEMENT: Bar, Paper.MEDICAL_FITNESS: Fitness}


def section_of(actor: Actor, case_id: UUID) -> Mapping[str, Any] | None:
    """The papers of a case."""
    if not may(actor, Capability.CASE_ASSESS):
        return {"restricted": True}
    try:
        rows, today = papers_of(actor, case_id), timezone.localdate()
    except NotFound:  # assesses elsewhere
        return {"restricted": True}
    parts = [
        {
            "paper": paper,
            "address": f"paper_{paper.value}",
            "rows": [line_of(one, today) for one in rows if one.standing.paper is paper],
        }
        for paper in Paper
    ]
    standing = [one for one in rows if one.standing.basis in (Basis.OWN, Basis.CARER) and not one.taken_back]
    return {
        "restricted": False,
        "parts": parts,
        "can_take_back": bool(standing),
        "child": asked_of(actor, case_id).child,
    }


def line_of(row: PaperRow, today: date) -> dict[str, Any]:
    """A record as a line: its outcome in words, and how it stands now."""
    return {"row": row, "outcome": outcome_of(row), "state": state_of(row, today)}


def outcome_of(row: PaperRow) -> object:
    """The outcome of a record in words; of an order, that there is one."""
    if row.standing.basis is Basis.LAWFUL:
        return word(Basis.LAWFUL)
    return word(_OUTCOMES[row.standing.paper](row.standing.outcome))


def told_of(row: PaperRow) -> list[tuple[object, object]]:
    """What a record says, field by field under the labels of its form; empty fields left out."""
    if row.said is None:
        return []
    forms: dict[Paper, type[ChoiceForm | BarForm | FitnessForm]] = {
        Paper.VOLUNTARINESS: ChoiceForm, Paper.NON_REFOULEMENT: BarForm, Paper.MEDICAL_FITNESS: FitnessForm,
    }  # fmt: skip
    labels = forms[row.standing.paper].base_fields
    values = ((name, getattr(row.said, name)) for name in row.said.__struct_fields__ if name in labels)
    return [(labels[name].label, word(value) if isinstance(value, Says) else value) for name, value in values if value]


def state_of(row: PaperRow, today: date) -> str:
    """How a record stands: `back`, `refused`, `waits`, `lapsed`, `opens` or `closes`."""
    if row.taken_back:
        return "back"
    if row.standing.needs_second and row.second is None:
        return "waits"
    if row.second is not None and not row.second.agrees:
        return "refused"
    if row.standing.outcome not in _OPENS:
        return "closes"
    return "lapsed" if row.standing.until < today else "opens"
