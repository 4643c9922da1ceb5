"""Planted cases are screened with everybody, and are nobody's: no count of a run holds them."""

from __future__ import annotations

from uuid import UUID

import msgspec
from django.utils import timezone

from actors import MakeActor
from homes import site as make_site
from homeward.access.facts import Actor
from homeward.kernel.dates import parse
from homeward.lists.facts.lists import WatchList
from homeward.review import models
from homeward.review.facts.candidates import Desk, State
from homeward.review.facts.runs import Scope
from homeward.screening.profile import Profile
from screenings import NAME, Register, Screen


def test_a_planted_case_is_asked_like_anybody_and_counted_nowhere(
    listed: WatchList, register: Register, analyst: Actor, screen: Screen
) -> None:
    register("Somebody Quite Different")
    profile = Profile(query_id="planted", names=(NAME,), births=(parse("1986-03-04"),))
    planted = models.Planted.objects.create(
        profile=msgspec.to_builtins(profile), culture="levant", watch_list_id=listed.id, entry_id="X-1", same=True,
        made_by=analyst.user_id, made_at=timezone.now(),
    )  # fmt: skip
    run = screen()
    row = models.Candidate.objects.get()
    assert (row.planted_id, row.person_id, row.desk, row.state) == (planted.id, None, Desk.SECURITY, State.WAITING)
    assert (run.persons, run.withheld, run.found, run.asked_anew) == (1, 0, 0, 0)
    screen()
    assert models.Candidate.objects.get().version == row.version, "nor is it asked twice"
    models.Candidate.objects.all().delete()
    models.Planted.objects.update(retired_at=timezone.now())
    screen()
    assert not models.Candidate.objects.exists()


def test_a_run_for_one_person_looks_at_nobody_else(listed: WatchList, register: Register, screen: Screen) -> None:
    somebody, _ = register(), register()
    run = screen(Scope.PERSON, person_id=somebody)
    assert (run.persons, run.asked_anew) == (1, 1)
    assert models.Candidate.objects.get().person_id == somebody


def test_a_run_for_a_site_looks_at_its_people(
    listed: WatchList, register: Register, screen: Screen, site: UUID, actor: MakeActor
) -> None:
    here, _ = register(), register(at=make_site(actor, "Beta camp"))
    run = screen(Scope.SITE, site_id=site)
    assert (run.persons, [row.person_id for row in models.Candidate.objects.all()]) == (1, [here])
