"""What each publisher whose lists we imitate is used to saying, by guess: numbering, and shares of what is given.

Comes in: nothing. Goes out: `CUSTOMS` by publisher. Never a number that a publisher uses: ZZ, 90,000,001, 2099.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Publisher = Literal["un", "ofac", "simple", "red", "yellow"]


class Customs(msgspec.Struct, frozen=True, kw_only=True):
    """`entry_id` and `entity_id` are formats; the rest are the shares of entries of which the publisher says something.

    `doubts` is whether births may be approximate, ranges or several; `aliases` whether further names are given; `dated`
    whether an entry says when it was listed; `cited` whether it has a reference beside its number.
    """

    entry_id: str
    entity_id: str = ""
    first: int = 1
    programmes: tuple[str, ...] = ("INVENTED",)
    sex: float = 1.0
    original: float = 0.0
    parents: float = 0.0
    papers: bool = True
    doubts: bool = True
    aliases: bool = True
    dated: bool = False
    cited: bool = True


CUSTOMS: dict[Publisher, Customs] = {
    "un": Customs(entry_id="ZZi.{:03d}", entity_id="ZZe.{:03d}", sex=0.07, original=0.5, parents=0.12, dated=True),
    "ofac": Customs(
        entry_id="{}", entity_id="{}", first=90_000_001, programmes=("INVENTED", "SYNTHETIC"), sex=0.30, cited=False
    ),
    "simple": Customs(entry_id="SYN-E{:07d}", entity_id="SYN-C{:07d}", sex=0.15, original=0.25, parents=0.12),
    "red": Customs(
        entry_id="2099/{}", first=10_001, programmes=("red notice",), papers=False, doubts=False, aliases=False,
        cited=False,
    ),
    "yellow": Customs(
        entry_id="2099/{}", first=20_001, programmes=("yellow notice",), parents=0.8, papers=False, doubts=False,
        aliases=False, cited=False,
    ),
}  # fmt: skip
