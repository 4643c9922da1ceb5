"""What was worked out about an index for the words of people asked about lately, so that one question does not wait for it again.

Comes in: what a word came to, by its key. Goes out: the same, or None. Many people share few words, and the same in a batch or alone.
Holds parts of names, never a person, never on a disk; forgets everything at once when it holds too much. Several threads may use it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

MOST = 4_000_000  # listed parts in all that are remembered as like a word: some 24 MB
Table = npt.NDArray[np.int32]


class Alike(NamedTuple):
    """The listed parts like a word, ascending, and how much."""

    columns: npt.NDArray[np.int32]
    values: npt.NDArray[np.int16]


@dataclass
class Lately:
    """Listed parts like a word; how many names of a reference hold a part like it, by (reference, word); tables by reference; what
    listed names cost, by the weights of that.
    """

    alike: dict[str, Alike] = field(default_factory=dict)
    usual: dict[tuple[str, str], int] = field(default_factory=dict)
    tables: dict[str, tuple[Table, Table, Table]] = field(default_factory=dict)
    costs: dict[tuple[int, int], Table] = field(default_factory=dict)
    _size: int = 0

    def keep(self, word: str, found: Alike) -> None:
        """Remember what is like a word."""
        size = len(found.columns) + 1
        if self._size + size > MOST:
            self.alike, self.usual, self._size = {}, {}, 0
        self._size += size
        self.alike[word] = found
