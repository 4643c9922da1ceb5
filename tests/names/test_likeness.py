"""Likeness of sounds: its laws, the exactness of the trie against brute force, and what the lexicon adds and takes."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from homeward.names.alignment import APART
from homeward.names.lexicon import lexemes_of, sex_of
from homeward.names.likeness import FLOOR, Sounds, between, like, neighbours, pack
from homeward.names.parts import code_of, read
from homeward.names.sounds import ALPHABET, MAX_CODE
from homeward.names.trie import SAME_LEXEME

CODES = st.text(ALPHABET, min_size=1, max_size=MAX_CODE)
# Letters that stand for each other across the border of the skeleton: where a shortcut would go wrong first.
TREACHEROUS = st.text("tw7W0yhHv6G?aiusb", min_size=1, max_size=8)
FLOORS = st.sampled_from([480, FLOOR, 720, 850, 950])


def words(codes: st.SearchStrategy[str]) -> st.SearchStrategy[list[tuple[str, bool, tuple[int, ...], int]]]:
    lexemes = st.sampled_from([(), (), (), (1,), (2,), (1, 2), (2, 3)])
    return st.lists(st.tuples(codes, st.booleans(), lexemes, st.integers(0, 2)), min_size=1, max_size=25)


def packed(vocabulary: list[tuple[str, bool, tuple[int, ...], int]]) -> Sounds:
    return pack(*zip(*vocabulary, strict=True))


def by_trie(left: Sounds, right: Sounds, floor: int) -> dict[tuple[int, int], int]:
    starts, columns, values = neighbours(left, right, floor)
    rows = np.repeat(np.arange(len(left)), np.diff(starts))
    assert all((np.diff(columns[low:high]) > 0).all() for low, high in pairwise(starts))
    return dict(zip(zip(rows.tolist(), columns.tolist(), strict=True), values.tolist(), strict=True))


def one_by_one(left: Sounds, right: Sounds, floor: int) -> dict[tuple[int, int], int]:
    pairs = np.array([(i, j) for i in range(len(left)) for j in range(len(right))], np.int64).reshape(-1, 2)
    values = between(left, right, pairs, floor)
    return {(i, j): v for (i, j), v in zip(pairs.tolist(), values.tolist(), strict=True) if v}


@settings(deadline=None)
@given(CODES, CODES, st.booleans(), st.booleans())
def test_likeness_is_symmetric_and_within_its_bounds(one: str, other: str, vocal: bool, other_vocal: bool) -> None:
    alike = like(one, other, vocal, other_vocal)
    assert alike == like(other, one, other_vocal, vocal)
    assert 0 <= alike <= 1000
    if one == other:
        assert alike == 1000


@settings(max_examples=300, deadline=None)
@given(words(CODES | TREACHEROUS), words(TREACHEROUS | CODES), FLOORS)
def test_the_trie_finds_exactly_what_comparing_every_pair_finds(left: list, right: list, floor: int) -> None:
    mine, theirs = packed(left), packed(right)
    assert by_trie(mine, theirs, floor) == one_by_one(mine, theirs, floor)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kWrt", "jWr7"),  # a final t against a ta marbuta
        ("mecit", "mk7"),
        ("awad", "aWad"),
        ("w", "0"),
    ],
)
def test_letters_left_out_of_the_skeleton_do_not_hide_a_neighbour(one: str, other: str) -> None:
    mine, theirs = pack([one], [False], [()]), pack([other], [False], [()])
    assert by_trie(mine, theirs, FLOOR) == one_by_one(mine, theirs, FLOOR) != {}


@settings(deadline=None)
@given(words(CODES), st.data())
def test_part_of_a_vocabulary_is_compared_as_within_the_whole(left: list, data: st.DataObject) -> None:
    whole = packed(left)
    low = data.draw(st.integers(0, len(whole)))
    high = data.draw(st.integers(low, len(whole)))
    expected = {(i - low, j): v for (i, j), v in by_trie(whole, whole, FLOOR).items() if low <= i < high}
    assert by_trie(whole.part(low, high), whole, FLOOR) == expected


def test_an_empty_vocabulary_has_no_neighbours() -> None:
    none, some = pack([], [], []), pack(["hasan"], [True], [()])
    assert by_trie(none, some, FLOOR) == {}
    assert by_trie(some, none, FLOOR) == {}


def test_spellings_of_one_known_name_are_alike_whatever_they_sound_like() -> None:
    left, right = pack(["mamat", "mamat"], [True, True], [(7,), ()]), pack(["mHmd"], [False], [(7, 9)])
    assert by_trie(left, right, 720) == {(0, 0): SAME_LEXEME}


def test_two_known_names_lose_however_alike_they_sound_and_an_unknown_one_does_not() -> None:
    left = pack(["hasan", "hasan"], [True, True], [(1,), ()])
    right = pack(["hasan"], [True], [(2,)])
    assert by_trie(left, right, 720) == {(0, 0): 1000 - APART, (1, 0): 1000}


def test_a_name_that_only_men_bear_is_not_one_that_only_women_do() -> None:
    left = pack(["karim"] * 4, [True] * 4, [(1,), (1,), (), (1, 2)], [1, 0, 0, 1])
    right = pack(["karima"], [True], [(2,)], [2])
    plain = like("karim", "karima")
    assert by_trie(left, right, 600) == {(1, 0): plain - APART, (2, 0): plain, (3, 0): SAME_LEXEME}


@pytest.mark.parametrize(
    ("man", "woman"), [("Karim", "Karima"), ("أمين", "أمينة"), ("Julio", "Julia"), ("Daniel", "Daniela"), ("سمير", "Samira")]
)  # fmt: skip
def test_a_brother_is_not_his_sister(man: str, woman: str) -> None:
    assert with_lexicon(man, woman) == 0


@pytest.mark.parametrize(
    ("one", "other"), [("Alex", "Alexandra"), ("Alex", "Alexander"), ("Nour", "Nur"), ("Omaima", "Umayma")]
)
def test_what_both_are_called_is_either(one: str, other: str) -> None:
    assert with_lexicon(one, other) > FLOOR


def test_who_serves_god_by_a_name_of_his_is_called_by_it_alone_too() -> None:
    left, right = pack(["<Aziz", "<Azim"], [True, True], [(1,), (3,)]), pack(["Aziz"], [True], [(2,)])
    assert by_trie(left, right, 720) == one_by_one(left, right, 720) == {(0, 0): like("<Aziz", "Aziz")}
    assert 780 < like("<Aziz", "Aziz") < 900, "a little unlike, and no other name"


def test_of_many_lexemes_two_are_kept() -> None:
    arrays = pack(["ali"], [True], [(3, 4, 5)]).arrays
    assert arrays.lexeme.tolist() == [[3, 4]]


def alike(one: str, other: str) -> int:
    (left,), (right,) = read(one).tokens, read(other).tokens
    (code, vocal), (other_code, other_vocal) = code_of(left.key), code_of(right.key)
    return like(code, other_code, vocal, other_vocal)


def with_lexicon(one: str, other: str) -> int:
    keys = [token.key for text in (one, other) for token in read(text).tokens]
    codes = [code_of(key) for key in keys]
    sounds = pack(*zip(*codes, strict=True), [lexemes_of(key) for key in keys], [sex_of(key) for key in keys])
    return int(between(sounds, sounds, np.array([(0, 1)]), 0)[0])


SAME = [
    ("Khalaf", "خلف", "kh for kha"),
    ("Khaled", "خالد", "e for a short i"),
    ("Cheikhou", "شيخو", "French ch is sh"),
    ("Djamel", "جمال", "French dj"),
    ("Gamal", "جمال", "jim is g in Cairo"),
    ("Chaouki", "شوقي", "French ch and aou, q lost"),
    ("Youcef", "يوسف", "French c is s"),
    ("Ṭāriq", "طارق", "scholarly dots and bars"),
    ("Dschamal", "جمال", "German dsch"),
    ("Raschid", "رشيد", "German sch"),
    ("Xelîl", "خليل", "Kurmanji x is kh"),
    ("Şivan", "شڤان", "Kurmanji ş, Sorani ڤ"),
    ("Ramazan", "رمضان", "Turkish z for dad"),
    ("Osman", "عثمان", "Turkish s for tha, ayn lost"),
    ("Recep", "رجب", "Turkish c is j, final b is p"),
    ("Çetin", "چتین", "Turkish ç"),
    ("Cəfər", "جعفر", "Azeri ə, c is j"),
    ("Магомед", "Magomed", "Russian letters are read one by one"),
    ("Шамиль", "شامل", "the soft sign is no sound"),
    ("Джохар", "جوهر", "Russian дж is j, х is h"),
    ("Хасан", "حسن", "Russian х for ha"),
    ("Гулям", "غلام", "Russian г for ghayn"),
    ("Аҳмад", "احمد", "Tajik ҳ is h"),
    ("Жасур", "Jasur", "Uzbek ж is j"),
    ("Қодир", "قادر", "Uzbek қ, o for long a"),
    ("Qaddafi", "القذافي", "article glued, dhal as dd"),
    ("Gaddafi", "القذافي", "qaf as g"),
    ("گلالۍ", "Gulalai", "Pashto ۍ is ai"),
    ("ژیلا", "Zhila", "Persian ژ"),
    ("پرویز", "Parviz", "Persian پ, و is v"),
    ("پرویز", "Parwez", "the same in Kabul and Lahore"),
    ("چوہدری", "Chaudhry", "Urdu ہ, aspirated dh"),
    ("Mustafa", "مصطفى", "final alif maqsura is a"),
    ("Musa", "موسى", "final alif maqsura is a"),
    ("Fatimat", "فاطمة", "ta marbuta pronounced, as in the Caucasus"),
    ("Hikmet", "حكمة", "ta marbuta pronounced, as in Turkish"),
    ("Isa", "عيسى", "ayn lost"),
    ("Sulayman", "سليمان", "ay for ya"),
    ("Aleksandr", "Александр", "ks is кс"),
    ("Alexander", "Александр", "кс is x"),
    ("Yusuf", "يوسف", "u for waw"),
    ("Zhila", "جیلا", "zh and j"),
    ("Wael", "وائل", "hamza seat is a vowel"),
    ("Uthman", "عثمان", "th for tha"),
    ("Daoud", "داود", "French ou"),
    ("Davud", "داود", "Turkish v"),
    ("Haitham", "هيثم", "th and diphthong"),
    ("Dhiya", "ضياء", "dh for dad"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "reason"), SAME, ids=[f"{one} {other}" for one, other, _ in SAME])
def test_one_name_in_two_habits_sounds_alike(one: str, other: str, reason: str) -> None:
    assert alike(one, other) >= 720, reason


DIFFERENT = [
    ("Hasan", "Husayn"), ("Hasan", "Hussein"), ("حسن", "حسين"), ("Salim", "Salman"), ("Ahmad", "Mahmud"), ("Karim", "Karam"),
    ("Ali", "Wali"), ("Omar", "Ammar"), ("Khalid", "Khalil"), ("Samir", "Samira"), ("Rashid", "Rashad"), ("Jamal", "Kamal"),
    ("Said", "Saad"), ("Nasir", "Nasim"), ("Abd al-Rahman", "Abd al-Rahim"), ("Nur al-Din", "Nur"), ("Habibullah", "Habib"),
    ("Umar", "Abu Umar"), ("خلف", "خليل"), ("Магомед", "Ахмед"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_are_less_alike_than_spellings_of_one(one: str, other: str) -> None:
    assert with_lexicon(one, other) < 900 < with_lexicon(one, one)


def test_words_that_are_all_alike_all_find_each_other() -> None:
    """More pairs than there was room for at first."""
    same = pack(["qsm"] * 120, [True] * 120, [()] * 120)
    starts, columns, values = neighbours(same, same)
    assert starts.tolist() == [120 * row for row in range(121)]
    assert columns.reshape(120, 120).tolist() == [list(range(120))] * 120
    assert set(values.tolist()) == {1000}
