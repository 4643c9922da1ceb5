"""Ask the gates: how each one stands for some cases, all of them together, on a day.

Comes in: an actor, cases, the gates of a step. Goes out: a check for each gate of each case. What no gate answers for is unmet: it fails
closed. An override in force is applied here and nowhere else, only to a gate that may be overridden, and it shows. Never what a restricted
record says: a code, dates, and who can see to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final
from uuid import UUID

from homeward.access.facts import Actor
from homeward.pathway import models
from homeward.pathway.facts.cases import Check, Course, Gate, Holding, Lawful, Stage, Traveller
from homeward.pathway.rules.steps import KEEPERS, next_on
from homeward.pathway.selectors.gates import (
    best_interests,
    contacts,
    continuity,
    destination,
    family_unity,
    handover,
    head_count,
    identity,
    medical_fitness,
    nationality,
    no_hold,
    non_refoulement,
    pack,
    plan,
    screening,
    voluntariness,
)
from homeward.pathway.travellers import travellers_of

Asks = Callable[[Actor, Sequence[Traveller], date], Mapping[UUID, Check]]

# Each gate's own file answers for it. One that is not here yet is unmet, "not_recorded".
GATES: Final[Mapping[Gate, Asks]] = {
    Gate.IDENTITY: identity.check,
    Gate.NATIONALITY: nationality.check,
    Gate.SCREENING: screening.check,
    Gate.VOLUNTARINESS: voluntariness.check,
    Gate.NON_REFOULEMENT: non_refoulement.check,
    Gate.BEST_INTERESTS: best_interests.check,
    Gate.FAMILY_UNITY: family_unity.check,
    Gate.NO_HOLD: no_hold.check,
    Gate.MEDICAL_FITNESS: medical_fitness.check,
    Gate.PACK: pack.check,
    Gate.DESTINATION: destination.check,
    Gate.CONTINUITY: continuity.check,
    Gate.HEAD_COUNT: head_count.check,
    Gate.HANDOVER: handover.check,
    Gate.PLAN: plan.check,
    Gate.CONTACTS: contacts.check,
}


def checks_of(
    actor: Actor, cases: Sequence[models.Case], gates: Sequence[Gate], day: date
) -> dict[UUID, tuple[Check, ...]]:
    """How each of these gates stands for each of these cases, as if exactly these cases went on together."""
    travellers = travellers_of(cases, day)
    if not travellers:
        return {}
    told = {gate: GATES[gate](actor, travellers, day) if gate in GATES else {} for gate in gates}
    lifted = _overrides(travellers, day)
    return {
        one.case_id: tuple(
            _lifted(
                told[gate].get(one.case_id, Check(gate, Holding.UNMET, "not_recorded")), lifted.get((one.case_id, gate))
            )
            for gate in gates
        )
        for one in travellers
    }


def standing_of(
    actor: Actor, cases: Sequence[models.Case], day: date
) -> dict[UUID, tuple[tuple[Lawful, tuple[Check, ...]], ...]]:
    """For each case, the steps that lead on and how their gates stand, as if the group's cases at that stage went on together."""
    found: dict[UUID, tuple[tuple[Lawful, tuple[Check, ...]], ...]] = {}
    wanted = {case.id for case in cases}
    for stage, mates in _with_mates(cases).items():
        lines = next_on(stage)
        gates = tuple(dict.fromkeys(gate for line in lines for gate in line.gates))
        checks = checks_of(actor, mates, gates, day)
        for case in mates:
            if case.id in wanted:
                of = {check.gate: check for check in checks[case.id]}
                found[case.id] = tuple((line, tuple(of[gate] for gate in line.gates)) for line in lines)
    return found


def _with_mates(cases: Sequence[models.Case]) -> dict[Stage, list[models.Case]]:
    """The cases by stage, and with them whoever of their groups stands at that stage and goes on."""
    groups = {case.group_id for case in cases}
    mates = models.Case.objects.filter(group__in=groups, course=Course.RUNNING).select_related("person", "group")
    every = {case.id: case for case in (*mates, *cases)}
    pairs = {(case.group_id, case.stage) for case in cases}
    found: dict[Stage, list[models.Case]] = {}
    for case in sorted(every.values(), key=lambda one: one.id):
        if (case.group_id, case.stage) in pairs:
            found.setdefault(Stage(case.stage), []).append(case)
    return found


def _overrides(travellers: Sequence[Traveller], day: date) -> dict[tuple[UUID, Gate], date]:
    """Until when an override lifts a gate of a case: granted, in its time, not ended."""
    rows = models.Override.objects.filter(
        case__in=[one.case_id for one in travellers], granted_at__isnull=False, ended_at__isnull=True, until__gte=day
    )
    return {(row.case_id, Gate(row.gate)): row.until for row in rows if KEEPERS[Gate(row.gate)].overridable}


def _lifted(check: Check, until: date | None) -> Check:
    """A check with whom it waits for; overridden where that is in force and it does not pass by itself."""
    if check.holding.passes:
        return check
    if until is not None:
        return replace(check, holding=Holding.OVERRIDDEN, until=until, waits_for=())
    return check if check.waits_for else replace(check, waits_for=KEEPERS[check.gate].roles)
