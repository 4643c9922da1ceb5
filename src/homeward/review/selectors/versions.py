"""The only source of the sentence "not found in these versions": what may be said about somebody, and of which editions.

Comes in: an actor and a person. Goes out: `Versions`. A list that ails, that has no edition, or in whose edition of now nobody looked keeps
the sentence from being said, on every page, in the API and in every paper. It never says that somebody is safe.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.lists.facts.lists import Desk as ListDesk
from homeward.lists.facts.lists import Edition, WatchList
from homeward.lists.selectors.lists import lists_of
from homeward.lists.selectors.rows import edition_fact
from homeward.registry.selectors.persons import persons_of
from homeward.review import models
from homeward.review.facts.candidates import Desk, State
from homeward.review.facts.versions import Searched, Standing, Versions


def versions_of(actor: Actor, person_id: UUID) -> Versions:
    """In which versions of the security lists somebody was looked for, and what may be said. Raises `Refused`, `NotFound`."""
    authorise(actor, Capability.CANDIDATE_READ)
    person = persons_of(actor, [person_id]).get(person_id)
    if person is None:
        raise NotFound("There is no such person that you may see for the purpose you chose.")
    lists = [one for one in lists_of(actor) if one.desk is ListDesk.SECURITY]
    row = models.Screened.objects.filter(person_id=person_id, desk=ListDesk.SECURITY).first()
    if row is None:
        return Versions(Standing.NEVER, lists=tuple(_searched(one, None) for one in lists))
    held = models.CoverEdition.objects.filter(cover_id=row.cover_id).select_related("edition__watch_list")
    editions = {one.edition.watch_list_id: edition_fact(one.edition) for one in held}
    searched = tuple(_searched(one, editions.get(one.id)) for one in lists)
    found = _found(person_id, lists)
    if row.withheld or (Desk.CHILD in found and not may(actor, Capability.CANDIDATE_CHILD)):
        return Versions(Standing.WITHHELD, row.at, tuple(_searched(one, None) for one in lists))
    count = sum(found.values())
    return Versions(_standing(row.version == person.version, searched, count), row.at, searched, count)


def _standing(same: bool, searched: tuple[Searched, ...], candidates: int) -> Standing:
    if not same:
        return Standing.CHANGED
    if candidates:
        return Standing.ASKED
    return Standing.NOT_FOUND if searched and all(one.good for one in searched) else Standing.INCOMPLETE


def _searched(of: WatchList, edition: Edition | None) -> Searched:
    in_use = edition is not None and of.current is not None and edition.id == of.current.id
    return Searched(of.list_id, of.title, edition, in_use, of.health)


def _found(person_id: UUID, lists: Iterable[WatchList]) -> Counter[Desk]:
    """How many entries of these lists were found that somebody could be, by the desk that is asked."""
    rows = models.Candidate.objects.filter(person_id=person_id, watch_list_id__in=[one.id for one in lists])
    return Counter(Desk(desk) for desk in rows.exclude(state=State.WITHDRAWN).values_list("desk", flat=True))
