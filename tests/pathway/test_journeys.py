"""What a journey has to make room for, and with which paper somebody crosses: sealed, versioned, followed by the place in the vehicle."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone

from actors import MakeActor
from convoyed import ConvoyOf
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Purpose, Role
from homeward.pathway import models
from homeward.pathway.actions.journeys import journey_set, travel_paper_set
from homeward.pathway.facts.manifests import TravelPaperKind
from homeward.pathway.facts.packs import Document, Paper, Titles, Whom
from homeward.pathway.rules.travel_papers import kind_of, lapses, needed_until
from homeward.pathway.selectors.departing import departure_of
from homeward.pathway.selectors.manifests import manifest_of
from homeward.pathway.selectors.readying import proposal_of, ready_lines
from homeward.pathway.selectors.travel_papers import travel_papers_of
from homeward.registry.actions.persons import claims_record
from homeward.registry.errors import Invalid
from homeward.registry.facts.answers import known
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.values import ClaimKind, DocumentKind, DocumentValue, Holder
from homeward.registry.selectors.papers import papers_of

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


def _record(a_convoy: ConvoyOf, clerk: Actor, **given: object) -> UUID:
    """A paper in the file of the mother; the id of its claim."""
    person = models.Case.objects.select_related("person").get(id=a_convoy.home.mother).person
    said = Statement(ClaimKind.DOCUMENT, known(DocumentValue(**{"kind": DocumentKind.PASSPORT} | given)))
    claims_record(clerk, person.id, [said], version=person.version)
    return papers_of(a_convoy.planner, person.id)[0].claim_id


def test_a_travel_paper_is_one_that_the_registry_holds(a_convoy: ConvoyOf, manager: Actor, actor: MakeActor) -> None:
    case, today = a_convoy.home.mother, timezone.localdate()
    clerk = actor(Role.REGISTRATION_CLERK, a_convoy.home.site)
    over = _record(a_convoy, clerk, number="B 1", expires=today - timedelta(1))
    with pytest.raises(Invalid, match="not valid any more"):
        travel_paper_set(a_convoy.planner, case, claim_id=over, version=0)
    with pytest.raises(Invalid, match="recorded of this person"):
        travel_paper_set(a_convoy.planner, case, kind=PASSPORT, version=0)
    good = _record(a_convoy, clerk, number="A 1234567", expires=today + timedelta(30))
    travel_paper_set(a_convoy.planner, case, claim_id=good, version=0)
    row = models.TravelPaper.objects.get()
    assert (row.kind, row.claim_id, row.valid_until) == (PASSPORT, good, today + timedelta(30))
    assert b"1234567" not in bytes(row.number)
    found = travel_papers_of(a_convoy.planner, case)
    assert found.now is not None
    assert (found.now.number, found.gone, found.until) == ("A 1234567", False, today)
    assert {one.claim_id: one.lapses for one in found.choices} == {over: True, good: False}
    lost = DocumentValue(DocumentKind.PASSPORT, "A 1234567", holder=Holder.LOST)
    person = models.Case.objects.select_related("person").get(id=case).person
    claims_record(
        clerk, person.id, [Statement(ClaimKind.DOCUMENT, known(lost), supersedes=good)], version=person.version
    )
    assert travel_papers_of(a_convoy.planner, case).gone  # whoever plans is told to choose again
    with pytest.raises(NotFound):
        travel_paper_set(a_convoy.planner, case, claim_id=good, version=1)
    travel_paper_set(a_convoy.planner, case, kind=TravelPaperKind.MISSING, version=1)
    row.refresh_from_db()
    assert (row.claim_id, bytes(row.number), row.valid_until, row.version) == (None, b"", None, 2)
    with pytest.raises(Refused):
        travel_paper_set(manager, case, claim_id=good, version=2)
    with pytest.raises((Refused, NotFound)):
        travel_paper_set(a_convoy.lead, a_convoy.bus, claim_id=good, version=0)


def test_a_paper_that_lapses_on_the_way_counts_as_missing(a_convoy: ConvoyOf, actor: MakeActor) -> None:
    today = timezone.localdate()
    paper = _record(a_convoy, actor(Role.REGISTRATION_CLERK, a_convoy.home.site), number="A 1", expires=today)
    travel_paper_set(a_convoy.planner, a_convoy.home.mother, claim_id=paper, version=0)
    lines = {line.seat.case_id: line for line in manifest_of(a_convoy.lead, a_convoy.id).lines}
    assert [lines[id].without_paper for id in a_convoy.home.ids] == [False, True]  # nothing is recorded of the child
    models.Convoy.objects.update(day=today + timedelta(3))
    lines = {line.seat.case_id: line for line in manifest_of(a_convoy.lead, a_convoy.id).lines}
    assert (lines[a_convoy.home.mother].lapses, lines[a_convoy.home.mother].without_paper) == (True, True)


def test_a_process_may_ask_that_a_paper_is_valid_for_longer() -> None:
    titles = Titles("Paper", "Paper", "Paper", "Paper")
    papers = (Paper("passage", titles, valid_days=90), Paper("birth_paper", titles, Whom.CHILDREN, valid_days=180))
    pack = Document("there", 1, "IQ", titles, (), (), papers)
    day = date(2026, 3, 1)
    assert needed_until(pack, day, child=False) == date(2026, 5, 30)
    assert needed_until(pack, day, child=True) == date(2026, 8, 28)
    assert [lapses(until, day) for until in (None, day, day - timedelta(1))] == [False, False, True]
    assert kind_of(DocumentKind.LAISSEZ_PASSER) is TravelPaperKind.LAISSEZ_PASSER


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
