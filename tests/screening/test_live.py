"""The engine in a few lines: lists, people in either form, candidates best first and the same in any block."""

from __future__ import annotations

import pytest

from homeward.kernel.errors import BadInput
from homeward.screening import Index, live, screen
from homeward.screening.live import profiles_of
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import from_sheet
from homeward.synthetic.camp import camp
from homeward.synthetic.lists.people import listed_people
from homeward.synthetic.lists.un import write_un_xml

LISTED = tuple(listed_people(120, 9, "un"))
CAMP = camp(400, 9, LISTED, planted_share=0.2)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    path = tmp_path_factory.mktemp("lists") / "invented.xml"
    write_un_xml(path, LISTED)
    return Index.of(path)


@pytest.fixture(scope="module")
def people() -> list[Profile]:
    return list(profiles_of(row._asdict() for row in CAMP.rows))


def test_planted_people_come_first_with_their_own_entry(index: Index, people: list[Profile]) -> None:
    laid_out = lay_out(people)
    reference = from_sheet("the camp", laid_out.sheet, laid_out.vocabulary)
    found = {c.query_id: c.entry_id for c in screen(people, index, top=1, reference=reference)}
    right = [person for person, entry in CAMP.truth.items() if found.get(person) == entry]
    assert len(right) > 0.6 * len(CAMP.truth)
    assert len(found) - len(right) < 0.1 * len(people)


def test_rows_and_profiles_give_the_same(index: Index, people: list[Profile]) -> None:
    rows = [row._asdict() for row in CAMP.rows[:40]]
    assert list(screen(rows, index, min_score=0, top=2)) == list(screen(people[:40], index, min_score=0, top=2))


def test_candidates_are_ranked_bounded_and_over_the_score(index: Index, people: list[Profile]) -> None:
    found = list(screen(people[:60], index, min_score=0.01, top=3))
    assert found
    assert all(one.score >= 0.01 for one in found)
    for person in {one.query_id for one in found}:
        mine = [one for one in found if one.query_id == person]
        assert [one.rank for one in mine] == list(range(1, len(mine) + 1))
        assert len(mine) <= 3
        assert [one.bits for one in mine] == sorted((one.bits for one in mine), reverse=True)


def test_blocks_and_threads_change_nothing(
    index: Index, people: list[Profile], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = list(screen(people[:90], index, min_score=0, top=2))
    monkeypatch.setattr(live, "BLOCK", 7)
    assert list(screen(people[:90], index, min_score=0, top=2, threads=2)) == whole


def test_the_index_knows_its_lists(index: Index) -> None:
    assert len(index) == 120
    assert [one.file for one in index.sources] == ["invented.xml"]


@pytest.mark.parametrize("row", [{"id": "1", "name": "123"}, {"id": "", "name": "Salim"}, {"id": "1", "note": "x"}])
def test_a_row_that_is_nobody_is_refused_without_its_name(row: dict[str, str]) -> None:
    with pytest.raises(BadInput) as refused:
        list(profiles_of([row]))
    assert "Salim" not in str(refused.value)
