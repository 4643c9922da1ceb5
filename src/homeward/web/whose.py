"""Whose case a form is about, by name where the reader may see it: nobody writes about somebody by a number alone.

Comes in: an actor and a case. Goes out: what a template shows above a form. Never a name that the reader does not reach.
"""

from __future__ import annotations

from typing import Any

from homeward.access.facts import Actor
from homeward.pathway.facts.cases import CaseRow
from homeward.registry.selectors.persons import persons_of


def whose(actor: Actor, row: CaseRow) -> dict[str, Any]:
    """The case, and its person or None."""
    return {"row": row, "person": persons_of(actor, [row.person_id]).get(row.person_id)}
