"""A caseload laid out: columns of their own complete a name, and whoever helps changes nothing."""

from __future__ import annotations

import numpy as np
import pytest

from homeward.screening import people
from homeward.screening.index.crew import can_fork
from homeward.screening.live import profiles_of
from homeward.screening.people import full_names, lay_out
from homeward.screening.profile import Profile
from homeward.synthetic.camp import camp

FULL = [
    (Profile(query_id="1", names=("Omar",), father_name="Khalaf", grandfather_name="Qasim", family_name="al-Juburi"),
     ["omar", "khalaf", "qasim", "juburi"]),
    (Profile(query_id="1", names=("Omar Khalaf al-Juburi",), father_name="Khalaf", family_name="Juburi"), ["omar", "khalaf", "juburi"]),
    (Profile(query_id="1", names=("Omar",), kunya="Abu Yahya"), ["omar", "=yahya"]),
    (Profile(query_id="1", names=("AL-JUBURI, Omar",), father_name="Khalaf"), ["omar", "khalaf", "juburi"]),
]  # fmt: skip


@pytest.mark.parametrize(("person", "keys"), FULL)
def test_columns_of_their_own_complete_the_first_name(person: Profile, keys: list[str]) -> None:
    assert [token.key for token in full_names(person)[0].tokens] == keys


def test_a_fathers_column_goes_before_the_family_name() -> None:
    person = Profile(query_id="1", names=("Omar al-Juburi",), father_name="Khalaf", family_name="al-Juburi")
    assert [token.key for token in full_names(person)[0].tokens] == ["omar", "khalaf", "juburi"]


def test_a_father_who_bears_the_same_name_is_a_part_of_his_own() -> None:
    person = Profile(query_id="1", names=("Muhammad",), father_name="Muhammad", grandfather_name="Qasim")
    assert [token.key for token in full_names(person)[0].tokens] == ["muhammad", "muhammad", "qasim"]


@pytest.mark.skipif(not can_fork(), reason="no second processor, or this process already has threads")
@pytest.mark.parametrize("helpers", [1, 2])
def test_with_helpers_everything_is_laid_out_as_without(helpers: int, monkeypatch: pytest.MonkeyPatch) -> None:
    profiles = list(profiles_of(row._asdict() for row in camp(150, 3).rows))
    assert any(profile.documents for profile in profiles)
    alone = lay_out(profiles)
    monkeypatch.setattr(people, "PIECE", 40)
    together = lay_out(profiles, helpers)
    assert alone.ids == together.ids
    assert alone.vocabulary.keys == together.vocabulary.keys
    for one, other in zip(
        (*alone.sheet, *alone.vocabulary.sounds.arrays, alone.vocabulary.counts, alone.documents),
        (*together.sheet, *together.vocabulary.sounds.arrays, together.vocabulary.counts, together.documents), strict=True,
    ):  # fmt: skip
        assert one.dtype == other.dtype
        assert np.array_equal(one, other)


def test_nobody_is_laid_out_as_nobody() -> None:
    assert len(lay_out([])) == len(lay_out([], helpers=2)) == 0
