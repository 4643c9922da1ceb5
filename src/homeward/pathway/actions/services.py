"""Record a service of the directory, change it, end it.

Comes in: an actor and a draft. Goes out: the service as it stands. A service is ended, never deleted: referrals refer to it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.services import ServiceDraft, ServiceRow
from homeward.pathway.placing import rooms, service_row, taken_in
from homeward.pathway.rules.services import checked_service
from homeward.places.selectors import areas_list
from homeward.registry.errors import Invalid


@action
def service_add(actor: Actor, *, draft: ServiceDraft) -> ServiceRow:
    """Record a service. Raises `Refused`, `Invalid`."""
    authorise(actor, Capability.SERVICE_MANAGE)
    columns = _columns(actor, checked_service(draft))
    row = models.Service.objects.create(
        recorded_by=actor.user_id, recorded_name=actor.username, recorded_at=timezone.now(), **columns
    )
    record(actor, EventKind.WRITE, "service.add", subject=str(row.id), site_id=row.site_id, detail={"kind": row.kind})
    return service_row(row, 0)


@action
def service_change(actor: Actor, *, service_id: UUID, version: int, draft: ServiceDraft) -> ServiceRow:
    """Change a service, seen as of a version. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    authorise(actor, Capability.SERVICE_MANAGE)
    _service(service_id)
    columns = _columns(actor, checked_service(draft))
    _update(service_id, version, columns)
    row = _service(service_id)
    record(
        actor, EventKind.WRITE, "service.change", subject=str(row.id), site_id=row.site_id, detail={"kind": row.kind}
    )
    return service_row(row, taken_in([row.id]).get(row.id, 0))


@action
def service_end(actor: Actor, *, service_id: UUID, version: int) -> ServiceRow:
    """Say that a service is no longer there. Raises `Refused`, `NotFound`, `Stale`."""
    authorise(actor, Capability.SERVICE_MANAGE)
    _service(service_id)
    _update(service_id, version, {"ended_at": timezone.now()})
    row = _service(service_id)
    record(actor, EventKind.WRITE, "service.end", subject=str(row.id), site_id=row.site_id)
    return service_row(row, taken_in([row.id]).get(row.id, 0))


def _service(service_id: UUID) -> models.Service:
    row = models.Service.objects.filter(id=service_id).first()
    if row is None:
        raise NotFound("There is no such service. Go back to the directory of services.")
    return row


def _update(service_id: UUID, version: int, columns: dict[str, Any]) -> None:
    rows = models.Service.objects.filter(id=service_id, version=version, ended_at__isnull=True)
    if not rows.update(version=F("version") + 1, **columns):
        raise Stale("Somebody changed this service meanwhile, or ended it. Look at it as it is now, then save again.")


def _columns(actor: Actor, draft: ServiceDraft) -> dict[str, Any]:
    """The columns of a checked draft. Raises `Invalid` for a place that is none."""
    if draft.site_id is not None and draft.site_id not in rooms([draft.site_id]):
        raise Invalid("There is no such site. Choose one of the list.", field="site_id")
    if draft.area_code and draft.area_code not in {area.code for area in areas_list(actor)}:
        raise Invalid("There is no area with this P-code. Choose it from the list of areas.", field="area_code")
    return {
        "kind": draft.kind, "title": draft.title, "provider": draft.provider, "source": draft.source,
        "site_id": draft.site_id, "area_code": draft.area_code, "whom": draft.whom, "languages": list(draft.languages),
        "capacity": draft.capacity, "open_from": draft.open_from, "open_until": draft.open_until, "contact": draft.contact,
    }  # fmt: skip
