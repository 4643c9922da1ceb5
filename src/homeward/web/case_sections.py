"""The parts of a case's page that other rooms of the house hand over, in the order in which they stand.

Comes in: an actor and a case's id. Goes out: for each part its template and what it reads. A part that says None is not there for this
reader; a part that a reader may not read, but may know of, says so itself. The files of justice and of survivors are no part of this page.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from homeward.access.facts import Actor
from homeward.web import assessed_page, children_page, convoys_page, followups_page, packs_page, plans_page

Part = Callable[[Actor, UUID], Mapping[str, Any] | None]

# In this order: journey, papers, child protection, plan and services, follow-up, convoy. One line for each part.
SECTIONS: Final[tuple[tuple[str, Part], ...]] = (
    ("pathway/journey.html", packs_page.section_of),
    ("pathway/papers.html", assessed_page.section_of),
    ("pathway/child.html", children_page.section_of),
    ("pathway/plans.html", plans_page.section_of),
    ("pathway/follow_up.html", followups_page.section_of),
    ("pathway/convoy_part.html", convoys_page.section_of),
)


def sections_of(actor: Actor, case_id: UUID) -> list[tuple[str, Mapping[str, Any]]]:
    """The parts that this reader sees of a case: template and context of each."""
    found = ((template, part(actor, case_id)) for template, part in SECTIONS)
    return [(template, context) for template, context in found if context is not None]
