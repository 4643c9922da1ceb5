"""The keys by which a part of a name is found: of the known name that it is, of its consonants, and of their beginnings."""

from __future__ import annotations

import pytest

from homeward.registry.rules.namekeys import known_keys_of, part_keys


@pytest.mark.parametrize(("key", "name"), [("muhammad", "muhammad"), ("محمد", "muhammad"), ("sasha", "alexandre")])
def test_a_known_name_is_called_by_its_name_and_by_no_number_that_changes_when_the_lexicon_grows(
    key: str, name: str
) -> None:
    assert f"l{name}" in part_keys(key)
    assert not any(found[1:].isdigit() for found in part_keys(key))


def test_a_stranger_is_found_by_consonants_alone() -> None:
    assert known_keys_of("zzyzx") == frozenset()
    assert {key[0] for key in part_keys("zzyzx")} <= set("spf")
