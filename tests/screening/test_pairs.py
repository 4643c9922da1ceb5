"""Pairs are compared row by row, in order, each by itself: a file's length and its other rows change no more than what is usual."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.kernel.errors import BadInput, Unreadable
from homeward.kernel.tally import Tally
from homeward.screening.pairs import compare, placed, read_pairs
from homeward.screening.profile import Profile
from homeward.screening.weights import shipped_for_pairs


def person(name: str, **facts: str) -> Profile:
    return Profile(query_id="1", names=(name,), **facts)  # type: ignore[arg-type]


def bits(*records: tuple[Profile, Profile]) -> list[int]:
    return compare(list(records)).rows.chosen[:, 3].tolist()


SAME = (person("عبد الرحمن خلف الجبوري"), person("Abdulrahman Khalaf al-Juburi"))
OTHER = (person("عبد الرحمن خلف الجبوري"), person("Salim Yunus al-Hamdani"))


def test_one_person_stands_above_two_in_either_order() -> None:
    same, other = bits(SAME, OTHER)
    assert other < 0 < same
    assert bits(OTHER, SAME) == [other, same]


def test_a_pair_stands_with_itself_and_not_with_its_neighbours() -> None:
    compared = compare([OTHER, SAME, OTHER, SAME])
    assert compared.rows.chosen[:, 0].tolist() == [0, 1, 2, 3]
    one, two, three, four = compared.rows.chosen[:, 3].tolist()
    assert (one, two) == (three, four)


def test_the_evidence_adds_up_and_no_list_makes_it_less_likely() -> None:
    compared = compare([SAME, OTHER])
    assert compared.rows.evidence.sum(axis=1).tolist() == compared.rows.chosen[:, 3].tolist()
    found = compared.candidate(0)
    assert {row.key: row.millibits for row in found.evidence}["prior"] == shipped_for_pairs().base
    assert [row.listed for row in found.evidence[:3]] == ["Abdulrahman", "Khalaf", "al-Juburi"]


@pytest.mark.parametrize(
    ("name", "same", "other"),
    [
        ("Zubayr Begović", "Zubayr Begovic", "Zubayr Begovan"),  # one ending, however it is spelt
        ("Zubayr Karimi", "Zoubeir Kareemi", "Zubayr Karaman"),  # a family name that only resembles the other
        ("Bill Plumtree", "William Plumtree", "Robert Plumtree"),  # what somebody is called at home
        ("Z. Plumtree", "Zeno Plumtree", "Zeno Appletree"),  # an initial: the word is the family name
        ("Salim Khalaf Qahtan", "Qahtan, Salim Khalaf", "Khalaf Salim Qahtan"),  # the father beside the son
        ("Khalid Qahtan", "Khalid Qahtna", "Khalil Qahtan"),  # two names that the lexicon knows are no slip
        ("Rashad Qahtan", "Rachad Qahtan", "Rashid Qahtan"),  # one vowel, and the lexicon knows two names
        ("Salim bin Khalaf", "Salim ben Khalaf", "Khalaf bin Salim"),  # whose son is who stands there
        ("Plumov Ruslan Ruslanovich", "Ruslan Ruslanovich Plumov", "Ruslan Magomedovich Plumov"),
        ("A1exei Plumtree", "Alexei Plumtree", "Andrei Plumtree"),  # a digit for a letter
        ("李小明", "Li Xiaoming", "Wang Xiaoming"),  # signs without a space
        ("RI CHOL SU", "Lee Cheol-soo", "RI CHOL HO"),  # Korean syllables, however they are spelt
        ("RI CHOL SU", "이철수", "이수철"),  # … and in their order
        ("PAK KWANG IL", "Park Gwang-il", "PAK KYONG IL"),
    ],
)
def test_one_name_written_otherwise_stands_above_another_that_resembles_it(name: str, same: str, other: str) -> None:
    written, resembling = bits((person(name), person(same)), (person(name), person(other)))
    assert written > resembling + 500
    assert written > 0


def test_a_word_in_which_a_finger_slipped_is_nearly_the_same_however_it_sounds() -> None:
    slip, another = bits((person("Bork Qahtan"), person("Dork Qahtan")), (person("Bork Qahtan"), person("Dirk Qahtan")))
    assert slip > another + 1000


def test_what_else_is_known_of_both_takes_part() -> None:
    mother = {"mother_name": "خديجة"}, {"mother_name": "Khadija"}
    plain, more = bits(SAME, tuple(person(p.names[0], **m) for p, m in zip(SAME, mother, strict=True)))  # type: ignore[arg-type]
    assert more > plain


def test_columns_are_read_by_the_headings_of_a_caseload(tmp_path: Path) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text(
        "id,left_full_name,right_name,left_dob,right_birth_date,left_gender,right_father_name,left_id,note\n"
        "a,Ali,Omar,1986,1987-01-01,m,Khalid,7,kept\na,,Omar,,,,,,\na,...,Omar,,,,,,\n"
    )
    pairs = read_pairs(table, Tally())
    assert pairs.columns[0] == "id"
    assert pairs.columns[-1] == "note"
    assert [record is None for record in pairs.records] == [False, True, True]
    left, right = pairs.records[0] or pytest.fail("the first pair was not read")
    assert (left.names, left.sex, left.births[0].iso()) == (("Ali",), "male", "1986")
    assert (right.names, right.father_name, right.births[0].convention) == (("Omar",), "Khalid", True)
    assert placed(pairs, compare([record for record in pairs.records if record])) == [0, None, None]


@pytest.mark.parametrize("header", ["id,name,other", "left_name,other", "left_dob,right_name"])
def test_a_table_without_pairs_is_refused_with_a_sentence(header: str, tmp_path: Path) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text(f"{header}\n1,2,3\n" if header.count(",") == 2 else f"{header}\n1,2\n")
    with pytest.raises(BadInput, match=r"column"):
        read_pairs(table, Tally())


def test_an_empty_table_is_refused(tmp_path: Path) -> None:
    table = tmp_path / "pairs.csv"
    table.write_text("left_name,right_name\n")
    with pytest.raises(Unreadable):
        read_pairs(table, Tally())
