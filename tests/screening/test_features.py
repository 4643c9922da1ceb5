"""The algorithm is a list that can be read: every feature is explained, stands where the kernels count it, and may weigh at all."""

from __future__ import annotations

import re

import pytest

from homeward.names import bench, compare
from homeward.screening import features
from homeward.screening.features import FEATURES, SLOTS, Feature, Slot

IDS = [feature.key for feature in FEATURES]
# DOMAIN (b) 6: what may never speak for or against anybody. A nisba or a tribe is compared as part of a written name, and only so.
NEVER = re.compile(
    r"relig|sect\b|section|tent|camp|ethnic|clan|kin(ship)?\b|relativ|spouse|wife|husband|household|widow|child(ren)?\b(?!$)|"
    r"sponsor|denounc|escape|arriv|origin|district|governorate|conduct|ideolog|undocumented|no papers|without papers"
)


@pytest.mark.parametrize("feature", FEATURES, ids=IDS)
def test_every_feature_says_in_a_sentence_what_it_means(feature: Feature) -> None:
    assert re.fullmatch(r"[A-Z][^\n]{15,200}\.", feature.says)
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", feature.key)
    assert feature.sign in (-1, 0, 1)


def test_every_feature_has_a_key_and_a_sentence_of_its_own() -> None:
    assert len({feature.key for feature in FEATURES}) == len({feature.says for feature in FEATURES}) == len(FEATURES)


@pytest.mark.parametrize(("place", "key"), list(enumerate(IDS)), ids=IDS)
def test_the_kernels_count_a_feature_where_the_list_has_it(place: int, key: str) -> None:
    module = compare if place < compare.NAME_FEATURES else features
    assert getattr(module, key.upper()) == place


def test_the_bench_has_room_for_every_feature_and_slot() -> None:
    assert [slot.value for slot in sorted(Slot)] == list(range(compare.ORDER_SLOT, SLOTS))
    assert max(len(FEATURES), SLOTS) <= bench.WIDTH


@pytest.mark.parametrize("feature", FEATURES, ids=IDS)
def test_no_feature_is_about_anything_but_names_births_sex_nationality_places_parents_and_papers(
    feature: Feature,
) -> None:
    says = feature.says
    if feature.key in (
        "given_added",
        "given_missing",
    ):  # what the shape of two names looks like, never a relation looked up
        says = re.sub(r"(child|parent)('s father's)?", "", says)
    assert not NEVER.search(f"{feature.key} {says}".lower())
    assert "tribe" not in feature.says or feature.key == "family_agrees"


def test_missing_papers_say_nothing() -> None:
    assert [key for key in IDS if key.startswith("document")] == ["document_agrees"]


def test_only_birth_and_sex_may_say_something_where_a_list_is_silent() -> None:
    assert [key for key in IDS if "silent" in key] == ["birth_silent", "sex_silent_male", "sex_silent_female"]


@pytest.mark.parametrize("word", ["religion", "sect", "the section of the camp", "kinship", "a relative is listed"])
def test_the_guard_sees_what_may_never_weigh(word: str) -> None:
    assert NEVER.search(word)
