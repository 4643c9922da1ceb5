"""Lines are exact: they parse, they add up, they escape what must be, and they show a recorded name only when asked."""

from __future__ import annotations

import csv
import io
import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.screening.engine import Rows
from homeward.screening.features import SLOTS, Slot
from homeward.screening.index.store import texts
from homeward.screening.runs.lines import COLUMNS, KEYS, Shown, header, least_bits, score, write

MILLIBITS = st.integers(-60_000, 60_000)
TEXT = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
Evidence = dict[int, int]


def rows(*people: list[Evidence]) -> Rows:
    """Rows with the evidence given by slot, every one for entry 0 and its second name."""
    flat = [evidence for candidates in people for evidence in candidates]
    table = np.zeros((len(flat), SLOTS), np.int32)
    for row, evidence in zip(table, flat, strict=True):
        row[list(evidence)] = list(evidence.values())
    chosen = np.array([[0, 0, 1, sum(evidence.values())] for evidence in flat], np.int64).reshape(-1, 4)
    starts = np.cumsum([0, *map(len, people)]).astype(np.int64)
    none = np.zeros((len(flat), 1), np.int32)
    return Rows(0, starts, chosen, table, none, none.astype(np.int8), none[:, 0].astype(np.int8))


def shown(
    *, ids: tuple[str, ...] = ("P-1",), names: tuple[str, str] = ("main", "other"), recorded: tuple[str, ...] = ()
) -> Shown:
    first = np.zeros(1, np.int32)
    return Shown(texts(ids), texts(recorded), texts(("un",)), first, texts(("ZZi.001",)), texts(names), first)


def read_csv(content: bytes, *, explain: bool = False) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((header(explain) + content).decode(), newline="")))


def test_every_slot_has_a_key_of_its_own() -> None:
    assert len(KEYS) == len(set(KEYS)) == SLOTS
    assert KEYS[Slot.PRIOR] == "prior"
    assert KEYS[0] == "part1"


def test_a_line_of_each_form() -> None:
    given_ = rows([{0: 4100, 1: -5, int(Slot.PRIOR): -12000}])
    assert write(given_, shown(), as_json=False).decode() == (
        "P-1,1,un,ZZi.001,main,other,0.004154796,-7.905,part1=+4.100 part2=-0.005 prior=-12.000\n"
    )
    assert write(given_, shown(recorded=("made up",)), as_json=True).decode() == (
        '{"query_id":"P-1","rank":1,"list":"un","entry_id":"ZZi.001","listed_name":"main","recorded_name":"made up","matched_name":"other",'
        '"score":0.004154796,"bits":-7.905,"evidence":{"part1":4.100,"part2":-0.005,"prior":-12.000}}\n'
    )


def test_no_rows_are_no_bytes() -> None:
    assert write(rows([], []), shown(ids=("a", "b")), as_json=False) == b""


def test_ranks_and_people() -> None:
    content = write(rows([{0: 1}, {0: 1}], [], [{0: 1}]), shown(ids=("a", "b", "c")), as_json=False)
    assert [(line["query_id"], line["rank"]) for line in read_csv(content)] == [("a", "1"), ("a", "2"), ("c", "1")]


@settings(deadline=None)
@given(st.lists(st.dictionaries(st.integers(0, SLOTS - 1), MILLIBITS, max_size=SLOTS), min_size=1, max_size=5))
def test_the_evidence_as_written_adds_up_to_the_bits_as_written(evidence: list[Evidence]) -> None:
    given_ = rows(evidence)
    for line in read_csv(write(given_, shown(), as_json=False)):
        parts = [part.partition("=")[2] for part in line["evidence"].split()]
        assert sum(int(part.replace(".", "")) for part in parts) == int(line["bits"].replace(".", ""))
    for text in write(given_, shown(), as_json=True).decode().splitlines():
        line = json.loads(text)
        assert sum(round(1000 * value) for value in line["evidence"].values()) == round(1000 * line["bits"])


@settings(deadline=None)
@given(TEXT, TEXT, TEXT, TEXT)
def test_any_text_comes_back_from_both_forms(query_id: str, main: str, other: str, recorded: str) -> None:
    what = shown(ids=(query_id,), names=(main, other), recorded=(recorded,))
    (line,) = read_csv(write(rows([{0: 1}]), what, as_json=False), explain=True)
    assert line["query_id"] == query_id
    for column, text in (("listed_name", main), ("matched_name", other), ("recorded_name", recorded)):
        assert line[column] == ("'" + text if text[:1] in {"=", "+", "-", "@", "\t"} else text)
    found = json.loads(write(rows([{0: 1}]), what, as_json=True))
    assert [found[key] for key in ("query_id", "listed_name", "matched_name", "recorded_name")] == [
        query_id,
        main,
        other,
        recorded,
    ]


def test_recorded_names_are_not_written_unless_asked_for() -> None:
    assert header(explain=False).decode().strip().split(",") == list(COLUMNS)
    assert b"recorded" not in write(rows([{0: 1}]), shown(), as_json=True)


@given(MILLIBITS)
def test_a_score_is_never_quite_nothing_or_certain_and_grows_with_the_bits(millibits: int) -> None:
    assert 0 < score(millibits) < 1
    assert score(millibits) <= score(millibits + 1)
    assert score(millibits) == pytest.approx(1 / (1 + 2 ** (-millibits / 1000)), abs=2e-9)


@given(st.floats(0.001, 0.999))
def test_the_least_bits_are_the_least_that_reach_a_score(likelihood: float) -> None:
    least = least_bits(likelihood)
    assert score(least) >= likelihood - 1e-9
    assert score(least - 1) < likelihood + 1e-9


@pytest.mark.parametrize(("likelihood", "least"), [(0, -(1 << 30)), (0.5, 0), (1, 1 << 30)])
def test_the_ends(likelihood: float, least: int) -> None:
    assert least_bits(likelihood) == least


def test_long_texts_find_room() -> None:
    content = write(rows([{0: 1}] * 3), shown(ids=("ك" * 50_000,)), as_json=True)
    assert len(content.splitlines()) == 3
