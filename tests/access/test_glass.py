"""Emergency access: a person, a reason, a few hours; and a review by somebody else, once, in words."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from actors import MakeActor
from homeward.access.actions import break_glass_open, break_glass_review
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Capability, EventKind, Purpose, Role
from homeward.access.models import BreakGlass, Event
from homeward.access.rules import GRANTS
from homeward.access.selectors import actor_of, break_glasses_of_person, break_glasses_to_review
from homeward.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
PERSON, HERE, THERE = UUID(int=10), UUID(int=1), UUID(int=2)
REASON = "The ambulance asks for her papers now."


@pytest.fixture
def manager(actor: MakeActor) -> Actor:
    return actor(Role.CASE_MANAGER, site=HERE, purpose=Purpose.PROTECTION)


@pytest.fixture
def officer(actor: MakeActor) -> Actor:
    return actor(Role.DATA_PROTECTION_OFFICER)


def test_an_access_is_opened_for_hours_and_told(manager: Actor) -> None:
    glass = break_glass_open(manager, person_id=PERSON, reason=f"  {REASON}  ", hours=2, site_id=THERE)
    assert timedelta(hours=1, minutes=59) < glass.until - timezone.now() <= timedelta(hours=2)
    assert actor_of(manager.user_id, purpose=manager.purpose).glasses == (glass,)
    event = Event.objects.get(kind=EventKind.OVERRIDE)
    assert (event.what, event.person_id, event.site_id) == ("break_glass.open", PERSON, THERE)
    assert REASON not in str(event.detail)


@pytest.mark.parametrize("reason", ["", " " * 30, "urgent", "x" * 19, "a" + " " * 40 + "b"])
def test_a_reason_is_a_sentence(manager: Actor, reason: str) -> None:
    with pytest.raises(BadInput):
        break_glass_open(manager, person_id=PERSON, reason=reason)


@pytest.mark.parametrize("hours", [0, -1, 5, 100])
def test_an_access_lasts_at_most_four_hours(manager: Actor, hours: int) -> None:
    with pytest.raises(BadInput):
        break_glass_open(manager, person_id=PERSON, reason=REASON, hours=hours)


@pytest.mark.parametrize("role", Role)
def test_only_who_may_opens(actor: MakeActor, role: Role) -> None:
    who = actor(role)
    if Capability.BREAK_GLASS_OPEN in GRANTS[role][who.purpose]:
        assert break_glass_open(who, person_id=PERSON, reason=REASON)
    else:
        with pytest.raises(Refused):
            break_glass_open(who, person_id=PERSON, reason=REASON)
        assert Event.objects.filter(kind=EventKind.DENIED, person_id=PERSON).count() == 1


@pytest.mark.parametrize("kind", ["token", "service"])
def test_no_program_opens_one(manager: Actor, kind: str) -> None:
    program = Actor(manager.user_id, "x", manager.assignments, manager.purpose, kind=kind)
    with pytest.raises(Refused):
        break_glass_open(program, person_id=PERSON, reason=REASON)


def test_an_access_is_reviewed_once_by_somebody_else(manager: Actor, officer: Actor) -> None:
    glass = break_glass_open(manager, person_id=PERSON, reason=REASON)
    (waiting,) = break_glasses_to_review(officer)
    assert (waiting.id, waiting.username, waiting.reason) == (glass.id, manager.username, REASON)
    with pytest.raises(BadInput):
        break_glass_review(officer, glass_id=glass.id, finding="justified", words="ok")
    break_glass_review(officer, glass_id=glass.id, finding="justified", words="The hospital confirmed the call.")
    assert break_glasses_to_review(officer) == ()
    (kept,) = break_glasses_of_person(officer, PERSON)
    assert (kept.finding, kept.words) == ("justified", "The hospital confirmed the call.")
    with pytest.raises(BadInput):
        break_glass_review(officer, glass_id=glass.id, finding="not_justified", words="Something else entirely.")


def test_nobody_else_reviews(manager: Actor, actor: MakeActor) -> None:
    glass = break_glass_open(manager, person_id=PERSON, reason=REASON, site_id=HERE)
    for role in (Role.CASE_MANAGER, Role.AUDITOR, Role.ADMINISTRATOR):
        with pytest.raises(Refused):
            break_glass_review(actor(role), glass_id=glass.id, finding="justified", words="x" * 30)
        assert break_glasses_to_review(actor(role)) == ()
    elsewhere = actor(Role.DATA_PROTECTION_OFFICER, site=THERE)
    with pytest.raises(NotFound):
        break_glass_review(elsewhere, glass_id=glass.id, finding="justified", words="x" * 30)
    here = actor(Role.DATA_PROTECTION_OFFICER, site=HERE)
    assert len(break_glasses_to_review(here)) == 1


def test_nobody_reviews_their_own(officer: Actor) -> None:
    now = timezone.now()
    own = BreakGlass.objects.create(
        user_id=officer.user_id, person_id=PERSON, purpose="protection", reason=REASON,
        opened_at=now, until=now + timedelta(hours=1),
    )  # fmt: skip
    with pytest.raises(Refused):
        break_glass_review(officer, glass_id=own.id, finding="justified", words="x" * 30)
    assert break_glasses_to_review(officer) == ()
    for wrong in (
        {"reviewed_by": officer.user_id, "reviewed_at": now, "finding": "justified", "words": "x"},
        {"reviewed_by": UUID(int=9), "reviewed_at": now, "finding": "justified", "words": ""},
        {"finding": "justified", "words": "x"},
        {"until": now},
        {"reason": ""},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():  # the database says so too
            BreakGlass.objects.filter(id=own.id).update(**wrong)
