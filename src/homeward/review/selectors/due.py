"""Who is to be screened because something changed: people whose record did, and everyone against editions that are new to them.

Comes in: an actor. Goes out: records, and editions. Nothing that stayed the same is in it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from homeward.access.facts import Actor
from homeward.lists.facts.lists import Desk, Edition, ListKind
from homeward.lists.selectors.editions import current
from homeward.registry.selectors.readings import Stands, records_standing
from homeward.review import models
from homeward.review.facts.candidates import OPEN


def editions_for(actor: Actor, desk: Desk) -> tuple[Edition, ...]:
    """The editions in use that a run of a desk compares with, names and documents, in the order of their lists' ids."""
    found = (edition for kind in ListKind for edition in current(actor, desk, kind))
    return tuple(sorted(found, key=lambda edition: edition.list_id))


def due_people(actor: Actor, desk: Desk) -> list[Stands]:
    """People who were never screened at a desk, changed since, or are to be looked at anew today."""
    return records_standing(actor, apart=Exists(_settled(desk).filter(person_id=OuterRef("id"))))


def any_due(actor: Actor, desk: Desk, editions: Collection[Edition]) -> tuple[bool, bool]:
    """Whether anybody is due because of their record, and whether anybody is because of an edition."""
    lacking = _lacking(desk, editions).exists()
    return bool(due_people(actor, desk)), lacking


def due_entries(actor: Actor, desk: Desk, editions: tuple[Edition, ...]) -> tuple[list[Stands], tuple[Edition, ...]]:
    """People whose record is the same but who were not compared with some edition in use, and those editions."""
    lacking = _lacking(desk, editions)
    covers = set(lacking.values_list("cover_id", flat=True).distinct())
    held = _editions_of(covers)
    wanted = {edition.id for edition in editions if any(edition.id not in held[cover] for cover in covers)}
    people = records_standing(actor, only=Exists(lacking.filter(person_id=OuterRef("id"))))
    return people, tuple(edition for edition in editions if edition.id in wanted)


def _settled(desk: Desk) -> QuerySet[models.Screened]:
    """Who was screened as they are now, and need not be looked at anew today."""
    again = Q(again_on__isnull=True) | Q(again_on__gt=timezone.now().date())
    return models.Screened.objects.filter(again, desk=desk, version=F("person__version"))


def _lacking(desk: Desk, editions: Collection[Edition]) -> QuerySet[models.Screened]:
    """Who was screened as they are now, but not against every edition in use."""
    wanted = {edition.id for edition in editions}
    covers = models.Cover.objects.values_list("id", flat=True)
    held = _editions_of(covers)
    whole = [cover for cover in covers if wanted <= held[cover]]
    return _settled(desk).exclude(cover_id__in=whole)


def _editions_of(covers: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """The editions of sets of editions."""
    held: dict[UUID, set[UUID]] = {cover: set() for cover in covers}
    for cover, edition in models.CoverEdition.objects.values_list("cover_id", "edition_id"):
        if cover in held:
            held[cover].add(edition)
    return held


def editions_referred() -> frozenset[UUID]:
    """The editions that somebody may look into again: of what is open and what was found of it before, and of runs that have not ended."""
    asked = models.Candidate.objects.filter(state__in=OPEN)
    found = models.Decision.objects.filter(candidate__state__in=OPEN)
    running = models.RunEdition.objects.filter(run__ended_at__isnull=True)
    return frozenset(
        id for rows in (asked, found, running) for id in rows.values_list("edition_id", flat=True).distinct()
    )
