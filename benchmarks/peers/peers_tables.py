"""The two tables that every peer reads, and the one line of JSON that it prints: how many people in how many seconds.

Comes in: CASELOAD ENTRIES PEOPLE on the command line. Reading the tables is not timed: only the peer's own work is.
"""

from __future__ import annotations

import csv
import json
import re
import sys
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from anyascii import anyascii

NOT_A_LETTER = re.compile(r"[\W\d_]+")
NOT_IN_SKELETON = re.compile(r"[aeiouyw]")
DOUBLED = re.compile(r"(.)\1+")


class Record(NamedTuple):
    """A person or an entry, as text."""

    id: str
    names: list[str]
    births: list[str]
    countries: list[str]
    sex: str


def asked() -> tuple[list[Record], list[Record]]:
    """The people to screen and the entries."""
    caseload, entries, people = sys.argv[1:4]
    return list(_people(_rows(Path(caseload)), int(people))), [_entry(row) for row in _rows(Path(entries))]


def told(package: str, people: int, seconds: float, **more: float | str) -> None:
    """Print what was measured."""
    print(json.dumps({"version": version(package), "people": people, "seconds": seconds, **more}))


def plain(name: str) -> str:
    """Small Latin letters, whatever the script, nothing but letters, parts in order of the alphabet."""
    return " ".join(sorted(NOT_A_LETTER.sub(" ", anyascii(name).replace("'", "").casefold()).split()))


def skeletons(sorted_name: str) -> list[str]:
    """The consonants of each part of such a name: what different romanisations have in common."""
    parts = (DOUBLED.sub(r"\1", NOT_IN_SKELETON.sub("", part)) or part for part in sorted_name.split())
    return sorted(set(parts) - {"l"})


def _rows(path: Path) -> Iterable[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def _people(rows: Iterable[dict[str, str]], most: int) -> Iterable[Record]:
    for number, row in enumerate(rows):
        if number == most:
            return
        names = [row["name"], *_several(row["aliases"])]
        yield Record(row["query_id"], names, _several(row["birth_date"]), _several(row["nationality"]), row["gender"])


def _entry(row: dict[str, str]) -> Record:
    return Record(row["id"], _several(row["names"]), _several(row["births"]), _several(row["countries"]), row["sex"])


def _several(cell: str) -> list[str]:
    return [part for part in cell.split(";") if part]
