"""The database learns how its tables are filled, and then goes through few rows instead of many."""

from __future__ import annotations

import pytest
from django.db import connection

from homeward.access.models import Event
from homeward.work.facts import Chore
from homeward.work.registry import chores
from homeward.work.statistics import learn


@pytest.mark.django_db
def test_what_was_learnt_is_there_for_the_planner(make_events) -> None:
    make_events(300)
    learn(now=True)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT max(CAST(stat AS INTEGER)) FROM sqlite_stat1 WHERE tbl = 'access_event'")
        else:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = 'access_event'")
        assert cursor.fetchone()[0] >= 300


@pytest.mark.django_db
def test_the_chore_may_come_at_any_time() -> None:
    chore = chores()["work.learn"]
    assert isinstance(chore, Chore)
    chore.run()
    chore.run()


@pytest.fixture
def make_events(actor):
    from_somebody = actor("auditor")

    def make(count: int) -> None:
        Event.objects.bulk_create(
            Event(
                at="2026-01-01T00:00:00Z",
                user_id=from_somebody.user_id,
                username="x",
                kind="read",
                what="page",
                detail={},
            )
            for _ in range(count)
        )

    return make
