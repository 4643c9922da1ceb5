"""Guardrail 14, the rule: Purpose, recipient and caveats are checked in every respect, and there is one way to write a disclosure down.

How: Every combination of an agreement with what is asked passes in exactly the one case where all holds; the code is read for other
writers.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path
from uuid import UUID

import homeward
from homeward.access.facts import Agreement, Category, Caveat, Purpose, Sending
from homeward.access.rules import obstacle

SOURCE = Path(homeward.__file__).parent
NOW = datetime(2026, 2, 27, tzinfo=UTC)
IDS = UUID(int=1), UUID(int=2)


def agreement(purpose: Purpose, category: Category, children: bool, caveats: tuple[str, ...]) -> Agreement:
    return Agreement(
        recipient="A", title="x", basis="x", purposes=frozenset({purpose}), categories=frozenset({category}),
        starts=NOW - timedelta(days=1), until=NOW + timedelta(days=1), caveats=caveats, children=children, site_id=IDS[0],
    )  # fmt: skip


def test_only_what_agrees_in_every_respect_may_leave() -> None:
    """Every combination of one agreement with what is asked: it passes in exactly the one case where all holds."""
    originators = (Caveat("x", "x", recipients=frozenset({"B"})), Caveat("x", "x", purposes=frozenset({Purpose.AUDIT})))
    allowed = agreement(Purpose.RETURN, Category.NAME, False, ("c",))
    passed = []
    for purpose, recipient, category, accepted, caveats, site, at, children in product(
        (Purpose.RETURN, Purpose.JUSTICE, None), ("A", "B"), (Category.NAME, Category.NEED),
        (frozenset({"c"}), frozenset()), ((), originators[:1], originators[1:]), IDS, (NOW, NOW + timedelta(days=2)), (0, 1),
    ):  # fmt: skip
        asked = Sending(IDS[0], recipient, frozenset({category}), "csv", 2, children, accepted, caveats, site)
        if obstacle(allowed, asked, purpose, at) is None:
            passed.append((purpose, recipient, category, accepted, caveats, site, at, children))
    assert passed == [(Purpose.RETURN, "A", Category.NAME, frozenset({"c"}), (), IDS[0], NOW, 0)]


def test_children_never_leave_in_bulk_for_screening_or_the_courts() -> None:
    for purpose in Purpose:
        allowed = agreement(purpose, Category.NAME, True, ())
        several = Sending(IDS[0], "A", frozenset({Category.NAME}), "csv", 2, 1, site_id=IDS[0])
        refused = obstacle(allowed, several, purpose, NOW) is not None
        assert refused == (purpose in (Purpose.SCREENING, Purpose.JUSTICE))


def test_nothing_but_its_action_writes_a_disclosure() -> None:
    writes = re.compile(r"\b(Disclosure|DisclosureItem|SharingAgreement|CorrectionNotice)(\.objects|\()")
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and writes.search(path.read_text("utf-8"))
    }
    assert {name.split("/")[0] for name in found} == {"access"}
    assert {name for name in found if "/selectors/" not in name and "/models/" not in name} == {
        "access/actions/agreements.py",
        "access/actions/disclosures.py",
    }
