"""The invented camp of the demonstration is put into an installation: sites, accounts, people, and some work that has begun.

Comes in: how many people, a seed, whom to tell. Goes out: `Stands`. It is done once: a second call changes nothing, and one that was
interrupted is gone on with, since the same seed invents the same people in the same order.
The people are seen all at once, at the end. It stands in this room because an invented register comes in like any other, and because
nothing below may meet the database. Never where anybody else's sites or people are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.db import transaction

from homeward.access.actions import service_actor
from homeward.access.facts import Actor, Purpose
from homeward.access.sealer import seal_pending
from homeward.exchange.invented.accounts import Somebody, accounts_made, with_passwords
from homeward.exchange.invented.begun import CHANNEL, actor_named, work_begun
from homeward.exchange.invented.families import Register
from homeward.exchange.invented.places import sites_ended, sites_made
from homeward.kernel.errors import BadInput
from homeward.registry.actions.histories import histories_import
from homeward.registry.actions.imports import batch_open, batch_show
from homeward.registry.facts.batches import BatchState
from homeward.registry.facts.histories import FamilyHistory
from homeward.registry.selectors.imports import batch_ids, batch_state
from homeward.synthetic.population.records import Drawn
from homeward.synthetic.population.sites import SITES
from homeward.synthetic.population.stream import population
from homeward.work.statistics import learn

CHUNK = 1_000  # people in one transaction: nobody else writes meanwhile
OFFICER = "identity"
_NAMESPACE = UUID("6ad0b8f4-64a6-4a38-b0b1-8d4f3a2a7d55")

Tell = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Stands:
    """A camp that stands: how many people are in it, and whether it stood before. `users` have passwords only where it did not."""

    persons: int
    before: bool
    users: tuple[Somebody, ...]


def camp_made(persons: int, seed: int, tell: Tell) -> Stands:
    """Have the camp stand. `tell` hears how many people are there and of how many. Raises `BadInput` where others are."""
    keeper = service_actor("operator", purpose=Purpose.ADMINISTRATION, channel=CHANNEL)
    sites = sites_made(keeper)
    users = accounts_made(keeper, sites)
    officer = actor_named(users, OFFICER)
    gate = sites[SITES[0].code]  # the site at which the batch is opened and shown
    batch_id = uuid5(_NAMESPACE, f"{persons} persons of seed {seed}")
    begun = _begun(officer, batch_id, gate)
    if begun.shown:
        return Stands(len(begun.person_ids), True, users)
    count = len(begun.person_ids)
    for families in _pieces(_missing(Register(sites), population(persons, seed), begun.person_ids)):
        tell(count, persons)
        count += histories_import(officer, families, batch_id=batch_id)
    tell(count, persons)
    with transaction.atomic():
        sites_ended(keeper, sites)
        users = with_passwords(keeper, users)
        batch_show(officer, batch_id=batch_id, site_id=gate)
        work_begun(users)
    seal_pending()
    learn(now=True)
    return Stands(count, False, users)


def _begun(officer: Actor, batch_id: UUID, site_id: UUID) -> BatchState:
    """How far this camp is, begun now where it was not. Raises `BadInput` where other people are."""
    state = batch_state(officer, batch_id)
    if state is not None:
        return state
    if batch_ids(officer):
        raise BadInput(
            "Other people are in this installation already. Give this demonstration another folder, for instance: "
            "HOMEWARD_HOME=var/demonstration homeward camp"
        )
    batch_open(officer, site_id=site_id, batch_id=batch_id)
    return BatchState(shown=False, person_ids=())


def _missing(register: Register, drawn: Iterable[Drawn], there: Sequence[UUID]) -> Iterator[FamilyHistory]:
    """The families that are not there yet; those that are, are remembered by the ids of their people."""
    place = 0
    for one in drawn:
        stop = place + len(one.household.members)
        if stop <= len(there):
            register.here_already(one.household, there[place:stop])
        else:
            yield register.family(one.household)
        place = stop


def _pieces(families: Iterable[FamilyHistory]) -> Iterator[list[FamilyHistory]]:
    """Families of about `CHUNK` people at a time, none of them parted."""
    piece: list[FamilyHistory] = []
    people = 0
    for family in families:
        piece.append(family)
        people += len(family.members)
        if people >= CHUNK:
            yield piece
            piece, people = [], 0
    if piece:
        yield piece
