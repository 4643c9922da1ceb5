"""Which needs of some people have no service where they return to, for many at once; for this room alone.

Comes in: travellers. Goes out: kinds, by case, with the place they are looked for at. Restricted: whoever shows them asks first whether the
reader may know of needs.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from homeward.pathway import models
from homeward.pathway.facts.cases import Traveller
from homeward.pathway.facts.services import GapAnswer, ServiceKind
from homeward.pathway.placing import bound_for, rooms, services_now
from homeward.pathway.rules.services import at_place, kinds_needed, takes
from homeward.pathway.selectors.needs import open_needs
from homeward.registry.facts.values import Sex
from homeward.registry.selectors.needs import need_codes


@dataclass(frozen=True, slots=True)
class Gaps:
    """What somebody needs and does not find at a place. `place`: what their answers are kept under; empty without a home."""

    needed: frozenset[ServiceKind]
    missing: frozenset[ServiceKind]
    place: str


def gaps_at_home(travellers: Sequence[Traveller], day: date) -> dict[UUID, Gaps]:
    """The gaps of some cases at the places that their families named as home."""
    needs = _needed(travellers)
    bound = bound_for({one.group_id for one in travellers})
    homes = rooms(one.home_site for one in bound.values())
    services = services_now() if any(needs.values()) else []
    sexes = _sexes(travellers) if services else {}
    found: dict[UUID, Gaps] = {}
    for one in (one for one in travellers if one.group_id in bound):
        home = bound[one.group_id].home_site
        areas = homes[home].areas if home in homes else ()
        there = {
            service.kind
            for service in services
            if home is not None
            and at_place(service, home, areas)
            and takes(service, day, child=one.child, sex=sexes.get(one.case_id))
        }
        found[one.case_id] = Gaps(needs[one.case_id], needs[one.case_id] - there, str(home or ""))
    return found


def said_to(case_ids: Sequence[UUID]) -> Mapping[tuple[UUID, str, str], models.GapSaid]:
    """The latest answer to each gap of some cases, by case, place and kind."""
    rows = models.GapSaid.objects.filter(case__in=list(case_ids)).order_by("number")
    return {(row.case_id, row.place, row.kind): row for row in rows}


def unanswered(gaps: Gaps, case_id: UUID, said: Mapping[tuple[UUID, str, str], models.GapSaid]) -> int:
    """How many gaps a person said nothing to, or asked to wait for."""
    answers = [said.get((case_id, gaps.place, kind)) for kind in gaps.missing]
    return sum(one is None or one.answer == GapAnswer.POSTPONE for one in answers)


def _needed(travellers: Sequence[Traveller]) -> dict[UUID, frozenset[ServiceKind]]:
    recorded = need_codes([one.person_id for one in travellers])
    found = open_needs([one.case_id for one in travellers])
    return {
        one.case_id: kinds_needed(recorded.get(one.person_id, ()), found.get(one.case_id, frozenset()))
        for one in travellers
    }


def _sexes(travellers: Sequence[Traveller]) -> dict[UUID, Sex]:
    rows = models.Case.objects.filter(id__in=[one.case_id for one in travellers]).values_list("id", "person__sex")
    return {id: Sex(sex) for id, sex in rows if sex}
