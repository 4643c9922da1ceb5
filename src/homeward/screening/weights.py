"""The weights of evidence in millibits, with the version and the prior every score cites.

Comes in: `resources/weights.json` and `resources/pair_weights.json`, written by the committed training script. Goes out: frozen `Weights`.
Holds weights and counts, never a name. Changing it changes every score: the version is its hash.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
import numpy.typing as npt

from homeward.kernel.errors import Inconsistent
from homeward.screening.features import FEATURES


class Weights(msgspec.Struct, frozen=True):
    """Millibits per feature (per count of one, per bit of rarity, per whole difference); `base` at `entries` entries, where of a
    million people `share` are on the lists.

    `review` is the likelihood from which a candidate is shown by default.
    """

    version: str
    base: int
    entries: int
    millibits: dict[str, int]
    review: float = 0.5
    share: int = 10_000

    def array(self) -> npt.NDArray[np.int64]:
        """The weights in the order of `FEATURES`."""
        unknown = {f.key for f in FEATURES} ^ self.millibits.keys()
        if unknown:
            raise Inconsistent(f"the weights do not fit the features: {', '.join(sorted(unknown))}; train them again")
        return np.array([self.millibits[f.key] for f in FEATURES], np.int64)

    def prior(self, entries: int, listed: int = 0) -> int:
        """What is known before any comparison, in millibits: the longer the list, the less likely any one entry; the more of a million
        people seem to be listed, the likelier. 0: nobody has looked, so as many as usual.
        """
        more = (listed or self.share) / self.share
        return self.base - round(1000 * float(np.log2(max(1, entries) / self.entries / more)))


@cache
def shipped() -> Weights:
    """The trained weights for screening a caseload: among all entries of a list, agreement is rare and tells."""
    return _read("weights.json")


@cache
def shipped_for_pairs() -> Weights:
    """The trained weights for two records that somebody set side by side: they look alike, so what differs tells."""
    return _read("pair_weights.json")


def _read(name: str) -> Weights:
    return msgspec.json.decode((files("homeward.resources") / name).read_bytes(), type=Weights)
