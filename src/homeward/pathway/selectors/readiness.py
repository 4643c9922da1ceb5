"""How ready places are, which needs have no service there, and for each household that would go what keeps it from going now.

Comes in: an actor, a site or groups. Goes out: frozen facts. Nothing here puts households in an order of who deserves it: each is told what
binds it, and the list is by its number.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import may, scope
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.cases import Check, Course, Gate, Stage
from homeward.pathway.facts.readiness import Binding, NoteKind, NoteRow, PlaceReadiness, Simulated
from homeward.pathway.facts.services import Gap, GapAnswer
from homeward.pathway.milestone_rows import GAP_WORDS
from homeward.pathway.placing import free_places, note_rows, rooms
from homeward.pathway.rules.steps import next_on
from homeward.pathway.sealed import keys_to_read, open_text
from homeward.pathway.selectors.cases import case_of, visible
from homeward.pathway.selectors.gaps import gaps_at_home, said_to
from homeward.pathway.selectors.gating import checks_of
from homeward.pathway.travellers import travellers_of

_AT_THE_BUS: Final = (Gate.HEAD_COUNT, Gate.HANDOVER)  # asked when everybody stands there, not before
_ORDER: Final = {gate: number for number, gate in enumerate(Gate)}


def readiness_of(actor: Actor, site_id: UUID) -> PlaceReadiness:
    """What is recorded of a place and of the areas around it, the latest first. Raises `Refused`."""
    authorise(actor, Capability.SERVICE_READ)
    room = rooms([site_id]).get(site_id)
    around = list(room.areas) if room else []
    rows = scope(actor, models.PlaceNote.objects.filter(Q(site=site_id) | Q(site=None, area_code__in=around)))
    notes = note_rows(list(rows.order_by("-day", "-recorded_at", "-id")))
    judged = [one for one in notes if one.kind is NoteKind.JUDGEMENT]
    return PlaceReadiness(site_id, _nearest(judged, site_id, around), notes)


def judgements_list(actor: Actor) -> dict[UUID, NoteRow]:
    """The latest judgement of every site that has one of its own. Raises `Refused`."""
    authorise(actor, Capability.SERVICE_READ)
    rows = scope(actor, models.PlaceNote.objects.filter(kind=NoteKind.JUDGEMENT, site__isnull=False))
    told = note_rows(list(rows.order_by("day", "recorded_at", "id")))
    return {one.site_id: one for one in told if one.site_id is not None}


def gaps_of(actor: Actor, case_id: UUID) -> tuple[tuple[Gap, ...], str] | None:
    """The needs of a case's person without a service at home, and the home's id; None for whoever may not read about needs.

    Raises `NotFound`.
    """
    case = case_of(actor, case_id)
    if not may(actor, Capability.NEED_READ, site_id=case.person.site_id):
        return None
    today = timezone.localdate()
    found = gaps_at_home(travellers_of([case], today), today)[case.id]
    said, key = said_to([case.id]), keys_to_read([case]).get(case.id)
    record(
        actor, EventKind.READ, "case.gaps", person_id=case.person_id, subject=case.number, site_id=case.person.site_id
    )
    gaps = []
    for kind in sorted(found.missing):
        row = said.get((case.id, found.place, kind))
        gaps.append(
            Gap(
                case.id, kind, GapAnswer(row.answer), open_text(key, GAP_WORDS, row.id, row.words), row.recorded_name,
                row.recorded_at, row.number,
            )
            if row
            else Gap(case.id, kind)
        )  # fmt: skip
    return tuple(gaps), found.place


def binding(actor: Actor, group_ids: Sequence[UUID]) -> dict[UUID, tuple[Check, ...]]:
    """What keeps each household from its next step now, gate by gate; nothing for one that could go. Those out of reach are left out."""
    return {one.group_id: one.checks for one in _bindings(actor, Q(group__in=list(group_ids)))}


def simulate(actor: Actor, site_id: UUID) -> Simulated:
    """For a destination: each household that would go there next, and what keeps it; and the room there. Raises `Refused`."""
    authorise(actor, Capability.CASE_READ)
    bound = Q(group__to_site=site_id, stage=Stage.DEPARTURE_PREPARATION) | Q(
        group__home_site=site_id, stage=Stage.RETURN_READINESS
    )
    found = _bindings(actor, bound)
    free = free_places(rooms([site_id])).get(site_id)
    record(actor, EventKind.READ, "readiness.simulate", site_id=site_id, detail={"households": len(found)})
    return Simulated(
        site_id=site_id, day=timezone.localdate(), free=free, households=found,
        together=sum(one.persons for one in found if one.could_go),
        counts=Counter(gate for one in found for gate in {check.gate.value for check in one.checks}),
    )  # fmt: skip


def _bindings(actor: Actor, narrowed: Q) -> tuple[Binding, ...]:
    rows = visible(actor).select_related("person", "group__pack", "group__household")
    rows = rows.filter(narrowed, course=Course.RUNNING, closed_at__isnull=True).order_by("group_id", "id")
    groups: defaultdict[tuple[UUID, Stage], list[models.Case]] = defaultdict(list)
    by_stage: defaultdict[Stage, list[models.Case]] = defaultdict(list)
    for case in rows:
        groups[case.group_id, Stage(case.stage)].append(case)
        by_stage[Stage(case.stage)].append(case)
    told: dict[UUID, tuple[Check, ...]] = {}
    for stage, cases in by_stage.items():
        lines = next_on(stage)
        if lines:
            gates = tuple(gate for gate in lines[0].gates if gate not in _AT_THE_BUS)
            told |= checks_of(actor, cases, gates, timezone.localdate())
    return tuple(
        Binding(
            group_id=group, case_ids=tuple(case.id for case in cases), persons=len(cases),
            checks=_unmet(told.get(case.id, ()) for case in cases), numbers=tuple(case.number for case in cases),
            household=household.number if (household := cases[0].group.household) else "",
        )
        for (group, _stage), cases in groups.items()
    )  # fmt: skip


def _unmet(checks: Iterable[tuple[Check, ...]]) -> tuple[Check, ...]:
    """What is not open for any of a household, each once."""
    found: dict[tuple[Gate, str], Check] = {}
    for of in checks:
        for check in of:
            if not check.holding.passes:
                found.setdefault((check.gate, check.because), check)
    return tuple(sorted(found.values(), key=lambda one: (_ORDER[one.gate], one.because)))


def _nearest(judged: Sequence[NoteRow], site_id: UUID, around: Sequence[str]) -> NoteRow | None:
    """The latest judgement of the place itself, or else of the smallest area around it."""
    own = [one for one in judged if one.site_id == site_id]
    if own:
        return own[0]
    return min(judged, key=lambda one: around.index(one.area_code), default=None)
