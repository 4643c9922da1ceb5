"""Nothing that stayed the same is asked again; every change that matters, on either side, is."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from drafts import said

from homeward.access.facts import Actor
from homeward.kernel.dates import parse
from homeward.lists.facts.lists import WatchList
from homeward.registry.actions.merging import records_merge, records_part
from homeward.registry.actions.persons import claims_record
from homeward.registry.facts.values import BirthBasis, BirthValue, ClaimKind
from homeward.registry.selectors.persons import person_file
from homeward.review import models
from homeward.review.actions.following import changed_ask
from homeward.review.actions.runs import run_ask
from homeward.review.facts.candidates import Outcome, State, Why
from homeward.review.facts.runs import Scope
from homeward.review.selectors.runs import run_of
from homeward.work.facts import Job
from homeward.work.leases import claim, keep
from homeward.work.registry import kind_of
from screenings import NAME, OTHER, ROWS, Register, Screen, night, put_aside
from shelves import new_edition

AMENDED = (("X-1", NAME, "1987-03-04", "iq"), *ROWS[1:])


@pytest.fixture
def namesake(listed: WatchList, register: Register, screen: Screen, analyst: Actor, other: Actor) -> models.Candidate:
    """A candidate that two people put aside."""
    register()
    screen()
    row = models.Candidate.objects.get()
    put_aside(row.id, analyst, other)
    row.refresh_from_db()
    assert row.state == State.DECIDED
    return row


def correct(officer: Actor, person_id: UUID, born: str) -> None:
    """Correct somebody's birth."""
    file = person_file(officer, person_id)
    birth = next(one for one in file.claims if one.kind is ClaimKind.BIRTH)
    new = replace(said(ClaimKind.BIRTH, BirthValue(parse(born), BirthBasis.STATED)), supersedes=birth.id)
    claims_record(officer, person_id, [new], version=file.row.version)


def now(row: models.Candidate) -> tuple[str, str, int]:
    row.refresh_from_db()
    return row.state, row.why, row.round


def test_a_namesake_put_aside_is_not_asked_again_the_next_night(namesake: models.Candidate, screen: Screen) -> None:
    version = namesake.version
    night()
    run = screen()
    assert now(namesake) == (State.DECIDED, Why.NEW, 1)
    assert (namesake.version, run.asked_anew, run.asked_again, run.unchanged) == (version, 0, 0, 1)


def test_an_edition_that_says_the_same_of_an_entry_asks_nobody(
    namesake: models.Candidate, analyst: Actor, screen: Screen
) -> None:
    new_edition(analyst, "test-list", [*ROWS, ("X-3", "Somebody Else Invented")])
    assert changed_ask(actor=analyst)
    screen(Scope.ENTRIES)
    assert now(namesake)[0] == State.DECIDED


def test_an_amended_entry_asks_again_and_keeps_what_was_decided(
    namesake: models.Candidate, analyst: Actor, screen: Screen
) -> None:
    new_edition(analyst, "test-list", AMENDED)
    run = screen(Scope.ENTRIES)
    assert now(namesake) == (State.WAITING, Why.ENTRY_AMENDED, 2)
    assert (namesake.outcome, namesake.first_by, namesake.edition_id) == ("", None, run.editions[0].id)
    assert models.Decision.objects.filter(candidate=namesake).exists()
    assert run.asked_again == 1


def test_a_correction_asks_again_within_a_minute(namesake: models.Candidate, officer: Actor) -> None:
    assert namesake.person_id
    correct(officer, namesake.person_id, "1986-04-03")
    night()
    assert now(namesake) == (State.WAITING, Why.PERSON_CHANGED, 2)


def test_only_whoever_changed_is_looked_at_again(
    namesake: models.Candidate, register: Register, analyst: Actor, screen: Screen
) -> None:
    register("Yet Another Invented", born="1990")
    run = screen(Scope.PEOPLE)
    assert run.persons == 1
    assert changed_ask(actor=analyst) == ()


