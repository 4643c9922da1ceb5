"""Guardrail 8, the demonstration: It screens nobody who may be under 18: the youngest age that a recorded birth allows counts.

How: `synthetic.demonstration` withholds them before anything is compared, and says how many.
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from homeward.kernel.dates import parse
from homeward.synthetic.demonstration import Order, demonstrate
from homeward.synthetic.people import REGISTRATION

OF_AGE = date(REGISTRATION.year - 18, REGISTRATION.month, REGISTRATION.day)


def latest_birth(text: str) -> date:
    """The latest day a recorded birth allows; 1 January and 1 July say no more than the year."""
    found = parse(text)
    assert found, text
    return date(found.last.year, 12, 31) if text.endswith(("-01-01", "-07-01")) else found.last


def test_nobody_who_may_be_a_child_is_compared_and_all_are_counted(tmp_path: Path) -> None:
    outcome = demonstrate(Order(out=tmp_path, people=800, seed=2, un=80, ofac=80), lambda sentence: None)
    with (tmp_path / "caseload.csv").open(encoding="utf-8", newline="") as handle:
        births = {row["query_id"]: row["birth_date"] for row in csv.DictReader(handle)}
    children = {person for person, born in births.items() if born and latest_birth(born) > OF_AGE}
    with (tmp_path / "candidates.csv").open(encoding="utf-8", newline="") as handle:
        forward = {row["query_id"] for row in csv.DictReader(handle)}
    assert len(children) > 200
    assert forward
    assert forward & children == set()
    assert outcome.withheld == len(children)
    assert outcome.screened == 800 - len(children)
    assert outcome.without_birth == sum(not born for born in births.values())


def test_a_listed_person_who_may_be_a_child_is_not_brought_forward_either(tmp_path: Path) -> None:
    """A missing child's notice is on the lists of the demonstration and not in what is compared."""
    outcome = demonstrate(Order(out=tmp_path, people=300, seed=4, un=60, ofac=60), lambda sentence: None)
    notices = next(one for one in outcome.lists if one.list_id == "interpol")
    assert notices.individuals == 180
    assert outcome.individuals == 60 + 60 + notices.individuals - 60
