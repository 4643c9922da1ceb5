"""Guardrail 1, the engine: It computes no guilt, danger or risk of a person: nothing in the code is named for one, no field carries one.

How: Nothing but names and words is looked at: docstrings and comments may say what is forbidden, names of things, fields and printed
words may not.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

import homeward
from homeward.screening.profile import Profile, ProfileDocument

SOURCE = Path(homeward.__path__[0])
NAMED = re.compile(
    r"risk|danger|threat|guilt|(?<!expa)terror|extremis|radical|suspect|suspici|criminal|cleared|ethnic|religio|(?<![a-z])sect(?![a-z])"
)
# Who took part when a community met is said of a place; no person has it.
ABOUT_PLACES = {"RELIGIOUS_LEADERS"}
# `match-api` is the name of a verb: the interface that it serves, another project's, has the word in its addresses.
PRINTED = re.compile(
    r"\b(risk\w*|danger\w*|guilt\w*|terroris\w*|suspects?|cleared|match(?:es|ed)?(?!-api)|hits?|criminals?|isis family)\b",
    re.I,
)
SPEAKING = [*sorted((SOURCE / "cli").glob("*.py")), SOURCE / "screening/features.py"]


def names(tree: ast.AST) -> Iterator[str]:
    """Every name that code gives to something: variables, attributes, functions, classes, parameters, keywords."""
    for node in ast.walk(tree):
        for field in ("id", "attr", "name", "arg", "asname"):
            if isinstance(name := getattr(node, field, None), str):
                yield name


def texts(tree: ast.AST) -> Iterator[str]:
    """Every string that code could print or compare: all of them but the docstrings that are not shown as help."""
    bodies = (node.body for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef))
    unshown = {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in unshown:
            yield node.value


def help_texts(tree: ast.AST) -> Iterator[str]:
    """Docstrings of functions that are verbs: the command line prints them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            yield ast.get_docstring(node) or ""


def parsed(path: Path) -> ast.AST:
    return ast.parse(path.read_text("utf-8"))


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_nothing_in_the_code_is_named_for_a_risk(path: Path) -> None:
    assert sorted({name for name in names(parsed(path)) if NAMED.search(name.lower())} - ABOUT_PLACES) == []


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_what_is_printed_gives_no_verdict(path: Path) -> None:
    tree = parsed(path)
    assert [text for text in (*texts(tree), *help_texts(tree)) if PRINTED.search(text)] == []


def test_a_profile_holds_these_facts_and_no_others() -> None:
    """A new field is a decision about people: it is argued for in docs/decisions/ and then added here."""
    assert {field.name for field in msgspec.structs.fields(Profile)} == {
        "query_id", "names", "births", "sex", "nationalities", "birth_places",
        "father_name", "grandfather_name", "family_name", "kunya", "mother_name", "documents",
    }  # fmt: skip
    assert {field.name for field in msgspec.structs.fields(ProfileDocument)} == {"number", "kind", "issuer"}


@pytest.mark.parametrize("line", ["risk_score = 1", "x.danger = 2", "def f(threat_level): ...", "class Suspect: ..."])
def test_the_guard_sees_a_name_for_a_risk(line: str) -> None:
    assert [name for name in names(ast.parse(line)) if NAMED.search(name.lower())]


@pytest.mark.parametrize("line", ["print('3 matches')", "x = f'{n} hits'", "x = 'Cleared.'", "x = 'high risk'"])
def test_the_guard_sees_a_verdict(line: str) -> None:
    assert [text for text in texts(ast.parse(line)) if PRINTED.search(text)]
