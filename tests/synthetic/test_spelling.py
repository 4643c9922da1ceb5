"""Spellings of a name part are those of its script, its community and its clerk, and always the same ones."""

from __future__ import annotations

import re
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.synthetic.cultures import CULTURES
from homeward.synthetic.parts import NamePart, feminine, urn
from homeward.synthetic.spelling import LATIN_HABITS, SPELLINGS, spelling
from homeward.synthetic.transcribe import arabic_from_latin, cyrillic_from_latin, latin_from_cyrillic
from homeward.synthetic.typos import mistyped, space_moved

HABITS = (*LATIN_HABITS, "arabic", "arabic_by_ear", "cyrillic")
SCRIPTS = {"arabic": "[\u0600-\u06ff]", "cyrillic": "[\u0400-\u04ff]", "latin": "[A-Za-z\u00c0-\u024f]"}
KHALID = NamePart("arabic", "m", ("خالد",), ("Khalid",))
YUSUF = NamePart("arabic", "m", ("يوسف", "ئۆسوپ"), ("Yusuf", "Youssef", "Yusufu"))
SERVANT = NamePart("arabic", "m", ("عبد الرحمن",), ("Abd al-Rahman",))
FAITH = NamePart("arabic", "m", ("نور الدين",), ("Nur al-Din",))
KURDISH_YUSUF = NamePart("kurdish", "m", ("يوسف", "یوسف"), ("Yusuf",))


def written(part: NamePart, habit: str) -> set[str]:
    return {spelling(part, habit, choice) for choice in range(SPELLINGS)}


@pytest.mark.parametrize(
    ("part", "habit", "expected"),
    [
        (KHALID, "turkish", {"Halid", "Halit"}),
        (KHALID, "kurmanji", {"Xalid", "Xalîd"}),
        (KHALID, "german", {"Chalid", "Khalid"}),
        (YUSUF, "french", {"Youssef"}),
        (SERVANT, "english", {"Abdul Rahman", "Abdulrahman", "Abd al-Rahman"}),
        (SERVANT, "french", {"Abdelrahman"}),
        (FAITH, "french", {"Noureddine"}),
        (FAITH, "english", {"Noor al-Din", "Nour ad-Din"}),
        (YUSUF, "cyrillic", {"Юсуф"}),
    ],
)
def test_each_habit_writes_its_own_way(part: NamePart, habit: str, expected: set[str]) -> None:
    found = written(part, habit)
    assert expected & found, found


def test_a_community_is_not_written_in_anothers_letters() -> None:
    assert "ئۆسوپ" not in written(YUSUF, "arabic")
    assert "Yusufu" not in written(YUSUF, "english")
    assert "یوسف" in written(KURDISH_YUSUF, "arabic")


@pytest.mark.parametrize("culture", CULTURES)
@pytest.mark.parametrize("habit", HABITS)
def test_every_culture_can_be_written_by_every_clerk(culture: str, habit: str) -> None:
    script = SCRIPTS["arabic" if habit.startswith("arabic") else habit if habit == "cyrillic" else "latin"]
    rng = Random(f"{culture} {habit}")
    for kind in ("m", "f", "family"):
        for _ in range(40):
            part = urn(culture, kind, 0.3).draw(rng)
            for text in written(part, habit):
                assert text == text.strip() and re.match(f"'?{script}", text), (part, text)
                assert written(part, habit) == written(part, habit)


def test_women_bear_russian_family_names_with_an_a() -> None:
    part = NamePart("caucasus", "family", ("باسوف",), ("Basov",), ("Басов",))
    assert feminine(part).latn == ("Basova",)
    assert feminine(part).cyrl == ("Басова",)
    assert feminine(part).arab == ("باسوفا",)
    assert feminine(KHALID) is KHALID
    assert feminine(NamePart("european", "family", ("باسين",), ("Basin",))).latn == ("Basin",)


@given(st.text("abcdefghijklmnopqrstuvwxyzبتجحدر", min_size=1, max_size=12), st.integers())
def test_a_slip_of_the_hand_keeps_the_ends_and_changes_one_place(word: str, seed: int) -> None:
    slip = mistyped(word, Random(seed))
    assert abs(len(slip) - len(word)) <= 1
    assert slip[0] == word[0]
    assert (len(word) >= 4) or slip == word


@given(st.lists(st.text("abcd", min_size=1, max_size=7), min_size=2, max_size=5), st.integers())
def test_a_moved_space_loses_no_letter(words: list[str], seed: int) -> None:
    moved = space_moved(words, Random(seed))
    assert "".join(moved) == "".join(words)
    assert moved != words and all(moved)


@given(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_transcription_leaves_no_letter_of_the_old_script(word: str) -> None:
    assert not re.search("[a-z]", arabic_from_latin(word))
    assert not re.search("[A-Za-z]", cyrillic_from_latin(word))
    assert not re.search("[Ѐ-ӿ]", latin_from_cyrillic(cyrillic_from_latin(word)))
