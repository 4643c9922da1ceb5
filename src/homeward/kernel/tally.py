"""A reader keeps count: how many records it read, kept and refused, and where and why it refused each.

Comes in: one call per record. Goes out: a `Tally` whose numbers add up (`read == kept + refused`).
Nothing is ever dropped silently; a quirk is something odd that was kept all the same, counted by kind, with the places it was found at.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import msgspec

from homeward.kernel.sources import Position

PLACES = 100  # of each quirk, where it was found first: enough to see what is behind it, and to begin mending the file


class Refusal(msgspec.Struct, frozen=True):
    """One record that was not kept: where it stands in the source, a machine code and a sentence (no personal name in it)."""

    position: str
    code: str
    reason: str


@dataclass(slots=True)
class Tally:
    """Running counts of one reading. `kinds` counts what was kept by kind (individual, entity, vessel …); `at` is where the record stands
    that is being read, set by whoever reads it; `places` are the first places of each quirk.
    """

    kept: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    quirks: Counter[str] = field(default_factory=Counter)
    places: dict[str, list[str]] = field(default_factory=dict)
    at: Position | None = None

    def keep(self, kind: str) -> None:
        """Count one record as kept."""
        self.kept += 1
        self.kinds[kind] += 1

    def refuse(self, position: str, code: str, reason: str) -> None:
        """Count one record as refused, with its position and the reason."""
        self.refusals.append(Refusal(position, code, reason))

    def quirk(self, code: str, count: int = 1) -> None:
        """Count something odd in a record that was kept all the same, and note where that stands."""
        self.quirks[code] += count
        if self.at and len(noted := self.places.setdefault(code, [])) < PLACES and str(self.at) not in noted[-1:]:
            noted.append(str(self.at))

    @property
    def refused(self) -> int:
        """Number of records refused."""
        return len(self.refusals)

    @property
    def read(self) -> int:
        """Number of records seen: kept plus refused, by construction."""
        return self.kept + self.refused
