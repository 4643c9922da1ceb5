"""Let the desk's figures leave as a table, and plant invented cases that test it.

Comes in: an actor who watches over quality. Goes out: bytes, small numbers held back whoever asks; how many cases were planted. The trail
says so. A planted case is nobody: it lives in a table of its own, is screened and looked at like any candidate, and counts in nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import Final
from uuid import UUID

import msgspec
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.vault import vault
from homeward.access.trail import record
from homeward.lists.facts.lists import Desk, ListKind
from homeward.lists.selectors.editions import current
from homeward.lists.selectors.held import Held, opened
from homeward.lists.selectors.lists import lists_of
from homeward.places.facts import SiteKind
from homeward.places.selectors import sites_list
from homeward.registry.errors import Invalid
from homeward.review import models
from homeward.review.facts.candidates import OPEN
from homeward.review.facts.candidates import Desk as CandidateDesk
from homeward.review.figures import quality_csv
from homeward.review.rules.quality import protected
from homeward.review.selectors.quality import DAYS, quality_of
from homeward.synthetic.lookalikes import culture_of, may_be_resembled, meant, namesake
from homeward.watchlists.listing import Listing

MOST: Final = 500  # cases at a time: each is looked at by somebody who could look at a real one
NAMESAKES: Final = 4  # every fourth case is somebody else who shares part of the name
_PLACES: Final = 10_000
_LOOKED_THROUGH: Final = 40  # entries looked at for each case, since not every entry says enough


@action
def quality_export(actor: Actor, *, days: int = DAYS) -> bytes:
    """The figures as CSV with HXL tags, small numbers held back. Raises `Refused`."""
    found = quality_of(actor, days=days)
    safe = replace(found, tables=tuple(protected(one) for one in found.tables), worked=(), protected=True)
    since = (found.as_of - timedelta(days=days)).date().isoformat()
    record(actor, EventKind.DISCLOSURE, "quality.export", detail={"days": days})
    return quality_csv(safe, lists_of(actor), since)


@action
def planted_make(actor: Actor, *, number: int) -> int:
    """Invent so many cases from the lists in use, by a draw that nobody can steer or foresee. How many were made.

    Raises `Refused`, `Invalid`.
    """
    authorise(actor, Capability.QUALITY_READ, everywhere=True)
    if not 1 <= number <= MOST:
        raise Invalid("Plant between 1 and 500 cases at a time.", field="number")
    held = [opened(one) for one in current(actor, Desk.SECURITY, ListKind.NAMES) if not one.restricted]
    held = [one for one in held if len(one.book)]
    if not held:
        raise Invalid("No list is in use that cases could resemble. Bring a list first.", field="number")
    now, rng, made = timezone.now(), Random(vault().code("planted-1", f"{timezone.now().isoformat()}")), 0
    places = _places(actor)
    for place, (edition, listing) in enumerate(_entries(held, number, rng)):
        same = place % NAMESAKES != NAMESAKES - 1
        profile = meant(listing, rng) if same else namesake(listing, rng)
        models.Planted.objects.create(
            profile=msgspec.to_builtins(profile), culture=culture_of(listing.nationalities),
            watch_list_id=edition.edition.list_row, entry_id=listing.entry_id, same=same, made_by=actor.user_id, made_at=now,
            site_id=rng.choice(places) if places else None,
        )  # fmt: skip
        made += 1
    record(actor, EventKind.WRITE, "planted.make", detail={"cases": made})
    return made


@action
def planted_retire(actor: Actor, planted_ids: Sequence[UUID]) -> int:
    """Have cases screened no longer; how many. What was decided of them stays; what waits and nobody took in hand is not asked any more.

    Raises `Refused`, `NotFound` where none of them is still screened.
    """
    authorise(actor, Capability.QUALITY_READ, everywhere=True)
    rows = models.Planted.objects.select_for_update().filter(id__in=planted_ids, retired_at__isnull=True)
    ids = list(rows.values_list("id", flat=True))
    if not ids:
        raise NotFound("There is no such planted case that is still screened.")
    models.Planted.objects.filter(id__in=ids).update(retired_at=timezone.now())
    untouched = models.Candidate.objects.filter(planted_id__in=ids, state__in=OPEN, claimed_by__isnull=True)
    untouched.filter(decisions__isnull=True, notes__isnull=True).delete()
    record(actor, EventKind.WRITE, "planted.retire", detail={"cases": len(ids)})
    return len(ids)


def _places(actor: Actor) -> tuple[UUID, ...]:
    """Where cases are said to be: where the people of the desk's candidates are, each place as often; else any open camp."""
    real = models.Candidate.objects.filter(desk=CandidateDesk.SECURITY, person__site_id__isnull=False)
    found = real.order_by("id").values_list("person__site_id", flat=True)[:_PLACES]
    return tuple(found) or tuple(
        one.id for one in sites_list(actor) if one.kind is SiteKind.CAMP and one.closed is None
    )


def _entries(held: list[Held], number: int, rng: Random) -> Iterator[tuple[Held, Listing]]:
    """So many entries that say enough, each once, lists in turn."""
    today, taken, tries = timezone.localdate(), set[tuple[UUID, int]](), 0
    while number and tries < number * _LOOKED_THROUGH + _LOOKED_THROUGH:
        edition = held[tries % len(held)]
        tries += 1
        row = rng.randrange(len(edition.book))
        if (edition.edition.id, row) in taken:
            continue
        taken.add((edition.edition.id, row))
        listing = edition.book.at(row)
        if may_be_resembled(listing, today):
            number -= 1
            yield edition, listing
