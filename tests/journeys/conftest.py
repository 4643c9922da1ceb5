"""What the journeys share: a site, a worker between two pages, and a look at every page that somebody comes to.

Comes in: a `Visit`. Goes out: the same, with axe, the width of the screen and the words of the page looked at on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import count
from uuid import UUID

import pytest
from django.db import connection

from actors import MakeActor
from homeward.access.facts import Role
from homeward.places.actions.sites import site_create
from homeward.places.facts import SiteDraft, SiteKind
from homeward.work.runner import Runner
from visits import MakeVisit, Visit

PATIENCE = 60_000  # milliseconds: the first comparison of two names compiles what it needs
FORBIDDEN = re.compile(r"\b(match(?:es|ed|ing)?|hits?|suspect\w*|cleared|isis|terror\w*)\b", re.IGNORECASE)
_WIDE = """() => [...document.querySelectorAll("body *")].filter(one => {
        const box = one.getBoundingClientRect(), holder = one.parentElement.closest(".table");
        return (box.left < -1 || box.right > innerWidth + 1) && !holder;
    }).map(one => `${one.tagName}.${one.className} ${one.getBoundingClientRect().left}`).slice(0, 9)"""
_numbers = count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey is made in a real browser."""
    for item in items:
        if item.path.parent.name == "journeys":
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def site(actor: MakeActor) -> UUID:
    """An open camp."""
    draft = SiteDraft(
        code=f"J{next(_numbers)}", name="Invented camp", kind=SiteKind.CAMP, country="sy", time_zone="Asia/Damascus"
    )
    return site_create(actor(Role.ADMINISTRATOR), draft=draft).id


@pytest.fixture
def somebody(visit: MakeVisit) -> Callable[..., Visit]:
    """Somebody at the browser, with patience for what is compiled first."""

    def make(*given: object, **named: object) -> Visit:
        one = visit(*given, **named)
        one.page.set_default_timeout(PATIENCE)
        return one

    return make


@pytest.fixture
def look() -> Callable[[Visit], str]:
    """Looks at the page that is open: nothing for axe to find, no wider than the screen, no word that is forbidden. Gives its text."""

    def at(one: Visit) -> str:
        text = one.page.inner_text("body")
        assert one.violations() == "", one.page.url
        assert one.overflow() <= 0, one.page.evaluate(_WIDE)
        assert FORBIDDEN.findall(text) == [], one.page.url
        return text

    return at


@pytest.fixture
def work() -> Callable[[], None]:
    """Lets the worker do all that waits, as `homeward worker` does it."""

    def do() -> None:
        Runner().run(once=True)
        connection.close()

    return do
