"""Everything the compiled comparison reads, the same for every block of people and every thread.

Comes in: arrays of both sides, laid out once for a run. Goes out: one frozen, flat `Inputs` that each outer kernel takes whole and
unpacks once; inner ones are handed single arrays, since handing on many costs more than a comparison. Never written to.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Inputs(NamedTuple):
    """Both sheets (see `sheet.Sheet`; those of the entries are called other_…), and what a run adds to them.

    `name_entry` and `name_lengths` go by listed name, `entry_order` by entry: its rank by list and id. `post_starts` and `posts` say
    which listed names hold a listed part, ascending. like_… is the likeness of recorded to listed parts as CSR, in thousandths; worths
    is the most each of those pairs can say. shared
    (n, 2) are people and entries that share a document, by person. info and other_info are rarities by part, year and silent by
    year from 1880, nation by number, all in millibits, as are weights (by feature) and prior.
    """

    name_start: npt.NDArray[np.int64]
    token_start: npt.NDArray[np.int64]
    tokens: npt.NDArray[np.int32]
    roles: npt.NDArray[np.uint8]
    fact_start: npt.NDArray[np.int64]
    facts: npt.NDArray[np.int32]
    other_name_start: npt.NDArray[np.int64]
    other_token_start: npt.NDArray[np.int64]
    other_tokens: npt.NDArray[np.int32]
    other_roles: npt.NDArray[np.uint8]
    other_weak: npt.NDArray[np.uint8]
    other_fact_start: npt.NDArray[np.int64]
    other_facts: npt.NDArray[np.int32]
    name_entry: npt.NDArray[np.int32]
    name_lengths: npt.NDArray[np.int64]
    entry_order: npt.NDArray[np.int32]
    post_starts: npt.NDArray[np.int64]
    posts: npt.NDArray[np.int32]
    like_starts: npt.NDArray[np.int64]
    like_columns: npt.NDArray[np.int32]
    like_values: npt.NDArray[np.int16]
    worths: npt.NDArray[np.int32]
    shared: npt.NDArray[np.int64]
    info: npt.NDArray[np.int32]
    other_info: npt.NDArray[np.int32]
    year: npt.NDArray[np.int32]
    silent: npt.NDArray[np.int32]
    nation: npt.NDArray[np.int32]
    weights: npt.NDArray[np.int64]
    codes: npt.NDArray[np.uint8]
    vocal: npt.NDArray[np.uint8]
    other_codes: npt.NDArray[np.uint8]
    other_vocal: npt.NDArray[np.uint8]
    substitute: npt.NDArray[np.int32]
    gap: npt.NDArray[np.int32]
    prior: int
