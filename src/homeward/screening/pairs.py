"""Pairs of records compared, row by row: the left one as a recorded person, the right one as an entry of a list.

Comes in: a table with columns left_… and right_…, at least left_name and right_name. Goes out: every row as it came, with the
score and the evidence, in the same order; a row that cannot be compared keeps an empty score and is counted.
The two columns themselves say what is usual. No list stands behind a pair: its weights are those of records that somebody set side by
side because they look alike, so that what differs tells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from homeward.kernel.errors import BadInput, Unreadable
from homeward.kernel.sources import Position
from homeward.kernel.tables import Row, read_rows
from homeward.kernel.tally import Tally
from homeward.screening.candidate import Candidate, candidate
from homeward.screening.caseload import RowReader
from homeward.screening.columns import Columns
from homeward.screening.engine import Comparison, Rows
from homeward.screening.index.build import build
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import Reference, from_sheet
from homeward.screening.weights import shipped_for_pairs
from homeward.watchlists.listing import ListedDocument, ListedName, ListedPlace, Listing

SIDES = ("left_", "right_")


@dataclass(frozen=True, slots=True)
class Pairs:
    """Rows as they came, and both records of each; None where one of them has no name that can be compared."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]
    records: tuple[tuple[Profile, Profile] | None, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """A row of `rows` for every pair of records, in order. Rows of pairs that could not be compared hold no evidence."""

    comparison: Comparison
    profiles: tuple[Profile, ...]
    rows: Rows

    def candidate(self, place: int) -> Candidate:
        """The comparison of the pair in that place, read out."""
        return candidate(self.comparison, self.profiles[place], self.rows, place, 0)


def read_pairs(path: Path | None, tally: Tally) -> Pairs:
    """Read a table of pairs; None reads standard input. Raises `BadInput` where it has no such columns, `Unreadable` as `tables.read_rows`
    does.
    """
    reader, table = RowReader(tally), path.name if path else "Standard input"
    sides = [_Side(table, prefix) for prefix in SIDES]
    rows: list[dict[str, str]] = []
    records: list[tuple[Profile, Profile] | None] = []
    columns: dict[str, None] = {}
    for row in read_rows(path, tally):
        columns.update(dict.fromkeys(row.cells))
        left, right = (side.profile(row, reader) for side in sides)
        rows.append(row.cells)
        records.append((left, right) if left and right else None)
        tally.keep("pair")
    if not rows:
        raise Unreadable(f"{table} holds no pair. Is it the whole file?")
    return Pairs(tuple(columns), tuple(rows), tuple(records))


class _Side:
    """One side of the rows, read by the headings that a caseload may have, with left_ or right_ before them."""

    def __init__(self, table: str, prefix: str) -> None:
        self._table, self._prefix = table, prefix
        self._picked: dict[tuple[str, ...], list[int]] = {}

    def profile(self, row: Row, reader: RowReader) -> Profile | None:
        """The record of this side, or None where it has no name."""
        names = tuple(row.cells)
        if names not in self._picked:
            self._picked[names] = self._pick(names)
        values = (str(row.position.number), *row.cells.values(), "")
        cells = tuple(values[place] for place in self._picked[names])
        return reader.profile(cells[0], found, cells) if (found := reader.names(cells)) else None

    def _pick(self, names: tuple[str, ...]) -> list[int]:
        prefix = self._prefix
        if not any(name.startswith(prefix) for name in names):
            raise BadInput(
                f"{self._table} has no column that begins with {prefix}: at least left_name and right_name are needed. "
                f"Its columns are: {', '.join(names)[:400]}."
            )
        headings = ("row", *(name.removeprefix(prefix) if name.startswith(prefix) else "" for name in names))
        return Columns(f"{self._table} ({prefix}…)", {"id": ("row",)}).pick(headings)


def compare(
    records: Sequence[tuple[Profile, Profile]], threads: int = 1, reference: Reference | None = None
) -> Compared:
    """Compare the records of every pair; a reference says what is usual, or else the two columns themselves do."""
    profiles = tuple(left for left, _ in records)
    people = lay_out(profiles)
    index = build(as_listing(right, number) for number, (_, right) in enumerate(records))
    usual = reference or from_sheet("left", people.sheet, people.vocabulary).joined(
        from_sheet("right", index.sheet, index.vocabulary)
    )
    pairs = np.repeat(np.arange(len(records), dtype=np.int64), 2).reshape(-1, 2)
    weights = shipped_for_pairs()
    comparison = Comparison(people, index, usual, weights, threads, pairs)
    comparison.inputs = comparison.inputs._replace(prior=weights.base)
    return Compared(comparison, profiles, comparison.pairs(pairs))


def as_listing(profile: Profile, number: int) -> Listing:
    """A record in the shape of an entry."""
    first, *others = profile.names
    own = [part for part in (profile.father_name, profile.grandfather_name, profile.family_name, profile.kunya) if part]
    first = " ".join([first, *(part for part in own if part.casefold() not in first.casefold())])
    return Listing(
        list_id="pairs",
        entry_id=str(number),
        kind="individual",
        names=(ListedName(first, primary=True), *map(ListedName, others)),
        position=Position("pairs", number + 1, "row"),
        content_hash="",
        births=profile.births,
        sex=profile.sex,
        nationalities=profile.nationalities,
        birth_places=tuple(map(ListedPlace, profile.birth_places)),
        documents=tuple(ListedDocument(paper.kind, paper.number, paper.issuer) for paper in profile.documents),
        father_names=(profile.father_name,) if profile.father_name else (),
        mother_names=(profile.mother_name,) if profile.mother_name else (),
    )


def placed(pairs: Pairs, compared: Compared) -> list[int | None]:
    """For every row its place in what was compared; None where there is no evidence for it."""
    places = iter(range(len(compared.profiles)))
    found = [next(places) if record else None for record in pairs.records]
    readable = (compared.rows.chosen[:, 1] >= 0).tolist()
    return [place if place is not None and readable[place] else None for place in found]
