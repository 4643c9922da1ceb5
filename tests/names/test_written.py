"""Folding: one spelling per letter whatever a clerk's keyboard gave, idempotent, and never a letter that tells names apart lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.names.written import fold, script_of, words

SAME = [
    ("أحمد", "احمد", "hamza on alef"),
    ("إبراهيم", "ابراهيم", "hamza under alef"),
    ("آمنة", "امنه", "madda; ta marbuta"),
    ("ٱلرحمن", "الرحمن", "alef wasla"),
    ("مُحَمَّد", "محمد", "harakat and shadda"),
    ("مـحـمـد", "محمد", "tatweel"),
    ("علی", "علي", "Persian ya"),
    ("على", "علي", "dotless ya"),
    ("گلۍ", "گلي", "Pashto ya"),
    ("کریم", "كريم", "Persian kaf and ya"),
    ("ګل", "كل", "Pashto gaf is written over kaf"),
    ("فاطمة", "فاطمه", "ta marbuta as ha"),
    ("ہارون", "هارون", "Urdu ha"),
    ("خاں", "خان", "Urdu nun without a dot"),
    ("رؤوف", "رووف", "hamza on waw"),
    ("رائد", "رايد", "hamza on ya"),
    ("علاء", "علا", "hamza on the line"),
    ("ﻣﺤﻤﺪ", "محمد", "presentation forms, as old PDFs have them"),
    ("ﷲ", "الله", "the ligature of God's name"),
    ("Ｍｕｈａｍｍａｄ", "muhammad", "full-width letters"),
    ("MUHAMMAD", "muhammad", "capitals"),
    ("İLHAM", "ilham", "Turkish dotted capital I"),
    ("Sa'id", "said", "apostrophe"),
    ("Saʿīd", "saīd", "scholarly ayn; vowels keep their length for sounds"),
    ("oʻgʻli", "ogli", "Uzbek letters are written with a turned comma"),
    ("o‘g‘li", "ogli", "and with a quotation mark"),
    ("\u200fعلي\u200e", "علي", "right-to-left marks"),
    ("\u202bعلي\u202c", "علي", "embedding"),
    ("\ufeffAli", "ali", "byte order mark"),
    ("عتیق\u200cالله", "عتيقالله", "zero-width non-joiner"),
    ("Ma\xadhmud", "mahmud", "soft hyphen"),
    ("МАГОМЕД", "магомед", "Cyrillic capitals"),
    ("ГӀалиб", "галиб", "palochka"),
    ("S\u0327ivan", "şivan", "a cedilla written apart"),
    ("René", "rené", "an accent stays composed"),
]  # fmt: skip


@pytest.mark.parametrize(("written", "folded", "reason"), SAME, ids=[reason for _, _, reason in SAME])
def test_one_spelling_for_what_is_written_at_pleasure(written: str, folded: str, reason: str) -> None:
    assert fold(written) == folded


APART = [
    ("ش", "س"), ("ص", "س"), ("ح", "ه"), ("ق", "ك"), ("ك", "گ"), ("ه", "ە"), ("و", "ۆ"), ("و", "ۇ"), ("ب", "پ"), ("ت", "ث"),
    ("ş", "s"), ("ç", "c"), ("ğ", "g"), ("ḥ", "h"), ("ı", "i"), ("ə", "e"), ("š", "s"), ("й", "и"), ("қ", "к"), ("ғ", "г"), ("ў", "у"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), APART)
def test_letters_that_tell_names_apart_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@given(st.text(max_size=40))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(max_size=40))
def test_words_are_folded_have_letters_and_are_the_words_of_themselves(text: str) -> None:
    found = words(text)
    for word in found:
        assert fold(word) == word
        assert not word.isdigit()
        assert not any(letter.isspace() for letter in word)
    assert words(" ".join(found)) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("AL-JUBURI, Omar", ["al", "juburi", "omar"]),
        ("Omar\tbin\u00a0Khalaf", ["omar", "bin", "khalaf"]),
        ("Abu Ali (Omar) [a.k.a. Zaid]", ["abu", "ali", "omar", "a", "k", "a", "zaid"]),
        ("علي،عمر؛زيد", ["علي", "عمر", "زيد"]),
        ("snake_case_name", ["snake", "case", "name"]),
        ("Omar 2nd 1986", ["omar", "2nd"]),
        ("١٢٣ علي", ["علي"]),
        ("Omar\x00Ali\x07Zaid", ["omar", "ali", "zaid"]),
        ("", []), ("   ", []), ("12345", []), ("😀 👨‍👩‍👧", []), ("...", []), ("\u200f\u200e", []), ("\u0301", []), ("'’ʿ", []),
    ],
)  # fmt: skip
def test_words(text: str, found: list[str]) -> None:
    assert words(text) == found


@pytest.mark.parametrize(
    ("text", "count", "script"),
    [
        ("হাসান আলী", 2, "Bengali, as Rohingya are registered in it"),
        ("မောင်မောင်", 1, "Burmese, the other register of Rohingya"),
        ("हसन अली", 2, "Devanagari"),
        ("ហាស់សាន់ អាលី", 2, "Khmer"),
        ("ஹசன் அலி", 2, "Tamil"),
        ("ฮาซัน อาลี", 2, "Thai"),
        ("ޙަސަން ޢަލީ", 2, "Thaana, of the Maldives"),
        ("བསྟན་འཛིན", 2, "Tibetan, whose tsheg parts syllables"),
        ("יוֹסֵף כֹּהֵן", 2, "Hebrew with points"),
        ("x̣asan", 1, "a dot below that no composed letter has"),
    ],
)
def test_signs_written_on_a_letter_end_no_word(text: str, count: int, script: str) -> None:
    assert len(words(text)) == count, script


@pytest.mark.parametrize(
    ("word", "script"),
    [
        ("محمد", "arab"), ("ئابدۇ", "arab"), ("پرویز", "arab"), ("магомед", "cyrl"), ("қодир", "cyrl"), ("hasan", "latn"),
        ("ḥasan", "latn"), ("əli", "latn"), ("χασαν", "other"), ("שלום", "other"), ("შამილ", "other"), ("张", "other"), ("", "other"),
        ("2nd", "latn"),
    ],
)  # fmt: skip
def test_the_script_of_a_word(word: str, script: str) -> None:
    assert script_of(word) == script
