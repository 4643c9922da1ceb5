"""Whether the place where a household arrives is ready for all of it: a centre with room, or a home community that is ready.

Comes in: travellers. Goes out: a check for each. About a place alone. A household of five needs five places together; who else waits for
them makes no difference here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway.facts.cases import Check, Gate, Holding, Stage, Traveller
from homeward.pathway.packing import packs_of_groups
from homeward.pathway.placing import bound_for, free_places, judgements_of, rooms
from homeward.pathway.rules.readiness import centre_stands, home_stands
from homeward.places.facts import SiteStatus


def check(actor: Actor, travellers: Sequence[Traveller], day: date) -> Mapping[UUID, Check]:
    """How the gate stands for each case."""
    groups = {one.group_id for one in travellers}
    packs, bound = packs_of_groups(groups), bound_for(groups)
    travellers = [
        one for one in travellers if one.group_id in packs
    ]  # of nothing that is there, nothing is said: it stays shut
    sizes = Counter(one.group_id for one in travellers)
    to_centre = {
        one.case_id: one.stage is Stage.DEPARTURE_PREPARATION and packs[one.group_id].reception is not None
        for one in travellers
    }
    there = {
        one.case_id: bound[one.group_id].to_site if to_centre[one.case_id] else bound[one.group_id].home_site
        for one in travellers
    }
    places = rooms(there.values())
    free, judged = free_places(places), judgements_of(places)
    found: dict[UUID, Check] = {}
    for one in travellers:
        site = there[one.case_id]
        if site is None or site not in places:
            found[one.case_id] = _check(
                Holding.UNMET, f"destination.{'no_site' if to_centre[one.case_id] else 'no_home'}"
            )
        elif places[site].status is not SiteStatus.OPEN:
            found[one.case_id] = _check(Holding.UNMET, "destination.closed")
        elif to_centre[one.case_id]:
            holding, because = centre_stands(places[site].persons, free.get(site, 0), sizes[one.group_id])
            found[one.case_id] = _check(holding, because, {"free": free.get(site, 0), "persons": sizes[one.group_id]})
        else:
            outlook, until = judged.get(site, (None, None))
            holding, because = home_stands(outlook, until, day)
            found[one.case_id] = _check(holding, because, {"until": until.isoformat()} if until else {}, until)
    return found


def _check(
    holding: Holding, because: str, detail: Mapping[str, str | int] | None = None, until: date | None = None
) -> Check:
    return Check(Gate.DESTINATION, holding, because, detail or {}, until=until)
