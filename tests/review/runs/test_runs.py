"""A run: somebody could be an entry, a candidate waits; what stayed the same is not asked again."""

from __future__ import annotations

from homeward.lists.facts.lists import WatchList
from homeward.review import models
from homeward.review.facts.candidates import State, Why
from screenings import Register, Screen


def test_a_run_asks_about_whoever_could_be_an_entry(listed: WatchList, register: Register, screen: Screen) -> None:
    somebody, _ = register(), register("Another Person Entirely")
    run = screen()
    row = models.Candidate.objects.get()
    assert (row.person_id, row.entry_id, row.state, row.why) == (somebody, "X-1", State.WAITING, Why.NEW)
    assert sum(row.evidence.values()) == row.millibits
    assert (run.persons, run.found, run.asked_anew, run.ended_at is not None) == (2, 1, 1, True)
    assert models.Screened.objects.filter(desk="security").count() == 2
