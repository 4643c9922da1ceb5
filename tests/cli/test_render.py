"""Numbers, tables and JSON look the same to everybody and lose nothing."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.cli.render import THIN_SPACE, complain, count, number, show, show_json, table


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (999, "999"), (1000, "1\u202f000"), (1234567, "1\u202f234\u202f567"), (-5000, "-5\u202f000")],
)
def test_thousands_stand_apart(value: int, text: str) -> None:
    assert number(value) == text


@given(st.integers())
def test_a_number_reads_back(value: int) -> None:
    assert int(number(value).replace(THIN_SPACE, "")) == value


@pytest.mark.parametrize(("value", "text"), [(0, "0 records"), (1, "1 record"), (2000, "2\u202f000 records")])
def test_a_count_has_its_noun(value: int, text: str) -> None:
    assert count(value, "record") == text


def test_a_table_folds_long_cells_and_cuts_none(capsys: pytest.CaptureFixture[str]) -> None:
    reason = "".join(f"<{n:03}>" for n in range(100))
    show(table(["place", "reason", "count"], [["row 1", reason, 5], ["row 2", "short", 12000]]))
    out = capsys.readouterr().out
    assert "".join(c for c in out if c in "<0123456789>").count("<") == 100
    assert "12\u202f000" in out
    assert "…" not in out


def test_text_is_taken_literally(capsys: pytest.CaptureFixture[str]) -> None:
    show("[bold]not markup[/bold]", table(["[red]a[/red]"], [["[/]"]]))
    complain("row [3] is [broken")
    captured = capsys.readouterr()
    assert "[bold]not markup[/bold]" in captured.out
    assert "[/]" in captured.out
    assert captured.err == "row [3] is [broken\n"


def test_a_long_sentence_stays_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    complain("word " * 100)
    assert capsys.readouterr().err.count("\n") == 1


def test_json_keeps_every_script(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    show_json({"name": "نور", "n": 1})
    out = capsysbinary.readouterr().out
    assert json.loads(out) == {"name": "نور", "n": 1}
    assert "نور".encode() in out
