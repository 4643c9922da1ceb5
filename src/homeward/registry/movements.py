"""Begin and end stays of many people at once: one person's form and a convoy of a thousand go the same way.

Comes in: persons' rows that were authorised, and what happened to all of them. Goes out: changed rows, a few statements for each 500.
Never authorises and never writes the trail: `actions` does both, in the same transaction. Never changes anything of a person but
where they are: the row's site, section, tent and standing follow the stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from django.db.models import F, QuerySet

from homeward.access.errors import Stale
from homeward.access.facts import Actor
from homeward.registry import models
from homeward.registry.errors import Invalid
from homeward.registry.facts.custody import Arrival, Beginning, Departure
from homeward.registry.facts.persons import Standing
from homeward.registry.rules.custody import STANDING, counted

AT_ONCE = 500


def chunks(persons: Sequence[models.Person]) -> Iterator[Sequence[models.Person]]:
    """The persons in handfuls that one statement takes."""
    return (persons[start : start + AT_ONCE] for start in range(0, len(persons), AT_ONCE))


def begin(actor: Actor, persons: Sequence[models.Person], arrival: Arrival, began: Beginning, at: datetime) -> None:
    """Begin a stay of each of them at a site. Raises `Invalid` where an earlier stay ended later."""
    first, _ = counted(arrival.day, None, at.date(), None)
    for some in chunks(persons):
        _check_earlier(some, first)
        stays = [
            models.CustodyEpisode(
                person=person,
                site_id=arrival.site_id,
                began=began,
                from_day=arrival.day,
                counts_from=first,
                source=arrival.source,
                recorded_by=actor.user_id,
                recorded_at=at,
            )
            for person in some
        ]
        models.CustodyEpisode.objects.bulk_create(stays)
        if arrival.section or arrival.tent:
            shelter(stays, arrival.section, arrival.tent, arrival.day, at)
        follow(some, site_id=arrival.site_id, section=arrival.section, tent=arrival.tent, standing=Standing.PRESENT)


def end(
    actor: Actor, persons: Sequence[models.Person], departure: Departure, at: datetime, *, to: Arrival | None = None
) -> None:
    """End the stay of each of them. Raises `Stale` where one has ended meanwhile, `Invalid` where one began later."""
    _, last = counted(None, departure.day, at.date(), at.date())
    for some in chunks(persons):
        stays = lasting(some)
        check_later(stays, departure.day)
        stays.filter(from_day__isnull=True, counts_from__gt=last).update(counts_from=last)
        models.Shelter.objects.filter(episode__in=stays.values("id"), open=True).update(
            open=False, to_day=departure.day
        )
        done = stays.update(
            ended=departure.kind,
            to_day=departure.day,
            counts_to=last,
            to_site_id=to.site_id if to else None,
            end_source=departure.source,
            end_recorded_by=actor.user_id,
            end_recorded_at=at,
        )
        if done != len(some):
            raise stale()
        follow(some, standing=STANDING[departure.kind])


def shelter(stays: Sequence[models.CustodyEpisode], section: str, tent: str, day: date | None, at: datetime) -> None:
    """Let each stay go on in a section and tent."""
    models.Shelter.objects.bulk_create(
        models.Shelter(episode=stay, section=section, tent=tent, from_day=day, recorded_at=at) for stay in stays
    )


def lasting(persons: Sequence[models.Person]) -> QuerySet[models.CustodyEpisode]:
    """The stays of some persons that last."""
    return models.CustodyEpisode.objects.filter(person__in=persons, ended="", corrected_at__isnull=True)


def follow(persons: Sequence[models.Person], **row: object) -> None:
    """Let the persons' rows follow, each with its next version."""
    ids = [person.id for person in persons]
    models.Person.objects.filter(id__in=ids).update(version=F("version") + 1, **row)


def stale() -> Stale:
    """What is said where somebody else recorded a movement of the same people at the same time."""
    return Stale(
        "Somebody else recorded a movement of these people meanwhile. Look at where they are now and record again."
    )


def check_later(stays: QuerySet[models.CustodyEpisode], day: date | None) -> None:
    """Refuse a day before some of these stays, or their last move within the site. Raises `Invalid`."""
    if day is None:
        return
    sheltered = models.Shelter.objects.filter(episode__in=stays.values("id"), open=True, from_day__gt=day)
    if stays.filter(from_day__gt=day).exists() or sheltered.exists():
        raise Invalid(
            "Some of these people came, or moved within the site, after this day. Check the day.", field="day"
        )


def _check_earlier(persons: Sequence[models.Person], first: date) -> None:
    before = models.CustodyEpisode.objects.filter(person__in=persons, corrected_at__isnull=True)
    if before.filter(ended="").exists():
        raise stale()
    if before.filter(counts_to__gt=first).exists():
        raise Invalid("Some of these people left elsewhere after this day. Check the day.", field="day")
