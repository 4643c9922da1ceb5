"""The people of a run as they were at its moment: their profiles, how each is taken, and the mark of what is compared.

Comes in: an actor, ids, a moment. Goes out: `Read`s and profiles in the order of the ids, the same again years later as long as nobody was
erased. Whoever may be a child is withheld from security lists, unless an individual legal ground was in force.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec
from django.db.models import Q

from homeward.access.facts import Actor
from homeward.access.sealing.vault import Vault, vault
from homeward.identity.profiles import profile
from homeward.lists.facts.lists import Desk
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.selectors.readings import roles_of, values_at
from homeward.review import models
from homeward.review.facts.runs import Taken
from homeward.review.packing import Read
from homeward.review.rules.runs import of_age_on, taken
from homeward.screening.profile import Profile

Person = tuple[Read, Profile | None]
_NOTHING = Profile(query_id="", names=())
_ENCODER = msgspec.json.Encoder()


def mark_of(profile: Profile, safe: Vault | None = None) -> bytes:
    """The mark of what is compared of a person: the same exactly as long as that is. Whose it is does not enter it."""
    said = _ENCODER.encode(msgspec.structs.replace(profile, query_id=""))
    return (safe or vault()).blind("profile-1", said.decode())


def people_at(actor: Actor, ids: Sequence[UUID], at: datetime, desk: Desk) -> Iterator[Person]:
    """How each person is taken, and the profile of those who are compared."""
    values = dict(values_at(actor, ids, at))
    roles = roles_of(actor, ids) if desk is Desk.SECURITY else {}
    grounds = grounds_at(ids, at) if desk is Desk.SECURITY else set()
    safe, day = vault(), at.date()
    for id in ids:
        one = profile(str(id), values[id]) if id in values else _NOTHING
        readable = any(letter.isalpha() for name in one.names for letter in name)
        if desk is Desk.TRACING:
            how, again = Taken.SCREENED if readable else Taken.UNREADABLE, None
        else:
            role = roles.get(id, HouseholdRole.UNKNOWN)
            how = taken(one.births, role, day, readable=readable, ground=id in grounds)
            again = _again_on(how, one, day)
        compared = how in (Taken.SCREENED, Taken.ON_GROUND)
        yield Read(how, mark_of(one, safe), again), one if compared else None


def planted_of(ids: Sequence[UUID]) -> Iterator[Person]:
    """Planted cases, as the people they stand for."""
    rows = models.Planted.objects.in_bulk(list(ids))
    safe = vault()
    for id in ids:
        one = msgspec.convert(rows[id].profile, Profile) if id in rows else _NOTHING
        yield Read(Taken.SCREENED if one.names else Taken.UNREADABLE, mark_of(one, safe)), one if one.names else None


def grounds_at(ids: Sequence[UUID], at: datetime) -> set[UUID]:
    """Whose individual legal ground was in force at a moment."""
    rows = models.Ground.objects.filter(
        Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=at), given_at__lte=at, until__gt=at
    )
    return set(ids).intersection(rows.values_list("person_id", flat=True))


def _again_on(how: Taken, one: Profile, day: date) -> date | None:
    """When somebody is looked at anew who was withheld: on the day they are of age."""
    grown = of_age_on(one.births) if how is Taken.WITHHELD else None
    return grown if grown and grown > day else None
