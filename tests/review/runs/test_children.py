"""Children are withheld from security lists, unless an authority's ground is in force; tracing lists look for everyone."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from actors import MakeActor
from homeward.access.errors import Refused
from homeward.access.facts import Actor, Role
from homeward.kernel.dates import parse
from homeward.kernel.errors import BadInput
from homeward.lists.facts.lists import Desk as ListDesk
from homeward.lists.facts.lists import WatchList
from homeward.registry.facts.persons import HouseholdRole
from homeward.review import models
from homeward.review.actions.grounds import GroundDraft, ground_record, ground_withdraw
from homeward.review.facts.candidates import Desk, State, Why
from homeward.review.facts.runs import Taken
from homeward.review.facts.versions import Standing
from homeward.review.rules.runs import of_age_on, taken
from homeward.review.selectors.grounds import grounds_of
from homeward.review.selectors.versions import versions_of
from homeward.screening.ages import may_be_a_child
from screenings import NAME, ROWS, Register, Screen, night
from shelves import a_list

YOUNG = f"{date.today().year - 9}-03-04"
WORDS = "A court order names this child alone."


@pytest.fixture
def liaison(actor: MakeActor) -> Actor:
    """Somebody who records what an authority decided."""
    return actor(Role.JUDICIAL_LIAISON)


@pytest.fixture
def listed(analyst: Actor) -> WatchList:
    """A list with a child on it, in use."""
    return a_list(analyst, (("X-1", NAME, YOUNG, "iq"), *ROWS[1:]))


@pytest.fixture
def child(listed: WatchList, register: Register) -> UUID:
    """A child of the name of an entry."""
    return register(born=YOUNG)


def ground(**said: object) -> GroundDraft:
    told = {"authority": "Juvenile court, Alpha", "reference": "JC 12/26", "words": WORDS}
    return GroundDraft(**told | {"until": timezone.now() + timedelta(days=30)} | said)  # type: ignore[arg-type]


def test_a_child_is_withheld_and_counted(child: UUID, screen: Screen, analyst: Actor) -> None:
    run = screen()
    assert (run.persons, run.withheld, run.on_ground, run.asked_anew) == (1, 1, 0, 0)
    assert not models.Candidate.objects.exists()
    said = versions_of(analyst, child)
    assert said.standing is Standing.WITHHELD and not said.not_found
    assert models.Screened.objects.get().again_on == date(date.today().year + 9, 3, 4)


def test_on_a_ground_a_specialist_is_asked_and_nobody_else(
    child: UUID, liaison: Actor, analyst: Actor, actor: MakeActor, screen: Screen
) -> None:
    screen()
    ground_record(actor=liaison, person_id=child, draft=ground())
    night()
    row = models.Candidate.objects.get()
    assert (row.desk, row.state) == (Desk.CHILD, State.WAITING)
    assert models.Run.objects.latest("asked_at").on_ground == 1
    assert versions_of(analyst, child).standing is Standing.WITHHELD, "the screening desk hears nothing of it"
    (held,) = grounds_of(actor(Role.CHILD_PROTECTION_SPECIALIST), child)
    assert held.in_force and held.words == WORDS


def test_a_ground_that_ends_ends_what_was_asked(child: UUID, liaison: Actor, screen: Screen) -> None:
    id = ground_record(actor=liaison, person_id=child, draft=ground())
    screen()
    row = models.Candidate.objects.get()
    ground_withdraw(actor=liaison, ground_id=id)
    row.refresh_from_db()
    assert (row.state, row.why) == (State.WITHDRAWN, Why.GROUND_ENDED)
    night()
    assert models.Screened.objects.get().withheld
    row.refresh_from_db()
    assert row.state == State.WITHDRAWN


def test_a_ground_whose_time_is_over_ends_what_was_asked(child: UUID, liaison: Actor, screen: Screen) -> None:
    id = ground_record(actor=liaison, person_id=child, draft=ground())
    screen()
    past = timezone.now() - timedelta(days=2)
    models.Ground.objects.filter(id=id).update(given_at=past - timedelta(days=9), until=past + timedelta(days=2))
    night()
    row = models.Candidate.objects.get()
    assert (row.state, row.why) == (State.WITHDRAWN, Why.GROUND_ENDED)
    assert models.Screened.objects.get().withheld


@pytest.mark.parametrize(
    "said",
    [
        {"authority": " "},
        {"reference": ""},
        {"words": "why"},
        {"until": timezone.now() - timedelta(days=1)},
        {"until": timezone.now() + timedelta(days=400)},
    ],
)
def test_a_ground_without_authority_words_or_end_is_none(child: UUID, liaison: Actor, said: dict[str, object]) -> None:
    with pytest.raises(BadInput):
        ground_record(actor=liaison, person_id=child, draft=ground(**said))


@pytest.mark.parametrize("role", [Role.SCREENING_ANALYST, Role.CHILD_PROTECTION_SPECIALIST, Role.SECOND_REVIEWER])
def test_only_the_side_of_justice_records_a_ground(child: UUID, actor: MakeActor, role: Role) -> None:
    with pytest.raises(Refused):
        ground_record(actor=actor(role), person_id=child, draft=ground())


def test_a_tracing_list_looks_for_children_too_and_another_desk_is_asked(
    register: Register, analyst: Actor, actor: MakeActor, screen: Screen
) -> None:
    a_list(analyst, (("X-1", NAME, YOUNG, "iq"), *ROWS[1:]), list_id="missing", desk=ListDesk.TRACING)
    register(born=YOUNG)
    night()
    row = models.Candidate.objects.get()
    assert row.desk == Desk.TRACING
    assert models.Run.objects.filter(desk=ListDesk.SECURITY).count() == 0
    with pytest.raises(Refused):
        screen(desk=ListDesk.TRACING)


def test_whoever_states_no_birth_is_taken_by_their_role(register: Register) -> None:
    day = date(2026, 1, 1)
    child = taken((), HouseholdRole.FOSTER_CHILD, day, readable=True, ground=False)
    assert child is Taken.WITHHELD
    assert taken((), HouseholdRole.HEAD, day, readable=True, ground=False) is Taken.SCREENED
    assert taken((), HouseholdRole.UNKNOWN, day, readable=False, ground=True) is Taken.UNREADABLE


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2020, 12, 31)))
def test_somebody_is_of_age_from_the_day_on_which_no_birth_says_otherwise(born: date) -> None:
    births = (parse(born.isoformat()),)
    grown = of_age_on(births)
    assert grown
    assert not may_be_a_child(births, grown) and may_be_a_child(births, grown - timedelta(days=1))
