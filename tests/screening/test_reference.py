"""How usual a part, a year and a nationality are: counted right, joined right, the same after saving, and the usual side decides."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.kernel.dates import parse
from homeward.names.likeness import MANY, Sounds, like
from homeward.names.parts import code_of, read
from homeward.screening.reference import (
    ALIKE,
    RAREST,
    Reference,
    cluster_counts,
    from_sheet,
    nation_table,
    open_reference,
    rarity,
    shipped,
    year_tables,
)
from homeward.screening.score import FIRST_YEAR, YEARS
from homeward.screening.sheet import Facts, Sheet, SheetBuilder, Vocabulary, nation_number

PEOPLE = [
    ("Muhammad Ali Hasan", "1980", ["iq"]),
    ("Mohammed Omar", "1980-01-01", ["iq", "sy"]),
    ("محمد خلف الجبوري", "1991-05-06", ["iq"]),
    ("Ali Ali", None, []),
    ("Xenia", "1980", ["fr"]),
]


def sheet_of(people: Sequence[tuple[str, str | None, list[str]]]) -> tuple[Sheet, Vocabulary]:
    builder = SheetBuilder()
    for name, born, nations in people:
        births = [date] if born and (date := parse(born)) else []
        builder.add([(read(name), False)], Facts(births=births, nationalities=nations))
    return builder.finish()


def reference_of(people: Sequence[tuple[str, str | None, list[str]]], title: str = "a camp") -> Reference:
    return from_sheet(title, *sheet_of(people))


def count_of(reference: Reference, name: str) -> int:
    code = code_of(read(name).tokens[0].key)
    return sum(count for one, vocal, count in reference.parts if (one, vocal) == code)


def test_names_births_and_nationalities_are_counted() -> None:
    found = reference_of(PEOPLE)
    assert (found.title, found.names, found.people) == ("a camp", 5, 5)
    assert found.years == {1980: 3, 1991: 1}
    assert found.nations == {"iq": 3, "sy": 1, "fr": 1}
    assert count_of(found, "Ali") == 2, "names that hold the part, not words"
    assert count_of(found, "Muhammad") == count_of(found, "محمد") == 1


def test_a_part_is_as_usual_as_all_that_sound_like_it() -> None:
    reference = reference_of(PEOPLE)
    _, vocabulary = sheet_of([("Mohamed", None, []), ("Xenia", None, []), ("Zzyzx", None, [])])
    assert cluster_counts(vocabulary.sounds, reference.sounds, reference.counts).tolist() == [3, 1, 0]


def test_a_cluster_is_what_comparing_every_part_finds() -> None:
    reference, (_, vocabulary) = reference_of(PEOPLE), sheet_of([*PEOPLE, ("Mahmud Halaf Umar", None, [])])
    codes = [code_of(key) for key in vocabulary.keys]
    slow = [
        sum(n for other, their, n in reference.parts if like(code, other, vocal, their) >= ALIKE)
        for code, vocal in codes
    ]
    assert cluster_counts(vocabulary.sounds, reference.sounds, reference.counts).tolist() == slow


def test_a_vocabulary_counted_within_itself_is_counted_as_beside_another_like_it() -> None:
    """Each two words are compared once, also those that the lexicon knows as one name, by any number of threads."""
    families = [
        f"{family}{end}" for family in ("Khalaf", "Halaf", "Saleh") for end in ("", "i", "ov", "zade", "in", "ar")
    ]
    names = [f"{given} {family}" for given in ("Muhammad", "Mohamed", "Yusuf", "Joseph", "عمر") for family in families]
    letters = [f"{one}{vowel}{other}{vowel}r" for one in "bdgkmnst" for vowel in "aiu" for other in "bdgklmnst"]
    letters += [f"{one}a{other}ul" for one in "bdgkmnst" for other in "bdgklmnst"]
    _, vocabulary = sheet_of([(name, None, []) for name in (*names, *letters)])
    sounds, counts = vocabulary.sounds, vocabulary.counts.astype(np.int64)
    beside = cluster_counts(sounds, Sounds(sounds.arrays), counts).tolist()
    assert len(beside) > MANY
    assert cluster_counts(sounds, sounds, counts).tolist() == beside
    assert cluster_counts(sounds, sounds, counts, threads=3).tolist() == beside


def test_a_population_holds_no_written_name() -> None:
    held = msgspec.json.encode(reference_of(PEOPLE)).decode()
    assert "محمد" not in held
    assert "Muhammad" not in held


def test_an_empty_population_knows_nothing_and_breaks_nothing() -> None:
    nobody = reference_of([])
    _, vocabulary = sheet_of(PEOPLE)
    assert cluster_counts(vocabulary.sounds, nobody.sounds, nobody.counts).tolist() == [0] * len(vocabulary.keys)
    year, silent = year_tables(nobody, {})
    assert len(year) == len(silent) == YEARS
    assert silent.tolist() == [0] * YEARS
    assert len(nation_table(nobody)) == 26 * 26


SOME = st.lists(st.sampled_from(PEOPLE), max_size=6)


@settings(max_examples=30, deadline=None)
@given(SOME, SOME)
def test_joined_populations_add_up(one: list, other: list) -> None:
    joined, together = reference_of(one, "a").joined(reference_of(other, "b")), reference_of(one + other)
    assert joined.title == "a + b"
    assert msgspec.structs.replace(joined, title="") == msgspec.structs.replace(
        together, title="", years=dict(sorted(together.years.items())), nations=dict(sorted(together.nations.items()))
    )


@settings(max_examples=20, deadline=None)
@given(SOME, SOME)
def test_it_does_not_matter_which_is_joined_to_which(one: list, other: list) -> None:
    left, right = reference_of(one, "x"), reference_of(other, "x")
    assert left.joined(right).hash == right.joined(left).hash


def test_what_is_saved_and_opened_is_the_same_to_the_byte(tmp_path: Path) -> None:
    reference = reference_of(PEOPLE)
    reference.save(tmp_path / "one")
    opened = open_reference(tmp_path / "one")
    assert opened == reference
    assert opened.hash == reference.hash
    opened.save(tmp_path / "two")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize(
    "change",
    [{"title": "another"}, {"names": 6}, {"people": 4}, {"years": {1980: 4}}, {"nations": {}}, {"parts": (("ali", True, 3),)}],
)  # fmt: skip
def test_whatever_changes_changes_the_hash(change: dict[str, object]) -> None:
    assert msgspec.structs.replace(reference_of(PEOPLE), **change).hash != reference_of(PEOPLE).hash


def test_parts_that_few_hold_can_be_left_out() -> None:
    few = reference_of(PEOPLE).without(2)
    assert [count for _, _, count in few.parts] == [2]
    assert few.names == 5


def test_of_reference_and_list_the_more_usual_decides() -> None:
    in_reference, on_list = np.array([0, 999, 0, 999]), np.array([0, 0, 49, 49])
    bits = rarity(in_reference, 9_998, on_list, 98)
    assert bits.tolist() == [6_644, 3_322, 1_000, 1_000]


@given(st.integers(0, 10_000), st.integers(0, 10_000), st.integers(1, 5_000))
def test_a_part_that_more_people_bear_never_says_more(one: int, other: int, on_list: int) -> None:
    counts = np.array(sorted((one, other)))
    rare, usual = rarity(counts, 10_000, np.array([on_list] * 2), 5_000).tolist()
    assert 0 <= usual <= rare <= RAREST


def test_a_part_seen_nowhere_still_says_no_more_than_the_limit() -> None:
    assert rarity(np.array([0]), 10_000_000, np.array([0]), 10_000_000).tolist() == [RAREST]


def test_years_that_few_were_born_in_say_more() -> None:
    reference = Reference("a", 100, (), 100, {1990: 90, 1950: 10}, {})
    year, _ = year_tables(reference, {})
    assert year[1990 - FIRST_YEAR] < year[1989 - FIRST_YEAR] < year[1950 - FIRST_YEAR] < year[1920 - FIRST_YEAR]


def test_a_silent_list_speaks_for_the_years_of_those_it_lists_and_never_loudly() -> None:
    reference = Reference("a", 1000, (), 1000, {2010: 500, 1970: 100, 1980: 400}, {})
    _, silent = year_tables(reference, {1970: 90, 1980: 10})
    assert silent[2010 - FIRST_YEAR] < 0 < silent[1970 - FIRST_YEAR] <= 1_500
    assert silent.min() >= -5_000


def test_a_year_outside_the_tables_is_counted_at_their_edge() -> None:
    year, _ = year_tables(Reference("a", 2, (), 2, {1200: 1, 2900: 1}, {}), {})
    assert year[0] < year[YEARS // 2] > year[-1]


def test_nationalities_that_few_have_say_more() -> None:
    table = nation_table(Reference("a", 1000, (), 1000, {}, {"iq": 900, "fr": 100}))
    assert table[nation_number("iq")] < table[nation_number("fr")] < table[nation_number("is")]


def test_a_usual_nationality_says_nothing_and_none_says_much() -> None:
    table = nation_table(Reference("a", 90_000, (), 90_000, {}, {"iq": 60_000, "sy": 20_000, "ru": 10_000, "af": 10}))
    assert table[nation_number("iq")] == table[nation_number("sy")] == 0 < table[nation_number("ru")]
    assert table[nation_number("af")] == table.max() == 2_000


def test_the_shipped_population_has_counts_and_keeps_its_hash() -> None:
    assert shipped().names >= shipped().people > 1_000
    assert len(shipped().parts) > 1_000
    assert all(0 < count <= shipped().names for _, _, count in shipped().parts)
    assert shipped().hash == msgspec.structs.replace(shipped()).hash
