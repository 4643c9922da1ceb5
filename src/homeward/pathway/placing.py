"""Destinations of groups, the room there, what was judged of them, and which services are open, for many at once; for this room alone.

Comes in: ids of groups, sites, cases. Goes out: facts about places. As many queries for 500 households as for one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Count, Q

from homeward.pathway import models
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.facts.readiness import NoteKind, NoteRow, Outlook, TookPart
from homeward.pathway.facts.services import ForWhom, ServiceKind, ServiceRow
from homeward.pathway.rules.plans import TAKES_A_PLACE
from homeward.places.facts import SiteRoom
from homeward.places.selectors import rooms_of
from homeward.registry.selectors.needs import occupied


@dataclass(frozen=True, slots=True)
class Bound:
    """Where a group is received, and where it returns to."""

    to_site: UUID | None
    home_site: UUID | None


def bound_for(group_ids: Collection[UUID]) -> dict[UUID, Bound]:
    """Where some groups go. One query."""
    rows = models.Group.objects.filter(id__in=list(group_ids)).values_list("id", "to_site_id", "home_site_id")
    return {id: Bound(to, home) for id, to, home in rows}


def rooms(site_ids: Iterable[UUID | None]) -> dict[UUID, SiteRoom]:
    """The state and the room of some sites."""
    return rooms_of({id for id in site_ids if id is not None})


def free_places(sites: Mapping[UUID, SiteRoom]) -> dict[UUID, int]:
    """How many more persons some sites can hold, whoever is on the way there counted as there; nothing for one without a claim."""
    wanted = [id for id, room in sites.items() if room.persons is not None]
    there = occupied(wanted)
    coming = models.Case.objects.filter(group__to_site__in=wanted, stage=Stage.IN_TRANSIT, course=Course.RUNNING)
    on_the_way = dict(coming.values_list("group__to_site").annotate(people=Count("id")).order_by())
    return {
        id: max(0, (room.persons or 0) - there.get(id, 0) - on_the_way.get(id, 0))
        for id, room in sites.items()
        if room.persons is not None
    }


def judgements_of(sites: Mapping[UUID, SiteRoom]) -> dict[UUID, tuple[Outlook, date | None]]:
    """The latest judgement of each site, or of the smallest area around it where none is about the site itself."""
    areas = {area for room in sites.values() for area in room.areas}
    rows = models.PlaceNote.objects.filter(kind=NoteKind.JUDGEMENT).filter(
        Q(site__in=list(sites)) | Q(area_code__in=areas)
    )
    told = list(rows.order_by("day", "recorded_at", "id").values_list("site_id", "area_code", "outlook", "until"))
    found: dict[UUID, tuple[Outlook, date | None]] = {}
    for id, room in sites.items():
        near = [(_nearness(one, id, room), place, one) for place, one in enumerate(told)]
        best = max((one for one in near if one[0]), default=None, key=lambda one: one[:2])
        if best is not None:
            found[id] = (Outlook(best[2][2]), best[2][3])
    return found


def services_now() -> list[ServiceRow]:
    """The services that were not ended, with how many places are taken in each."""
    rows = list(models.Service.objects.filter(ended_at__isnull=True))
    taken = taken_in([row.id for row in rows if row.capacity is not None])
    return [service_row(row, taken.get(row.id, 0)) for row in rows]


def taken_in(service_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many people have a place in some services now."""
    rows = models.Referral.objects.filter(service__in=list(service_ids), state__in=TAKES_A_PLACE)
    return dict(rows.values_list("service_id").annotate(people=Count("case", distinct=True)).order_by())


def service_row(row: models.Service, taken: int) -> ServiceRow:
    """A service as a fact."""
    return ServiceRow(
        id=row.id, kind=ServiceKind(row.kind), title=row.title, provider=row.provider, source=row.source,
        site_id=row.site_id, area_code=row.area_code, whom=ForWhom(row.whom), languages=tuple(row.languages),
        capacity=row.capacity, open_from=row.open_from, open_until=row.open_until, contact=row.contact,
        version=row.version, recorded_at=row.recorded_at, ended_at=row.ended_at, taken=taken,
    )  # fmt: skip


def note_rows(rows: Sequence[models.PlaceNote]) -> tuple[NoteRow, ...]:
    """What was said about places as facts; a concern that an agreement settles says so."""
    settled = {row.settles_id for row in rows if row.settles_id}
    return tuple(
        NoteRow(
            id=row.id, kind=NoteKind(row.kind), words=row.words, source=row.source, day=row.day, site_id=row.site_id,
            area_code=row.area_code, outlook=Outlook(row.outlook) if row.outlook else None, until=row.until,
            with_whom=tuple(TookPart(one) for one in row.with_whom), attended=row.attended, settles=row.settles_id,
            recorded_by=row.recorded_name, recorded_at=row.recorded_at, settled=row.id in settled,
        )
        for row in rows
    )  # fmt: skip


def _nearness(told: tuple[UUID | None, str, str, date | None], site_id: UUID, room: SiteRoom) -> int:
    """How near what was judged is to a site: the site itself before any area, a smaller area before a larger one; 0 elsewhere."""
    judged_site, area, *_rest = told
    if judged_site is not None:
        return 1_000 if judged_site == site_id else 0
    return 100 - room.areas.index(area) if area in room.areas else 0
