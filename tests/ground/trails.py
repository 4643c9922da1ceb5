"""The trail refuses to be emptied, and a test on real transactions ends by emptying every table: the guards step aside for that.

Comes in: a test that asked for real transactions. Goes out: nothing; `post_migrate`, which ends the emptying, puts them up again.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from homeward.access import guards

REAL = frozenset({"transactional_db", "live_server"})


@pytest.fixture(autouse=True)
def _trail_can_be_emptied(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    mark = request.node.get_closest_marker("django_db")
    real = bool(REAL & set(request.fixturenames)) or (mark is not None and mark.kwargs.get("transaction"))
    if real:
        request.getfixturevalue("transactional_db")  # so that it is taken down after us
    yield
    if real:
        with django_db_blocker.unblock():
            guards.take_down(connection)
