"""A camp is the same for the same seed, holds who it says it holds, and never tells the truth in its rows."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice
from pathlib import Path
from time import perf_counter
from unicodedata import name

import msgspec
import pytest

from homeward.synthetic.birthdays import KINDS
from homeward.synthetic.camp import Camp, camp, strangers
from homeward.synthetic.cultures import CULTURES, MIX
from homeward.synthetic.households import households
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


def test_the_size_is_kept_however_many_are_planted(listed: list[Listed]) -> None:
    for share in (0.0, 0.5, 1.0):
        assert len(camp(30, seed=1, listed=listed, planted_share=share).rows) == 30
    assert camp(0, seed=1, listed=listed).rows == ()


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


def test_the_clerks_take_every_liberty(small: Camp) -> None:
    done = Counter(word for note in small.notes for word in note.done.split())
    liberties = {
        "drop-middle",
        "drop-family",
        "drop-article",
        "swap",
        "kunya",
        "kunya-only",
        "son-of",
        "typo",
        "space",
        "upper",
    }
    habits = {"english", "french", "german", "scholarly", "turkish", "kurmanji", "russian", "arabic_by_ear"}
    assert set(done) == liberties | habits | {"arabic", "latin", "cyrillic", "alias"}
    assert {note.birth_date_kind for note in small.notes} == set(KINDS)
    assert {note.culture for note in small.notes} == set(CULTURES)


def test_rows_are_as_rows_of_such_a_camp_are(small: Camp) -> None:
    rows = small.rows
    arabic = sum("\u0600" <= row.name[0] <= "\u06ff" for row in rows) / len(rows)
    assert 0.60 < arabic < 0.70
    first_of_january = sum(row.birth_date.endswith("-01-01") for row in rows) / len(rows)
    assert 0.25 < first_of_january < 0.42
    words = Counter(word for row in rows for word in row.name.split())
    assert words.most_common(1)[0][1] / words.total() < 0.06, "nobody's name drowns all others"
    assert 2.5 < words.total() / len(rows) < 3.5


def test_relatives_are_nobodys_finding(listed: list[Listed]) -> None:
    households_of = {entry.listing.entry_id: entry.person.household_id for entry in listed if entry.person}
    planted = camp(2000, seed=3, listed=listed, planted_share=0.05)
    relatives = [note for note in planted.notes if note.kind == "relative"]
    assert {note.role for note in relatives} == {"child", "sibling", "spouse"}
    assert not {note.query_id for note in relatives} & planted.truth.keys()
    assert all(note.household_id == households_of[note.entry_id] for note in relatives)


def test_no_stranger_is_a_listed_person(listed: list[Listed]) -> None:
    strangers_of = camp(3000, seed=9, listed=listed, planted_share=0.0)
    assert strangers_of.truth == {}
    assert {note.kind for note in strangers_of.notes} == {"other"}
    numbers = {document.number for entry in listed for document in entry.listing.documents}
    assert not numbers & {part.split()[1] for row in strangers_of.rows for part in row.documents.split(";") if part}


def test_a_stranger_with_a_listed_persons_name_and_birthday_is_left_out(listed: list[Listed]) -> None:
    everyone = [person for household in islice(households(MIX, 4), 40) for person in household]
    twins = [msgspec.structs.replace(listed[0], person=person) for person in everyone[:10]]
    assert len(camp(100, seed=4, listed=twins, planted_share=0.0).rows) == 100
    left = [note.household_id for note in camp(100, seed=4, listed=twins, planted_share=0.0).notes]
    assert Counter(left)[everyone[0].household_id] < sum(p.household_id == everyone[0].household_id for p in everyone)


@pytest.mark.slow
def test_a_camp_of_55000_is_made_in_seconds() -> None:
    start = perf_counter()
    large = camp(55_000, seed=1, listed=list(listed_people(1000, 1)))
    assert perf_counter() - start < 12
    words = {word.lower() for row in large.rows for word in row.name.split()}
    assert 8_000 < len(words) < 25_000


def test_strangers_are_a_stream_of_one_culture() -> None:
    first = list(strangers("kurdish", 300, seed=3))
    assert first == list(strangers("kurdish", 300, seed=3))
    assert len(first) == 300
    assert {row.nationality for row in first} <= {"iq", "sy", "tr", "ir", ""}


@pytest.mark.parametrize("culture", CULTURES)
def test_people_of_every_culture_come_before_clerks_of_every_script_they_meet(culture: str) -> None:
    scripts = Counter(name(row.name[0]).split()[0] for row in strangers(culture, 1500, seed=2))
    expected = {"ARABIC", "LATIN"} | ({"CYRILLIC"} if CULTURES[culture].route == "russian" else set())
    assert set(scripts) - {"APOSTROPHE"} == expected
    assert 0.58 < scripts["ARABIC"] / 1500 < 0.72
