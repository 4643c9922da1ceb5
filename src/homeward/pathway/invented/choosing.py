"""Which households of the invented camp have a case: those who are there, whole, of the country, with an adult among them.

Comes in: somebody who reads the register, a site. Goes out: households. Chosen by what is recorded, in the register's own order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.access.facts import Actor
from homeward.pathway.rules.children import ALONE
from homeward.registry.facts.households import HouseholdFile
from homeward.registry.facts.persons import Standing
from homeward.registry.rules.households import may_be_child
from homeward.registry.selectors.households import household_file, households_list

COUNTRY: Final = "iq"
_PAGE: Final = 100
_SIZES: Final = range(2, 8)


@dataclass(frozen=True, slots=True)
class Home:
    """A household: its people, those of them who may be children, and those of these who are there without their parents."""

    people: tuple[UUID, ...]
    children: frozenset[UUID]
    alone: frozenset[UUID]


def homes(reader: Actor, site_id: UUID, most: int) -> Iterator[Home]:
    """At most so many households of a site."""
    found = offset = 0
    while found < most:
        lines, total = households_list(reader, site_ids=[site_id], limit=_PAGE, offset=offset)
        for line in lines:
            of_here = line.head is not None and COUNTRY in line.head.nationalities and line.members in _SIZES
            if of_here and found < most and (home := _home(household_file(reader, line.row.id))):
                found += 1
                yield home
        offset += _PAGE
        if offset >= total:
            return


def _home(file: HouseholdFile) -> Home | None:
    today = timezone.localdate()
    people = [one.person for one in file.members if one.person is not None]
    here = all(one.standing is Standing.PRESENT and one.site_id == file.row.site_id for one in people)
    if not here or len(people) < len(file.members) or file.uncared:
        return None
    children = frozenset(one.id for one in people if may_be_child(one.born_to, one.role, today))
    adults = [one for one in people if one.id not in children]
    if not adults or not all(COUNTRY in one.nationalities for one in adults):
        return None
    alone = frozenset(one.id for one in people if one.id in children and one.role in ALONE)
    return Home(tuple(one.id for one in people), children, alone)
