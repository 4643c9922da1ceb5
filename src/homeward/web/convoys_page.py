"""The part of a case's page about the journey: paper, what to make room for, the place in a convoy.

Comes in: an actor and a case. Goes out: what the part reads, or None for whoever does not see convoys.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.pathway.selectors.convoys import convoy_of_case
from homeward.pathway.selectors.happened import extra_of_case
from homeward.pathway.selectors.manifests import journey_of
from homeward.web.convoy_page import STATES, names


def section_of(actor: Actor, case_id: UUID) -> Mapping[str, Any] | None:
    """What the part of a case's page reads."""
    if not may(actor, Capability.CONVOY_READ):
        return None
    paper, journey = journey_of(actor, case_id)
    found = convoy_of_case(actor, case_id)
    row, seat = found or (None, None)
    return {
        "paper": paper,
        "journey": journey,
        "convoy": row,
        "seat": seat,
        "extra": extra_of_case(actor, case_id),
        "may_answer": may(actor, Capability.CHILD_PROTECTION),
        "state": STATES[row.state] if row else "",
        "sites": names(actor, row) if row else ("", ""),
        "may_plan": may(actor, Capability.CONVOY_PLAN),
        "may_write": may(actor, Capability.CASE_WRITE),
    }
