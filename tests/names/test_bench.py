"""The bench is one clean table with room for every part, feature and slot, and its rows do not overlap."""

from __future__ import annotations

import numpy as np

from homeward.names import bench as rows
from homeward.names.compare import NAME_FEATURES, NAME_SLOTS
from homeward.names.parts import MAX_PARTS

NAMED = [key for key in vars(rows) if key.isupper() and key not in ("WIDTH", "ROWS", "MAX_PARTS")]


def test_a_bench_is_clean_and_nobody_elses() -> None:
    one, other = rows.bench(), rows.bench()
    one[rows.COUNTS, 0] = 7
    assert not other.any()
    assert one.dtype == np.int64
    assert one.shape == (rows.ROWS, rows.WIDTH)


def test_every_row_has_its_own_place_and_likeness_has_room_behind_them() -> None:
    places = {key: getattr(rows, key) for key in NAMED}
    assert sorted(places.values()) == list(range(len(places)))
    assert places["LIKENESS"] == max(places.values())
    assert rows.ROWS - rows.LIKENESS == MAX_PARTS


def test_evidence_stands_behind_the_counts_it_comes_from() -> None:
    assert rows.EVIDENCE == rows.COUNTS + 1
    assert rows.SPARE_EVIDENCE == rows.SPARE_COUNTS + 1


def test_no_row_is_longer_than_the_bench_is_wide() -> None:
    assert max(MAX_PARTS + 1, NAME_FEATURES, NAME_SLOTS) <= rows.WIDTH
