"""Rows that are inserted by their values are those that the framework would have inserted."""

from __future__ import annotations

import pytest
from django.utils import timezone

from homeward.kernel.ids import uuid7
from homeward.registry.inserting import completed, insert, put, turned, turned_all
from homeward.registry.models import Batch, Household, Request, RetentionRule, Shelter

pytestmark = pytest.mark.django_db
NAMES = ("id", "shown")


def test_a_column_that_is_not_named_gets_the_models_default() -> None:
    insert(Batch, [{"shown": True}, {"shown": False}, {}])
    found = list(Batch.objects.values_list("id", "shown"))
    assert sorted(shown for _, shown in found) == [False, False, True]
    assert len({id for id, _ in found}) == 3, "an id is made for each row"


def test_rows_given_in_order_are_the_same() -> None:
    ids = [uuid7() for _ in range(3)]
    put(turned_all(Batch, NAMES, [(id, place == 1) for place, id in enumerate(ids)]))
    assert list(Batch.objects.order_by("id").values_list(*NAMES)) == list(zip(ids, (False, True, False), strict=True))


def test_nothing_is_nothing() -> None:
    insert(Batch, [])
    put(turned_all(Batch, NAMES, []))
    assert not Batch.objects.exists()


def test_rows_are_completed_later(make_site) -> None:
    site, now, ids = make_site("Invented camp"), timezone.now(), [uuid7(), uuid7()]
    rows = [{"id": id, "site_id": site, "made_at": now, "section": str(n)} for n, id in enumerate(ids)]
    made = turned(Household, rows, without=("number",))
    assert '"number"' not in made.columns
    put(completed(Household, made, {"number": ["H-1", "H-2"]}))
    found = Household.objects.order_by("number").values_list(
        "id", "number", "section", "site_id", "made_at", "closed_at"
    )
    assert list(found) == [(ids[0], "H-1", "0", site, now, None), (ids[1], "H-2", "1", site, now, None)]


def test_a_value_after_a_missing_one_is_turned(make_site) -> None:
    site, now = make_site("Invented camp"), timezone.now()
    rows = [
        {"number": f"H-{n}", "site_id": site, "made_at": now, "closed_at": at} for n, at in enumerate((None, now, None))
    ]
    insert(Household, rows)
    assert list(Household.objects.order_by("number").values_list("closed_at", flat=True)) == [None, now, None]


@pytest.mark.parametrize("model", [Request, RetentionRule, Shelter])
def test_no_row_needs_no_column(model) -> None:
    assert turned(model, []).rows == []
