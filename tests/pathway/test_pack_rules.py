"""The days of a follow-up, and what differs between two versions."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.pathway.facts.packs import Interval, Unit
from homeward.pathway.rules.packs import changes_between, due_after, recorders
from homeward.pathway.shipped import shipped


@pytest.mark.parametrize(
    ("day", "after", "unit", "due"),
    [
        ("2026-01-31", 1, "months", "2026-02-28"),
        ("2024-01-31", 1, "months", "2024-02-29"),
        ("2026-11-26", 14, "days", "2026-12-10"),
        ("2026-11-26", 24, "months", "2028-11-26"),
        ("2026-12-15", 1, "months", "2027-01-15"),
    ],
)
def test_the_day_of_a_follow_up(day: str, after: int, unit: str, due: str) -> None:
    assert due_after(date.fromisoformat(day), Interval(after, Unit(unit))) == date.fromisoformat(due)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(1, 700), st.integers(1, 700))
def test_a_longer_time_is_never_due_earlier(day: date, one: int, other: int) -> None:
    for unit in Unit:
        days = [due_after(day, Interval(after, unit)) for after in sorted((one, other))]
        assert day < days[0] <= days[1]


def test_two_versions_differ_where_they_do_and_nowhere_else() -> None:
    iraq = next(pack for pack in shipped() if pack.key == "iraq")
    assert changes_between(iraq, iraq) == ()
    moved = msgspec.structs.replace(iraq, items=tuple(reversed(iraq.items)))
    assert changes_between(iraq, moved) == ()
    later = msgspec.structs.replace(iraq.items[0], due_days=99)
    next_one = msgspec.structs.replace(iraq, version=2, items=(later, *iraq.items[2:]))
    found = {one.path: (one.before, one.after) for one in changes_between(iraq, next_one)}
    assert found["version"] == ("1", "2")
    assert found["items[registration].due_days"] == ("14", "99")
    assert found["items[civil_register].key"] == ("civil_register", None)
    assert all(path.startswith(("version", "items[registration].due_days", "items[civil_register]")) for path in found)


def test_only_roles_that_write_in_cases_record_milestones() -> None:
    assert recorders() == {"repatriation_coordinator", "case_manager", "reintegration_worker"}
