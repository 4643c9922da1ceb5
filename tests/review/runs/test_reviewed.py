"""Whether the review of somebody is finished: the one word that the way home hears of it, and everything that it must not tell apart."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.utils import timezone

from actors import MakeActor
from homeward.access.errors import Refused
from homeward.access.facts import Actor, Purpose, Role
from homeward.lists.facts.lists import WatchList
from homeward.registry.actions.persons import claims_record
from homeward.registry.facts.answers import known
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.values import ClaimKind, NameKind, NameValue
from homeward.registry.selectors.persons import person_file
from homeward.review import models
from homeward.review.facts.candidates import Outcome
from homeward.review.selectors.reviewed import Reviewed, reviewed_of
from screenings import ROWS, Register, Screen, put_aside
from shelves import a_list, new_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(actor: MakeActor) -> Actor:
    """Somebody who manages cases and sits at no desk."""
    return actor(Role.CASE_MANAGER, None, Purpose.RETURN)


def of(actor: Actor, person: UUID) -> Reviewed:
    return reviewed_of(actor, [person])[person]


def test_before_anybody_screened_somebody_it_is_not_finished(
    manager: Actor, register: Register, listed: WatchList
) -> None:
    assert of(manager, register()) is Reviewed.NOT_FINISHED


def test_with_a_candidate_that_waits_it_is_not_finished_and_once_decided_it_is(
    manager: Actor, register: Register, listed: WatchList, screen: Screen, analyst: Actor, other: Actor
) -> None:
    """An unreviewed candidate and somebody whom nobody screened look the same; so do two findings that are different."""
    waits, nobody = register(), register("Nobodin Unlistedi Farawayan")
    screen()
    never = register("Anotherin Laterling Unscreened")
    assert of(manager, waits) is of(manager, never) is Reviewed.NOT_FINISHED
    assert of(manager, nobody) is Reviewed.REVIEWED
    put_aside(models.Candidate.objects.get(person_id=waits).id, analyst, other, Outcome.POSSIBLE)
    assert of(manager, waits) is Reviewed.REVIEWED


def test_a_finding_holds_for_its_time(
    manager: Actor, register: Register, listed: WatchList, screen: Screen, analyst: Actor, other: Actor
) -> None:
    person = register()
    screen()
    candidate = models.Candidate.objects.get(person_id=person)
    put_aside(candidate.id, analyst, other, Outcome.POSSIBLE)
    models.Candidate.objects.filter(id=candidate.id).update(renew_on=timezone.localdate() - timedelta(days=1))
    assert of(manager, person) is Reviewed.NOT_FINISHED


def test_after_a_correction_it_is_not_finished(
    manager: Actor, officer: Actor, register: Register, listed: WatchList, screen: Screen
) -> None:
    person = register("Nobodin Unlistedi Farawayan")
    screen()
    more = Statement(ClaimKind.NAME, known(NameValue("Nobodin Unlisted", NameKind.ROMANISED)))
    claims_record(officer, person, [more], version=person_file(officer, person).row.version)
    assert of(manager, person) is Reviewed.NOT_FINISHED
    screen()
    assert of(manager, person) is Reviewed.REVIEWED


def test_on_an_edition_of_before_it_is_not_finished(
    manager: Actor, register: Register, listed: WatchList, screen: Screen, analyst: Actor
) -> None:
    person = register("Nobodin Unlistedi Farawayan")
    screen()
    new_edition(analyst, listed.list_id, [*ROWS, ("X-3", "Thirdin Entrian", "1970", "sy")])
    assert of(manager, person) is Reviewed.NOT_FINISHED
    screen()
    assert of(manager, person) is Reviewed.REVIEWED


def test_a_list_that_is_too_old_says_so(manager: Actor, register: Register, listed: WatchList, screen: Screen) -> None:
    person = register("Nobodin Unlistedi Farawayan")
    screen()
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert of(manager, person) is Reviewed.LISTS_AIL


def test_without_any_list_nothing_is_reviewed(manager: Actor, register: Register) -> None:
    assert of(manager, register()) is Reviewed.NOT_FINISHED


def test_a_restricted_list_counts_for_those_who_may_not_know_of_it(
    manager: Actor, register: Register, listed: WatchList, screen: Screen, analyst: Actor
) -> None:
    person = register("Nobodin Unlistedi Farawayan")
    screen()
    a_list(
        analyst,
        [("S-1", "Secretan Entrian", "1970")],
        list_id="secret",
        restricted=True,
        roles=(Role.SCREENING_ANALYST,),
    )
    assert of(manager, person) is Reviewed.NOT_FINISHED


def test_a_child_is_withheld(manager: Actor, register: Register, listed: WatchList, screen: Screen) -> None:
    child = register("Childin Youngian Smallish", born="2016")
    assert of(manager, child) is Reviewed.NOT_FINISHED
    screen()
    assert of(manager, child) is Reviewed.WITHHELD


def test_it_is_told_to_those_who_work_on_cases_alone(actor: MakeActor, register: Register) -> None:
    person = register()
    for role in (Role.REGISTRATION_CLERK, Role.SURVIVOR_FOCAL_POINT, Role.COORDINATION_ANALYST):
        with pytest.raises(Refused):
            reviewed_of(actor(role), [person])
