"""What is measured on: the UN's and OFAC's lists where they are at hand, invented ones of the same length elsewhere; invented camps.

Comes in: a `Setting`. Goes out: files in its work folder. Real names stay in the folder of work and are never kept.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from homeward.synthetic.camp import camp
from homeward.synthetic.lists.shelf import write_shelf
from homeward.watchlists.catalog import open_list
from homeward.watchlists.listing import Listing
from instruments.setting import Setting

UN, OFAC = "data/un/consolidated.xml", "data/ofac/2021-07/sdn.csv"
INDIVIDUALS = {"un": 730, "ofac": 4620}  # on those two lists


class Lists(NamedTuple):
    """Files to screen against, and what they are, in words."""

    files: tuple[Path, ...]
    said: str

    def options(self) -> list[str]:
        """The options of `homeward screen`."""
        return [part for file in self.files for part in ("--list", str(file))]


def lists(setting: Setting) -> Lists:
    """The lists of the UN and OFAC, or invented ones of their length."""
    if setting.shared and all((setting.shared / place).exists() for place in (UN, OFAC)):
        return Lists(
            (setting.shared / UN, setting.shared / OFAC), "the UN's list of February 2026 and OFAC's of July 2021"
        )
    shelf = write_shelf(setting.work / "lists", 4, INDIVIDUALS["un"], INDIVIDUALS["ofac"])
    return Lists((shelf.un, shelf.ofac), "invented lists of the length of the UN's and OFAC's")


def caseload(setting: Setting, people: int, seed: int) -> Path:
    """An invented camp of people who are on no list."""
    path = setting.work / f"camp-{people}-{seed}.csv"
    if not path.exists():
        camp(people, seed).write_caseload(path)
    return path


def individuals(found: Lists) -> Iterator[Listing]:
    """The listed persons, as our own readers read them."""
    return (entry for file in found.files for entry in open_list(file) if entry.kind == "individual")


def write_entries(found: Lists, path: Path) -> int:
    """The listed persons as a table that every peer can read; returns how many names they have."""
    names = 0
    with path.open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(("id", "names", "births", "countries", "sex"))
        for entry in individuals(found):
            texts = list(dict.fromkeys(name.text.replace(";", ",") for name in entry.names))
            names += len(texts)
            births = [birth.iso().lstrip("~").partition("..")[0] for birth in entry.births]
            writer.writerow(
                (
                    f"{entry.list_id}-{entry.entry_id}",
                    ";".join(texts),
                    ";".join(births),
                    ";".join(entry.nationalities),
                    entry.sex or "",
                )
            )
    return names
