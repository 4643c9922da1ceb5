"""A long list has the number of names asked for, and words as unevenly shared as names are."""

from __future__ import annotations

from collections import Counter

import pytest

from homeward.synthetic.lists.simple import long_list


def words(names: int) -> Counter[str]:
    texts = (name.text for entry in long_list(names, seed=1) for name in entry.listing.names)
    return Counter(word for text in texts for word in text.lower().replace("-", " ").split())


@pytest.mark.slow  # a stock of 240,000 rare parts is made first
def test_it_has_the_names_asked_for() -> None:
    entries = list(long_list(500, seed=2))
    names = sum(len(entry.listing.names) for entry in entries)
    assert 500 <= names < 500 + len(entries[-1].listing.names)
    short = [entry.listing for entry in long_list(200, seed=2)]
    assert short == [entry.listing for entry in entries[: len(short)]], (
        "a shorter list is the beginning of a longer one"
    )


@pytest.mark.slow
def test_a_million_names_hold_eighty_thousand_words_unevenly() -> None:
    counts = words(1_000_000)
    assert len(counts) >= 80_000
    shares = [count / counts.total() for _, count in counts.most_common(1000)]
    assert shares[10] > 0.005, "a few words are everywhere"
    assert shares[999] < 0.0003, "most are hardly anywhere"
    assert sum(count == 1 for count in counts.values()) > 10_000
