"""Whether a family stays together: exactly the travellers that come in would go on, and whoever of theirs is not among them would stay.

Comes in: travellers. Goes out: a check for each, with the numbers of those from whom they would be parted. Carers are those of the
registry's rules, and a child leaves them only where child protection decided it on the child's best interests.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from django.db.models import Q

from homeward.access.facts import Actor
from homeward.pathway import models
from homeward.pathway.facts.cases import Check, Course, Gate, Holding, Stage, Traveller
from homeward.pathway.rules.unity import Moving, Parting, partings
from homeward.pathway.travellers import travellers_of
from homeward.registry.selectors.caring import carers_of, separations_decided
from homeward.registry.selectors.persons import person_numbers

_ORDER: Final = {stage: place for place, stage in enumerate(Stage)}
_SHOWN: Final = 6  # numbers of others in a sentence


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the gate stands for each case."""
    people = moving(travellers, day)
    every = {one.person_id for one in people}
    carers = carers_of(actor, every, day)
    decided = separations_decided(actor, every | set(carers), day)
    found = partings(people, carers, decided)
    numbers = person_numbers(actor, ids=sorted({id for one in found.values() for id in one.others}))
    apart = {one.person_id for one in people if one.apart} | decided
    return {one.case_id: _of(found.get(one.person_id), numbers, one.person_id in apart) for one in travellers}


def moving(travellers: Sequence[Traveller], day: date) -> list[Moving]:
    """The travellers, and whoever has a running case and belongs to a group or a household of theirs."""
    chosen = {one.case_id: one for one in travellers}
    least = {one.group_id: _ORDER[one.stage] for one in travellers}
    homes = models.Case.objects.filter(id__in=list(chosen), person__household__isnull=False)
    near = Q(group__in=list(least)) | Q(
        person__household__in=list(homes.values_list("person__household_id", flat=True))
    )
    rows = list(models.Case.objects.filter(near, course=Course.RUNNING).select_related("person"))
    others = set(chosen) - {row.id for row in rows}
    rows += list(models.Case.objects.filter(id__in=others).select_related("person"))
    stays = models.Apart.objects.filter(case__in=rows, ended_at__isnull=True)
    apart = set(stays.values_list("case_id", flat=True))
    ahead = max(least.values(), default=0)
    return [
        Moving(
            person_id=one.person_id,
            families=frozenset(id for id in (one.group_id, row.person.household_id) if id),
            child=one.child,
            moves=row.id in chosen or _ORDER[one.stage] > ahead,
            apart=row.id in apart,
        )
        for row, one in zip(rows, travellers_of(rows, day), strict=True)
    ]


def _of(parting: Parting | None, numbers: Mapping[UUID, str], apart: bool) -> Check:
    if parting is None:
        return Check(Gate.FAMILY_UNITY, Holding.OPEN, "family_unity_apart" if apart else "family_unity_open")
    others = [numbers.get(id, "") for id in parting.others]
    detail: dict[str, str | int] = {"others": len(others), "who": ", ".join(filter(None, others[:_SHOWN]))}
    return Check(Gate.FAMILY_UNITY, Holding.UNMET, f"family_unity_{parting.how.value}", detail)
