"""Who could go with a convoy, and what keeps each household from it: the one thing that binds, and who can see to it.

Comes in: an actor who plans the convoy. Goes out: households with their binding constraint, those ready longest first, and a proposal by
room alone. Never a reason that lies in who somebody is; what a restricted record says stays there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.batches import Batch, Binding, ReadyLine, Vehicle, Waiting
from homeward.pathway.facts.cases import Check, Course, Gate, Stage
from homeward.pathway.rules.batching import batch, free, load_of
from homeward.pathway.rules.convoys import leads_there
from homeward.pathway.rules.steps import step_between
from homeward.pathway.selectors.centre import centre_of
from homeward.pathway.selectors.convoys import convoy_of, places, seats_of, vehicles_of
from homeward.pathway.selectors.gating import checks_of
from homeward.registry.selectors.households import households_of

# What is asked before somebody gets a place. The head-count is asked at the bus.
ASKED = tuple(
    gate for gate in step_between(Stage.DEPARTURE_PREPARATION, Stage.IN_TRANSIT).gates if gate is not Gate.HEAD_COUNT
)
MOST = 500


def ready_lines(actor: Actor, convoy_id: UUID) -> tuple[ReadyLine, ...]:
    """Households that prepare for departure where a convoy begins and have no place yet: the ready ones first, the longest ready before.

    In a number of queries that does not grow with them. Raises `NotFound`, `Refused`.
    """
    convoy = convoy_of(actor, convoy_id)
    authorise(actor, Capability.CONVOY_PLAN, site_id=convoy.from_site_id)
    groups = _groups(convoy)
    cases = [case for of in groups.values() for case in of]
    preparing = [case for case in cases if _prepares(case, convoy)]
    checks = checks_of(actor, preparing, ASKED, timezone.localdate())
    journeys = {row.case_id: row for row in models.Journey.objects.filter(case__in=cases)}
    homes = [of[0].group.household_id for of in groups.values() if of[0].group.household_id]
    numbers = {id: row.number for id, row in households_of(actor, homes).items()}
    lines = [_line(convoy, id, of, checks, journeys, numbers) for id, of in groups.items()]
    record(actor, EventKind.READ, "convoy.ready", subject=convoy.number, site_id=convoy.from_site_id,
           detail={"shown": len(lines)})  # fmt: skip
    return tuple(sorted(lines, key=lambda line: (line.binding is not None, line.ready_since, line.group_id)))


def proposal_of(actor: Actor, convoy_id: UUID, lines: Sequence[ReadyLine]) -> Batch:
    """Whom the room that is left would take, in the vehicles and where they arrive, of those who are ready. Raises `NotFound`."""
    convoy = convoy_of(actor, convoy_id)
    rows = vehicles_of(convoy, seats_of(actor, list(places(convoy))))
    room = [free(Vehicle(row.id, row.seats, row.wheelchairs), row.taken) for row in rows]
    ready = [
        Waiting(one.group_id, one.ready_since, one.load, len(one.case_ids)) for one in lines if one.binding is None
    ]
    return batch(ready, room, centre_of(actor, convoy_id).left)


def _groups(convoy: models.Convoy) -> dict[UUID, list[models.Case]]:
    """The running cases of every group of which somebody prepares for departure at the convoy's site and has no place."""
    seated = models.Seat.objects.filter(ended="").values("case__group")
    here = models.Case.objects.filter(
        stage=Stage.DEPARTURE_PREPARATION, course=Course.RUNNING, person__site_id=convoy.from_site_id
    ).exclude(group__in=seated)
    wanted = here.order_by("since").values_list("group_id", flat=True)[:MOST]
    apart = models.Apart.objects.filter(ended_at__isnull=True).values("case")
    rows = models.Case.objects.filter(group__in=list(wanted), course=Course.RUNNING, closed_at__isnull=True)
    found: dict[UUID, list[models.Case]] = {}
    for case in rows.exclude(id__in=apart).select_related("person", "group").order_by("group_id", "id"):
        found.setdefault(case.group_id, []).append(case)
    return found


def _prepares(case: models.Case, convoy: models.Convoy) -> bool:
    return case.stage == Stage.DEPARTURE_PREPARATION and case.person.site_id == convoy.from_site_id


def _line(
    convoy: models.Convoy,
    group_id: UUID,
    cases: Sequence[models.Case],
    checks: Mapping[UUID, Sequence[Check]],
    journeys: Mapping[UUID, models.Journey],
    numbers: Mapping[UUID, str],
) -> ReadyLine:
    needs = [journeys[case.id] for case in cases if case.id in journeys]
    load = load_of(
        len(cases), wheelchairs=sum(one.wheelchair for one in needs), escorts=sum(one.escort for one in needs)
    )
    apart = next((case for case in cases if not _prepares(case, convoy)), None)
    unmet = [(case, check) for case in cases for check in checks.get(case.id, ()) if not check.holding.passes]
    whose, check = min(unmet, key=lambda one: ASKED.index(one[1].gate)) if unmet else (None, None)
    other_way = not leads_there(cases[0].group.to_site_id, convoy.to_site_id)
    binding = Binding.NOT_TOGETHER if apart else Binding.OTHER_WAY if other_way else Binding.GATES if check else None
    return ReadyLine(
        group_id=group_id,
        number=numbers.get(cases[0].group.household_id or group_id, cases[0].number),
        case_ids=tuple(case.id for case in cases),
        ready_since=max(case.since for case in cases),
        load=load,
        binding=binding,
        check=check if binding is Binding.GATES else None,
        whose=apart.number if apart else whose.number if whose else "",
    )
