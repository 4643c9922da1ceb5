"""The trail in words: every code that a room writes into it has one, every word belongs to a code, and the page shows no code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import homeward
from homeward.access.facts import Capability, EventKind, Obstacle, Purpose, Role
from homeward.web.pathway_sentences import ALL_TASKS
from homeward.web.trail_words import WHAT, told_what
from homeward.web.words import CAPABILITIES
from planted import Planted

ROOMS = Path(homeward.__file__).parent
CODE = re.compile(r"[a-z]+(_[a-z]+)*\.[a-z]+(_[a-z]+)*")
WRITERS = re.compile(
    r"from homeward\.access\.(trail|denials) import|import .*\brefusal\b|Event\.objects\.create|\b(told|tell_list|tell_each)\("
)
# Texts of the same form in modules that write to the trail: kinds of work, loggers, files of an archive, columns that are sealed.
OTHERS = re.compile(r"exchange\.\w+|lists\.index|review\.\w+|homeward\.work|\w+\.json|[a-z]+_[a-z]+\.\w+")


def codes() -> Iterator[tuple[str, str]]:
    """Every code that stands in a module which writes to the trail, with that module."""
    for path in sorted(ROOMS.rglob("*.py")):
        text = path.read_text("utf-8")
        if "migrations" in path.parts or not WRITERS.search(text):
            continue
        said = {node.value for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)}
        for code in (one for one in said if isinstance(one, str) and CODE.fullmatch(one)):
            if code.startswith("break_glass.") or not (OTHERS.fullmatch(code) or code in ALL_TASKS):
                yield code, path.relative_to(ROOMS).as_posix()


def test_every_code_has_a_word() -> None:
    assert {code: place for code, place in codes() if code not in WHAT} == {}, "give it a word in web/trail_words.py"


def test_every_word_belongs_to_a_code() -> None:
    assert set(WHAT) - {code for code, _ in codes()} == set(), "nothing writes these any more"


def test_codes_are_found_however_they_reach_the_trail() -> None:
    """Given at once, through a function of the same room, chosen between two, and by another room's function."""
    found = dict(codes())
    assert {"person.file", "custody.transfer", "batch.hide", "site.close", "session.begin"} <= set(found)


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_a_denial_says_what_was_asked_for(capability: Capability) -> None:
    assert "." not in str(told_what(EventKind.DENIED, capability.value))


@pytest.mark.parametrize("why", Obstacle)
def test_a_disclosure_that_was_refused_is_told_in_words(why: Obstacle) -> None:
    assert "." not in str(told_what(EventKind.DENIED, f"disclosure.{why}"))


def test_the_page_shows_words(planted: Planted, signed_in: Any) -> None:
    signed_in(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY).get(f"/persons/{planted.ids['person_id']}")
    shown = signed_in(Role.DATA_PROTECTION_OFFICER).get("/trail").content.decode()
    assert "a person&#x27;s file" in shown and "person.file" not in shown
