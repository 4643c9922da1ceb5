"""A denial is in the trail whatever becomes of the transaction in which it happened, and once."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import transaction

from actors import MakeActor
from homeward.access.actions import action, authorise, denied, purpose_choose
from homeward.access.errors import Refused
from homeward.access.facts import Actor, Capability, EventKind, Purpose, Role
from homeward.access.models import Event
from homeward.access.trail import record

SITE, PERSON = UUID(int=1), UUID(int=2)


def denials() -> list[Event]:
    return list(Event.objects.filter(kind=EventKind.DENIED))


@action
def erase(actor: Actor) -> None:
    record(actor, EventKind.WRITE, "half.done")
    authorise(actor, Capability.ERASE, site_id=SITE, person_id=PERSON)


@action
def outer(actor: Actor) -> None:
    erase(actor)


@pytest.mark.django_db(transaction=True)
def test_a_denial_survives_the_undoing_of_its_action(actor: MakeActor) -> None:
    clerk = actor(Role.REGISTRATION_CLERK)
    with pytest.raises(Refused):
        erase(clerk)
    (event,) = denials()
    assert (event.what, event.user_id, event.site_id, event.person_id) == ("person.erase", clerk.user_id, SITE, PERSON)
    assert event.purpose == "registration"
    assert not Event.objects.filter(what="half.done").exists()


@pytest.mark.django_db(transaction=True)
def test_a_denial_within_nested_actions_is_written_once_by_the_outermost(actor: MakeActor) -> None:
    with pytest.raises(Refused):
        outer(actor(Role.REGISTRATION_CLERK))
    assert len(denials()) == 1


@pytest.mark.django_db(transaction=True)
def test_a_denial_within_a_plain_transaction_is_written_by_whoever_catches_it(actor: MakeActor) -> None:
    clerk = actor(Role.REGISTRATION_CLERK)
    with pytest.raises(Refused) as caught, transaction.atomic():
        authorise(clerk, Capability.ERASE)
    assert denials() == []
    denied(caught.value)
    denied(caught.value)
    assert len(denials()) == 1


@pytest.mark.django_db
def test_a_denial_outside_any_transaction_is_written_at_once(actor: MakeActor) -> None:
    with pytest.raises(Refused):
        authorise(actor(Role.REGISTRATION_CLERK), Capability.ERASE)
    assert len(denials()) == 1


@pytest.mark.django_db
def test_what_is_allowed_leaves_no_denial(actor: MakeActor) -> None:
    clerk = actor(Role.REGISTRATION_CLERK, site=SITE)
    authorise(clerk, Capability.PERSON_WRITE, site_id=SITE)
    authorise(clerk, Capability.PERSON_WRITE)
    assert denials() == []
    for asked in ({"site_id": PERSON}, {"everywhere": True}):
        with pytest.raises(Refused):
            authorise(clerk, Capability.PERSON_WRITE, **asked)
    assert len(denials()) == 2


@pytest.mark.django_db
def test_a_purpose_is_one_that_an_assignment_allows(actor: MakeActor) -> None:
    clerk = actor(Role.REGISTRATION_CLERK)
    assert purpose_choose(clerk, purpose=Purpose.REGISTRATION).purpose is Purpose.REGISTRATION
    with pytest.raises(Refused):
        purpose_choose(clerk, purpose=Purpose.AUDIT)
    assert [event.what for event in denials()] == ["purpose.choose"]
    assert Event.objects.filter(what="purpose.choose", kind=EventKind.SIGN_IN).count() == 1
