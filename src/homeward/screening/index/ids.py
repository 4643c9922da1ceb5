"""From an entry's id to its rows, without going through the list: hashes in ascending order, and the row of each.

Comes in: the ids of all rows, in order, and the id that is looked for, whatever its case. Goes out: the rows that may have it.
Two ids may share a hash, and two lists an id: whoever asks compares the id itself, and the list.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt


class Ids(NamedTuple):
    """n rows: hashes ascending, and the row of each; rows of one hash ascend."""

    keys: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.int32]

    def rows_of(self, entry_id: str) -> list[int]:
        """The rows whose id may be this one, in ascending order."""
        low, high = np.searchsorted(self.keys, np.array([0, 1], np.uint64) + np.uint64(key(entry_id)))
        found: list[int] = self.rows[low:high].tolist()
        return found


def ids(texts: Iterable[str]) -> Ids:
    """The look-up of rows whose ids are these."""
    return of_keys(array("Q", map(key, texts)))


def of_keys(keys: array[int]) -> Ids:
    """The look-up of rows whose ids have these keys."""
    hashed = np.array(keys, np.uint64)
    order = np.argsort(hashed, kind="stable")
    return Ids(hashed[order], order.astype(np.int32))


def key(entry_id: str) -> int:
    """An id's hash, of 63 bits, the same for upper and lower case and with blanks around it."""
    digest = blake2b(entry_id.strip().casefold().encode("utf-8", "replace"), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1
