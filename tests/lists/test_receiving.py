"""An edition that was brought is kept, laid out and in use; what is wrong never replaces a good one."""

from __future__ import annotations

import os
import shutil
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from exchange_files import work
from homeward.access.facts import Actor
from homeward.lists.actions import receiving
from homeward.lists.actions.deciding import edition_accept
from homeward.lists.actions.indexing import edition_index, renew_indexes
from homeward.lists.facts.lists import Ailment, Desk, EditionState, Outcome
from homeward.lists.keeping.folders import index_folder, lists_folder, sweep
from homeward.lists.models import Edition, WatchList
from homeward.lists.selectors.changes import edition_before
from homeward.lists.selectors.editions import current, editions_of
from homeward.lists.selectors.held import forget, opened
from homeward.lists.selectors.lists import list_file
from homeward.work.actions import job_cancel
from homeward.work.selectors import jobs_list
from shelves import a_list, bring, new_edition, simple_csv

MEN = [("X-1", "Kasimov, Invented Timur", "1986"), ("X-2", "مخترع الأنصاري", "1990-03-04"), ("X-3", "Neverborn, Adam")]


def test_a_list_is_kept_laid_out_and_in_use(analyst: Actor) -> None:
    shelf = a_list(analyst, MEN)
    assert shelf.current
    assert shelf.current.state is EditionState.CURRENT
    assert shelf.health.good
    (edition,) = current(analyst, Desk.SECURITY)
    held = opened(edition)
    assert len(held.index) == len(held.book) == len(held.marks) == 3
    entry = held.entry("x-2")
    assert entry
    assert entry.names[0].text == "مخترع الأنصاري"
    assert held.mark("X-2")
    assert current(analyst, Desk.TRACING) == ()


def test_the_next_edition_takes_its_place(analyst: Actor) -> None:
    first = a_list(analyst, MEN).current
    receipt = new_edition(analyst, "test-list", [*MEN, ("X-4", "Fourth, Invented")])
    assert receipt.outcome is Outcome.TAKEN
    (edition,) = current(analyst, Desk.SECURITY)
    assert edition.individuals == 4
    assert first
    assert [one.state for one in editions_of(analyst, "test-list")] == [EditionState.CURRENT, EditionState.PAST]
    assert len(opened(first).index) == 3


def test_the_same_file_again_is_said_plainly(analyst: Actor) -> None:
    a_list(analyst, MEN)
    receipt = bring(analyst, "test-list", simple_csv(MEN))
    assert receipt.outcome is Outcome.SAME
    assert "Nothing was done" in receipt.words
    assert list_file(analyst, "test-list").health.good
    assert len(editions_of(analyst, "test-list")) == 1


def test_the_same_file_twice_in_one_moment_is_one_edition(analyst: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second one passed the look for the same file before the first one was saved."""
    a_list(analyst, MEN)
    asked = []

    def same(row: WatchList, sha256: str) -> Edition | None:
        asked.append(sha256)
        return None if len(asked) == 1 else really(row, sha256)

    really = receiving._same
    monkeypatch.setattr(receiving, "_same", same)
    receipt = bring(analyst, "test-list", simple_csv(MEN))
    assert receipt.outcome is Outcome.SAME
    assert len(editions_of(analyst, "test-list")) == 1


def test_an_index_that_is_gone_or_of_another_version_is_laid_out_anew(analyst: Actor) -> None:
    edition = a_list(analyst, MEN).current
    assert edition
    folder = index_folder(edition.id)
    renew_indexes()
    assert work() == []
    manifest = folder / "index.json"
    manifest.write_text(manifest.read_text().replace('"version": ', '"version": 9'))
    forget()
    renew_indexes()
    assert [job.kind for job in work()] == ["lists.index"]
    assert len(opened(list_file(analyst, "test-list").current or edition).book) == 3
    shutil.rmtree(folder)
    forget()
    assert len(opened(edition).book) == 3
    assert folder.is_dir()


def test_a_worker_killed_before_the_end_leaves_the_edition_in_use(analyst: Actor) -> None:
    first = a_list(analyst, MEN).current
    bring(analyst, "test-list", simple_csv([*MEN, ("X-4", "Fourth, Invented")]))
    (waiting, _) = editions_of(analyst, "test-list")
    edition_index(analyst, waiting.id)  # laid out, and killed before what it came to was kept
    assert list_file(analyst, "test-list").current == first
    assert Ailment.NOT_INDEXED in list_file(analyst, "test-list").health.ailments
    work()
    after = list_file(analyst, "test-list")
    assert after.current
    assert after.current.id == waiting.id
    assert after.health.good


def test_what_killed_processes_left_is_swept(analyst: Actor) -> None:
    left, used = (lists_folder() / f".homeward-{word}" for word in ("left", "used"))
    for folder in (left, used):
        folder.mkdir()
    os.utime(left, (1, 1))
    sweep()
    assert not left.exists()
    assert used.exists()
    used.rmdir()


def test_cancelled_work_leaves_the_edition_to_be_decided_about(analyst: Actor) -> None:
    first = a_list(analyst, MEN).current
    edition = bring(analyst, "test-list", simple_csv([*MEN, ("X-4", "Fourth, Invented")])).edition
    assert edition
    (job,) = jobs_list(analyst, subject=str(edition.id))
    job_cancel(actor=analyst, job_id=job.id)
    work()
    shelf = list_file(analyst, "test-list")
    assert shelf.current == first
    assert shelf.health.ailments == (Ailment.WAITING,)
    edition_accept(actor=analyst, edition_id=edition.id, why="It was cancelled by mistake.")
    work()
    shelf = list_file(analyst, "test-list")
    assert shelf.current
    assert shelf.current.id == edition.id


def test_a_clock_that_was_set_back_does_not_make_the_newest_edition_old(analyst: Actor) -> None:
    a_list(analyst, MEN)
    with time_machine.travel(timezone.now() - timedelta(hours=3), tick=True):
        receipt = new_edition(analyst, "test-list", [*MEN, ("X-4", "Fourth, Invented")])
    assert receipt.edition
    shelf = list_file(analyst, "test-list")
    assert shelf.current
    assert shelf.current.id == receipt.edition.id
    assert editions_of(analyst, "test-list")[0].id == receipt.edition.id
    before = edition_before(analyst, receipt.edition.id)
    assert before
    assert before.individuals == 3
