"""The lexicon as the code sees it: folded, one name under all its spellings, particles and titles by what they do."""

from __future__ import annotations

import pytest

from homeward.names.lexicon import lexemes_of, load
from homeward.names.parts import read
from homeward.names.written import fold


def known(text: str) -> set[str]:
    """The names that a spelling of one name can be."""
    (token,) = read(text).tokens
    return {load().labels[number] for number in lexemes_of(token.key)}


ONE_NAME = [
    ("محمد", "Muhammad", "Mohammed", "Mehmet", "Mihemed", "Магомед", "Мухаммад"),
    ("عبد الله", "عبدالله", "Abdullah", "Abd Allah", "Abdallah", "Abdulla", "Абдулла"),
    ("عبد الرحمن", "عبدالرحمن", "Abd al-Rahman", "Abdulrahman", "Abdurrahman", "Abderrahmane", "Абдурахман"),
    ("يوسف", "Yusuf", "Youssef", "Юсуф"),
    ("فاطمة", "Fatima", "Fatma", "Фатима"),
    ("نور الدين", "نورالدين", "Nur al-Din", "Nureddin", "Nurettin", "Noureddine"),
    ("حسين", "Husayn", "Hussein", "Hüseyin", "Гусейн"),
    ("خليل", "Khalil", "Xelîl", "Halil", "Халил"),
    ("William", "Bill"),  # what its bearer is called at home
    ("Александр", "Aleksandr", "Sasha", "Саша"),
    ("محمد", "Mihemed", "Hemo", "حمودي", "حمو"),
    ("مصطفى", "Mistefa", "Misto", "صطوف"),
    ("إبراهيم", "Ibrahim", "Biro", "برو"),
    ("عبد القادر", "Abdelkader", "Qado", "Kaddour"),
    ("عائشة", "Aisha", "Eyşo", "عيوش"),
    ("زينب", "Zaynab", "Zeyno", "زنوبة"),
    ("Edward", "Eduard", "Ted"),
]


@pytest.mark.parametrize("spellings", ONE_NAME, ids=[spellings[1] for spellings in ONE_NAME])
def test_one_name_is_known_under_its_spellings(spellings: tuple[str, ...]) -> None:
    assert set.intersection(*map(known, spellings))


@pytest.mark.parametrize(
    ("one", "other"), [("حسن", "حسين"), ("Karim", "Karam"), ("Khalid", "Khalil"), ("Ahmad", "Mahmud"), ("Salim", "Salman")]
)  # fmt: skip
def test_names_that_look_alike_are_not_one(one: str, other: str) -> None:
    assert known(one)
    assert known(other)
    assert not known(one) & known(other)


def test_every_form_is_folded_and_every_id_has_a_label() -> None:
    lexicon = load()
    assert [form for form in lexicon.names if fold(form) != form] == []
    assert {number for ids in lexicon.names.values() for number in ids} == set(range(len(lexicon.labels)))
    assert len(set(lexicon.labels)) == len(lexicon.labels)
    assert lexicon.given <= set(range(len(lexicon.labels)))
    assert lexicon.version


@pytest.mark.parametrize(
    ("role", "all_of"),
    [
        ("article", "ال al el ul"), ("son_of", "بن ابن bin ibn ould ben"), ("daughter_of", "بنت bint"), ("father_of", "ابو abu abou bu"),
        ("mother_of", "ام umm oum"), ("servant_of", "عبد abd abdul abdel"), ("of_faith", "الدين din uddin"), ("of_god", "الله ullah allah"),
        ("son_after", "oglu oğlu ogly ogli uly uulu оглы улы"), ("daughter_after", "qizi kyzy kızı қизи кызы"),
    ],
)  # fmt: skip
def test_particles_by_what_they_do(role: str, all_of: str) -> None:
    assert all(role in load().roles(word) for word in all_of.split())


def test_most_words_are_no_particle() -> None:
    assert load().roles("muhammad") == frozenset()


def test_a_title_is_one_that_nobody_is_called_by() -> None:
    assert {"dr", "sheikh", "شيخ", "haji", "mullah"} <= load().titles
    assert load().titles.isdisjoint({"amir", "امير", "sayyid", "sharif"}), "these are given names too"


def test_a_lexicon_is_read_once() -> None:
    assert load() is load()
