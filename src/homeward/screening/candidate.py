"""A candidate as it leaves the engine: which entry a person could be, how strongly that is spoken for, and by what.

Comes in: `Rows` of a comparison and the profiles they were made from. Goes out: frozen `Candidate`s, best first for each person.
Never says that somebody is on a list: a candidate is a question for two people, and its score a likelihood about two records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from homeward.screening.engine import Comparison, Rows
from homeward.screening.evidence import Evidence, explain
from homeward.screening.pairing import Written
from homeward.screening.profile import Profile
from homeward.screening.runs.lines import least_bits, score
from homeward.screening.settle import Missing, missing_fact


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One entry that a person could be. `score` is the likelihood that the two records describe one person; `bits` its evidence.

    `listed_name` is the name the entry is published under, `met_name` the listed name that met `recorded_name`. The millibits of
    the evidence add up to 1000 times the bits exactly. `settle` is the missing fact that would say most, if one is missing.
    """

    query_id: str
    rank: int
    list_id: str
    entry_id: str
    listed_name: str
    met_name: str
    recorded_name: str
    score: float
    bits: float
    evidence: tuple[Evidence, ...]
    settle: Missing | None
    recorded: Written
    listed: Written


def candidates(comparison: Comparison, profiles: Sequence[Profile], rows: Rows) -> Iterator[Candidate]:
    """Every row read out, person after person. `profiles` are those that the comparison's people were laid out from."""
    for q, (low, high) in enumerate(zip(rows.starts[:-1].tolist(), rows.starts[1:].tolist(), strict=True), rows.q_from):
        for row in range(low, high):
            yield candidate(comparison, profiles[q], rows, row, row - low + 1)


def candidate(comparison: Comparison, profile: Profile, rows: Rows, row: int, rank: int) -> Candidate:
    """One row read out. `profile` is the one that the row's person was laid out from."""
    index = comparison.index
    entry, _, _, millibits = rows.chosen[row].tolist()
    explained = explain(comparison, profile, rows, row)
    return Candidate(
        query_id=profile.query_id,
        rank=rank,
        list_id=index.lists[int(index.entry_list[entry])],
        entry_id=index.ids.get(entry),
        listed_name=index.names.get(int(index.primary[entry])),
        met_name=explained.listed.text,
        recorded_name=explained.recorded.text,
        score=score(millibits),
        bits=millibits / 1000,
        evidence=explained.evidence,
        settle=missing_fact(explained, comparison.weights, least_bits(comparison.weights.review)),
        recorded=explained.recorded,
        listed=explained.listed,
    )
