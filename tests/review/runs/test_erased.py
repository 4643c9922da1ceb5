"""Of somebody whose record was erased nothing that was asked stays, but the count in the trail."""

from __future__ import annotations

from actors import MakeActor
from homeward.access.facts import Actor, Role
from homeward.access.models import Event
from homeward.lists.facts.lists import WatchList
from homeward.registry.actions.rights import person_erase
from homeward.registry.selectors.persons import person_file
from homeward.review import models
from homeward.review.actions.following import erased_forget
from screenings import Register, Screen, night, put_aside


def test_what_was_asked_about_an_erased_person_goes(
    listed: WatchList, register: Register, screen: Screen, analyst: Actor, other: Actor, actor: MakeActor
) -> None:
    somebody = register()
    screen()
    put_aside(models.Candidate.objects.get().id, analyst, other)
    guardian = actor(Role.DATA_PROTECTION_OFFICER)
    number = person_file(guardian, somebody).row.number
    person_erase(guardian, somebody, number=number, reason="Asked for by the person.")
    night()
    assert not models.Candidate.objects.exists() and not models.Decision.objects.exists()
    assert not models.Screened.objects.exists()
    told = Event.objects.get(what="candidate.forget")
    assert told.detail == {"candidates": 1} and told.person_id == somebody
    assert erased_forget(analyst) == 0
