"""Guardrail 16, runs: What a run read and a live check looked for is told, without a word of it.

How: `review.actions` tell which fields and how many persons, never a name.
"""

from __future__ import annotations

from uuid import UUID

from homeward.access.facts import Actor
from homeward.access.models import Event
from homeward.review.selectors.live import live_check
from homeward.screening.profile import Profile
from screenings import NAME, OTHER, screen


def test_what_a_run_read_and_a_live_check_looked_for_is_told_without_a_word_of_it(
    somebody: UUID, analyst: Actor
) -> None:
    screen(analyst)
    live_check(analyst, Profile(query_id="live", names=(OTHER,)))
    told = {event.what: event for event in Event.objects.filter(user_id=analyst.user_id)}
    assert {"run.ask", "run.end", "person.compare", "screen.live"} <= set(told)
    assert told["person.compare"].detail == {"persons": 1}
    everything = " ".join(f"{event.subject} {event.detail}" for event in Event.objects.all())
    assert not any(part in everything for part in (*NAME.split(), *OTHER.split()))
