"""Guardrail 8, side: A child's own file is read by child protection alone, leaves by no export, and begins no screening.

How: every table of a child's file and of best interests is reached by `Capability.CHILD_PROTECTION` alone; no room that exports or screens
names them; a tracing looks on tracing lists only (`review.selectors.tracing`), and nothing it finds becomes a candidate by itself.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from drafts import person

from actors import MakeActor
from homeward.access.facts import Capability, Purpose, Role
from homeward.access.rules import GRANTS
from homeward.lists.facts.lists import Desk
from homeward.pathway import models
from homeward.pathway.actions.tracing import tracing_open
from homeward.pathway.facts.tracing import SoughtBy, SoughtWords
from homeward.pathway.selectors.tracing import looked_for
from homeward.registry.actions.persons import person_register
from homeward.review import models as review
from screenings import NAME, ROWS
from shelves import a_list
from walked import CaseOf

pytestmark = pytest.mark.django_db
TABLES = (
    models.ChildFile, models.ChildMove, models.ChildEntry, models.Interests, models.Determination, models.Panelist,
    models.Determined, models.Rested, models.Tracing, models.TracingMove, models.Lead,
)  # fmt: skip
SOURCES = Path(__file__).resolve().parents[2] / "src/homeward"
OUTSIDE = ("exchange", "review", "screening", "lists", "matching", "synthetic", "cli")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_only_child_protection_reaches_what_is_written_about_a_child(table: type) -> None:
    assert table.reach.read is Capability.CHILD_PROTECTION  # type: ignore[attr-defined]


def test_no_role_of_security_justice_or_administration_protects_children() -> None:
    holders = {
        (role, purpose)
        for role, of in GRANTS.items()
        for purpose, held in of.items()
        if Capability.CHILD_PROTECTION in held
    }
    assert holders == {(Role.CHILD_PROTECTION_SPECIALIST, Purpose.PROTECTION)}


@pytest.mark.parametrize("room", OUTSIDE)
def test_no_room_that_exports_or_screens_names_a_childs_file(room: str) -> None:
    names = {table.__name__ for table in TABLES} - {"Lead"}
    for file in (SOURCES / room).rglob("*.py"):
        tree = ast.parse(file.read_text())
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        brought = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert not names & used, file
        assert not {one for one in brought if one.startswith("homeward.pathway") and "child" in one}, file


def test_a_tracing_looks_on_no_security_list_and_asks_no_candidate(actor: MakeActor, a_case: CaseOf) -> None:
    analyst = actor(Role.SCREENING_ANALYST)
    a_list(analyst, ROWS, list_id="wanted")
    a_list(analyst, ROWS, list_id="missing", desk=Desk.TRACING)
    person_register(actor(Role.REGISTRATION_CLERK, a_case.site), person(a_case.site, NAME, born="1986"))
    asked = review.Candidate.objects.count()
    specialist = actor(Role.CHILD_PROTECTION_SPECIALIST)
    child = a_case.family.person_ids[1]
    tracing = tracing_open(specialist, person_id=child, sought_by=SoughtBy.CHILD, said=SoughtWords(NAME, born="1986"))
    found = looked_for(specialist, tracing)
    assert found.listed is not None
    assert {one.edition.list_id for one in found.listed.candidates} == {"missing"}
    assert (review.Candidate.objects.count(), models.Lead.objects.count()) == (asked, 0)
