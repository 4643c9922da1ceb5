"""What is remembered of words asked about lately changes no answer: cold or warm, alone or among many, in any thread."""

from __future__ import annotations

import pickle
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from homeward.screening import engine
from homeward.screening.candidate import Candidate
from homeward.screening.desks import MOST, desk
from homeward.screening.index import lately
from homeward.screening.index.build import build
from homeward.screening.index.lately import Lately
from homeward.screening.index.store import Index
from homeward.screening.live import profiles_of, screen
from homeward.screening.profile import Profile
from homeward.synthetic.camp import camp
from homeward.synthetic.lists.people import listed_people

LISTED = tuple(listed_people(300, 12, "un"))


@pytest.fixture
def index() -> Index:
    return build([entry.listing for entry in LISTED])


@pytest.fixture(scope="module")
def people() -> list[Profile]:
    return list(profiles_of(row._asdict() for row in camp(40, 12, LISTED, planted_share=0.5).rows))


def asked(people: Sequence[Profile], index: Index) -> list[list[Candidate]]:
    """One after another, as they are asked about live."""
    return [list(screen([one], index, min_score=0, top=4)) for one in people]


def test_the_second_time_is_as_the_first_and_as_all_at_once(
    index: Index, people: list[Profile], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = asked(people, index)
    assert index.lately.alike
    assert asked(people, index) == first
    assert [one for found in first for one in found] == list(screen(people, index, min_score=0, top=4))
    monkeypatch.setattr(engine, "MANY", 0)  # nothing is looked up among what is remembered
    assert asked(people, index) == first


def test_threads_get_what_one_gets(index: Index, people: list[Profile]) -> None:
    alone = asked(people, build([entry.listing for entry in LISTED]))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda one: asked([one], index)[0], people * 3))
    assert found == alone * 3


def test_too_much_is_forgotten_and_found_again(
    index: Index, people: list[Profile], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = asked(people, index)
    monkeypatch.setattr(lately, "MOST", 60)
    index.lately.alike.clear()
    assert asked(people, index) == whole
    sizes = [len(one.columns) + 1 for one in index.lately.alike.values()]
    assert sum(sizes) <= max(60, *sizes)


def test_an_index_travels_without_the_working_arrays(index: Index, people: list[Profile]) -> None:
    first = asked(people[:5], index)
    assert index.vocabulary.sounds.spaces
    there = pickle.loads(pickle.dumps(index))
    assert "spaces" not in vars(there.vocabulary.sounds)
    assert asked(people[:5], there) == first


def test_a_new_index_remembers_nothing() -> None:
    assert Lately() == Lately(alike={}, usual={}, tables={})


def test_a_thread_keeps_a_few_desks_of_its_own() -> None:
    made = [desk(list, (n,), lambda: [0]) for n in range(MOST)]
    assert all(desk(list, (n,), lambda: [1]) is made[n] for n in range(MOST))
    desk(list, (MOST,), lambda: [2])
    assert desk(list, (0,), lambda: [3]) == [3]  # the one unused for longest was let go
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: desk(list, (1,), lambda: [4])).result() == [4]
