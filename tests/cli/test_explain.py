"""`homeward explain` says who a name could be, fact by fact, which fact is missing, and why an entry was not found."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len

from homeward.cli.main import main
from homeward.cli.waterfall import folded, isolated, signed, widths

ROOT = Path(__file__).resolve().parents[2]
LIST = str(ROOT / "docs/examples/invented_un_list.xml")
NOTICE = str(Path(__file__).parent / "lists/invented_un_new.xml")
NAME = "عبد الرحمن خلف الجبوري"
KNOWN = ["--birth-date", "1986", "--nationality", "Iraqi", "--birth-place", "Hawija", "--mother", "خديجة"]


@pytest.fixture
def other(tmp_path: Path) -> str:
    """A second file of the list, with entries of its own."""
    path = tmp_path / "other.xml"
    path.write_text(re.sub(r"(ZZ[ie])\.0", r"\1.8", Path(NOTICE).read_text("utf-8")), "utf-8")
    return str(path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["explain", *arguments])
    return code, capsys.readouterr().out


@pytest.mark.parametrize("columns", [80, 120])
def test_a_candidate_drawn_stays_within_the_terminal(
    columns: int, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    code, out = run(capsys, NAME, "--list", LIST, *KNOWN)
    assert code == 0
    assert max(cell_len(line) for line in out.splitlines()) <= columns
    facts = [line for line in out.splitlines() if re.search(r"│", line)]
    assert len({cell_len(line.partition("│")[0]) for line in facts}) == 1, "the zero line stands in one column"
    for word in (
        "given name",
        "nisba",
        "agrees",
        "contradicts",
        "absent",
        "together",
        ": the mother's name, which the list",
    ):
        assert word in " ".join(out.split())


def test_json_holds_all_evidence_and_it_adds_up(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["explain", NAME, "--list", LIST, *KNOWN, "--top", "2", "--json"]) == 0
    found = json.loads(capsysbinary.readouterr().out)
    assert found["names"][0]["parts"] == [["عبد الرحمن", "given name"], ["خلف", "father"], ["الجبوري", "nisba"]]
    assert found["lists"][0]["published_on"] == "2022-12-01"
    best = (found["candidates"] or [found["nearest"]])[0]
    assert best["entry_id"] == "ZZi.900"
    assert sum(row["millibits"] for row in best["evidence"]) == round(1000 * best["bits"])
    assert best["settle"]["key"] == "mother"


def test_no_candidate_is_not_found_in_these_editions_and_nothing_else(
    other: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out = run(capsys, "Zzyx Qwertunov", "--list", LIST, "--list", other)
    assert code == 0
    assert "Not found in these versions of these lists: un of 2022-12-01; un of 2026-02-27." in " ".join(out.split())


@pytest.mark.parametrize(
    ("name", "entry", "passed", "says"),
    [
        (NAME, "ZZi.4711", 0, "No individual of the lists read has the id ZZi.4711."),
        (NAME, "ZZe.804", 0, "is on the list, but it is of kind entity"),
        ("Zzyx Qwertunov", "ZZi.900", 1, "No part of the person's names sounds like a part of the entry's"),
        ("عبد الرحمن", "ZZi.900", 3, "Nothing contradicts; what agrees is too usual"),
        ("عبد الرحمن عمر الشمري", "ZZi.900", 3, "What contradicts: "),
    ],
)
def test_why_an_entry_was_not_found(
    name: str, entry: str, passed: int, says: str, other: str, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out = run(capsys, name, "--list", LIST, "--list", other, "--entry", entry)
    text = " ".join(out.split())
    assert text.count("passed: ") == passed
    assert text.count("stopped here: ") == 1
    assert says in text
    assert f"Entry {entry}: not found, and why" in text


def test_an_entry_that_is_found_passes_every_step(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    facts = ["--birth-date", "1987-03-04", "--nationality", "iq"]
    assert main(["explain", "Mukhtalaq al-Mithal", "--list", NOTICE, *facts, "--entry", "zzi.001", "--json"]) == 0
    entry = json.loads(capsysbinary.readouterr().out)["entry"]
    assert [step["key"] for step in entry["steps"]] == ["listed", "sounds", "looked_at", "line", "rank"]
    assert {step["passed"] for step in entry["steps"]} == {True}
    assert entry["candidate"]["entry_id"] == "ZZi.001"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["123", "--list", LIST], "The name holds no letter"),
        ([NAME, "--list", LIST, "--birth-date", "yesterday"], "could not be read: birth date unread."),
        ([NAME, "--list", LIST, "--nationality", "Atlantis"], "could not be read: country unread."),
        ([NAME, "--list", "no-such-file.xml"], "no-such-file.xml cannot be opened"),
    ],
)
def test_what_cannot_be_used_ends_with_2_and_a_sentence_without_the_name(
    arguments: list[str], says: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", *arguments]) == 2
    err = capsys.readouterr().err
    assert says in err
    assert "الجبوري" not in err


def test_what_is_written_from_right_to_left_is_isolated() -> None:
    assert isolated("خلف") == "\u2068خلف\u2069"
    assert isolated("closest are يوسف علي and Yusuf") == "closest are \u2068يوسف علي\u2069 and Yusuf"
    assert isolated("Khalaf") == "Khalaf"


@pytest.mark.parametrize(
    ("millibits", "text"), [(4100, "+4.1"), (-2800, "−2.8"), (0, "0.0"), (-49, "0.0"), (50_000, "+50.0")]
)
def test_weights_have_their_sign(millibits: int, text: str) -> None:
    assert signed(millibits) == text


def test_long_words_are_folded_and_nothing_is_lost() -> None:
    assert folded("a bb ccc", 4) == ["a bb", "ccc"]
    assert "".join(folded("x" * 25, 10)) == "x" * 25
    assert folded("", 10) == [""]
    assert folded("1\u202f000 people", 8) == ["1\u202f000", "people"]


@pytest.mark.parametrize("columns", [40, 80, 97, 120, 300])
def test_the_columns_fill_the_width_and_no_more(columns: int) -> None:
    shape = widths(columns)
    total = shape.left + 1 + shape.state + shape.number + 1 + 2 * shape.half + 1
    assert total <= max(72, min(columns, 120))
