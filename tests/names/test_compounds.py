"""What belongs together is one part, joined or split, in every script; particles are taken away and say what their neighbour is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.names.compounds import Role, compounds
from homeward.names.lexicon import lexemes_of
from homeward.names.parts import code_of, read
from homeward.names.written import words


def keys(text: str) -> list[str]:
    return [mark.key for mark in compounds(words(text), [])]


# Every way of writing one compound is one part, and all of them either have one code or are known as one name.
ONE_PART = {
    "servant of the merciful": (
        "Abd al-Rahman", "Abd Al Rahman", "Abdul Rahman", "Abdulrahman", "Abdurrahman", "Abdel-Rahman", "Abderrahman", "Abd ar-Rahman",
        "عبد الرحمن", "عبدالرحمن", "عبد رحمن", "Абдурахман", "Абдуррахман", "Абдул Рахман", "Абдрахман", "عەبدولڕەحمان", "ئابدۇراھمان",
        "Əbdülrəhman", "Abdürrahman", "Abudureheman", "Cabdiraxmaan", "Evdirehman", "Abdramane",
    ),
    "servant of the mighty": ("Abd al-Aziz", "Abdulaziz", "Abdelaziz", "عبد العزيز", "عبدالعزيز", "Абдулазиз", "Абдульазиз",
        "Abdiaziz", "Abdülaziz"),
    "servant of the gentle": ("Abd al-Latif", "Abdullatif", "Abdulatif", "عبد اللطيف", "عبداللطيف", "Абдулатиф", "Абдуллатиф"),
    "servant of God": ("Abd Allah", "Abdullah", "Abdallah", "Abdulla", "عبد الله", "عبدالله", "Абдулла", "Габдулла"),
    "light of the faith": (
        "Nur al-Din", "Nur ad-Din", "Nureddin", "Nour Eddine", "Noureddine", "Nuruddin", "Nurettin", "نور الدين", "نورالدين",
        "نورەددین", "Нуреддин",
        "Нурудин", "Nuredîn",
    ),
    "rectitude of the faith": ("Salah al-Din", "Salahuddin", "Selahattin", "Salaheddine", "صلاح الدين", "صلاحالدين", "سەلاحەدین",
        "Салахутдин"),
    "given by God": ("Ata Ullah", "Ataullah", "Ata-ullah", "عطاء الله", "عطاالله", "Атаулла"),
    "the old one of God": ("Atiq Ullah", "Atiqullah", "Attiqullah", "عتیق الله", "عتیق‌الله", "عتيقالله"),
    "beloved of God": ("Habib Allah", "Habibullah", "Habibollah", "حبیب الله", "حبيبالله", "Хабибулла"),
}  # fmt: skip
SPELLINGS = [(what, spelling) for what, spellings in ONE_PART.items() for spelling in spellings]


@pytest.mark.parametrize(("what", "spelling"), SPELLINGS, ids=[spelling for _, spelling in SPELLINGS])
def test_a_compound_is_one_part_however_it_is_written(what: str, spelling: str) -> None:
    (key,) = keys(spelling)
    mark = "<" if what.startswith("servant") else ">" if what.endswith("faith") else "^"
    assert mark in key
    first = keys(ONE_PART[what][0])[0]
    consonants = [code.translate(str.maketrans("", "", "aeiouAWYh7?0H<")) for code, _ in (code_of(key), code_of(first))]
    assert set(lexemes_of(key)) & set(lexemes_of(first)) or consonants[0][:1] == consonants[1][:1], what


@pytest.mark.parametrize(
    ("text", "found", "reason"),
    [
        ("Muhammad bin Ahmad", ["muhammad", "ahmad"], "Arabic bin"),
        ("Muhammad ibn Ahmad", ["muhammad", "ahmad"], "Arabic ibn"),
        ("فاطمة بنت محمد", ["فاطمه", "محمد"], "Arabic bint"),
        ("Sidi ould Ahmed", ["sidi", "ahmed"], "Mauritanian ould"),
        ("محمد ولد أحمد", ["محمد", "احمد"], "the same in Arabic"),
        ("ولد أحمد", ["ولد", "احمد"], "but Walad can be borne as a name where it stands first"),
        ("Ilham Heydar oglu", ["ilham", "heydar"], "Azeri oglu"),
        ("Сардор Рустам ўғли", ["сардор", "рустам"], "Uzbek ўғли"),
        ("Sardor Rustam o‘g‘li", ["sardor", "rustam"], "Uzbek o‘g‘li"),
        ("Гулнора Ислам қизи", ["гулнора", "ислам"], "Uzbek қизи"),
        ("Айгуль Нурлан кызы", ["айгуль", "нурлан"], "Kyrgyz кызы"),
        ("Нурсултан Абишулы", ["нурсултан", "абиш"], "Kazakh -улы glued to the father's name"),
        ("Leyla Əliqızı", ["leyla", "əli"], "Azeri -qızı glued"),
        ("Магомед Ахмедович", ["магомед", "ахмед"], "Russian -ович"),
        ("Patimat Akhmedovna", ["patimat", "akhmed"], "Russian -ovna"),
        ("محمد أحمدوفيتش", ["محمد", "احمد"], "the same heard by an Arab clerk"),
        ("Osman Begović", ["osman", "beg"], "-ović as Bosnians spell it"),
        ("Begovic", ["beg"], "the same on a keyboard without it"),
        ("Ahmedowicz", ["ahmed"], "Polish"),
        ("Achmedowitsch", ["achmed"], "German"),
        ("Ахмедовић", ["ахмед"], "Serbian"),
        ("Karimova", ["karimov"], "a woman's form of -ov"),
        ("Karimoff", ["karimov"], "-off in old papers"),
        ("Kazımzadə", ["kazımzadə"], "-zadə with a letter the ending does not know yet"),
        ("Karimzade", ["karim~"], "Persian -zade"),
        ("Karim zadeh", ["karim~"], "the same written apart"),
        ("کریم زاده", ["كريم~"], "and in Persian"),
        ("Mehmetoğlu", ["mehmet~"], "Turkish -oğlu"),
        ("al-Juburi", ["juburi"], "the article"),
        ("ash-Shammari", ["shammari"], "before a sun letter"),
        ("ash Khalid", ["ash", "khalid"], "ash is no article before kh"),
        ("An Ling", ["an", "ling"], "nor is An before l: a Chinese family name"),
        ("Ахмад ар-Рахим", ["ахмад", "рахим"], "the same in Russian letters"),
        ("Ар Ким", ["ар", "ким"], "and not before another letter"),
        ("Aljuburi", ["juburi"], "the article glued"),
        ("الجبوري", ["جبوري"], "the article glued in Arabic"),
        ("Alina", ["alina"], "no article"),
        ("Elham", ["elham"], "no article"),
        ("إلهام", ["الهام"], "a known name that begins as the article does"),
        ("Abu Ali al-Anbari", ["=ali", "anbari"], "kunya"),
        ("Abu al-Hasan", ["=hasan"], "kunya with an article"),
        ("Abulhasan", ["=hasan"], "the same glued"),
        ("Abulabbas", ["=abbas"], "the same before a vowel, where the name is known"),
        ("Abouelkheir", ["=kheir"], "the same with the whole article"),
        ("Abouzid", ["abouzid"], "too short to be told apart from other words"),
        ("ابوالحسن", ["=حسن"], "the same glued in Arabic"),
        ("Abou Bakr", ["=bakr"], "a given name in the shape of a kunya"),
        ("Umm Khalid", ["=khalid"], "a woman's kunya"),
        ("Abu Abd al-Rahman", ["=<rahman"], "kunya of a compound"),
        ("أم عبد الله", ["=<الله"], "the same in Arabic"),
        ("Abbou Ali", ["=ali"], "a letter doubled by the clerk"),
        ("Abudukadier", ["<kadier"], "Pinyin for Abdulqadir is no kunya"),
        ("Abulizi", ["abulizi"], "nor is that for Abliz"),
        ("Abulaiti", ["abulaiti"], "nor that for Ablet"),
        ("Abdi", ["abdi"], "a Somali given name"),
        ("Evdokimov", ["evdokimov"], "no Kurmanji Evdi"),
        ("Martin", ["martin"], "no -ettin"),
        ("Yousef", ["yousef"], "no -ef of a Russian name"),
        ("Din", ["din"], "a half without its other half is a word"),
        ("Abd", ["abd"], "the same"),
        ("bin", ["bin"], "a particle alone"),
    ],
)  # fmt: skip
def test_parts_and_particles(text: str, found: list[str], reason: str) -> None:
    assert keys(text) == found, reason


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Muhammad bin Ahmad", [None, Role.CHAIN]),
        ("Ilham Heydar oglu", [None, Role.CHAIN]),
        ("Магомед Ахмедович", [None, Role.CHAIN]),
        ("Нурсултан Абишулы", [None, Role.CHAIN]),
        ("Abu Yahya Omar", [Role.KUNYA, None]),
        ("Abu Bakr Omar", [None, None]),
    ],
)
def test_what_a_particle_says_of_its_neighbour(text: str, roles: list[Role | None]) -> None:
    assert [mark.role for mark in compounds(words(text), [])] == roles


PARTICLES = st.sampled_from(
    ["abu", "ابو", "bin", "بن", "al", "ال", "abd", "عبد", "din", "الدين", "allah", "الله", "oglu", "оглы", "umm", "salim", "سالم",
    "ovich", "ash", "shams"]
)  # fmt: skip


@given(st.lists(PARTICLES, max_size=12))
def test_particles_in_any_order_are_read_and_none_is_made_up(parts: list[str]) -> None:
    found = compounds(parts, [])
    assert len(found) <= len(parts)
    text = " ".join(parts)
    assert all(mark.key.strip("<>^=~") in text for mark in found)
    assert bool(found) == bool(parts)


@given(st.lists(st.sampled_from(["ABD", "al", "-", "Rahman", "ABU", "Nur", "din", " "]), max_size=10))
def test_capitals_change_nothing(pieces: list[str]) -> None:
    text = " ".join(pieces)
    assert read(text.upper()) == read(text.lower())
