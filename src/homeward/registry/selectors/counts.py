"""Counts of a site: its population on a day, and the ledger between two days, added up by the database.

Comes in: an actor, a site, days. Goes out: frozen counts. Whoever may read counts but no files gets small numbers held back.
Never a person. A record that was merged into another, an unfinished import and an entry that was corrected are not counted.
"""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from homeward.access.errors import Refused
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import may
from homeward.access.trail import event
from homeward.registry import models
from homeward.registry.errors import Invalid
from homeward.registry.facts.counts import Counted, Flow, Ledger, Population
from homeward.registry.facts.custody import Beginning, Ending
from homeward.registry.facts.persons import Standing
from homeward.registry.facts.values import Sex
from homeward.registry.rules import counts

_CAME: Final = {
    Beginning.ARRIVAL: Flow.ARRIVALS,
    Beginning.TRANSFER: Flow.TRANSFERS_IN,
    Beginning.BIRTH: Flow.BIRTHS,
    Beginning.RETURN: Flow.RETURNS,
    Beginning.FOUND_AGAIN: Flow.FOUND_AGAIN,
}
_WENT: Final = {
    Ending.DEPARTURE: Flow.DEPARTURES,
    Ending.TRANSFER: Flow.TRANSFERS_OUT,
    Ending.LEFT: Flow.LEFT,
    Ending.ABSCONDED_REPORTED: Flow.ABSCONDED_REPORTED,
    Ending.MISSING_REPORTED: Flow.MISSING_REPORTED,
    Ending.DECEASED_REPORTED: Flow.DEATHS_REPORTED,
    Ending.UNACCOUNTED: Flow.UNACCOUNTED,
}


def population_of(actor: Actor, site_id: UUID, day: date) -> Population:
    """The people of a site at the end of a day, by band and sex. Raises `Refused`."""
    _check(actor, site_id)
    stays = _stays(site_id).filter(_at(day))
    groups = stays.values_list("person__sex", "person__born_from", "person__born_to")
    rows = groups.annotate(count=Count("person", distinct=True)).order_by()
    exact = counts.population(
        site_id,
        day,
        (Counted(count, Sex(sex) if sex else None, first, last) for sex, first, last, count in rows),
        stays.filter(from_day__isnull=True).count(),
    )
    return exact if _sees_all(actor, site_id) else counts.protected_population(exact)


def ledger_of(actor: Actor, site_id: UUID, since: date, until: date) -> Ledger:
    """How the people of a site changed from the end of one day to the end of another. Raises `Refused`, `Invalid`."""
    _check(actor, site_id)
    if until < since:
        raise Invalid("The last day lies before the first. Exchange them.", field="until")
    stays = _stays(site_id)
    came, went = _within("counts_from", since, until), _within("counts_to", since, until)
    flows = {_CAME[Beginning(kind)]: count for kind, count in _by(stays.filter(came), "began") if kind in _CAME}
    flows |= {_WENT[Ending(kind)]: count for kind, count in _by(stays.filter(went), "ended") if kind in _WENT}
    exact = counts.ledger(
        site_id, (since, until), (_stock(stays, since), _stock(stays, until)), flows, _unknown(stays, came, went)
    )
    return exact if _sees_all(actor, site_id) else counts.protected_ledger(exact)


def _check(actor: Actor, site_id: UUID) -> None:
    if may(actor, Capability.COUNTS_READ, site_id=site_id):
        return
    needed = Capability.COUNTS_READ.value
    refusal = Refused(
        "You may not read the counts of this site for the purpose you chose. Choose another purpose.", capability=needed
    )
    refusal.denial = event(actor, EventKind.DENIED, needed, detail={"site": str(site_id)})
    raise refusal


def _sees_all(actor: Actor, site_id: UUID) -> bool:
    """Whoever reads the files of a site can count them; from anybody else small numbers are held back."""
    return may(actor, Capability.PERSON_READ, site_id=site_id)


def _stays(site_id: UUID) -> QuerySet[models.CustodyEpisode]:
    """The stays at a site that count."""
    shown = models.Batch.objects.filter(shown=True)
    rows = models.CustodyEpisode.objects.filter(site_id=site_id, corrected_at__isnull=True)
    merged = models.Person.objects.filter(standing=Standing.MERGED)
    return rows.filter(Q(batch__isnull=True) | Q(batch__in=shown)).exclude(person__in=merged)


def _at(day: date) -> Q:
    """Stays that cover the end of a day."""
    return Q(counts_from__lte=day) & (Q(counts_to__isnull=True) | Q(counts_to__gt=day))


def _within(column: str, since: date, until: date) -> Q:
    """Stays whose beginning or end lies after one day and not after another."""
    return Q(**{f"{column}__gt": since, f"{column}__lte": until})


def _by(stays: QuerySet[models.CustodyEpisode], column: str) -> list[tuple[str, int]]:
    return list(stays.values_list(column).annotate(count=Count("id")).order_by())


def _stock(stays: QuerySet[models.CustodyEpisode], day: date) -> int:
    """How many persons, not stays: somebody recorded twice at a time is one person, and the ledger shows the gap."""
    return int(stays.filter(_at(day)).aggregate(count=Count("person", distinct=True))["count"])


def _unknown(stays: QuerySet[models.CustodyEpisode], came: Q, went: Q) -> int:
    """How many beginnings and ends count by the day on which they were recorded."""
    return stays.filter(came, from_day__isnull=True).count() + stays.filter(went, to_day__isnull=True).count()
