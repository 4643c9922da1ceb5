"""The directory of services: what there is where, filtered, and one service with how many places are taken.

Comes in: an actor and a filter. Goes out: frozen facts, by place and kind, never in the order of their room. About places; never a person.
"""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import scope
from homeward.pathway import models
from homeward.pathway.facts.services import ServiceFilter, ServiceRow
from homeward.pathway.placing import service_row, taken_in
from homeward.places.selectors import areas_list


def services_page(
    actor: Actor, asked: ServiceFilter, *, limit: int = 50, offset: int = 0
) -> tuple[tuple[ServiceRow, ...], int]:
    """The services that fit a filter, by place, kind and title, and how many there are. Raises `Refused`."""
    authorise(actor, Capability.SERVICE_READ)
    rows = scope(actor, models.Service.objects.filter(ended_at__isnull=not asked.ended))
    if asked.kind is not None:
        rows = rows.filter(kind=asked.kind)
    if asked.site_id is not None:
        rows = rows.filter(site=asked.site_id)
    if asked.area_code:
        rows = rows.filter(area_code__in=_within(actor, asked.area_code))
    if asked.whom is not None:
        rows = rows.filter(whom=asked.whom)
    ordered = list(rows.order_by("site__name", "area_code", "kind", "title", "id"))
    taken = taken_in([row.id for row in ordered])
    today = timezone.localdate()
    found = [one for row in ordered if _fits(one := service_row(row, taken.get(row.id, 0)), asked)]
    if asked.free:
        found = [one for one in found if one.free != 0 and one.open_on(today)]
    return tuple(found[offset : offset + limit]), len(found)


def service_of(actor: Actor, service_id: UUID) -> ServiceRow:
    """One service. Raises `Refused`, `NotFound`."""
    authorise(actor, Capability.SERVICE_READ)
    row = scope(actor, models.Service.objects.filter(id=service_id)).first()
    if row is None:
        raise NotFound("There is no such service. Go back to the directory of services.")
    return service_row(row, taken_in([row.id]).get(row.id, 0))


def _within(actor: Actor, code: str) -> set[str]:
    """An area and all that lie in it."""
    found, areas = {code}, areas_list(actor)
    while more := {area.code for area in areas if area.parent in found} - found:
        found |= more
    return found


def _fits(row: ServiceRow, asked: ServiceFilter) -> bool:
    """Whether a service speaks a language that was asked for."""
    return not asked.language or asked.language in row.languages
