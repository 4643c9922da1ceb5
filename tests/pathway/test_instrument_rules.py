"""What an instrument may be and who may use it: no number about a person, no adult instrument for a child."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from homeward.access.facts import Role
from homeward.pathway.facts.instruments import Form, Given, Instrument, Population
from homeward.pathway.rules.instruments import (
    ADDS_UP,
    Unfit,
    check_answers,
    check_in_force,
    check_person,
    check_user,
    of_age_on,
    read,
    surely_adult,
)
from homeward.registry.errors import Invalid
from homeward.registry.facts.answers import Known
from planning import ADULTS, CHILDREN, changed, text_of

DAY = date(2026, 11, 26)
SHIPPED = ("needs_adults", "child_and_family")


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_ones_are_read_and_speak_four_languages(name: str) -> None:
    found = read(text_of(name))
    assert found.version == 1 and found.questions
    told = [found.title, found.purpose, found.limits, *(one.ask for one in found.questions)]
    assert all(set(one) == {"en", "ar", "ckb", "kmr"} for one in told)


@pytest.mark.parametrize("word", sorted(ADDS_UP))
def test_whatever_adds_up_is_refused_whatever_it_is_called(word: str) -> None:
    raw = yaml.safe_load(text_of())
    raw["parts"][1]["questions"][1]["choices"][0][word.upper()] = 3
    with pytest.raises(Invalid, match="never adds anything up"):
        read(yaml.safe_dump(raw))


@pytest.mark.parametrize("where", ["key", "text"])
def test_a_choice_that_is_a_number_is_refused(where: str) -> None:
    raw = yaml.safe_load(text_of())
    raw["parts"][1]["questions"][1]["choices"][0] |= {"key": "4"} if where == "key" else {"text": {"en": "4 of 5"}}
    with pytest.raises(Invalid, match="words, not a number"):
        read(yaml.safe_dump(raw))


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"version": 0}, "first version"),
        ({"may_use": []}, "which roles"),
        ({"valid_until": date(2020, 1, 1)}, "a day after it begins"),
        ({"review_days": 0}, "1 to 366"),
        ({"ages": [5, 17]}, "only for them"),
        ({"title": {"ar": "عنوان"}}, "English words"),
        ({"parts": []}, "at least one question"),
        ({"danger": "high"}, "unknown field"),
        ({"purpose": {"en": 7}}, "holds no numbers"),
    ],
)
def test_what_is_wrong_is_said(other: dict[str, Any], says: str) -> None:
    with pytest.raises(Invalid, match=says):
        read(changed(**other))


def test_an_instrument_for_children_is_used_by_child_protection_alone() -> None:
    raw = yaml.safe_load(text_of("child_and_family")) | {"may_use": ["case_manager", "child_protection_specialist"]}
    with pytest.raises(Invalid, match="Only child protection"):
        read(yaml.safe_dump(raw))


@pytest.mark.parametrize("text", ["&a [*a]", "[" * 3000, "x" * 300_000, "a: : b", "", "- one"])
def test_what_is_no_instrument_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Invalid):
        read(text)


def test_no_field_could_hold_a_number_about_somebody() -> None:
    """The types themselves: a number stands only at the version, the ages and the days until it is looked at again."""
    numbers = set()

    def walk(kind: type[msgspec.Struct]) -> None:
        for one in msgspec.structs.fields(kind):
            if "int" in str(one.type) or "float" in str(one.type):
                numbers.add(one.name)
            for inside in getattr(one.type, "__args__", ()):
                if isinstance(inside, type) and issubclass(inside, msgspec.Struct):
                    walk(inside)

    walk(Instrument)
    walk(Given)
    assert numbers == {"version", "review_days", "ages"}


@given(st.dates(date(1900, 1, 1), date(2026, 11, 26)), st.dates(date(1950, 1, 1), date(2040, 1, 1)))
def test_an_adult_is_who_was_born_18_years_ago_at_the_latest(born: date, day: date) -> None:
    age = day.year - born.year - ((day.month, day.day) < (born.month, born.day))
    assert surely_adult(born, day) == (age >= 18)


def test_the_day_of_18() -> None:
    assert of_age_on(date(2008, 2, 29)) == date(2026, 3, 1)
    assert of_age_on(None) is None
    assert not surely_adult(None, DAY)


@pytest.mark.parametrize(
    ("born_to", "says"), [(None, "not known"), (date(2012, 1, 1), "under 18"), (date(2008, 11, 27), "under 18")]
)
def test_an_instrument_for_adults_opens_for_nobody_who_may_be_a_child(born_to: date | None, says: str) -> None:
    with pytest.raises(Unfit, match=says):
        check_person(ADULTS, born_to and date(born_to.year, 1, 1), born_to, DAY)


def test_it_opens_on_the_day_of_18_and_for_a_child_of_its_ages() -> None:
    check_person(ADULTS, date(2008, 1, 1), date(2008, 11, 26), DAY)
    check_person(CHILDREN, date(2016, 1, 1), date(2016, 12, 31), DAY)
    check_person(CHILDREN, None, None, DAY)


@pytest.mark.parametrize("year", [1985, 2024])
def test_an_instrument_for_children_opens_for_no_adult_and_for_no_other_age(year: int) -> None:
    with pytest.raises(Unfit):
        check_person(CHILDREN, date(year, 1, 1), date(year, 12, 31), DAY)


@pytest.mark.parametrize(
    ("day", "retired"),
    [(date(2025, 12, 31), False), (date(2029, 1, 1), False), (DAY, True)],
    ids=["early", "expired", "withdrawn"],
)
def test_nothing_that_is_not_in_use_opens(day: date, retired: bool) -> None:
    check_in_force(ADULTS, DAY, retired=False)
    with pytest.raises(Unfit):
        check_in_force(ADULTS, day, retired=retired)


@pytest.mark.parametrize(
    ("roles", "until"),
    [
        ({Role.CONVOY_LEAD}, DAY),
        ({Role.CASE_MANAGER}, None),
        ({Role.CASE_MANAGER}, DAY - timedelta(days=1)),
        (set(), DAY),
    ],
)
def test_nobody_uses_one_without_the_role_and_the_training(roles: set[Role], until: date | None) -> None:
    check_user(ADULTS, {Role.CASE_MANAGER}, DAY, DAY)
    with pytest.raises(Unfit):
        check_user(ADULTS, roles, until, DAY)


def whole() -> dict[str, Given]:
    return {
        one.key: Given(Known.KNOWN, "x") if one.form is Form.WORDS else Given(Known.KNOWN, "", (one.choices[0].key,))
        for one in ADULTS.questions
    }


def test_each_question_has_an_answer_or_says_why_not() -> None:
    said = whole() | {"health": Given(Known.DECLINED, "left over from before")}
    assert check_answers(ADULTS, said)["health"] == Given(Known.DECLINED)
    for wrong in (
        {"health": None},
        {"health": Given(Known.KNOWN)},
        {"place": Given(Known.KNOWN, "", ("nowhere",))},
        {"x": Given(Known.UNKNOWN)},
    ):
        with pytest.raises(Invalid) as told:
            check_answers(ADULTS, {key: one for key, one in (said | wrong).items() if one})
        assert told.value.data["field"] == next(iter(wrong))


def test_one_of_several_is_one() -> None:
    two = Given(Known.KNOWN, "", ("well", "some"))
    with pytest.raises(Invalid):
        check_answers(ADULTS, whole() | {"place": two})
    several = Given(Known.KNOWN, "", ("work", "food"))
    assert check_answers(ADULTS, whole() | {"missing": several})["missing"].chosen == ("food", "work")


def test_the_two_say_for_whom_they_are() -> None:
    assert (ADULTS.population, CHILDREN.population) == (Population.ADULTS, Population.CHILDREN)
