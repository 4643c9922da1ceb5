"""The sieve lets nobody through who could reach what is asked: sums beside listed names are never less than the parts are worth."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from anew import anew
from homeward.screening.engine import Comparison
from homeward.screening.index.build import build
from homeward.screening.live import profiles_of
from homeward.screening.people import lay_out
from homeward.screening.reference import Reference
from homeward.screening.sieve import (
    Sieve,
    add_up,
    advance,
    complete_few,
    dispensable,
    find_few,
    mark,
    runs,
    said,
    sieve,
)
from homeward.synthetic.camp import camp
from homeward.synthetic.lists.people import listed_people

ADVANCE, MARK, ADD_UP = anew(advance.py_func), anew(mark.py_func), anew(add_up.py_func)


@pytest.fixture(scope="module")
def comparison(usual: Reference) -> Comparison:
    listed = tuple(listed_people(120, 8, "un"))
    people = lay_out(profiles_of(row._asdict() for row in camp(30, 8, listed, planted_share=0.3).rows))
    return Comparison(people, build(one.listing for one in listed), usual)


def laid_out(comparison: Comparison) -> tuple[Sieve, npt.NDArray[np.int64]]:
    """A sieve of everybody with the whole list in it, and where each token stands among its parts."""
    inputs = comparison.inputs
    parts, places = np.unique(inputs.tokens, return_inverse=True)
    meshes = sieve(inputs, parts, places, inputs.token_start)
    meshes.wanted[:] = 1
    ADVANCE(meshes, inputs.post_starts, inputs.posts, len(inputs.name_lengths))
    MARK(meshes, inputs.like_starts, inputs.like_columns, inputs.worths, inputs.posts, 0)
    return meshes, places


def test_sums_are_what_the_parts_are_worth_rounded_up_and_how_many_they_are(comparison: Comparison) -> None:
    inputs, (meshes, places) = comparison.inputs, laid_out(comparison)
    assert (meshes.row_of >= 0).any() and (meshes.row_of < 0).any(), "some parts have rows of their own, some do not"
    for name in range(len(inputs.token_start) - 1):
        low, high = inputs.token_start[name : name + 2]
        worth, met = np.zeros((2, len(inputs.name_lengths)), np.int64)
        for part in inputs.tokens[low:high]:
            best = np.zeros_like(worth)
            for s in range(inputs.like_starts[part], inputs.like_starts[part + 1]):
                other = inputs.like_columns[s]
                held = inputs.posts[inputs.post_starts[other] : inputs.post_starts[other + 1]]
                best[held] = np.maximum(best[held], inputs.worths[s])
            worth += best
            met += best > 0
        ADD_UP(meshes, places[low:high])
        sums, parts = np.array([said.py_func(int(total), meshes.step) for total in meshes.sums]).T
        assert (sums >= worth).all()
        assert (sums - worth < meshes.step * np.maximum(1, met)).all()
        assert (parts == met).all(), "a sum says how many parts it is made of"
        assert meshes.together[name] >= meshes.sums.max()


@anew
def few(meshes, places, asked, spared):  # type: ignore[no-untyped-def]
    """What the holders of parts that cannot be spared come to, by listed name; the rest 0."""
    spared[0] = dispensable(meshes, places, asked)[0]
    count = find_few(meshes, places, spared[0])
    complete_few(meshes, places, spared[0], count)
    found = meshes.best.copy()
    meshes.best[:] = 0
    return found


@pytest.mark.parametrize("asked", [1, 4_000, 9_000, 14_000, 60_000])
def test_whoever_comes_to_what_is_asked_holds_a_part_that_cannot_be_spared(comparison: Comparison, asked: int) -> None:
    inputs, (meshes, places) = comparison.inputs, laid_out(comparison)
    none_spared, all_spared = 0, 0
    for name in range(len(inputs.token_start) - 1):
        low, high = inputs.token_start[name : name + 2]
        if (meshes.row_of[places[low:high]] >= 0).any():
            continue  # holders of a part that is common are not looked at one by one
        ADD_UP(meshes, places[low:high])
        spared = np.zeros(1, np.int64)
        found = few(meshes, places[low:high], asked, spared)
        assert (found[meshes.sums >= asked] == meshes.sums[meshes.sums >= asked]).all()
        assert ((found == 0) | (found == meshes.sums)).all()
        none_spared += spared[0] == 0
        all_spared += int(spared[0]) == (1 << (high - low)) - 1 and not found.any()
    assert none_spared if asked == 1 else all_spared if asked == 60_000 else none_spared + all_spared


def test_runs_follow_one_another() -> None:
    assert runs(np.array([3, 9, 5]), np.array([5, 9, 8])).tolist() == [3, 4, 5, 6, 7]
    assert runs(np.zeros(0, np.int64), np.zeros(0, np.int64)).tolist() == []
