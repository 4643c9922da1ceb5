"""What is particular to each community whose names are invented: countries, towns, borrowing, who romanises.

Comes in: `resources/synthetic/towns.tsv`. Goes out: tables to draw from, by guess, not measured.
Never holds a figure about real people: these shares make tests and training varied, they describe nobody.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

MIX = {
    "arabic": 0.60, "kurdish": 0.14, "caucasus": 0.07, "turkic": 0.06, "central_asian": 0.05, "maghrebi": 0.03,
    "uyghur": 0.03, "persian": 0.01, "african": 0.005, "european": 0.005,
}  # fmt: skip


class Culture(msgspec.Struct, frozen=True):
    """One community: its `countries` with weights, the shares with a family part and of names borrowed from Arabic.

    `latin` are the habits of clerks who romanise its names, `route` the script through which they often came;
    `lexicon` is the culture whose known names it bears, where that is another one.
    """

    countries: dict[str, int]
    family: float
    borrowed: float
    latin: tuple[str, ...]
    route: str = ""
    lexicon: str = ""


CULTURES = {
    "arabic": Culture(
        {"iq": 54, "sy": 38, "eg": 2, "sa": 2, "jo": 2, "lb": 1, "ye": 1},
        0.8,
        0.0,
        (*("english",) * 6, "french", "scholarly", "german"),
    ),
    "maghrebi": Culture(
        {"tn": 38, "ma": 36, "dz": 16, "ly": 10}, 1.0, 0.0, ("french", "french", "french", "english"), lexicon="arabic"
    ),
    "kurdish": Culture(
        {"iq": 45, "sy": 40, "tr": 12, "ir": 3}, 0.15, 0.45, ("kurmanji", "kurmanji", "english", "turkish")
    ),
    "turkic": Culture({"iq": 40, "tr": 45, "az": 15}, 0.6, 0.35, ("turkish", "turkish", "english")),
    "persian": Culture({"ir": 35, "af": 55, "pk": 10}, 0.7, 0.45, ("english", "english", "french"), "latin"),
    "caucasus": Culture({"ru": 85, "ge": 8, "az": 7}, 1.0, 0.35, ("russian", "russian", "english"), "russian"),
    "central_asian": Culture(
        {"tj": 35, "uz": 30, "kz": 20, "kg": 15}, 0.8, 0.35, ("russian", "russian", "english"), "russian"
    ),
    "uyghur": Culture({"cn": 100}, 0.0, 0.5, ("english", "turkish", "russian"), "latin"),
    "african": Culture({"so": 45, "sd": 35, "sn": 10, "ng": 10}, 0.4, 0.6, ("english", "french"), "latin"),
    "european": Culture(
        {"fr": 40, "be": 15, "de": 20, "gb": 15, "nl": 10}, 1.0, 0.5, ("french", "german", "english"), "latin"
    ),
}

FRENCH_WRITING = frozenset({"tn", "ma", "dz", "fr", "be", "sn"})

Town = tuple[str, str]  # in Latin and in Arabic script


class Country(msgspec.Struct, frozen=True):
    """Where people are born, the most drawn town first; its name with the UN and with OFAC, and in a nom de guerre."""

    un: str
    ofac: str
    origin: str
    towns: tuple[Town, ...]


@cache
def countries() -> dict[str, Country]:
    """Every country of the table by its ISO alpha-2 code in lower case."""
    text = files("homeward.resources").joinpath("synthetic/towns.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return {
        code: Country(un, ofac, origin, tuple(map(_town, towns.split("|")))) for code, un, ofac, origin, towns in rows
    }


def _town(text: str) -> Town:
    latin, arabic = text.split("=")
    return latin, arabic
