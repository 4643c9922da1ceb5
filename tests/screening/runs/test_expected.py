"""The prior of a run: how many of its people seem to be listed, found from their likelihoods, and cited by its reference."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest

from homeward.screening.columns import Columns
from homeward.screening.engine import Comparison
from homeward.screening.index.build import build_lists
from homeward.screening.index.store import Index
from homeward.screening.reference import MILLION, Reference, from_sheet
from homeward.screening.runs.batch import Caseload, Clock, Request, read_people, screen
from homeward.screening.runs.expected import FEWEST, LEAST, MOST, expected, most_likely
from homeward.screening.runs.lines import least_bits
from homeward.screening.runs.plan import Parameters
from homeward.synthetic.camp import camp
from homeward.watchlists.catalog import open_list

USUAL = 0.01
PARAMETERS = Parameters(format="csv", top=5, min_score=0.1, least=least_bits(0.1), candidates=300, explain=False)


def bits(people: int, share: float, seed: int = 3) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Best pairs of people of whom a share are listed, told apart well but not always; the usual share is their prior."""
    rng = np.random.default_rng(seed)
    listed = rng.random(people) < share
    middle = 14.0
    spread = np.sqrt(2 * middle / np.log(2))  # so that evidence is as strong as it says
    said = np.where(listed, rng.normal(middle, spread, people), rng.normal(-middle, spread, people))
    found = said + np.log2(USUAL / (1 - USUAL))
    return np.asarray(found[found >= LEAST / 1000])


@pytest.mark.parametrize("share", [0.005, 0.01, 0.03, 0.1, 0.4])
def test_the_share_is_found_that_is_there(share: float) -> None:
    people = 50_000
    assert most_likely(bits(people, share), people, USUAL) == pytest.approx(share, rel=0.15)


def test_a_few_people_do_not_judge_themselves() -> None:
    certain = np.full(1, 20.0)
    assert most_likely(certain, 1, USUAL) < 1.5 * USUAL
    assert most_likely(np.zeros(0), 1, USUAL) > 0.95 * USUAL


def test_nobody_found_and_everybody_found_are_no_proof() -> None:
    assert most_likely(np.zeros(0), 50_000, USUAL) == FEWEST / MILLION
    assert most_likely(np.full(50_000, 20.0), 50_000, USUAL) == MOST / MILLION


@pytest.fixture(scope="module")
def index(invented: Any) -> Index:
    return build_lists([open_list(invented.watchlist)])


def request(path: Path, out: Path, **options: Any) -> Request:
    return Request(path, Columns(path.name), out, PARAMETERS, **options)


def comparison(caseload: Caseload, index: Index) -> Comparison:
    people = caseload.people
    return Comparison(people, index, from_sheet("here", people.sheet, people.vocabulary))


def test_threads_change_nothing_and_a_camp_of_strangers_expects_fewer(
    invented: Any, index: Index, tmp_path: Path
) -> None:
    """The invented camp holds many listed people."""
    here = comparison(read_people(request(invented.caseload, tmp_path / "out.csv")), index)
    camp(600, 77).write_caseload(tmp_path / "strangers.csv")
    others = comparison(read_people(request(tmp_path / "strangers.csv", tmp_path / "out.csv")), index)
    usual = here.weights.share
    assert expected(here) == expected(here, threads=4)
    assert FEWEST <= expected(others) < usual < expected(here) <= MOST


def test_the_prior_follows_what_is_expected_and_the_reference_says_so(
    invented: Any, index: Index, tmp_path: Path
) -> None:
    here = comparison(read_people(request(invented.caseload, tmp_path / "out.csv")), index)
    before, unsaid = here.inputs.prior, here.reference.hash
    here.expect(2 * here.weights.share)
    assert here.inputs.prior == before + 1_000
    assert here.reference.listed == 2 * here.weights.share
    assert here.reference.hash != unsaid


def test_a_run_cites_what_it_expected_and_another_expects_the_same(invented: Any, index: Index, tmp_path: Path) -> None:
    """Newcomers are screened with the prior of the population they are cited to, whoever they are."""
    asked = request(invented.caseload, tmp_path / "out.csv")
    manifest = screen(asked, read_people(asked), index, Clock())
    camp(50, 77).write_caseload(tmp_path / "newcomers.csv")
    kept = tmp_path / "out.csv.reference.json.gz"
    later = request(tmp_path / "newcomers.csv", tmp_path / "later.csv", reference=kept)
    cited = screen(later, read_people(later), index, Clock())
    assert manifest.plan.reference.listed > 0
    assert cited.plan.reference == manifest.plan.reference


def test_a_reference_that_nobody_looked_at_keeps_its_hash() -> None:
    """What a score of an earlier version cited is still called the same."""
    here = Reference("here", 10, (("mhmd", True, 3),), 10, {1990: 1}, {"iq": 9})
    assert b"listed" not in msgspec.json.encode(here)
