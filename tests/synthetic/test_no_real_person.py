"""No invented listed person is a real one: held against the names and years of the UN's and OFAC's lists.

Names of two or three everyday parts meet by chance (there are thousands of men of such a name); what must not happen is
a name of three parts or more with the year of birth, or more chance meetings than names so common bring about.
"""

from __future__ import annotations

import csv
import os
import re
from collections import defaultdict
from pathlib import Path

import pytest

from homeward.synthetic.lists.people import listed_people
from homeward.synthetic.lists.publishers import Publisher

SHARED = Path(os.environ.get("HOMEWARD_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
LISTS = SHARED / "eval/data/lists"
CHANCE = 0.02  # of invented primary names that are also a real one

Name = frozenset[str]


def _name(text: str) -> Name:
    """The parts of a name without order, articles and case."""
    return frozenset(re.sub(r"\b(al|el)[- ]", "", text.lower()).replace(",", "").split())


def _real() -> dict[Name, set[str]]:
    """Years of birth by primary name."""
    names: dict[Name, set[str]] = defaultdict(set)
    for path in (LISTS / "un.csv", LISTS / "ofac.csv"):
        with path.open(encoding="utf-8", newline="") as handle:
            for row in csv.DictReader(handle):
                names[_name(row["name"])].update(re.findall(r"\d{4}", row["birth_date"]))
    return names


@pytest.mark.skipif(not LISTS.is_dir(), reason="the shared folder with real lists is not beside the checkout")
@pytest.mark.parametrize("publisher", ["un", "ofac"])
def test_invented_names_are_not_those_of_listed_people(publisher: Publisher) -> None:
    real = _real()
    entries = list(listed_people(4500, 7, publisher))
    met = [(entry, name) for entry in entries if (name := _name(entry.listing.names[0].text)) in real]
    both = sum(
        len(name) >= 3 and bool(real[name] & {str(birth.first.year) for birth in entry.listing.births})
        for entry, name in met
    )
    print(f"{len(met)} of {len(entries)} invented names are also a real one, by chance; {both} long ones with the year")
    assert both == 0
    assert len(met) / len(entries) < CHANCE
