"""Guardrail 5: A list that failed, is stale or was not looked in keeps anybody from being called not found.

How: `lists.rules` say what ails an edition; `review.selectors.versions.versions_of` answers *not found* only when every list of the desk
has a healthy edition that the person was compared with.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from drafts import person

from homeward.access.facts import Actor
from homeward.lists import models as lists
from homeward.registry.actions.persons import person_register
from homeward.review.selectors.live import live_check
from homeward.review.selectors.versions import versions_of
from homeward.screening.profile import Profile
from screenings import screen


@pytest.mark.parametrize(
    "ails",
    [
        lambda: lists.Edition.objects.update(published_on="2019-01-01"),
        lambda: lists.Edition.objects.update(problems=["refused_rows"]),
        lambda: lists.Edition.objects.update(state="past"),
    ],
    ids=["stale", "rows refused", "no edition in use"],
)
def test_a_list_that_ails_says_nothing_clean(
    officer: Actor, site: UUID, analyst: Actor, ails: Callable[[], object]
) -> None:
    nobody = person_register(officer, person(site, "Completely Different Invented", born="1990"))
    screen(analyst)
    assert versions_of(analyst, nobody).not_found
    ails()
    assert not versions_of(analyst, nobody).not_found
    assert not live_check(analyst, Profile(query_id="live", names=("Completely Different Invented",))).not_found