def test_an_entry_that_is_gone_is_asked_no_more_and_comes_back_as_it_went(
    namesake: models.Candidate, analyst: Actor, screen: Screen
) -> None:
    new_edition(analyst, "test-list", [*ROWS[1:], ("X-9", "Somebody Else Invented")])
    screen(Scope.ENTRIES)
    assert now(namesake) == (State.DECIDED, Why.ENTRY_REMOVED, 1)
    new_edition(analyst, "test-list", [*ROWS, ("X-9", "Somebody Else Invented")])
    screen(Scope.ENTRIES)
    assert now(namesake) == (State.DECIDED, Why.RETURNED, 1)


def test_an_open_candidate_whose_entry_is_gone_is_withdrawn_and_may_return(
    listed: WatchList, register: Register, analyst: Actor, screen: Screen
) -> None:
    register()
    screen()
    row = models.Candidate.objects.get()
    new_edition(analyst, "test-list", [*ROWS[1:], ("X-9", "Somebody Else Invented")])
    screen(Scope.ENTRIES)
    assert now(row)[:2] == (State.WITHDRAWN, Why.ENTRY_REMOVED)
    new_edition(analyst, "test-list", [*ROWS, ("X-9", "Somebody Else Invented")])
    screen(Scope.ENTRIES)
    assert now(row)[:2] == (State.WAITING, Why.RETURNED)


def test_an_open_candidate_that_a_correction_makes_unlikely_is_withdrawn(
    listed: WatchList, register: Register, officer: Actor, screen: Screen
) -> None:
    somebody = register()
    screen()
    correct(officer, somebody, "1950-01-02")
    night()
    row = models.Candidate.objects.get()
    assert now(row)[0] in (State.WITHDRAWN, State.WAITING)
    assert (row.state == State.WITHDRAWN) == (row.why == Why.BELOW_LINE)


def test_a_possible_identity_is_asked_again_after_a_correction_however_unlikely_it_became(
    listed: WatchList, register: Register, officer: Actor, analyst: Actor, other: Actor, screen: Screen
) -> None:
    somebody = register()
    screen()
    row = models.Candidate.objects.get()
    put_aside(row.id, analyst, other, Outcome.POSSIBLE)
    correct(officer, somebody, "1950-01-02")
    night()
    assert now(row) == (State.WAITING, Why.PERSON_CHANGED, 2)


def test_a_merged_record_is_asked_about_no_more_and_the_kept_one_is_and_back(
    listed: WatchList, register: Register, officer: Actor, screen: Screen
) -> None:
    kept, merged = register(OTHER, born="1960"), register()
    screen()
    row = models.Candidate.objects.get(person_id=merged)
    merge = records_merge(officer, kept, merged, versions=(1, 1), reason="The same mother and the same passport.")
    night()
    assert now(row)[:2] == (State.WITHDRAWN, Why.PERSON_MERGED)
    assert models.Candidate.objects.filter(person_id=kept, entry_id="X-1", state=State.WAITING).exists()
    records_part(officer, merge, reason="They are two people after all.")
    night()
    assert now(row)[:2] == (State.WAITING, Why.RETURNED)


def test_a_finding_at_its_end_is_asked_again(namesake: models.Candidate) -> None:
    models.Candidate.objects.filter(id=namesake.id).update(renew_on="2020-01-01")
    night()
    assert now(namesake) == (State.WAITING, Why.RENEWAL, 2)


def test_a_run_that_a_correction_overtook_passes_that_person_over(
    listed: WatchList, register: Register, officer: Actor, analyst: Actor
) -> None:
    somebody = register()
    run = run_ask(actor=analyst, scope=Scope.EVERYONE)
    job = stepped(claim("worker"), "ask")
    correct(officer, somebody, "1950-01-02")
    stepped(job)
    assert run_of(analyst, run.id).passed_over == 1
    assert not models.Candidate.objects.exists()


def stepped(job: Job | None, until: str = "") -> Job:
    """A job taken on to a phase, or to its end."""
    assert job
    while not job.ended_at and job.checkpoint.get("phase") != until:
        progress = kind_of(job.kind).step(job)
        kept = keep(job, "worker", lambda progress=progress: progress)  # type: ignore[misc]
        assert kept
        job = kept
    return job
