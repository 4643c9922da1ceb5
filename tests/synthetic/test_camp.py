"""A camp is the same for the same seed, holds who it says it holds, and never tells the truth in its rows."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from homeward.synthetic.camp import Camp, camp, strangers
from homeward.synthetic.lists.people import Listed, listed_people


@pytest.fixture(scope="module")
def listed() -> list[Listed]:
    return list(listed_people(200, seed=5))


@pytest.fixture(scope="module")
def small(listed: list[Listed]) -> Camp:
    return camp(4000, seed=7, listed=listed, planted_share=0.02)


def test_same_seed_same_camp_and_another_seed_another(small: Camp, listed: list[Listed]) -> None:
    assert camp(4000, seed=7, listed=listed, planted_share=0.02) == small
    assert camp(4000, seed=8, listed=listed, planted_share=0.02).rows != small.rows


def test_rows_notes_and_truth_agree(small: Camp, listed: list[Listed]) -> None:
    assert [row.query_id for row in small.rows] == [note.query_id for note in small.notes]
    assert len({row.query_id for row in small.rows}) == len(small.rows) == 4000
    assert small.truth == {note.query_id: note.entry_id for note in small.notes if note.kind == "listed"}
    assert set(small.truth.values()) <= {entry.listing.entry_id for entry in listed}
    assert len(set(small.truth.values())) == 80, "each listed person is planted once while the list lasts"


def test_a_short_list_is_planted_again() -> None:
    tiny = camp(1000, seed=1, listed=list(listed_people(5, seed=1)), planted_share=0.02)
    assert Counter(tiny.truth.values()).most_common(1)[0][1] == 4


def test_no_row_tells_who_is_listed(small: Camp) -> None:
    assert not any("ZZi" in cell for row in small.rows for cell in row)


def test_cultures_ages_and_sexes_are_those_of_the_mix(small: Camp) -> None:
    others = [note for note in small.notes if note.kind == "other"]
    share = Counter(note.culture for note in others)
    assert 0.55 < share["arabic"] / len(others) < 0.69
    segments = Counter(note.segment for note in others)
    assert 0.65 < segments["adult_f"] / (segments["adult_f"] + segments["adult_m"]) < 0.75
    assert 0.55 < segments["child"] / len(others) < 0.68


def test_files_read_back(small: Camp, tmp_path: Path) -> None:
    small.write_caseload(tmp_path / "caseload.csv")
    small.write_truth(tmp_path / "truth.csv")
    with (tmp_path / "caseload.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    assert [tuple(row.values()) for row in rows] == [tuple(row) for row in small.rows]
    with (tmp_path / "truth.csv").open(encoding="utf-8", newline="") as handle:
        assert dict(list(csv.reader(handle))[1:]) == small.truth


def test_strangers_are_a_stream_of_one_culture() -> None:
    first = list(strangers("kurdish", 300, seed=3))
    assert first == list(strangers("kurdish", 300, seed=3))
    assert len(first) == 300
    assert {row.nationality for row in first} <= {"iq", "sy", "tr", "ir", ""}
