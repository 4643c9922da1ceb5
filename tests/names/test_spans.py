"""The parts of a name are shown in the letters they were written in, compounds and articles whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.names.parts import read
from homeward.names.spans import Part, key_as_written, parts_as_written


def shown(text: str) -> list[str] | None:
    parts = parts_as_written(text, [token.key for token in read(text).tokens])
    return None if parts is None else [part.text for part in parts]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("عبد الرحمن خلف الجبوري", ["عبد الرحمن", "خلف", "الجبوري"]),
        ("عبدالرحمن بن خلف", ["عبدالرحمن", "خلف"]),
        ("ABDEL RAHMAN KHALAF AL-JUBURI", ["ABDEL RAHMAN", "KHALAF", "AL-JUBURI"]),
        ("AL-HAQ, Salim", ["Salim", "AL-HAQ"]),
        ("Umm Khalid Fatima bint Ali as-Samarra'i", ["Umm Khalid", "Fatima", "Ali", "as-Samarra'i"]),
        ("Sa'id bin Nur al-Din", ["Sa'id", "Nur al-Din"]),
        ("نور الدين أبو خالد", ["نور الدين", "أبو خالد"]),
        ("Habib Ullah Khan", ["Habib Ullah", "Khan"]),
        ("Иванов Абдулла Магомедович", ["Иванов", "Абдулла", "Магомедович"]),
        ("Shaykh Haji Wali Ali", ["Wali", "Ali"]),
        ("Ali Ali Ali", ["Ali", "Ali", "Ali"]),
        ("Hani Youssef Umurow", ["Hani", "Youssef", "Umurow"]),
        ("Zaynullah Allah Noor", ["Zaynullah", "Allah", "Noor"]),
        ("", []),
    ],
)
def test_parts_in_their_own_letters(text: str, parts: list[str]) -> None:
    assert shown(text) == parts


@pytest.mark.parametrize(("text", "article"), [("Omar al-Juburi", True), ("عمر الجبوري", True), ("Omar Juburi", False)])
def test_an_article_is_noticed(text: str, article: bool) -> None:
    found = parts_as_written(text, [token.key for token in read(text).tokens])
    assert found is not None
    assert found[-1].article is article


def test_a_part_of_another_name_is_not_made_up() -> None:
    assert parts_as_written("Omar Khalid", ["omar", "yusuf"]) is None
    assert key_as_written("<rahman") == Part("Rahman")


@given(st.text(alphabet="abdelrhmnuk'-, عبدالرحمنخلفوينأ", max_size=40))
def test_what_is_shown_stands_in_the_name(text: str) -> None:
    parts = shown(text)
    assert parts is None or all(part and part in text for part in parts)
