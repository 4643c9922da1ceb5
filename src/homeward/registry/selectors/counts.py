"""Counts of a site: its population on a day, and the ledger between two days, added up by the database.

Comes in: an actor, a site, days. Goes out: frozen counts. Whoever may read counts but no files gets small numbers held back.
Never a person. A record that was merged into another, an unfinished import and an entry that was corrected are not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Case, Count, Max, Q, QuerySet, Sum, When

from homeward.access.errors import Refused
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import may
from homeward.access.trail import event
from homeward.registry import models
from homeward.registry.errors import Invalid
from homeward.registry.facts.counts import Counted, Flow, Ledger, Population
from homeward.registry.facts.custody import Beginning, Ending
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
    found = list(groups.annotate(count=Count("*"), known=Count("from_day")).order_by())
    people = [Counted(count, Sex(sex) if sex else None, first, last) for sex, first, last, count, _ in found]
    unknown = sum(count - known for *_, count, known in found)
    exact = counts.population(site_id, day, [*people, *_again(stays)], unknown)
    return exact if _sees_all(actor, site_id) else counts.protected_population(exact)


def ledger_of(actor: Actor, site_id: UUID, since: date, until: date) -> Ledger:
    """How the people of a site changed from the end of one day to the end of another. Raises `Refused`, `Invalid`."""
    _check(actor, site_id)
    if until < since:
        raise Invalid("The last day lies before the first. Exchange them.", field="until")
    stays = _stays(site_id)
    came = _by(stays.filter(_within("counts_from", since, until)), "began", "from_day")
    went = _by(stays.filter(_within("counts_to", since, until)), "ended", "to_day")
    flows = {_CAME[Beginning(kind)]: count for kind, count, _ in came if kind in _CAME}
    flows |= {_WENT[Ending(kind)]: count for kind, count, _ in went if kind in _WENT}
    unknown = sum(count for _, _, count in (*came, *went))
    exact = counts.ledger(site_id, (since, until), _stocks(stays, since, until), flows, unknown)
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
    """The stays at a site that count. What is to be left out is looked for first: mostly nothing is, and then nothing is compared."""
    rows = models.CustodyEpisode.objects.filter(site_id=site_id, corrected_at__isnull=True)
    if unfinished := list(models.Batch.objects.filter(shown=False).values_list("id", flat=True)):
        rows = rows.filter(Q(batch__isnull=True) | ~Q(batch__in=unfinished))
    merged = models.Person.objects.filter(merged_into__isnull=False)
    return rows.exclude(person__in=merged) if merged.exists() else rows


def _again(stays: QuerySet[models.CustodyEpisode]) -> Iterator[Counted]:
    """What is to be taken off so that persons are counted, not stays: whoever is recorded twice at a time is one."""
    often = stays.values_list("person").annotate(count=Count("*")).order_by().filter(count__gt=1)
    more = {person: count - 1 for person, count in often}
    rows = models.Person.objects.filter(id__in=more).values_list("id", "sex", "born_from", "born_to") if more else ()
    for id, sex, first, last in rows:
        yield Counted(-more[id], Sex(sex) if sex else None, first, last)


def _at(day: date) -> Q:
    """Stays that cover the end of a day."""
    return Q(counts_from__lte=day) & (Q(counts_to__isnull=True) | Q(counts_to__gt=day))


def _within(column: str, since: date, until: date) -> Q:
    """Stays whose beginning or end lies after one day and not after another."""
    return Q(**{f"{column}__gt": since, f"{column}__lte": until})


def _by(stays: QuerySet[models.CustodyEpisode], kind: str, day: str) -> list[tuple[str, int, int]]:
    """For each kind of beginning or end: how many, and how many of those without a day of their own."""
    known = Count(day)
    rows = stays.values_list(kind).annotate(count=Count("*"), known=known).order_by()
    return [(name, count, count - days) for name, count, days in rows]


def _stocks(stays: QuerySet[models.CustodyEpisode], since: date, until: date) -> tuple[int, int]:
    """How many persons, not stays, at the end of two days: who is recorded twice at a time is one, and the ledger shows the gap."""
    there = [Max(Case(When(_at(day), then=1), default=0)) for day in (since, until)]
    persons = stays.values("person").annotate(opening=there[0], closing=there[1]).order_by()
    found = persons.aggregate(first=Sum("opening"), last=Sum("closing"))
    return found["first"] or 0, found["last"] or 0
