"""What an edition must be to be used, and what keeps a list from being called healthy: a table of cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from homeward.lists.facts.lists import Ailment, Desk, Edition, EditionState, ListKind, Way
from homeward.lists.rules.health import Found, aged, confirms, health_of, problems_of, state_of

A, S = Ailment, EditionState
TODAY = date(2026, 11, 26)
EDITION = Edition(
    id=UUID(int=1), list_id="x", list_row=UUID(int=2), sha256="0" * 64, file="x.csv", format="csv",
    published_on="2026-11-20", received_at=datetime(2026, 11, 21, tzinfo=UTC), received_by="a", way=Way.UPLOAD,
    individuals=100, entries=110, refused=0, state=S.CURRENT, problems=(), words="", title="X", desk=Desk.SECURITY,
    kind=ListKind.NAMES, restricted=False, originator="", caveat="",
)  # fmt: skip
BEFORE = Found("2026-11-01", 100, 110, 0)


@pytest.mark.parametrize(
    "found, before, problems, state",
    [
        (Found("2026-11-20", 100, 110, 0), None, (), S.RECEIVED),
        (Found("2026-11-20", 100, 110, 0), BEFORE, (), S.RECEIVED),
        (Found("2026-11-20", 90, 99, 0), BEFORE, (), S.RECEIVED),  # a tenth may go
        (Found("2026-11-20", 89, 99, 0), BEFORE, (A.SHRUNK,), S.HELD),
        (Found("2026-11-20", 100, 98, 0), BEFORE, (A.SHRUNK,), S.HELD),
        (Found("2026-11-01", 100, 110, 0), BEFORE, (), S.RECEIVED),  # the same day is not older
        (Found("2026-10-31", 100, 110, 0), BEFORE, (A.OLDER,), S.HELD),
        (Found("", 100, 110, 0), BEFORE, (A.UNDATED,), S.HELD),
        (Found("", 100, 110, 0), replace(BEFORE, published_on=""), (), S.RECEIVED),  # a list that never states a date
        (Found("2026-11-20", 100, 110, 1), BEFORE, (A.REFUSED_ROWS,), S.RECEIVED),
        (Found("2026-11-20", 100, 110, 2), BEFORE, (A.REFUSED_ROWS,), S.HELD),  # more than one in a hundred
        (Found("2026-10-01", 10, 11, 5), BEFORE, (A.REFUSED_ROWS, A.OLDER, A.SHRUNK), S.HELD),
        (Found("2026-11-20", 10, 11, 5), None, (A.REFUSED_ROWS,), S.HELD),
    ],
)
def test_what_an_edition_must_be(found: Found, before: Found | None, problems: object, state: EditionState) -> None:
    assert problems_of(found, before) == problems
    assert state_of(found, problems_of(found, before)) is state


@pytest.mark.parametrize(
    "editions, failed, ailments",
    [
        ([EDITION], "", ()),
        ([], "", (A.NONE_YET,)),
        ([], "It is a login page.", (A.NONE_YET, A.LAST_ATTEMPT_FAILED)),
        ([EDITION], "It is a login page.", (A.LAST_ATTEMPT_FAILED,)),
        ([replace(EDITION, published_on="2026-10-27")], "", ()),  # thirty days
        ([replace(EDITION, published_on="2026-10-26")], "", (A.STALE,)),
        ([replace(EDITION, published_on="2026-10")], "", ()),  # the last day it can have been
        ([replace(EDITION, published_on="", received_at=datetime(2026, 10, 1, tzinfo=UTC))], "", (A.STALE,)),
        ([replace(EDITION, refused=1, problems=(A.REFUSED_ROWS,))], "", (A.REFUSED_ROWS,)),
        ([replace(EDITION, problems=(A.REFUSED_ROWS,), accepted_at=EDITION.received_at)], "", ()),
        ([EDITION, replace(EDITION, state=S.HELD, problems=(A.SHRUNK,))], "", (A.SHRUNK,)),
        ([EDITION, replace(EDITION, state=S.RECEIVED)], "", (A.NOT_INDEXED,)),
        ([EDITION, replace(EDITION, state=S.HELD)], "", (A.WAITING,)),
        ([replace(EDITION, state=S.HELD, problems=(A.NO_COLUMNS,))], "", (A.NONE_YET, A.NO_COLUMNS)),
        ([EDITION, replace(EDITION, state=S.PAST, problems=(A.SHRUNK,))], "", ()),
        ([EDITION, replace(EDITION, state=S.REFUSED, problems=(A.OLDER,))], "", ()),
    ],
)
def test_how_healthy_a_list_is(editions: list[Edition], failed: str, ailments: tuple[Ailment, ...]) -> None:
    health = health_of(editions, failed=failed, stale_after_days=30, today=TODAY)
    assert health.ailments == ailments
    assert health.good is (not ailments)
    assert health.words == failed


def test_an_edition_without_a_date_ages_from_the_day_it_came() -> None:
    assert aged(replace(EDITION, published_on=""), TODAY).days == 5
    assert aged(EDITION, TODAY).days == 6


def test_what_the_publisher_still_gives_out_is_not_old() -> None:
    old = replace(EDITION, published_on="2026-02-27")
    assert aged(old, TODAY).days > 200
    assert aged(replace(old, confirmed_at=datetime(2026, 11, 25, 23, tzinfo=UTC)), TODAY).days == 1
    assert aged(replace(EDITION, confirmed_at=datetime(2026, 11, 1, tzinfo=UTC)), TODAY).days == 6
    assert confirms(old, Way.FETCH)
    assert not confirms(old, Way.UPLOAD)  # somebody may bring an old file again
    assert confirms(replace(old, published_on=""), Way.UPLOAD)
    assert not confirms(replace(old, state=S.PAST), Way.FETCH)
