"""Marks are judged as they are written, and a page says what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from instruments.outcome import Figure, Outcome, Table, keep, kept, page, written


@pytest.mark.parametrize(
    ("value", "low", "high", "verdict"),
    [
        (0.97, None, None, "reached"),
        (0.9699, None, None, "missed"),
        (0.96, 0.94, 0.98, "missed, within the interval"),
        (0.9, 0.88, 0.92, "missed"),
        (None, None, None, "missed"),
    ],
)
def test_a_mark_to_reach(value: float | None, low: float | None, high: float | None, verdict: str) -> None:
    assert Figure(key="k", says="s", value=value, low=low, high=high, at_least=0.97).verdict == verdict


@pytest.mark.parametrize(("value", "verdict"), [(15.0, "reached"), (15.1, "missed")])
def test_a_mark_not_to_exceed(value: float, verdict: str) -> None:
    assert Figure(key="k", says="s", value=value, at_most=15).verdict == verdict


def test_without_a_mark_there_is_no_verdict() -> None:
    assert Figure(key="k", says="s", value=1.0).verdict == ""


@pytest.mark.parametrize(
    ("value", "text"), [(None, "–"), (0, "0"), (12345, "12\u202f345"), (0.98765, "0.9877"), (0.01234, "0.0123"), (1.0, "1"), ("a", "a")]
)  # fmt: skip
def test_cells(value: str | int | float | None, text: str) -> None:
    assert written(value) == text


def test_what_is_kept_is_read_again(tmp_path: Path) -> None:
    outcome = Outcome(
        part="speed", title="Speed", figures=(Figure(key="k", says="how fast", value=2.0, unit="s", at_most=3),),
        tables=(Table("More", ("a", "b"), (("x", 1),)),), notes=("A note.",), charts={"a.svg": "<svg/>"},
    )  # fmt: skip
    keep(outcome, tmp_path)
    again = kept(tmp_path / "speed.json")
    assert (again.figures, again.tables, again.notes) == (outcome.figures, outcome.tables, outcome.notes)
    assert (tmp_path / "a.svg").read_text() == "<svg/>"
    assert "| how fast | 2 s |  | ≤ 3 | reached |" in page(again)
    assert "## More" in page(again)
