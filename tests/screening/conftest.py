"""What tests of the engine share: an invented camp and list laid out, and a reference counted in a camp."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import pytest

from homeward.kernel.sources import Position
from homeward.screening.engine import Comparison, Rows
from homeward.screening.index.build import build
from homeward.screening.live import profiles_of
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import Reference, from_sheet
from homeward.screening.runs.lines import least_bits
from homeward.synthetic.camp import camp
from homeward.synthetic.lists.people import listed_people
from homeward.watchlists.listing import ListedName, Listing

LEAST = least_bits(0)


@pytest.fixture(scope="session")
def usual() -> Reference:
    """How usual names, years and nationalities are in an invented camp of 2,000."""
    people = lay_out(profiles_of(row._asdict() for row in camp(2000, 5).rows))
    return from_sheet("a camp", people.sheet, people.vocabulary)


def listed(entry_id: str, *names: str | ListedName, list_id: str = "invented", **facts: object) -> Listing:
    """An entry: its names, the first of them the one it is published under."""
    texts = [name if isinstance(name, ListedName) else ListedName(name) for name in names]
    return Listing(
        list_id=list_id, entry_id=entry_id, kind="individual", names=tuple(texts), position=Position("invented", 1),
        content_hash="ab" * 32, **facts,  # type: ignore[arg-type]
    )  # fmt: skip


Bits = Callable[[Profile, Listing], int]


@pytest.fixture(scope="session")
def entry() -> Callable[..., Listing]:
    """Makes an entry of a list."""
    return listed


@pytest.fixture(scope="session")
def comparison(usual: Reference) -> Comparison:
    """An invented camp of 60 beside 150 invented entries, of whom it holds some."""
    entries = tuple(listed_people(150, 6, "un"))
    people = lay_out(profiles_of(row._asdict() for row in camp(60, 6, entries, planted_share=0.3).rows))
    return Comparison(people, build(one.listing for one in entries), usual)


@pytest.fixture(scope="session")
def bits(usual: Reference) -> Bits:
    """Millibits of one person against one entry, on a list of that entry alone."""

    def weigh(person: Profile, listing: Listing) -> int:
        comparison = Comparison(lay_out([person]), build([listing]), usual)
        return int(comparison.pairs(np.array([(0, 0)], np.int64)).chosen[0, 3])

    return weigh


Table = list[list[tuple[str, int]]]


@pytest.fixture(scope="session")
def shortcut() -> Callable[..., Table]:
    """What `block` finds: for each person (entry id, millibits), best first."""

    def find(comparison: Comparison, **wanted: int) -> Table:
        rows = comparison.block(0, len(comparison.people), **{"top": 10, "least": LEAST, **wanted})
        return _table(comparison, rows)

    return find


def _table(comparison: Comparison, rows: Rows) -> Table:
    ids = comparison.index.ids
    found = [(ids.get(entry), millibits) for entry, _, _, millibits in rows.chosen.tolist()]
    return [found[low:high] for low, high in zip(rows.starts[:-1].tolist(), rows.starts[1:].tolist(), strict=True)]


@pytest.fixture(scope="session")
def everything() -> Callable[[Comparison, Sequence[int]], npt.NDArray[np.int64]]:
    """Millibits (people, entries) of every pair compared exactly, one by one."""

    def brute(comparison: Comparison, people: Sequence[int]) -> npt.NDArray[np.int64]:
        entries = len(comparison.index)
        pairs = np.array([(q, e) for q in people for e in range(entries)], np.int64)
        return comparison.pairs(pairs).chosen[:, 3].reshape(len(people), entries)

    return brute
