"""What a journey has to make room for, and with which paper somebody crosses: sealed, versioned, followed by the place in the vehicle."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from actors import MakeActor
from convoyed import ConvoyOf
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Purpose, Role
from homeward.pathway import models
from homeward.pathway.actions.journeys import journey_set, travel_paper_set
from homeward.pathway.facts.manifests import TravelPaperKind
from homeward.pathway.selectors.departing import departure_of
from homeward.pathway.selectors.readying import proposal_of, ready_lines
from homeward.registry.errors import Invalid

pytestmark = pytest.mark.django_db
PASSPORT = TravelPaperKind.PASSPORT


@pytest.fixture
def manager(actor: MakeActor) -> Actor:
    """Somebody who looks after cases."""
    return actor(Role.CASE_MANAGER, None, Purpose.RETURN)


def test_a_place_follows_what_the_journey_needs(a_convoy: ConvoyOf, manager: Actor) -> None:
    journey_set(manager, a_convoy.home.mother, wheelchair=True, escort=True, words="Help at the steps.", version=0)
    seat = models.Seat.objects.get(case=a_convoy.home.mother)
    assert (seat.wheelchair, seat.escort) == (True, True)
    assert not models.Task.objects.filter(what="convoy.room").exists()
    journey_set(manager, a_convoy.home.child, wheelchair=True, escort=False, words="", version=0)  # the bus takes one
    task = models.Task.objects.get(what="convoy.room")
    assert (task.case_id, task.role) == (a_convoy.home.child, Role.REPATRIATION_COORDINATOR)


def test_nobody_overwrites_what_they_have_not_seen(a_convoy: ConvoyOf, manager: Actor) -> None:
    journey_set(manager, a_convoy.home.mother, wheelchair=True, escort=False, words="", version=0)
    with pytest.raises(Stale):
        journey_set(manager, a_convoy.home.mother, wheelchair=False, escort=False, words="", version=0)
    with pytest.raises(Invalid, match="at most 500"):
        journey_set(manager, a_convoy.home.mother, wheelchair=False, escort=False, words="x" * 501, version=1)


def test_a_travel_paper_has_its_number_sealed_or_is_missing(a_convoy: ConvoyOf, manager: Actor) -> None:
    case, today = a_convoy.home.mother, timezone.localdate()
    with pytest.raises(Invalid) as refused:
        travel_paper_set(a_convoy.planner, case, kind=PASSPORT, number=" ", valid_until=None, version=0)
    assert refused.value.data["field"] == "number"
    with pytest.raises(Invalid) as refused:
        travel_paper_set(
            a_convoy.planner, case, kind=PASSPORT, number="A 1", valid_until=today - timedelta(1), version=0
        )
    assert refused.value.data["field"] == "valid_until"
    travel_paper_set(a_convoy.planner, case, kind=PASSPORT, number="A 1234567", valid_until=None, version=0)
    assert b"1234567" not in bytes(models.TravelPaper.objects.get().number)
    travel_paper_set(a_convoy.planner, case, kind=TravelPaperKind.MISSING, number="A 1", valid_until=today, version=1)
    row = models.TravelPaper.objects.get()
    assert (bytes(row.number), row.valid_until, row.version) == (b"", None, 2)
    with pytest.raises(Refused):
        travel_paper_set(manager, case, kind=PASSPORT, number="A 1", valid_until=None, version=2)
    with pytest.raises((Refused, NotFound)):
        travel_paper_set(a_convoy.lead, a_convoy.bus, kind=PASSPORT, number="A 1", valid_until=None, version=0)


def test_a_proposal_asks_as_much_for_two_households_as_for_one(
    two_households: ConvoyOf, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(60):
        departure = departure_of(two_households.lead, two_households.id)
    assert [len(one.waiting) for one in departure.parties] == [2, 2]
    models.Seat.objects.update(ended="stays", ended_at=timezone.now())
    with django_assert_max_num_queries(60):
        lines = ready_lines(two_households.planner, two_households.id)
    assert [line.binding for line in lines] == [None, None]
    assert len(proposal_of(two_households.planner, two_households.id, lines).placed) == 2
