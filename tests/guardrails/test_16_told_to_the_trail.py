"""Guardrail 16: Reads, overrides, refusals and exports are told to a trail that nobody rewrites; administrators read no file.

How: `access.trail` is chained and sealed, guards of the database refuse to change it; the administrator's role holds no capability of a
file and no other role beside it (`access.rules`).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import homeward
from homeward.access.facts import Capability, EventKind, Role
from homeward.access.rules import GLASS_OPENS, GRANTS, INCOMPATIBLE

SOURCE = Path(homeward.__file__).parent
OF_PERSONS = frozenset(
    {
        Capability.PERSON_READ, Capability.PERSON_SEARCH, Capability.PERSON_WRITE, Capability.DOCUMENT_READ,
        Capability.NEED_READ, Capability.EXPORT, Capability.BREAK_GLASS_OPEN, Capability.MERGE, Capability.ERASE,
    }
)  # fmt: skip


def test_an_administrator_reads_nobody_s_file_not_even_in_an_emergency() -> None:
    granted = frozenset().union(*GRANTS[Role.ADMINISTRATOR].values())
    assert not granted & OF_PERSONS
    assert all(frozenset({Role.ADMINISTRATOR, role}) in INCOMPATIBLE for role in Role if role is not Role.ADMINISTRATOR)


def test_who_manages_accounts_reads_no_trail_and_who_reads_it_changes_nothing_in_a_file() -> None:
    for purposes in GRANTS.values():
        for granted in purposes.values():
            if Capability.TRAIL_READ in granted:
                assert not granted & {
                    Capability.USER_MANAGE,
                    Capability.PERSON_WRITE,
                    Capability.MERGE,
                    Capability.EXPORT,
                }


def test_an_emergency_opens_nothing_restricted_and_writes_nothing() -> None:
    assert {Capability.PERSON_READ, Capability.PERSON_SEARCH, Capability.DOCUMENT_READ} == GLASS_OPENS


def test_every_kind_of_what_must_be_told_has_its_word() -> None:
    assert {"read", "search", "write", "denied", "disclosure", "override", "sign_in"} == set(EventKind)


@pytest.mark.parametrize(
    "written", [r"Event\.objects[^\n]*\.(update|delete)\(", r"Seal\.objects[^\n]*\.(update|delete)\("]
)
def test_no_code_of_ours_changes_the_trail(written: str) -> None:
    found = [path.name for path in SOURCE.rglob("*.py") if re.search(written, path.read_text("utf-8"))]
    assert found == []


def test_no_code_of_ours_takes_the_guards_down() -> None:
    calls = [path.name for path in SOURCE.rglob("*.py") if "take_down(" in path.read_text("utf-8")]
    assert calls == ["guards.py"]
