"""Records as flat arrays: what goes in comes out, apart or together, and a vocabulary counts names and not words."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.kernel.dates import PartialDate, parse
from homeward.names.parts import Role, read
from homeward.screening.sheet import (
    CONVENTION,
    DAY,
    FEMALE,
    MALE,
    MONTH,
    RANGE,
    UNKNOWN,
    YEAR,
    Facts,
    Sheet,
    SheetBuilder,
    SheetJoin,
    Vocabulary,
    birth_facts,
    nation_code,
    nation_number,
)


def born(text: str) -> PartialDate:
    found = parse(text)
    assert found, text
    return found


@dataclass
class Record:
    names: list[tuple[str, bool]]
    facts: Facts = field(default_factory=Facts)


def built(records: list[Record]) -> tuple[Sheet, Vocabulary]:
    builder = SheetBuilder()
    for record in records:
        builder.add([(read(text), weak) for text, weak in record.names], record.facts)
    return builder.finish()


FULL = Record(
    [("Omar bin Khalaf al-Juburi", False), ("ABU YAHYA", True)],
    Facts(
        [born("1986-03-04"), born("~1985")],
        "male",
        ["iq", "sy"],
        ["Hawija", "Mosul Hawija"],
        ["Khalaf Omar"],
        ["Khadija"],
    ),
)


def words(vocabulary: Vocabulary, ids: list[int]) -> list[str]:
    return [vocabulary.keys[one] for one in ids]


def test_a_record_comes_out_as_it_went_in() -> None:
    sheet, vocabulary = built([Record([("Ali", False)]), FULL])
    assert sheet.name_start.tolist() == [0, 1, 3]
    assert sheet.token_start.tolist() == [0, 1, 4, 5]
    assert words(vocabulary, sheet.tokens.tolist()) == ["ali", "omar", "khalaf", "juburi", "=yahya"]
    assert sheet.roles.tolist() == [Role.GIVEN, Role.GIVEN, Role.CHAIN, Role.FAMILY, Role.KUNYA]
    assert sheet.weak.tolist() == [0, 0, 1]
    facts = sheet.facts_of(1)
    assert facts.sex == MALE
    assert facts.births == [(19860304, 19860304, DAY), (19830101, 19871231, RANGE)]
    assert [nation_code(n) for n in facts.nations] == ["iq", "sy"]
    assert words(vocabulary, facts.places) == ["hawija", "mosul", "hawija"]
    assert words(vocabulary, facts.fathers) == ["khalaf", "omar"]
    assert words(vocabulary, facts.mothers) == ["khadija"]
    assert sheet.facts_of(0) == (UNKNOWN, [], [], [], [], [])


def test_births_and_nationalities_of_all_as_columns() -> None:
    sheet, _ = built(
        [FULL, Record([("Ali", False)]), Record([("Sara", False)], Facts([born("1990")], "female", ["fr"]))]
    )
    days, nations = sheet.columns()
    assert days.tolist() == [19860304, 19830101, 19900101]
    assert [nation_code(n) for n in nations.tolist()] == ["iq", "sy", "fr"]
    assert sheet.facts_of(2).sex == FEMALE


def test_a_vocabulary_counts_names_that_hold_a_part_and_only_names() -> None:
    _, vocabulary = built([Record([("Ali Ali Hasan", False), ("Ali", True)]), FULL])
    counts = dict(zip(vocabulary.keys, vocabulary.counts.tolist(), strict=True))
    assert counts["ali"] == 2, "a name that says Ali twice is one name"
    assert (counts["hawija"], counts["khadija"], counts["khalaf"]) == (0, 0, 1), (
        "places and parents are no names of the record"
    )
    assert len(vocabulary.sounds) == len(vocabulary.keys)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1986-03-04", (19860304, 19860304, DAY)),
        ("1986-01-01", (19860101, 19860101, CONVENTION)),
        ("1986-07-01", (19860701, 19860701, CONVENTION)),
        ("1986-03", (19860301, 19860331, MONTH)),
        ("1986", (19860101, 19861231, YEAR)),
        ("~1986", (19840101, 19881231, RANGE)),
        ("1984 to 1986", (19840101, 19861231, RANGE)),
    ],
)
def test_a_birth_keeps_how_it_was_stated(text: str, expected: tuple[int, int, int]) -> None:
    assert birth_facts(born(text)) == expected


def test_a_year_of_another_calendar_keeps_both_its_years() -> None:
    assert birth_facts(born("1402 (Hijri)")) == (19811028, 19821017, YEAR)


def test_nations_go_both_ways() -> None:
    codes = [a + b for a in "az" for b in "azm"]
    assert [nation_code(nation_number(code)) for code in codes] == codes
    assert len({nation_number(a + b) for a in map(chr, range(97, 123)) for b in map(chr, range(97, 123))}) == 26 * 26


def test_a_nationality_that_is_no_code_is_left_out_and_a_name_without_letters_is_one_of_no_parts() -> None:
    sheet, _ = built([Record([("123", False), ("Ali", False)], Facts(nationalities=["stateless", "iq"]))])
    assert sheet.name_start.tolist() == [0, 2]
    assert sheet.token_start.tolist() == [0, 0, 1]
    assert [nation_code(n) for n in sheet.facts_of(0).nations] == ["iq"]


def test_no_records_make_an_empty_sheet() -> None:
    sheet, vocabulary = built([])
    assert sheet.name_start.tolist() == sheet.token_start.tolist() == sheet.fact_start.tolist() == [0]
    assert (len(sheet.tokens), len(sheet.facts), len(vocabulary.keys)) == (0, 0, 0)
    assert [column.tolist() for column in sheet.columns()] == [[], []]


NAMES = st.sampled_from(["Ali Hasan", "حسن علي", "Abu Ali", "Omar", "12", "Hasan Ali Hasan", "Иван Иванович"])
FACTS = st.builds(
    Facts,
    st.lists(st.sampled_from([born("1986"), born("1986-01-01"), born("~1970")]), max_size=2),
    st.sampled_from(["male", "female", None]),
    st.lists(st.sampled_from(["iq", "sy", "fr"]), max_size=2),
    st.lists(st.sampled_from(["Mosul", "Ali Town"]), max_size=2),
    st.lists(st.sampled_from(["Hasan", "Omar Ali"]), max_size=1),
    st.lists(st.sampled_from(["Sara", "Maryam Hasan"]), max_size=1),
)
RECORDS = st.lists(st.builds(Record, st.lists(st.tuples(NAMES, st.booleans()), max_size=3), FACTS), max_size=8)


@settings(max_examples=60, deadline=None)
@given(st.lists(RECORDS, min_size=1, max_size=4))
def test_records_collected_apart_are_the_same_as_collected_together(groups: list[list[Record]]) -> None:
    whole, vocabulary = built([record for group in groups for record in group])
    join = SheetJoin()
    for group in groups:
        builder = SheetBuilder()
        for record in group:
            builder.add([(read(text), weak) for text, weak in record.names], record.facts)
        join.add(builder.part())
    joined, joined_vocabulary = join.finish()
    assert tuple(joined_vocabulary.keys) == tuple(vocabulary.keys)
    assert joined_vocabulary.counts.tolist() == vocabulary.counts.tolist()
    for one, other, name in zip(whole, joined, Sheet._fields, strict=True):
        assert one.tolist() == other.tolist(), name
        assert one.dtype == other.dtype, name
    assert all(whole.facts_of(row) == joined.facts_of(row) for row in range(len(whole.fact_start) - 1))
    assert np.array_equal(joined_vocabulary.sounds.arrays.codes, vocabulary.sounds.arrays.codes)
