"""The engine in a few lines: lists become an index, people are screened against it, candidates come back with their evidence.

Comes in: paths of published lists; people as `Profile`s or as rows with the headings of a caseload. Goes out: `Candidate`s.
Keeps nothing and writes nothing; batches of tens of thousands with files in and out are `runs`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Self

from homeward.kernel.errors import BadInput
from homeward.kernel.tally import Tally
from homeward.screening.candidate import Candidate, candidates
from homeward.screening.caseload import RowReader
from homeward.screening.columns import Columns
from homeward.screening.engine import Comparison
from homeward.screening.index import store
from homeward.screening.index.build import build_lists
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import Reference
from homeward.screening.runs.lines import least_bits
from homeward.watchlists.catalog import open_list

BLOCK = 1000  # people compared at a time; candidates come out as soon as a block is done


class Index(store.Index):
    """One or more lists, ready to be screened against."""

    @classmethod
    def of(cls, *lists: str | Path) -> Self:
        """Read published lists as they are. Raises `BadInput` for a file that is no list."""
        built = build_lists([open_list(Path(path)) for path in lists])
        return cls(**{field.name: getattr(built, field.name) for field in fields(built)})


def screen(
    people: Iterable[Profile | Mapping[str, str]], index: store.Index, *, top: int = 10, min_score: float | None = None,
    reference: Reference | None = None, threads: int = 1,
) -> Iterator[Candidate]:  # fmt: skip
    """At most `top` candidates of each person whose score is at least `min_score` (the default line for review unless given)."""
    profiles = list(profiles_of(people))
    comparison = Comparison(lay_out(profiles), index, reference, threads=threads)
    least = least_bits(comparison.weights.review if min_score is None else min_score)
    for start in range(0, len(profiles), BLOCK):
        rows = comparison.block(start, min(start + BLOCK, len(profiles)), top=top, least=least)
        yield from candidates(comparison, profiles, rows)


def profiles_of(people: Iterable[Profile | Mapping[str, str]]) -> Iterator[Profile]:
    """Profiles as they are; rows by the headings that a caseload may have. Raises `BadInput` for a row without an id or a name."""
    reader, columns = RowReader(Tally()), Columns("The row")
    for person in people:
        if isinstance(person, Profile):
            yield person
            continue
        values = (*(str(value) if value is not None else "" for value in person.values()), "")
        cells = tuple(values[place] for place in columns.pick(tuple(person)))
        names = reader.names(cells)
        if not cells[0] or not names:
            raise BadInput('A person needs an id and a name: give both, as "id" and "name".')
        yield reader.profile(cells[0], names, cells)
