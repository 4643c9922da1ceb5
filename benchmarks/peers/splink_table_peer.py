"""Splink as the mark was set by it: the model of `splink_fuller_peer`, and every pair handed to Python as a table.

That is how Splink's own lessons go on from a prediction. Timed are the prediction, the table, and everybody's best entries, found and
gone through there.
"""

from __future__ import annotations

import logging

from peers_tables import asked
from splink.internals.splink_dataframe import SplinkDataFrame
from splink_fuller_peer import SETTINGS, table
from splink_peer import KEPT, measure


def in_python(pairs: SplinkDataFrame) -> int:
    """Everybody's best entries, each by its best name. Returns how many."""
    found = pairs.as_pandas_dataframe()[["unique_id_l", "unique_id_r", "match_weight"]]
    found["person"] = found["unique_id_l"].str.split("#").str[0]
    found["entry"] = found["unique_id_r"].str.split("#").str[0]
    best = found.groupby(["person", "entry"], sort=False)["match_weight"].max().reset_index()
    best = best.sort_values(["person", "match_weight"], ascending=[True, False])
    best["place"] = best.groupby("person").cumcount() + 1
    return sum(1 for _ in best[best["place"] <= KEPT].itertuples())


if __name__ == "__main__":
    logging.disable(logging.WARNING)
    measure(*asked(), SETTINGS, table, in_python)
