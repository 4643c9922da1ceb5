"""A reader keeps count: how many records it read, kept and refused, and where and why it refused each.

Comes in: one call per record. Goes out: a `Tally` whose numbers add up (`read == kept + refused`).
Nothing is ever dropped silently; a quirk is something odd that was kept all the same, counted by kind.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import msgspec


class Refusal(msgspec.Struct, frozen=True):
    """One record that was not kept: where it stands in the source, a machine code and a sentence (no personal name in it)."""

    position: str
    code: str
    reason: str


@dataclass(slots=True)
class Tally:
    """Running counts of one reading. `kinds` counts what was kept by kind (individual, entity, vessel …)."""

    kept: int = 0
    refusals: list[Refusal] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    quirks: Counter[str] = field(default_factory=Counter)

    def keep(self, kind: str) -> None:
        """Count one record as kept."""
        self.kept += 1
        self.kinds[kind] += 1

    def refuse(self, position: str, code: str, reason: str) -> None:
        """Count one record as refused, with its position and the reason."""
        self.refusals.append(Refusal(position, code, reason))

    def quirk(self, code: str, count: int = 1) -> None:
        """Count something odd in a record that was kept all the same."""
        self.quirks[code] += count

    @property
    def refused(self) -> int:
        """Number of records refused."""
        return len(self.refusals)

    @property
    def read(self) -> int:
        """Number of records seen: kept plus refused, by construction."""
        return self.kept + self.refused
