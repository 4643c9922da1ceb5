"""Listed names are looked through women first, then by year of birth; a block says of itself what its names say."""

from __future__ import annotations

import numpy as np

from homeward.screening.index.build import build
from homeward.screening.index.turns import NARROW, turns
from homeward.screening.sheet import FEMALE
from homeward.synthetic.lists.people import listed_people


def test_women_come_first_then_years_and_those_of_many_or_of_none_last() -> None:
    sheet = build(one.listing for one in listed_people(300, 8, "un")).sheet
    found = turns(sheet)
    assert sorted(found.names.tolist()) == list(range(len(sheet.weak)))
    known = [
        (sex != FEMALE, 2 if last == 0 else int(last - first > NARROW), first)
        for sex, first, last in zip(found.sexes.tolist(), *found.years.tolist(), strict=True)
    ]
    assert known == sorted(known)
    assert {apart for _, apart, _ in known} == {0, 1, 2}, "births of one year, of many and of none are all there"
    assert len({woman for woman, _, _ in known}) == 2
    tied = [
        (one, other) for one, other, key, next in zip(found.names, found.names[1:], known, known[1:], strict=False) if key == next
    ]  # fmt: skip
    assert tied and all(one < other for one, other in tied), "names of one entry keep their order"


def test_what_is_laid_out_by_turn_is_what_the_entry_of_the_name_states() -> None:
    sheet = build(one.listing for one in listed_people(60, 3, "un")).sheet
    found = turns(sheet)
    entries = np.searchsorted(sheet.name_start, found.names, "right") - 1
    assert (sheet.years()[entries] == found.years.T).all()
    assert (found.sexes == sheet.sexes()[entries]).all()
    assert (found.nations == sheet.nations()[entries]).all()
    assert (found.lengths == sheet.lengths()[found.names]).all()
    stated = found.years[1] > 0
    assert found.blocks.tolist() == [
        [found.years[0, stated].min(), found.years[1].max(), int((~stated).any()), sum(1 << sex for sex in set(found.sexes.tolist()))]
    ]  # fmt: skip


def test_nobody_has_no_block() -> None:
    assert turns(build([]).sheet).blocks.shape == (0, 4)
