"""The administrative areas that come with Homeward: countries and governorates of Iraq and Syria with their P-codes.

Comes in: `resources/places/admin_areas.tsv`, written by us. Goes out: frozen `AreaRow`s, countries before what lies in them.
Never a boundary, and nothing about who lives there.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from homeward.places.facts import AreaRow

LANGUAGES = ("en", "ar", "ckb", "kmr")


def shipped_areas() -> Iterator[AreaRow]:
    """Every area of the table. Raises `ValueError` for a broken table, which is a broken installation."""
    for line in files("homeward.resources").joinpath("places/admin_areas.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, country, level, parent, *names = line.split("\t")
            yield AreaRow(code, country, int(level), parent, dict(zip(LANGUAGES, names, strict=True)))
