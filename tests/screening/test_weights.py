"""The weights fit the features, point the way they may, and say how likely any one entry was before looking."""

from __future__ import annotations

import json
from importlib.resources import files

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.kernel.errors import Inconsistent
from homeward.screening.features import FEATURES
from homeward.screening.weights import Weights, shipped, shipped_for_pairs

BOTH = pytest.mark.parametrize("weights", [shipped(), shipped_for_pairs()], ids=["screening", "pairs"])


@BOTH
def test_every_feature_has_a_weight_of_the_sign_it_may_have(weights: Weights) -> None:
    wrong = [f.key for f in FEATURES if f.sign * weights.millibits[f.key] < 0]
    assert wrong == []
    assert weights.array().tolist() == [weights.millibits[f.key] for f in FEATURES]


@BOTH
def test_a_weight_says_at_most_what_a_document_says(weights: Weights) -> None:
    """No single feature but a document outweighs the prior of a list: identity is never one agreement."""
    others = {key: millibits for key, millibits in weights.millibits.items() if key != "document_agrees"}
    assert max(others.values()) < 10_000 < weights.millibits["document_agrees"]


@BOTH
def test_absent_stands_between_contradicting_and_agreeing(weights: Weights) -> None:
    w = weights.millibits
    for field in ("place", "father", "mother"):
        assert w[f"{field}_contradicts"] < 0 < w[f"{field}_agrees"], field
    assert w["family_conflict"] < w["added"] < 0
    assert w["chain_conflict"] < w["missing"] < 0
    assert w["given_conflict"] <= min(w["family_conflict"], w["given_added"], w["given_missing"])


@BOTH
def test_a_list_that_does_not_state_a_sex_never_says_more_for_a_man_than_one_that_does(weights: Weights) -> None:
    assert weights.millibits["sex_silent_male"] <= weights.millibits["sex_agrees"]


@BOTH
def test_births_that_lie_further_apart_never_say_more(weights: Weights) -> None:
    w = weights.millibits
    order = [
        "birth_day",
        "birth_month",
        "birth_year",
        "birth_near",
        "birth_off_few",
        "birth_off_some",
        "birth_off_many",
    ]
    said = [w[key] for key in order]
    assert said == sorted(said, reverse=True)
    assert w["birth_near_day"] <= w["birth_near"]
    assert w["birth_other_day"] < w["birth_year"]


def test_weights_that_do_not_fit_the_features_are_refused() -> None:
    millibits = dict(shipped().millibits)
    del millibits["birth_day"]
    millibits["camp_section"] = 1
    with pytest.raises(Inconsistent, match="do not fit the features: birth_day, camp_section; train them again"):
        msgspec.structs.replace(shipped(), millibits=millibits).array()


def test_the_prior_is_the_base_for_a_list_of_its_size_and_a_bit_less_for_twice_as_many() -> None:
    weights = msgspec.structs.replace(shipped(), base=-9_000, entries=4_000)
    assert [weights.prior(entries) for entries in (4_000, 8_000, 2_000, 1, 0)] == [
        -9_000,
        -10_000,
        -8_000,
        2_966,
        2_966,
    ]


def test_where_twice_as_many_seem_to_be_listed_any_one_entry_is_a_bit_likelier() -> None:
    weights = msgspec.structs.replace(shipped(), base=-9_000, entries=4_000, share=10_000)
    assert [weights.prior(4_000, listed) for listed in (0, 10_000, 20_000, 5_000)] == [-9_000, -9_000, -8_000, -10_000]


@given(st.integers(0, 10_000_000), st.integers(0, 10_000_000))
def test_on_a_longer_list_any_one_entry_is_less_likely(one: int, other: int) -> None:
    shorter, longer = sorted((one, other))
    assert shipped().prior(longer) <= shipped().prior(shorter)


@BOTH
def test_weights_are_frozen_integers_with_a_version(weights: Weights) -> None:
    assert weights.version
    assert weights.array().dtype == np.int64
    assert 0 < weights.review < 1
    with pytest.raises(AttributeError):
        weights.base = 0  # type: ignore[misc]


@pytest.mark.parametrize("name", ["weights.json", "pair_weights.json"])
def test_the_files_hold_counts_and_no_word_but_the_features_own(name: str) -> None:
    content = json.loads((files("homeward.resources") / name).read_text("utf-8"))
    assert content.keys() <= {"version", "base", "entries", "share", "slope", "millibits", "review", "examples"}
    keys = {feature.key for feature in FEATURES}
    assert content["millibits"].keys() == keys
    assert content["examples"]["seen"].keys() == keys
    assert all(isinstance(count, int) for count in content["examples"]["seen"].values())
