"""A process that makes many small values looks for circles among them seldom: it has nearly none, and looking takes a quarter of its time.

Comes in: nothing. Goes out: nothing; only how often Python looks changes. Values that are in no circle are given back at once as before.
"""

from __future__ import annotations

import gc
from typing import Final

_EVERY: Final = 100_000  # values made and not given back between two looks at the newest ones


def seldom() -> None:
    """Look seldom from now on, and never again at what was loaded until now."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_EVERY, 20, 20)
