"""Names written as one word lead to the name they were made of, on both sides, and to no other."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from homeward.screening.engine import Comparison
from homeward.screening.index.build import build
from homeward.screening.joins import Joins
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import Reference
from homeward.watchlists.listing import Listing

Make = Callable[..., Listing]


def compared(usual: Reference, entry: Make, recorded: tuple[str, ...], published: str) -> Comparison:
    return Comparison(lay_out([Profile(query_id="1", names=recorded)]), build([entry("1", published)]), usual)


def found(comparison: Comparison) -> Joins:
    inputs = comparison.inputs
    return Joins(inputs.join_starts, inputs.join_ids, inputs.join_post_starts, inputs.join_posts, inputs.join_worths)


ONE_WORD = [
    ("Mukhammadkhasan", "MUHAMMAD HASAN", "a given name and a father's"),
    ("محمدعايش", "MUHAMMAD AYISH", "across scripts"),
    ("Nawaf Ubayda", "نوافعبيدة", "the list wrote one word"),
    ("Rajabasil", "Rajab Basil", "the letter in the middle heard once"),
    ("Abdulrahmanalshammari", "Abd al-Rahman al-Shammari", "with the article inside"),
    ("Abd al-Rahman al-Shammari", "Abdulrahmanalshammari", "the same on the list"),
    ("HamzaKhalil Ali", "KHALIL, Hamza", "beside a part that the list lacks"),
    ("محمد القره داش", "AL-QARDASH, Muhammad", "a family name broken in two"),
]  # fmt: skip


@pytest.mark.parametrize(("recorded", "published", "reason"), ONE_WORD, ids=[reason for *_, reason in ONE_WORD])
def test_a_join_leads_to_the_name_it_was_made_of(
    usual: Reference, entry: Make, shortcut: Callable[..., list[list[tuple[str, int]]]],
    recorded: str, published: str, reason: str,
) -> None:  # fmt: skip
    comparison = compared(usual, entry, (recorded,), published)
    assert len(found(comparison).posts), reason
    exact = int(comparison.pairs(np.array([(0, 0)], np.int64)).chosen[0, 3])
    assert shortcut(comparison) == [[("1", exact)]]


NONE = [
    ("Salim Khalaf", "Salim Khalaf"), ("Salim", "Khalaf Qahtan"), ("Abu Yahya Salim", "Yahyasalim"), ("😀", "Salim Khalaf"),
    ("Abdullah", "Abd Allah Salim"), ("Salim Khalaf", "123"),
]  # fmt: skip


@pytest.mark.parametrize(("recorded", "published"), NONE)
def test_what_meets_without_a_join_or_not_at_all_has_none(
    usual: Reference, entry: Make, recorded: str, published: str
) -> None:
    assert not len(found(compared(usual, entry, (recorded,), published)).posts)


def test_a_word_that_stands_in_facts_alone_is_part_of_no_name(usual: Reference, entry: Make) -> None:
    """It once left a join that led outside the arrays."""
    index = build([entry("1", "Karim Salih", father_names=("Hasanzahir",)), entry("2", "Hamzakhalil")])
    people = lay_out([Profile(query_id="1", names=("Hasan Zahir",)), Profile(query_id="2", names=("Hamza Khalil",))])
    joins = found(Comparison(people, index, usual))
    assert joins.starts.tolist() == [0, 0, 1]
    assert (joins.ids.tolist(), joins.post_starts.tolist(), joins.posts.tolist()) == ([0], [0, 1], [1])


def test_each_name_of_a_person_has_its_own_and_each_listed_name_stands_once(usual: Reference, entry: Make) -> None:
    people = lay_out(
        [
            Profile(query_id="1", names=("Salim", "Hamzakhalil", "Salim Hamzakhalil")),
            Profile(query_id="2", names=("Omar",)),
        ]
    )
    index = build([entry("1", "Hamza Khalil", "Hamza Khaleel Qahtan", "Omar"), entry("2", "Khalil Hamza")])
    joined = found(Comparison(people, index, usual))
    assert joined.starts.tolist() == [0, 0, 1, 2, 2]
    assert joined.posts.tolist() == [0, 1]
    assert (joined.worths > 0).all()
