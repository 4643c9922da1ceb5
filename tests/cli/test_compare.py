"""`homeward compare` keeps every row and column and adds what the evidence comes to."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path

import pytest

from homeward.cli.main import main

HEADER = "pair_id,left_name,right_name,left_birth_date,right_birth_date,note"
ROWS = (
    'p1,عبد الرحمن خلف الجبوري,"AL-JUBURI, Abdulrahman Khalaf",1986,1986-02-03,"a, note"',
    "p2,Salim Yunus,Nasir Hamdani,,,",
    "p1,عبد الرحمن خلف الجبوري,,,,=1+1",
    "p2,Salim Yunus,Nasir Hamdani,,,",
)


@pytest.fixture
def pairs(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.csv"
    path.write_text("\n".join([HEADER, *ROWS]) + "\n", "utf-8")
    return path


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def test_rows_and_columns_are_kept_in_order_and_the_score_is_added(
    pairs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = pairs.with_name("scored.csv")
    assert main(["compare", str(pairs), "--out", str(out)]) == 3
    before, after = rows_of(pairs), rows_of(out)
    assert [{column: row[column] for column in before[0]} for row in after] == before
    assert list(after[0]) == [*HEADER.split(","), "score", "bits", "evidence"]
    assert float(after[0]["score"]) > 0.5 > float(after[1]["score"])
    assert [row["score"] == row["bits"] == row["evidence"] == "" for row in after] == [False, False, True, False]
    assert after[1]["evidence"] == after[3]["evidence"]
    captured = capsys.readouterr()
    assert "3 pairs compared" in captured.out
    assert "1 pair not compared: a side has no name with a letter in it." in captured.err
    assert "الجبوري" not in captured.out + captured.err


def test_the_evidence_of_a_row_sums_to_its_bits(pairs: Path) -> None:
    out = pairs.with_name("scored.csv")
    main(["compare", str(pairs), "--out", str(out)])
    for row in rows_of(out):
        values = [part.partition("=")[2] for part in row["evidence"].split()]
        assert sum(round(1000 * float(value)) for value in values) == round(1000 * float(row["bits"] or 0))


def test_threads_change_no_byte_and_standard_output_takes_the_rows(
    pairs: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    out = pairs.with_name("scored.csv")
    main(["compare", str(pairs), "--out", str(out), "--threads", "2"])
    capsysbinary.readouterr()
    main(["compare", str(pairs), "--out", "-", "--threads", "1"])
    assert capsysbinary.readouterr().out == out.read_bytes()


@pytest.mark.parametrize(
    ("given", "code", "says"), [(None, 3, "1 pair not compared"), ("a,b\n1,2\n", 2, "Standard input has no column that begins with left_"),
                                ("left_name,right_name\n", 2, "Standard input"), ("", 2, "Standard input is empty")],
    ids=["pairs", "no pair's columns", "no pair", "nothing"],
)  # fmt: skip
def test_pairs_come_through_a_pipe_too(
    pairs: Path, given: str | None, code: int, says: str, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:  # fmt: skip
    piped = io.BytesIO(pairs.read_bytes() if given is None else given.encode())
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(piped)))  # type: ignore[arg-type]
    assert main(["compare", "-", "--out", "-"]) == code
    said = capfdbinary.readouterr()
    assert says in said.err.decode()
    main(["compare", str(pairs), "--out", "-"])
    assert said.out == (capfdbinary.readouterr().out if given is None else b"")


def test_json_counts_what_was_compared(pairs: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    out = pairs.with_name("scored.csv")
    assert main(["compare", str(pairs), "--out", str(out), "--json"]) == 3
    report = json.loads(capsysbinary.readouterr().out)
    assert (report["output"], report["pairs"], report["compared"], report["not_compared"]) == ("scored.csv", 4, 3, 1)


def test_nothing_left_out_ends_with_0(tmp_path: Path) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("left_name,right_name\nSalim,Salem\n")
    assert main(["compare", str(path), "--out", str(tmp_path / "out.csv")]) == 0


def test_pairs_none_of_which_can_be_compared_are_all_kept(tmp_path: Path) -> None:
    path, out = tmp_path / "pairs.csv", tmp_path / "out.csv"
    path.write_text("left_name,right_name\n123,Salem\n-,-\n")
    assert main(["compare", str(path), "--out", str(out)]) == 3
    assert [row["score"] for row in rows_of(out)] == ["", ""]


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["pairs.csv", "--out", "pairs.csv"], 2, "is the file to be read"),
        (["pairs.csv", "--out", "-", "--json"], 2, "--json needs a file"),
        (["pairs.csv", "--out", "nowhere/out.csv"], 4, "does not exist"),
        (["none.csv", "--out", "out.csv"], 2, "none.csv"),
    ],
)
def test_what_cannot_be_done_is_said_before_anything_is_written(
    arguments: list[str], code: int, says: str, pairs: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(pairs.parent)
    assert main(["compare", *arguments]) == code
    assert says in capsys.readouterr().err
    assert [path.name for path in pairs.parent.iterdir()] == ["pairs.csv"]


def test_a_column_that_the_result_would_hide_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pairs.csv"
    path.write_text("left_name,right_name,score\nSalim,Salem,1\n")
    assert main(["compare", str(path), "--out", str(tmp_path / "out.csv")]) == 2
    assert "has a column score already" in capsys.readouterr().err
