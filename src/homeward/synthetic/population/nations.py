"""Which nationalities invented people have, how often, and of which culture their names are.

Comes in: `resources/synthetic/nationalities.tsv`. Goes out: `Nation`s, and communities of people of one nation and culture.
Never a figure about anybody: shares are guesses shaped like published ones, towns are where such people could have been born.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from random import Random

import msgspec

from homeward.synthetic.cultures import Town, countries
from homeward.synthetic.people import TAIL, Community


class Nation(msgspec.Struct, frozen=True):
    """A country with its weight, its cultures with theirs, and its towns, the most drawn first."""

    code: str
    weight: float
    cultures: dict[str, int]
    towns: tuple[Town, ...]


class NationCommunity(Community):
    """Draws people of one nation and culture."""

    def __init__(self, nation: Nation, culture: str, rng: Random) -> None:
        super().__init__(culture, TAIL, rng)
        self.nation = nation

    def origin(self) -> tuple[str, Town]:
        """The nation and a town in it."""
        return self.nation.code, self.town(self.nation.code)

    def town(self, country: str) -> Town:
        """A town of the nation, its first ones more often."""
        return self.nation.towns[int(self.rng.random() ** 1.5 * len(self.nation.towns))]


@cache
def nations() -> dict[str, Nation]:
    """Every nation of the table by its ISO alpha-2 code."""
    text = files("homeward.resources").joinpath("synthetic/nationalities.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {
        code: Nation(code, float(weight), _cultures(cultures), _towns(code, towns))
        for code, weight, cultures, towns in rows
    }


def _cultures(text: str) -> dict[str, int]:
    return {culture: int(weight) for culture, weight in (pair.split("=") for pair in text.split("|"))}


def _towns(code: str, text: str) -> tuple[Town, ...]:
    if not text:
        return countries()[code].towns
    pairs = (town.split("=") for town in text.split("|"))
    return tuple((latin, arabic) for latin, arabic in pairs)
