"""What goes with a file that leaves: for what, to whom, under which agreement and caveats, how much it holds and what was kept back.

Comes in: facts of an export. Goes out: lines of text, for a sheet of the workbook or a file in the archive. Never a person's data.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from homeward.exchange.facts.exports import Reason, Tallied

_WHY: Final = {
    Reason.CHILD: "rows kept back: may be under 18",
    Reason.CLOSED: "rows kept back: erased, or out of reach",
    Reason.SENSITIVE_NEED: "sensitive needs kept back (their rows are written without them)",
}


@dataclass(frozen=True, slots=True)
class About:
    """What is said of a file, beside it and in it."""

    title: str
    purpose: str
    recipient: str
    caveats: Sequence[str]
    columns: Sequence[str]
    made_at: datetime
    made_by: str

    def words(self) -> str:
        """Purpose and caveats in one cell, so that no row travels without them."""
        return " · ".join((f"For {self.purpose}, to {self.recipient} only", *self.caveats))

    def lines(self, tally: Tallied) -> list[tuple[str, str]]:
        """Pairs of what and how much."""
        return [
            ("Disclosure to", self.recipient),
            ("Agreement", self.title),
            ("Purpose", self.purpose),
            *(("Caveat", caveat) for caveat in self.caveats),
            ("Made at (UTC)", self.made_at.strftime("%Y-%m-%d %H:%M")),
            ("Made by", self.made_by),
            ("Columns", ", ".join(self.columns)),
            ("Rows selected", f"{tally.selected}"),
            ("Rows written", f"{tally.written}"),
            *((_WHY[one.reason], f"{one.count}") for one in tally.withheld),
            (
                "As recorded",
                "Every value is as somebody stated it or a paper says it. None of it is a finding about a person.",
            ),
        ]
