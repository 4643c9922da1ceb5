"""Convoys for tests: households that prepare for departure, a bus, and people who lead, plan and receive.

Comes in: an actor maker. Goes out: ids and actors. `open_ways` lets every gate that is not a convoy's stand open, since those have tests
of their own; the head-count, the handover and the unity of the family are asked as they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import pytest
from django.utils import timezone

from actors import MakeActor
from homes import family, site
from homeward.access.facts import Actor, Purpose, Role
from homeward.pathway import models
from homeward.pathway.actions.cases import case_open
from homeward.pathway.actions.convoys import convoy_board, convoy_plan, groups_seat, vehicle_add
from homeward.pathway.actions.headcounts import count_finish, mark_set
from homeward.pathway.facts.cases import Check, Gate, Holding, Stage, Traveller
from homeward.pathway.facts.convoys import ConvoyDraft, PointKind
from homeward.pathway.facts.headcounts import Mark
from homeward.pathway.selectors import gating
from walked import PACK, CaseAt, CaseOf, walk

OWN = (Gate.HEAD_COUNT, Gate.HANDOVER, Gate.FAMILY_UNITY)


@dataclass(frozen=True)
class ConvoyOf:
    """A convoy of one household, with a bus of ten, and the people around it. `lead` reaches both ends."""

    id: UUID
    bus: UUID
    home: CaseOf
    to: UUID
    planner: Actor
    lead: Actor
    receiver: Actor

    @property
    def version(self) -> int:
        """As it is now."""
        return models.Convoy.objects.values_list("version", flat=True).get(id=self.id)

    @property
    def state(self) -> str:
        """As it is now."""
        return models.Convoy.objects.values_list("state", flat=True).get(id=self.id)

    def point(self, kind: PointKind) -> UUID:
        """Where people are counted."""
        return models.Point.objects.values_list("id", flat=True).get(convoy=self.id, kind=kind)

    def seat(self, case_id: UUID) -> UUID:
        """Somebody's place, the latest."""
        found = models.Seat.objects.filter(convoy=self.id, case=case_id).order_by("-given_at")
        return found.values_list("id", flat=True)[0]

    def count(self, kind: PointKind, marks: Mapping[UUID, Mark], by: Actor | None = None) -> None:
        """A count by somebody: marks by case, then finished."""
        point = self.point(kind)
        for case, mark in marks.items():
            mark_set(by or self.lead, point, self.seat(case), mark)
        count_finish(by or self.lead, point)

    def all_present(self, kind: PointKind, by: Actor | None = None) -> None:
        """Everybody who has a place is counted as there."""
        cases = models.Seat.objects.filter(convoy=self.id, ended="").values_list("case_id", flat=True)
        self.count(kind, dict.fromkeys(cases, Mark.PRESENT), by)


def _open(gate: Gate) -> gating.Asks:
    def check(_actor: Actor, travellers: Sequence[Traveller], _day: date) -> Mapping[UUID, Check]:
        return {one.case_id: Check(gate, Holding.OPEN, "open") for one in travellers}

    return check


@pytest.fixture
def open_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every gate stands open but those of the convoy and of the family."""
    ways = {gate: gating.GATES.get(gate, _open(gate)) if gate in OWN else _open(gate) for gate in Gate}
    monkeypatch.setattr(gating, "GATES", ways)


@pytest.fixture
def a_convoy(case_at: CaseAt, actor: MakeActor, open_ways: None) -> ConvoyOf:
    """A convoy for today with one household in its bus, not boarding yet."""
    home = case_at(Stage.DEPARTURE_PREPARATION)
    to = site(actor, "Arrival centre")
    planner = actor(Role.REPATRIATION_COORDINATOR, None, Purpose.RETURN)
    lead = actor(Role.CONVOY_LEAD)
    draft = ConvoyDraft(home.site, to, timezone.localdate(), lead.user_id, "Escort of the invented force", ("River",))
    id = convoy_plan(planner, draft)
    bus = vehicle_add(planner, id, called="Bus 1", seats=10, wheelchairs=1, version=1)
    group = models.Case.objects.values_list("group_id", flat=True).get(id=home.mother)
    groups_seat(planner, id, [(group, bus)], version=2)
    return ConvoyOf(id, bus, home, to, planner, lead, actor(Role.REPATRIATION_COORDINATOR, to, Purpose.RETURN))


@pytest.fixture
def boarding(a_convoy: ConvoyOf) -> ConvoyOf:
    """The same convoy, boarding."""
    convoy_board(a_convoy.lead, a_convoy.id, version=a_convoy.version)
    return a_convoy


@pytest.fixture
def two_households(a_convoy: ConvoyOf, actor: MakeActor) -> ConvoyOf:
    """The same convoy with a second household of the same site in its bus, boarding."""
    people = family(actor(Role.REGISTRATION_CLERK, a_convoy.home.site), a_convoy.home.site, "Second")
    ids = case_open(a_convoy.planner, person_ids=people.person_ids, pack_key=PACK)
    walk(ids, Stage.DEPARTURE_PREPARATION)
    group = models.Case.objects.values_list("group_id", flat=True).get(id=ids[0])
    groups_seat(a_convoy.planner, a_convoy.id, [(group, a_convoy.bus)], version=a_convoy.version)
    convoy_board(a_convoy.lead, a_convoy.id, version=a_convoy.version)
    return a_convoy
