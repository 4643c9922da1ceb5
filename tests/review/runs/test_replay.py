"""A run can be done again from what was kept, whatever changed since, and comes out the same to the thousandth of a bit."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.utils import timezone
from drafts import said

from actors import MakeActor
from exchange_files import work
from homeward.access.facts import Actor, Role
from homeward.identity.profiles import profile, profiles_of
from homeward.kernel.dates import parse
from homeward.kernel.errors import BadInput
from homeward.lists.facts.lists import WatchList
from homeward.registry.actions.merging import records_merge
from homeward.registry.actions.persons import claims_record
from homeward.registry.actions.rights import person_erase
from homeward.registry.facts.values import BirthBasis, BirthValue, ClaimKind
from homeward.registry.selectors.persons import person_file
from homeward.registry.selectors.readings import values_at
from homeward.review import models
from homeward.review.actions.replaying import run_replay
from homeward.review.actions.runs import run_ask
from homeward.review.facts.runs import Found, Replay, RunRow, Scope
from homeward.review.packing import pack_rows, rows_of
from homeward.review.selectors.runs import replay_of
from screenings import OTHER, ROWS, Register, Screen
from shelves import new_edition


def again(actor: Actor, run: RunRow) -> Replay:
    """Do a run again."""
    run_replay(actor=actor, run_id=run.id)
    work()
    found = replay_of(actor, run.id)
    assert found
    return found


def test_it_comes_out_the_same_whatever_changed_since(
    listed: WatchList, register: Register, screen: Screen, analyst: Actor, officer: Actor
) -> None:
    somebody, other, third = register(), register(OTHER, born="1979"), register("Different Invented")
    run = screen()
    file = person_file(officer, somebody)
    birth = next(one for one in file.claims if one.kind is ClaimKind.BIRTH)
    new = replace(said(ClaimKind.BIRTH, BirthValue(parse("1950"), BirthBasis.STATED)), supersedes=birth.id)
    claims_record(officer, somebody, [new], version=1)
    records_merge(officer, third, other, versions=(1, 1), reason="The same mother and the same passport.")
    new_edition(analyst, "test-list", [*ROWS[1:], ("X-3", "Somebody Else Invented")])
    screen()
    found = again(analyst, run)
    assert found.good and (found.people, found.differing, found.pairs, found.other_versions) == (3, 0, 2, ())


def test_whoever_was_erased_since_is_said_with_the_day(
    listed: WatchList, register: Register, screen: Screen, analyst: Actor, actor: MakeActor
) -> None:
    somebody = register()
    register(OTHER, born="1979")
    run = screen()
    guardian = actor(Role.DATA_PROTECTION_OFFICER)
    number = person_file(guardian, somebody).row.number
    person_erase(guardian, somebody, number=number, reason="Asked for by the person.")
    found = again(analyst, run)
    assert found.good and found.erased == 1 and len(found.erased_on) == 1


def test_what_was_kept_otherwise_is_found(
    listed: WatchList, register: Register, screen: Screen, analyst: Actor
) -> None:
    register()
    run = screen()
    row = models.RunFound.objects.get(run_id=run.id)
    (one,) = rows_of(bytes(row.rows))
    changed = Found(one.place, one.entry_id, one.millibits + 1, one.evidence, one.source, one.mark)
    models.RunFound.objects.filter(id=row.id).update(rows=pack_rows([changed]))
    found = again(analyst, run)
    assert not found.good and found.differing == 1


def test_a_run_that_has_not_ended_is_not_done_again(listed: WatchList, register: Register, analyst: Actor) -> None:
    register()
    run = run_ask(actor=analyst, scope=Scope.EVERYONE)
    with pytest.raises(BadInput):
        run_replay(actor=analyst, run_id=run.id)


def test_the_bulk_reading_reads_what_every_other_reading_does(register: Register, officer: Actor) -> None:
    people = [register(), register(OTHER, born="1979", passport="A1234567", romanised="Invented Roman")]
    records_merge(officer, people[0], people[1], versions=(1, 1), reason="The same mother and the same passport.")
    read = [profile(str(id), values) for id, values in values_at(officer, [people[0]], timezone.now())]
    assert read == list(profiles_of(officer, [people[0]]))
