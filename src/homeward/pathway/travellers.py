"""What gates need to know of the people of some cases, read once for all of them.

Comes in: cases with their persons, and a day. Goes out: travellers. Never anything of what a record says beyond whether its person may be
a child.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from homeward.pathway import models
from homeward.pathway.facts.cases import Stage, Traveller
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.rules.households import may_be_child


def travellers_of(cases: Sequence[models.Case], day: date) -> tuple[Traveller, ...]:
    """The travellers of some cases, in their order. Asks nothing of the database where the cases came with their persons."""
    return tuple(_traveller(case, day) for case in cases)


def _traveller(case: models.Case, day: date) -> Traveller:
    """A case's person: where their record was merged into another, the one that was kept."""
    person = case.person
    while person.merged_into is not None:
        person = person.merged_into
    return Traveller(
        case_id=case.id,
        person_id=person.id,
        group_id=case.group_id,
        stage=Stage(case.stage),
        site_id=person.site_id,
        person_version=person.version,
        child=may_be_child(person.born_to, HouseholdRole(person.role), day),
        born_from=person.born_from,
        born_to=person.born_to,
    )
