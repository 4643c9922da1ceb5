"""Splink on DuckDB with the fuller model that the mark was set by: finer steps of names and births, a row for each birth of an entry.

The same pairs and the same tables as `splink_peer`, whose model is as lean as can be; the entries' births make more of them. Everybody's
best entries are found by DuckDB.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import splink.comparison_level_library as level
import splink.comparison_library as compare
from peers_tables import Record, asked
from splink import SettingsCreator, block_on
from splink_peer import SCHEMA, measure, rows_of

BIRTHS = 3  # of an entry, a row each
BIRTH = compare.CustomComparison(
    output_column_name="birth",
    comparison_levels=[
        level.NullLevel("year"),
        level.CustomLevel(
            "date_l = date_r and length(date_l) = 10 and date_l not like '%-01-01'", label_for_charts="same day"
        ),
        level.ExactMatchLevel("year"),
        level.CustomLevel("abs(year_l - year_r) <= 1", label_for_charts="a year apart"),
        level.CustomLevel("abs(year_l - year_r) <= 5", label_for_charts="five years apart"),
        level.ElseLevel(),
    ],
)
SETTINGS = SettingsCreator(
    link_type="link_only",
    comparisons=[
        compare.JaroWinklerAtThresholds("name", [0.97, 0.92, 0.87, 0.8]),
        compare.ArrayIntersectAtSizes("parts", [4, 3, 2, 1]),
        BIRTH,
        compare.ExactMatch("country"),
        compare.ExactMatch("sex"),
    ],
    blocking_rules_to_generate_predictions=[block_on("keys", arrays_to_explode=["keys"])],
    probability_two_random_records_match=1e-6,
    retain_matching_columns=False,
)


def table(records: Iterable[Record], often: Counter[str]) -> pa.Table:
    """One row for each name of each record and each of its births."""
    rows: list[dict[str, Any]] = []
    for record in records:
        for row in rows_of(record, often):
            for number, birth in enumerate(record.births[:BIRTHS] or [""]):
                year = int(birth[:4]) if birth else None
                rows.append(row | {"unique_id": f"{row['unique_id']}#{number}", "date": birth or None, "year": year})
    return pa.Table.from_pylist(rows, SCHEMA.set(SCHEMA.get_field_index("year"), pa.field("year", pa.int64())))


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    measure(*asked(), SETTINGS, table)
