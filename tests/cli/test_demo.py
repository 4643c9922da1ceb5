"""`homeward demo` shows a whole screening of invented people: steps, candidates, one explained, the truth, who was withheld."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from homeward.cli.main import main
from homeward.synthetic.demonstration import Order, Outcome, demonstrate

SMALL = {"people": 600, "un": 60, "ofac": 90}


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[Outcome, Path, list[str]]:
    out, told = tmp_path_factory.mktemp("demo"), list[str]()
    return demonstrate(Order(out=out, seed=3, **SMALL), told.append), out, told


def test_the_counts_add_up(outcome: tuple[Outcome, Path, list[str]]) -> None:
    found, out, told = outcome
    assert found.people == 600 == found.withheld + found.screened
    assert found.screened == found.planted + found.relatives + found.strangers
    assert found.individuals == 60 + 90 + 60 + 60  # people of both lists, red notices, special notices; no yellow ones
    assert found.candidates == len((out / "candidates.csv").read_text("utf-8").splitlines()) - 1
    assert found.found <= found.planted
    assert len(told) == 5


def test_planted_people_are_found_and_strangers_seldom_come_forward(
    outcome: tuple[Outcome, Path, list[str]],
) -> None:
    """The line is a likelihood of 0.05; of those who are on no list, one in twenty-five reaches it, and hardly anybody an even one."""
    found, out, _ = outcome
    assert found.planted > 0
    assert found.found >= found.planted / 2
    assert found.strangers_forward <= found.strangers / 25
    with (out / "truth.csv").open(encoding="utf-8", newline="") as truth:
        listed = {row["query_id"] for row in csv.DictReader(truth)}
    with (out / "candidates.csv").open(encoding="utf-8", newline="") as handle:
        even = {row["query_id"] for row in csv.DictReader(handle) if float(row["score"]) >= 0.5}
    assert even & listed
    assert len(even - listed) <= found.strangers / 100


def test_the_truth_is_in_a_file_of_its_own(outcome: tuple[Outcome, Path, list[str]]) -> None:
    _, out, _ = outcome
    with (out / "caseload.csv").open(encoding="utf-8") as handle:
        columns = next(csv.reader(handle))
    assert "entry_id" not in columns
    assert {path.name for path in out.iterdir()} >= {"caseload.csv", "truth.csv", "candidates.csv", "lists"}


def test_the_candidate_drawn_is_one_of_those_found(outcome: tuple[Outcome, Path, list[str]]) -> None:
    found, out, _ = outcome
    assert found.drawn is not None
    with (out / "candidates.csv").open(encoding="utf-8", newline="") as handle:
        rows = {(row["query_id"], row["entry_id"]): row["bits"] for row in csv.DictReader(handle)}
    assert rows[found.drawn.query_id, found.drawn.entry_id] == f"{found.drawn.bits:.3f}"


def test_the_same_seed_gives_the_same_bytes(outcome: tuple[Outcome, Path, list[str]], tmp_path: Path) -> None:
    _, out, _ = outcome
    demonstrate(Order(out=tmp_path, seed=3, threads=2, **SMALL), lambda sentence: None)
    for name in ("caseload.csv", "truth.csv", "candidates.csv"):
        assert (tmp_path / name).read_bytes() == (out / name).read_bytes()


@pytest.mark.slow
def test_the_report_says_what_was_done_and_what_is_true(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", "--people", "2000", "--out", str(tmp_path / "demo")]) == 0
    text = " ".join(capsys.readouterr().out.split(" "))
    words = " ".join(text.split())
    for sentence in (
        "Everybody in this demonstration is invented.",
        "wrote invented lists in the formats of the UN, OFAC and INTERPOL",
        "people a second",
        "who are on these lists were found",
        "who are on no list came forward",
        "who may be under 18 were withheld",
        "not found in these versions of these lists (un of 2022-12-01;",
        "A candidate is a question for two people.",
    ):
        assert sentence in words


def test_lists_given_are_screened_against_and_nobody_is_planted(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    listed = str(Path(__file__).parent / "lists/invented_un_new.xml")
    assert main(["demo", "--people", "200", "--out", str(tmp_path), "--list", listed, "--json"]) == 0
    found = json.loads(capsysbinary.readouterr().out)
    assert [one["file"] for one in found["lists"]] == ["invented_un_new.xml"]
    assert (found["planted"], found["relatives"]) == (0, 0)
    assert found["strangers"] == found["screened"]
    assert not (tmp_path / "lists").exists()


def test_a_place_that_takes_no_folder_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    assert main(["demo", "--people", "50", "--out", str(tmp_path / "file"), "--json"]) == 4
    assert "cannot be written" in capsys.readouterr().err
