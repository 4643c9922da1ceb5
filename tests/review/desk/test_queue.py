"""The queue of a desk: true counts, every filter, an order, and nobody whom the reader does not reach."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from time import process_time
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from drafts import person

from desk_rows import at_desk, many, plant
from homeward.access.errors import Refused
from homeward.access.facts import Actor, Role
from homeward.lists.facts.lists import WatchList
from homeward.registry.actions.persons import person_register
from homeward.review import models
from homeward.review.actions.decisions import candidate_decide
from homeward.review.facts.candidates import CandidateKind, Desk, Outcome, Reason
from homeward.review.facts.queue import Age, Order, QueueFilter, Show, Strength, Waited, Whose
from homeward.review.facts.steps import Draft
from homeward.review.selectors.queue import queue_page, queue_place
from homeward.screening.profile import Profile
from shelves import a_list

MakeActor = Callable[..., Actor]
NAMES = ("Amir Hamdan Jarallah", "Hasan Yousif", "Musa Abdullah al-Afandi")
BORN = ("1987-06-23", "1996", "2010")


@pytest.fixture
def people(officer: Actor, site: UUID) -> list[UUID]:
    return [person_register(officer, person(site, name, born=born)) for name, born in zip(NAMES, BORN, strict=True)]


@pytest.fixture
def rows(second: Actor, analyst: Actor, people: list[UUID], listed: WatchList) -> list[models.Candidate]:
    """Three candidates: the first strong and old, the second waiting for a second person, the third taken by a colleague."""
    now = timezone.now()
    made = [at_desk(analyst, id, listed, f"ZZi.00{n}", strong=n < 3) for n, id in enumerate(people, 1)]
    update(made[0], waiting_since=now - timedelta(days=8), millibits=15_000)
    update(made[1], millibits=9_000)
    candidate_decide(second, made[1].id, said(Outcome.DIFFERENT, Reason.BIRTH_DIFFERS))
    update(made[2], claimed_by=people[0], claimed_name="colleague", claimed_at=now, millibits=5_000)
    return made


def update(row: models.Candidate, **fields: object) -> None:
    models.Candidate.objects.filter(id=row.id).update(**fields)


def said(outcome: Outcome, reason: Reason) -> Draft:
    return Draft(outcome, reason, "Invented words that say why.", 1)


def found(actor: Actor, **asked: object) -> list[UUID]:
    page = queue_page(actor, QueueFilter(**asked))  # type: ignore[arg-type]
    assert page.total == len(page.rows)
    return [row.id for row in page.rows]


def test_all_that_is_open_the_strongest_first_or_the_longest_waiting(analyst, rows) -> None:
    assert found(analyst) == [row.id for row in rows]
    update(rows[2], waiting_since=timezone.now() - timedelta(days=9))
    assert found(analyst, order=Order.WAITING)[0] == rows[2].id


@pytest.mark.parametrize(
    ("asked", "places"),
    [
        ({"show": Show.WAITING}, [0, 2]),
        ({"show": Show.SECOND}, [1]),
        ({"show": Show.DECIDED}, []),
        ({"strength": Strength.STRONG}, [0, 1]),
        ({"strength": Strength.OTHER}, [2]),
        ({"waited": Waited.WEEK}, [0]),
        ({"whose": Whose.NOBODY}, [0, 1]),
        ({"whose": Whose.OTHERS}, [2]),
        ({"whose": Whose.MINE}, []),
        ({"age": Age.CHILD}, [2]),
        ({"age": Age.MIDDLE}, [0]),
        ({"age": Age.UNKNOWN}, []),
    ],
)
def test_every_filter(analyst, rows, asked, places) -> None:
    assert found(analyst, **asked) == [rows[place].id for place in places]


def test_filters_by_list_and_by_site(analyst, rows, site, listed) -> None:
    other = a_list(analyst, [("X-1", "Somebody Else", "1990")], list_id="other")
    assert found(analyst, list_row=other.id) == []
    assert len(found(analyst, list_row=listed.id)) == 3
    assert len(found(analyst, site_id=site)) == 3
    assert found(analyst, site_id=other.id) == []


def test_counts_are_those_of_what_is_shown(analyst, rows) -> None:
    page = queue_page(analyst, QueueFilter())
    assert page.counts == {
        Show.OPEN: 3, Show.WAITING: 2, Show.SECOND: 1, Show.SOURCE: 0, Show.DECIDED: 0, Show.WITHDRAWN: 0, Show.BLIND: 0,
    }  # fmt: skip
    assert queue_page(analyst, QueueFilter(strength=Strength.STRONG)).counts[Show.OPEN] == 2
    update(rows[0], claimed_by=analyst.user_id, claimed_name="me", claimed_at=timezone.now())
    assert queue_page(analyst, QueueFilter()).mine == 1


def test_somebody_of_another_site_sees_nobody_and_counts_nobody(actor: MakeActor, rows, site) -> None:
    here, there = actor(Role.SCREENING_ANALYST, site), actor(Role.SCREENING_ANALYST, UUID(int=7))
    assert len(found(here)) == 3
    assert found(there) == []
    assert set(queue_page(there, QueueFilter()).counts.values()) == {0}


def test_each_desk_is_for_its_own_roles(actor: MakeActor, analyst, rows) -> None:
    specialist = actor(Role.CHILD_PROTECTION_SPECIALIST)
    update(rows[2], desk=Desk.CHILD)
    update(rows[1], desk=Desk.TRACING)
    assert found(analyst) == [rows[0].id]
    assert found(specialist, desk=Desk.CHILD) == [rows[2].id]
    assert found(specialist, desk=Desk.TRACING) == [rows[1].id]
    for who, desk in ((analyst, Desk.CHILD), (analyst, Desk.TRACING), (specialist, Desk.SECURITY)):
        with pytest.raises(Refused):
            queue_page(who, QueueFilter(desk=desk))


def test_a_restricted_list_is_for_its_roles_alone(actor: MakeActor, analyst, people) -> None:
    secret = a_list(
        analyst, [("X-1", NAMES[0], BORN[0])], list_id="secret", restricted=True,
        roles=frozenset({Role.SCREENING_ANALYST}),
    )  # fmt: skip
    row = at_desk(analyst, people[0], secret, "X-1")
    reviewer = actor(Role.SECOND_REVIEWER)
    assert found(analyst) == [row.id]
    assert found(reviewer) == []
    assert queue_page(reviewer, QueueFilter()).counts[Show.OPEN] == 0


def test_a_planted_case_looks_like_another(analyst, rows, listed) -> None:
    case = plant(analyst, Profile(query_id="p", names=("Amir Hamdan Jarallah",)), listed, "ZZi.001")
    shown = next(row for row in queue_page(analyst, QueueFilter()).rows if row.id == case.id)
    assert shown.person is not None
    assert shown.person.summary.name == "Amir Hamdan Jarallah"
    assert shown.person.number.startswith("P-")


def test_where_a_candidate_stands_and_what_stands_beside_it(analyst, rows) -> None:
    first, second, third = (row.id for row in rows)
    place = queue_place(analyst, QueueFilter(), second)
    assert (place.number, place.total, place.before, place.after) == (2, 3, first, third)
    place = queue_place(analyst, QueueFilter(order=Order.WAITING), second)  # it waits anew, for a second person
    assert (place.number, place.total, place.before, place.after) == (3, 3, third, None)
    gone = queue_place(analyst, QueueFilter(show=Show.DECIDED), second)
    assert (gone.number, gone.total, gone.before, gone.after) == (0, 0, None, None)


def test_those_due_to_be_looked_at_unseen_are_not_shown_to_whoever_took_part(actor: MakeActor, analyst, rows) -> None:
    other = actor(Role.SCREENING_ANALYST)
    candidate_decide(analyst, rows[0].id, said(Outcome.INSUFFICIENT, Reason.TOO_LITTLE_LISTED))
    update(rows[0], blind_due=True)
    assert found(analyst, show=Show.BLIND) == []
    assert found(other, show=Show.BLIND) == [rows[0].id]
    assert queue_page(other, QueueFilter(show=Show.DECIDED)).rows[0].outcome is None
    assert queue_page(analyst, QueueFilter(show=Show.DECIDED)).rows[0].outcome is not None


def test_as_many_queries_for_four_thousand_as_for_ten(analyst, people, listed) -> None:
    numbers = []
    for number, kind in ((10, CandidateKind.NAME), (3_990, CandidateKind.DOCUMENT)):
        many(analyst, people, listed, number, kind=kind)
        queue_page(analyst, QueueFilter())
        with CaptureQueriesContext(connection) as queries:
            page = queue_page(analyst, QueueFilter(strength=Strength.STRONG, age=Age.MIDDLE))
        numbers.append(len(queries))
        assert page.total > 0
    assert numbers[0] == numbers[1] <= 8


@pytest.mark.slow
def test_four_thousand_stay_fast(analyst, people, listed) -> None:
    """Processor seconds, and far more than are needed, so that a slow machine does not fail what is no defect."""
    many(analyst, people, listed, 4_000)
    queue_page(analyst, QueueFilter())
    began = process_time()
    for _ in range(10):
        queue_page(analyst, QueueFilter(), offset=2_000)
        queue_place(analyst, QueueFilter(), models.Candidate.objects.first().id)  # type: ignore[union-attr]
    assert (process_time() - began) / 10 < 0.4
