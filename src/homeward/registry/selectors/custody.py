"""Where somebody is now and was before, and who never left a site that has closed, as recorded.

Comes in: an actor and ids. Goes out: frozen facts. A person's past at other sites is told with their file, whoever reads it.
Never a stay of somebody whom the actor does not reach; an entry that was corrected is told apart from what holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from homeward.access.facts import Actor, Capability
from homeward.access.sealing.subjects import data_keys
from homeward.access.sealing.vault import DataKey
from homeward.access.selectors import scope
from homeward.places.facts import SiteStatus
from homeward.places.selectors import site_of
from homeward.registry import models
from homeward.registry.errors import Invalid
from homeward.registry.facts.claims import Source
from homeward.registry.facts.custody import Beginning, Ending, ShelterRow, StayRow, Unaccounted, Whereabouts
from homeward.registry.facts.persons import Standing
from homeward.registry.sealed import open_words
from homeward.registry.selectors.persons import person_row, rows_of, visible

CORRECTION = "registry_custodyepisode.correction"
SHOWN = 50


def where_now(actor: Actor, ids: Sequence[UUID]) -> dict[UUID, Whereabouts]:
    """Where each of some persons is now, those that the actor does not reach left out."""
    persons = list(visible(actor).filter(id__in=ids))
    rows = models.CustodyEpisode.objects.filter(person__in=persons, ended="", corrected_at__isnull=True)
    stays = {row.person_id: stay_row(row) for row in _with_shelters(rows)}
    return {person.id: Whereabouts(person.id, Standing(person.standing), stays.get(person.id)) for person in persons}


def where_before(actor: Actor, person_id: UUID) -> tuple[StayRow, ...]:
    """The stays of a person that ended, the latest first; what was corrected left out. Raises `NotFound`."""
    return tuple(stay for stay in stays_recorded(actor, person_id) if stay.ended and stay.corrected_at is None)


def stays_recorded(actor: Actor, person_id: UUID) -> tuple[StayRow, ...]:
    """Every stay that was ever recorded of a person, the latest first, corrected ones with the reason. Raises `NotFound`."""
    person = person_row(actor, person_id)
    key = data_keys([person.key_id]).get(person.key_id)
    rows = _with_shelters(models.CustodyEpisode.objects.filter(person=person))
    return tuple(stay_row(row, key) for row in rows.order_by("-counts_from", "-recorded_at"))


def unaccounted_at(actor: Actor, site_id: UUID, *, shown: int = SHOWN) -> Unaccounted:
    """The people whose stay at a closed site never ended in what was recorded. Raises `NotFound`, `Invalid` for an open site."""
    closed_on = closed_day(actor, site_id)
    if closed_on is None:
        raise Invalid("This site is not closed. Who is there is on its list of people.", field="site")
    persons = visible(actor).filter(id__in=open_stays(actor, site_id).values("person"))
    return Unaccounted(site_id, closed_on, persons.count(), tuple(rows_of(persons.order_by("serial")[:shown])))


def closed_day(actor: Actor, site_id: UUID) -> date | None:
    """The last day on which a site can have been open, or None where it is not closed. Raises `NotFound`."""
    site = site_of(actor, site_id).site
    return site.closed.last if site.status is SiteStatus.CLOSED and site.closed else None


def open_stays(actor: Actor, site_id: UUID, capability: Capability | None = None) -> QuerySet[models.CustodyEpisode]:
    """The stays at a site that last, for this slice alone; those of an unfinished import aside."""
    rows = models.CustodyEpisode.objects.filter(site_id=site_id, ended="", corrected_at__isnull=True)
    return scope(actor, rows.exclude(batch__shown=False), capability)


def stay_row(row: models.CustodyEpisode, key: DataKey | None = None) -> StayRow:
    """A stay as a fact."""
    return StayRow(
        id=row.id,
        site_id=row.site_id,
        began=Beginning(row.began),
        from_day=row.from_day,
        ended=Ending(row.ended) if row.ended else None,
        to_day=row.to_day,
        to_site_id=row.to_site_id,
        source=Source(row.source),
        recorded_at=row.recorded_at,
        shelters=tuple(map(shelter_row, row.shelters.all())),
        corrected_at=row.corrected_at,
        corrected_by=row.corrected_by_id,
        correction=open_words(key, CORRECTION, row.id, row.correction),
    )


def shelter_row(row: models.Shelter) -> ShelterRow:
    """A shelter as a fact."""
    return ShelterRow(row.section, row.tent, row.from_day, row.to_day)


def _with_shelters(rows: QuerySet[models.CustodyEpisode]) -> QuerySet[models.CustodyEpisode]:
    return rows.prefetch_related(Prefetch("shelters", models.Shelter.objects.order_by("recorded_at", "id")))
