"""Codes and their words: every member of every enumeration that pages show has one, and none of the words the house avoids."""

from __future__ import annotations

import re

import pytest

from homeward.access.facts import Purpose
from homeward.web.words import PURPOSE_MEANINGS, VOCABULARY


@pytest.mark.parametrize("kind", VOCABULARY, ids=lambda kind: kind.__name__)
def test_every_member_has_a_word(kind: type) -> None:
    assert [member for member in kind if member not in VOCABULARY[kind]] == []


def test_every_purpose_has_its_meaning() -> None:
    assert set(PURPOSE_MEANINGS) == set(Purpose)


def test_no_word_that_the_house_avoids() -> None:
    avoided = re.compile(r"\b(match|hit|suspect|cleared|risk)\b", re.IGNORECASE)
    said = [str(word) for words in VOCABULARY.values() for word in words.values()]
    assert [word for word in said if avoided.search(word)] == []
