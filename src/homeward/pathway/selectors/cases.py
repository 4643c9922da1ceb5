"""Cases as lists and their own page show them, already scoped to the actor.

Comes in: an actor and ids or filters. Goes out: frozen facts, and rows for this room alone. A case that an actor does not reach for the
purpose they chose is not found, whether it exists or not.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import scope
from homeward.kernel.errors import to_say
from homeward.pathway import models
from homeward.pathway.facts.cases import CaseRow, Course, Stage

NOT_FOUND = to_say("There is no such case that you may see for the purpose you chose.")


def visible(actor: Actor, capability: Capability = Capability.CASE_READ) -> QuerySet[models.Case]:
    """The cases that an actor may reach, with what a row shows of them."""
    return scope(actor, models.Case.objects.select_related("person", "group__pack"), capability)


def case_of(actor: Actor, case_id: UUID, capability: Capability = Capability.CASE_READ) -> models.Case:
    """A case for this room alone. Raises `NotFound`."""
    found = visible(actor, capability).filter(id=case_id).first()
    if found is None:
        raise NotFound(NOT_FOUND)
    return found


def cases_of(
    actor: Actor, case_ids: Sequence[UUID], capability: Capability = Capability.CASE_READ
) -> list[models.Case]:
    """Some cases for this room alone, each once, in the order of their ids. Raises `NotFound` where one of them is out of reach."""
    wanted = set(case_ids)
    found = list(visible(actor, capability).filter(id__in=wanted).order_by("id"))
    if not wanted or len(found) < len(wanted):
        raise NotFound(NOT_FOUND)
    return found


def case_row(row: models.Case) -> CaseRow:
    """A case as a list shows it."""
    return CaseRow(
        id=row.id,
        number=row.number,
        person_id=row.person_id,
        person_number=row.person.number,
        group_id=row.group_id,
        stage=Stage(row.stage),
        course=Course(row.course),
        since=row.since,
        version=row.version,
        opened_at=row.opened_at,
        closed_at=row.closed_at,
        site_id=row.person.site_id,
        pack=row.group.pack.key,
        pack_version=row.group.pack.version,
    )


def mates_of(actor: Actor, group_id: UUID) -> tuple[CaseRow, ...]:
    """The cases of a group that the actor reaches, in the order in which they were opened."""
    return tuple(case_row(row) for row in visible(actor).filter(group_id=group_id).order_by("opened_at", "id"))
