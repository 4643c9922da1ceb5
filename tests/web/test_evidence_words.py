"""Every sentence that the engine can say has one of the pages' own, so that it is translated."""

from __future__ import annotations

from itertools import product

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from desk_rows import UN
from homeward.kernel.dates import parse
from homeward.screening.evidence import _FIELDS, Evidence, _silence
from homeward.screening.features import FEATURES
from homeward.screening.index.build import build
from homeward.screening.live import screen
from homeward.screening.pairing import _FOREFATHERS, LAST
from homeward.screening.profile import Profile
from homeward.screening.settle import _ABSENT, _FACTS, _INEXACT, Missing
from homeward.watchlists.catalog import open_list
from homeward.web.evidence_words import FIELDS, SENTENCES, STATES, field_of, listed_of, settles, told

INDEX = build(open_list(UN))
WORDS = [
    "Amir",
    "Hamdan",
    "Jarallah",
    "Hasan",
    "Yousif",
    "Musa",
    "Abdullah",
    "al-Afandi",
    "Salim",
    "Nuri",
    "أبو",
    "موسى",
    "الأفندي",
    "حمدان",
    "Afandi-Musa",
]


def test_every_feature_has_its_sentence() -> None:
    assert {feature.says for feature in FEATURES} <= SENTENCES


def test_every_name_of_a_field_and_of_a_part() -> None:
    assert {*_FIELDS.values(), *_FOREFATHERS, LAST, "forefather", "nisba", "kunya", "given name"} <= FIELDS.keys()


def test_every_silence() -> None:
    assert {_silence(mine, theirs) for mine, theirs in product(("", "x"), repeat=2)} <= SENTENCES


def known(says: str) -> bool:
    """Whether a text is made of sentences that stand in the table."""
    rest = says
    while rest:
        found = max((one for one in SENTENCES if rest.startswith(one)), key=len, default="")
        if not found:
            return False
        rest = rest[len(found) :].strip()
    return True


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=6),
    st.sampled_from(["", "1984", "1984-01-01", "1987-06-23", "1960"]),
    st.sampled_from(["male", "female", None]),
    st.sampled_from(["", "Khadija"]),
)
def test_whatever_is_said_of_a_comparison_is_known(words: list[str], born: str, sex: str | None, mother: str) -> None:
    births = (parse(born),) if born else ()
    person = Profile(query_id="p", names=(" ".join(words),), births=births, sex=sex, mother_name=mother)  # type: ignore[arg-type]
    for found in screen([person], INDEX, min_score=0.0):
        for one in found.evidence:
            assert known(one.says), one.says
            assert one.state in STATES
            assert all(part in FIELDS for part in one.field.split(", there "))
        if found.settle:
            assert settles(found.settle)


def test_sentences_one_after_another_are_each_told() -> None:
    both = f"{FEATURES[0].says} They sound only partly alike, or the part is very common."
    assert told(both) == both
    assert told("A sentence of tomorrow.") == "A sentence of tomorrow."


def test_words_of_rows_that_are_no_facts() -> None:
    def row(key: str, listed: str) -> Evidence:
        return Evidence(key, "before comparing", "neutral", "", listed, 0)

    assert listed_of(row("prior", "one of 730 listed")) == "one of 730 listed"
    assert listed_of(row("alternatives", "3 names, a weak one met")) == "3 names, a weak one met"
    assert listed_of(row("birth", "born 1984")) == "born 1984"
    assert field_of(Evidence("part2", "father, there grandfather", "agrees", "", "", 0)) == "father, there grandfather"


@pytest.mark.parametrize("side", ["list", "record", "both"])
def test_what_would_settle_it_is_said_of_every_fact(side: str) -> None:
    for slot, fact in _FACTS.items():
        words = settles(Missing(slot.name.lower(), side, f"{fact.noun}, {_ABSENT[side]}", 0, 0))  # type: ignore[index, arg-type]
        assert "%" not in words and words[0].isupper()
    assert settles(Missing("birth", side, f"the day of birth, {_INEXACT[side]}", 0, 0)).startswith("The day of birth")  # type: ignore[index, arg-type]


def test_they_are_translated() -> None:
    with translation.override("ar"):
        assert told(FEATURES[0].says) != FEATURES[0].says
