"""What somebody took and reaches no longer is given back by the clock, so that it waits for nobody who cannot look at it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from actors import MakeActor
from asked import Asked, ask
from homes import site as make_site
from homeward.access.facts import Actor, Role
from homeward.access.models import Event, RoleAssignment
from homeward.registry.models import Person
from homeward.review.actions.claims import candidate_take
from homeward.review.actions.following import claims_free, follow

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(actor: MakeActor) -> Asked:
    """A candidate whose person is at a site."""
    return ask(actor)


@pytest.fixture
def here(actor: MakeActor, asked: Asked) -> Actor:
    """An analyst of that site alone, who took it."""
    analyst = actor(Role.SCREENING_ANALYST, asked.site)
    candidate_take(analyst, asked.id, version=1)
    return analyst


def moved(asked: Asked, actor: MakeActor) -> None:
    Person.objects.filter(id=asked.person_id).update(site_id=make_site(actor, "Beta camp"))


def test_a_moved_person_s_candidate_is_given_back_and_the_trail_says_whose_it_was(
    asked: Asked, here: Actor, actor: MakeActor
) -> None:
    follow()
    assert asked.row.claimed_by == here.user_id, "as long as it is reached it is kept"
    moved(asked, actor)
    follow()
    row = asked.row
    assert (row.claimed_by, row.claimed_name, row.claimed_at, row.version) == (None, "", None, 3)
    event = Event.objects.filter(what="candidate.release").get()
    assert (event.person_id, event.detail) == (asked.person_id, {"of": str(here.user_id)})
    follow()
    assert Event.objects.filter(what="candidate.release").count() == 1


def test_whoever_works_everywhere_keeps_it(asked: Asked, actor: MakeActor) -> None:
    analyst = actor(Role.SCREENING_ANALYST)
    candidate_take(analyst, asked.id, version=1)
    moved(asked, actor)
    follow()
    assert asked.row.claimed_by == analyst.user_id


@pytest.mark.parametrize("ended", ["withdrawn_at", "until"])
def test_a_role_that_ended_gives_back_what_was_taken_in_it(asked: Asked, here: Actor, ended: str) -> None:
    RoleAssignment.objects.filter(user_id=here.user_id).update(**{ended: timezone.now()})
    follow()
    assert asked.row.claimed_by is None


def test_nobody_but_the_clock_gives_back_so(asked: Asked, here: Actor, actor: MakeActor) -> None:
    moved(asked, actor)
    assert claims_free(actor(Role.SCREENING_ANALYST)) == 0
    assert asked.row.claimed_by == here.user_id
