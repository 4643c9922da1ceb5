"""Splink on DuckDB: romanised names, birth, country and sex; pairs made on a rare consonant skeleton or on any two together.

Timed are the prediction and everybody's best entries, not the romanising before. Chances of agreeing by accident are estimated
from a sample; those among true pairs are the defaults: they decide how well it finds, not how fast.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations
from time import perf_counter
from typing import Any

import pyarrow as pa
import splink.comparison_library as compare
from peers_tables import Record, asked, plain, skeletons, told
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI
from splink.internals.splink_dataframe import SplinkDataFrame

KEPT = 20  # entries of every person
RARE = 60  # listed names that a part stands in, for it to make a pair by itself
SAMPLED = 2e6
BEST = f"""
    select * from (
        select *, row_number() over (partition by person order by weight desc, entry) as place from (
            select split_part(unique_id_l, '#', 1) as person, split_part(unique_id_r, '#', 1) as entry, max(match_weight) as weight
            from pairs group by all
        )
    ) where place <= {KEPT}
"""  # each by its best name
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


SCHEMA = pa.schema({
    "unique_id": pa.string(), "name": pa.string(), "parts": pa.list_(pa.string()), "keys": pa.list_(pa.string()),
    "date": pa.string(), "year": pa.string(), "sex": pa.string(), "country": pa.string(),
})  # fmt: skip


def rows_of(record: Record, often: Counter[str]) -> Iterator[dict[str, Any]]:
    """A row for each name of a record."""
    for number, name in enumerate(record.names):
        sorted_name = plain(name)
        parts = skeletons(sorted_name)
        keys = [part for part in parts if often[part] <= RARE] + ["+".join(two) for two in combinations(parts, 2)]
        yield {
            "unique_id": f"{record.id}#{number}", "name": sorted_name, "parts": parts, "keys": keys or [record.id],
            "year": record.births[0][:4] if record.births else None, "sex": record.sex or None,
            "country": record.countries[0] if record.countries else None,
        }  # fmt: skip


def table(records: Iterable[Record], often: Counter[str]) -> pa.Table:
    """One row for each name of each record."""
    return pa.Table.from_pylist([row for record in records for row in rows_of(record, often)], SCHEMA)


def in_duckdb(pairs: SplinkDataFrame) -> int:
    """Everybody's best entries, found where the pairs are. Returns how many."""
    return int(pairs.as_duckdbpyrelation().query("pairs", BEST).to_arrow_table().num_rows)


def measure(
    people: list[Record],
    entries: list[Record],
    settings: SettingsCreator,
    lay_out: Callable[..., pa.Table],
    find_best: Callable[[SplinkDataFrame], int] = in_duckdb,
) -> None:
    """Predict by these settings, find everybody's best entries, print what it took."""
    started = perf_counter()
    often = Counter(part for entry in entries for name in entry.names for part in skeletons(plain(name)))
    engine = DuckDBAPI()  # the left side of a pair is the table whose name comes first
    tables = [
        engine.register(lay_out(people, often), dataset_display_name="a_people"),
        engine.register(lay_out(entries, often), dataset_display_name="b_entries"),
    ]
    linker = Linker(tables, settings, log_level=logging.ERROR)
    linker.training.estimate_u_using_random_sampling(max_pairs=SAMPLED, seed=1)
    before = perf_counter() - started
    started = perf_counter()
    pairs = linker.inference.predict()
    kept = find_best(pairs)
    seconds = perf_counter() - started
    told("splink", len(people), seconds, before=before, compared=len(pairs.as_duckdbpyrelation()), kept=kept)


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    measure(*asked(), SETTINGS, table)
