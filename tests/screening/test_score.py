"""Every field that both sides state, as evidence: which feature two births are, three states, never two."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anew import anew
from homeward.kernel.dates import PartialDate, parse
from homeward.names.bench import COUNTS, EVIDENCE, bench
from homeward.names.compare import NAME_SLOTS
from homeward.names.likeness import between
from homeward.names.parts import MAX_PARTS
from homeward.screening.features import FEATURES, Slot
from homeward.screening.reference import Reference, nation_table, year_tables
from homeward.screening.score import FIELD_WORDS, WORD_ROWS, birth_feature, doublings, weigh_facts
from homeward.screening.sheet import Facts, SheetBuilder, birth_facts
from homeward.screening.weights import shipped

HERE = Reference("a camp", 1000, (), 1000, {1986: 60, 1970: 20, 2000: 100}, {"iq": 600, "sy": 390, "fr": 10})
LISTED = {1970: 50, 1986: 30}
BIRTH_FEATURE, WEIGH_FACTS = anew(birth_feature.py_func), anew(weigh_facts.py_func)
YEAR, SILENT = year_tables(HERE, LISTED)
NATION = nation_table(HERE)
WEIGHTS = shipped().array()
TABLES = (YEAR, SILENT, NATION, WEIGHTS)


def born(text: str) -> PartialDate:
    found = parse(text)
    assert found, text
    return found


class Weighed(NamedTuple):
    """What two rows of facts came to: in all, the features counted and millibits by field."""

    total: int
    counted: dict[str, int]
    slots: dict[str, int]


def weigh(mine: Facts, theirs: Facts, names: int = 1, weights: npt.NDArray[np.int64] = WEIGHTS) -> Weighed:
    builder = SheetBuilder()
    builder.add([], mine)
    builder.add([], theirs)
    sheet, vocabulary = builder.finish()
    near = np.zeros((WORD_ROWS, max(1, len(vocabulary.keys))), np.int16)
    facts = sheet.facts_of(0)
    for number, field in enumerate((facts.places, facts.fathers, facts.mothers)):
        for i, word in enumerate(field[:FIELD_WORDS]):
            pairs = np.array([(word, other) for other in range(len(vocabulary.keys))], np.int64)
            near[MAX_PARTS + number * FIELD_WORDS + i] = between(vocabulary.sounds, vocabulary.sounds, pairs, 720)
    b = bench()
    starts = sheet.fact_start
    total = WEIGH_FACTS(b, near, sheet.facts, starts[0], sheet.facts, starts[1], names, (*TABLES[:3], weights))
    counted = {f.key: int(n) for f, n in zip(FEATURES, b[COUNTS].tolist(), strict=False) if n}
    return Weighed(int(total), counted, {s.name: int(b[EVIDENCE, s]) for s in Slot if s >= NAME_SLOTS})


BIRTHS = [
    ("1986-03-04", "1986-03-04", "birth_day"),
    ("1986-01-01", "1986-01-01", "birth_year"),  # two 1 Januaries are two unknown days
    ("1986-07-01", "1986-07-01", "birth_year"),  # Iraq's 1 July
    ("1986-01-01", "1986-07-01", "birth_year"),
    ("1986-01-01", "1986-03-04", "birth_year"),  # a day that was not known against one that is: no contradiction
    ("1986-01-01", "1986", "birth_year"),
    ("1986-03-04", "1986", "birth_year"),
    ("1986-03", "1986", "birth_year"),
    ("1986-03", "1986-01-01", "birth_year"),
    ("1986-03", "1986-03-04", "birth_month"),
    ("1986-03", "1986-03", "birth_month"),
    ("1986-03", "1986-04-04", "birth_other_day"),
    ("1986-03-04", "1986-04-03", "birth_swapped"),
    ("1986-03-04", "1986-03-05", "birth_other_day"),
    ("1986-03-04", "1976-03-04", "birth_other_year"),
    ("1986-03-04", "1975-03-04", "birth_off_many"),
    ("1986-01-01", "1976-01-01", "birth_off_many"),  # the same 1 January ten years on is no agreement
    ("1986-03-04", "~1985", "birth_range"),
    ("1986", "1984 to 1988", "birth_range"),
    ("1986", "1988 to 1990", "birth_off_few"),
    ("1986-12-31", "1987 to 1990", "birth_near"),
    ("1986", "1990 to 1999", "birth_off_some"),
    ("1986", "1996 to 1999", "birth_off_many"),
    ("1986", "1987", "birth_near"),
    ("1986-12-31", "1987-01-02", "birth_near_day"),
    ("1986-01-01", "1987-05-06", "birth_near"),
    ("1986", "1989", "birth_off_few"),
    ("1986-03-04", "1984-05-06", "birth_off_few"),
    ("1986", "1990", "birth_off_some"),
    ("1986", "1994", "birth_off_some"),
    ("1986", "1995", "birth_off_many"),
    ("1402 (Hijri)", "1981", "birth_year"),  # October 1981 to October 1982
    ("1402 (Hijri)", "1982-05-06", "birth_year"),
    ("1402 (Hijri)", "1983", "birth_near"),
    ("1402 (Hijri)", "1980", "birth_near"),
    ("03/1407 (Hijri)", "1986-12-01", "birth_month"),  # 4 November to 3 December 1986
    ("03/1407 (Hijri)", "1986-10", "birth_other_day"),
]


@pytest.mark.parametrize(("one", "other", "key"), BIRTHS, ids=[f"{one} {other}" for one, other, _ in BIRTHS])
def test_how_two_births_stand_to_each_other(one: str, other: str, key: str) -> None:
    first, second = birth_facts(born(one)), birth_facts(born(other))
    assert FEATURES[BIRTH_FEATURE(*first, *second)].key == key
    assert FEATURES[BIRTH_FEATURE(*second, *first)].key == key


DATES = st.builds(
    lambda year, form: born(form.format(year)),
    st.integers(1930, 2015),
    st.sampled_from(["{}", "~{}", "{}-03", "{}-03-04", "{}-04-03", "{}-01-01", "{}-07-01"]),
) | st.builds(lambda year, more: born(f"{year} to {year + more}"), st.integers(1930, 2010), st.integers(1, 12))


@given(DATES, DATES)
def test_births_compare_the_same_from_both_sides(one: PartialDate, other: PartialDate) -> None:
    first, second = birth_facts(one), birth_facts(other)
    assert BIRTH_FEATURE(*first, *second) == BIRTH_FEATURE(*second, *first)


@given(DATES)
def test_a_birth_never_contradicts_itself(one: PartialDate) -> None:
    key = FEATURES[BIRTH_FEATURE(*birth_facts(one), *birth_facts(one))].key
    assert key in {"birth_day", "birth_month", "birth_year", "birth_range"}
    assert key != "birth_day" or not one.convention


@given(st.integers(1, 1 << 20))
def test_doublings_is_log2_in_integers(count: int) -> None:
    assert abs(doublings(count) - 1000 * np.log2(count)) < 90
    assert doublings(count) <= doublings(count + 1)
    assert doublings(2 * count) == doublings(count) + 1000


def test_nothing_known_says_nothing() -> None:
    assert weigh(Facts(), Facts()) == (0, {}, {s.name: 0 for s in Slot if s >= NAME_SLOTS})


MINE = Facts((born("1986-03-04"),), "male", ("iq",), ("Hawija",), ("Khalaf",), ("Khadija",))
AGREES = {
    "births": MINE.births, "sex": "male", "nationalities": ("iq",), "places": ("al-Hawija",), "fathers": ("خلف",),
    "mothers": ("Khadidja",),
}  # fmt: skip
CONTRADICTS = {
    "births": (born("1950"),), "sex": "female", "nationalities": ("fr",), "places": ("Lyon",), "fathers": ("Qasim",),
    "mothers": ("Zaynab",),
}  # fmt: skip


@pytest.mark.parametrize("field", [field for field in AGREES if field != "sex"])
def test_absent_is_neither_agreeing_nor_contradicting(field: str) -> None:
    absent = weigh(MINE, Facts())
    agrees = weigh(MINE, Facts()._replace(**{field: AGREES[field]}))
    contradicts = weigh(MINE, Facts()._replace(**{field: CONTRADICTS[field]}))
    assert contradicts.total < absent.total < agrees.total


@pytest.mark.parametrize(("sex", "other"), [("male", "female"), ("female", "male")])
def test_a_list_silent_on_sex_says_no_more_than_one_that_agrees_and_more_than_one_that_contradicts(
    sex: str, other: str
) -> None:
    contradicts, absent, agrees = (weigh(Facts(sex=sex), Facts(sex=stated)).total for stated in (other, None, sex))
    assert contradicts < absent <= agrees


@pytest.mark.parametrize("field", ["nationalities", "places", "fathers", "mothers"])
def test_what_only_one_side_states_says_nothing(field: str) -> None:
    stated = Facts()._replace(**{field: AGREES[field]})
    assert weigh(Facts(), stated).total == weigh(stated, Facts()).total == 0


def test_a_birth_or_sex_that_was_not_recorded_says_nothing_and_a_silent_list_says_something() -> None:
    assert weigh(Facts(), Facts(births=MINE.births, sex="male")).total == 0
    silent = weigh(Facts(births=MINE.births, sex="female"), Facts())
    assert silent.counted.keys() == {"birth_silent", "sex_silent_female"}


def test_fields_do_not_lean_on_each_other() -> None:
    """The sum of what each field says alone is what all of them say together."""
    empty = Facts()
    alone = 0
    for field in Facts._fields:
        value = getattr(MINE, field)
        alone += weigh(empty._replace(**{field: value}), empty._replace(**{field: AGREES[field]})).total
    assert weigh(MINE, empty._replace(**AGREES)).total == alone


def test_of_several_births_the_best_counts_and_costs_for_being_several() -> None:
    one = weigh(Facts(births=MINE.births), Facts(births=MINE.births))
    many = weigh(Facts(births=MINE.births), Facts(births=(born("1950"), MINE.births[0], born("1971"), born("1972"))))
    assert many.counted["birth_day"] == 1000
    assert many.counted["birth_alternatives"] == 2000
    assert many.total == one.total + 2 * shipped().millibits["birth_alternatives"]


def test_of_several_nationalities_the_rarest_shared_counts() -> None:
    several = weigh(Facts(nationalities=("iq", "fr")), Facts(nationalities=("fr", "iq", "sy")))
    assert several == weigh(Facts(nationalities=("fr",)), Facts(nationalities=("fr",)))
    assert several.total > weigh(Facts(nationalities=("iq",)), Facts(nationalities=("iq",))).total


def test_many_names_cost_and_one_costs_nothing() -> None:
    assert weigh(Facts(), Facts(), 1).total == 0
    assert weigh(Facts(), Facts(), 8).total == 3 * shipped().millibits["alternatives"]


def test_one_word_of_a_place_that_agrees_is_enough_and_the_first_words_of_a_long_one_are_compared() -> None:
    assert weigh(Facts(places=("Hawija",)), Facts(places=("Kirkuk", "Hawidja, Iraq"))).counted == {"place_agrees": 1000}
    far = " ".join(["Basra", "Amara", "Kut", "Hilla", "Najaf", "Karbala", "Hawija"])
    assert weigh(Facts(places=(far,)), Facts(places=("Hawija",))).counted == {"place_contradicts": 1000}


FACTS = st.builds(
    Facts,
    st.lists(DATES, max_size=3),
    st.sampled_from(["male", "female", None]),
    st.lists(st.sampled_from(["iq", "sy", "fr", "us"]), max_size=3, unique=True),
    st.lists(st.sampled_from(["Hawija", "Mosul", "Raqqa"]), max_size=2),
    st.lists(st.sampled_from(["Khalaf", "Qasim"]), max_size=1),
    st.lists(st.sampled_from(["Khadija", "Zaynab"]), max_size=1),
)


@settings(max_examples=100, deadline=None)
@given(FACTS, FACTS, st.integers(1, 20))
def test_fields_add_up_and_every_count_is_what_weighs(mine: Facts, theirs: Facts, names: int) -> None:
    found = weigh(mine, theirs, names)
    assert found.total == sum(found.slots.values())
    exactly = sum(n * shipped().millibits[key] / 1000 for key, n in found.counted.items())
    assert abs(found.total - exactly) <= len(found.counted)
    assert found.slots["DOCUMENT"] == found.slots["PRIOR"] == 0


@settings(max_examples=100, deadline=None)
@given(FACTS, FACTS, st.sampled_from(["places", "fathers", "mothers"]))
def test_a_further_fact_that_agrees_never_lowers_and_one_that_contradicts_never_raises(
    mine: Facts, theirs: Facts, field: str
) -> None:
    """Of fields whose agreement may only speak for: the same two records, with one field stated on both sides or silent."""
    known = mine._replace(**{field: getattr(MINE, field)})
    silent = weigh(known, theirs._replace(**{field: ()})).total
    assert weigh(known, theirs._replace(**{field: AGREES[field]})).total >= silent
    assert weigh(known, theirs._replace(**{field: CONTRADICTS[field]})).total <= silent
