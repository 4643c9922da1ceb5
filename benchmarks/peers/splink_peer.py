"""Splink on DuckDB: names, birth, country and sex, pairs made on shared rare parts or on any two parts together.

Timed is the prediction alone. Chances of agreeing by accident are estimated from a sample; those among true pairs are the defaults:
they decide how well it finds, not how fast.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable
from itertools import combinations
from time import perf_counter
from typing import Any

import pyarrow as pa
import splink.comparison_library as compare
from peers_tables import Record, asked, plain, told
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

RARE = 60  # listed names that a part stands in, for it to make a pair by itself
SAMPLED = 2e6
SETTINGS = SettingsCreator(
    link_type="link_only",
    comparisons=[
        compare.JaroWinklerAtThresholds("name", [0.95, 0.88, 0.8]),
        compare.ArrayIntersectAtSizes("parts", [3, 2, 1]),
        compare.ExactMatch("year"),
        compare.ExactMatch("country"),
        compare.ExactMatch("sex"),
    ],
    blocking_rules_to_generate_predictions=[block_on("keys", arrays_to_explode=["keys"])],
    probability_two_random_records_match=1e-6,
)


def table(records: Iterable[Record], often: Counter[str]) -> pa.Table:
    """One row for each name of each record."""
    rows: list[dict[str, Any]] = []
    for record in records:
        for number, name in enumerate(record.names):
            sorted_name = plain(name)
            parts = sorted_name.split()
            keys = [part for part in parts if often[part] <= RARE] + ["+".join(two) for two in combinations(parts, 2)]
            rows.append(
                {
                    "unique_id": f"{record.id}#{number}", "name": sorted_name, "parts": parts, "keys": keys or [record.id],
                    "year": record.births[0][:4] if record.births else None, "sex": record.sex or None,
                    "country": record.countries[0] if record.countries else None,
                }
            )  # fmt: skip
    return pa.Table.from_pylist(rows)


def main() -> None:
    logging.disable(logging.WARNING)
    people, entries = asked()
    started = perf_counter()
    often = Counter(part for entry in entries for name in entry.names for part in set(plain(name).split()))
    engine = DuckDBAPI()
    tables = [
        engine.register(table(people, often), dataset_display_name="people"),
        engine.register(table(entries, often), dataset_display_name="entries"),
    ]
    linker = Linker(tables, SETTINGS, log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED, seed=1)
    before = perf_counter() - started
    started = perf_counter()
    found = linker.inference.predict().as_pyarrow_table()
    told("splink", len(people), perf_counter() - started, before=before, compared=found.num_rows)


if __name__ == "__main__":
    main()
