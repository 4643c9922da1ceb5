"""Guardrail 1: The software decides nothing about a person: not guilt, danger, prosecution, separation or return; it has no number for any
of them.

How: No outcome has a default, in a table, a form or the interface for programs; only actions behind somebody who may write one.
`review.rules.decisions` and `pathway.rules.steps` are tables of what people do. No field of a case carries a number about a person.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from django.apps import apps

import homeward
from homeward.review.facts.candidates import Outcome
from homeward.review.facts.steps import Act, Asked
from homeward.review.models import Candidate, Decision
from homeward.review.rules.decisions import STEPS
from homeward.web.api.candidate_shapes import DraftIn
from homeward.web.deciding_forms import DecisionForm

ROOM = Path(homeward.__file__).parent
# The files that may write who decided, and what: each behind an action of somebody who may.
WRITERS = {"review/actions/decisions.py", "review/actions/sources.py", "review/settling.py"}
FORBIDDEN = ("risk", "danger", "guilt", "threat", "suspicion", "score")


def test_no_table_has_a_default_outcome() -> None:
    assert (
        Candidate._meta.get_field("outcome").default in ("", None)
        or not Candidate._meta.get_field("outcome").has_default()
    )
    for name in ("outcome", "reason", "decided_by", "words"):
        assert not Decision._meta.get_field(name).has_default(), name


def test_no_form_and_no_program_has_one() -> None:
    form = DecisionForm()
    assert form.initial.get("outcome") is None
    assert form.fields["outcome"].initial is None
    assert form.fields["reason"].initial is None
    assert "checked" not in str(form["outcome"])
    needed = {name for name, one in DraftIn.model_fields.items() if one.is_required()}
    assert {"outcome", "reason", "words", "version"} <= needed


def test_every_first_look_asks_for_a_reason_and_words() -> None:
    looks = [line for line in STEPS if line.act is Act.DECIDE]
    assert {outcome for line in looks for outcome in line.outcomes or ()} == set(Outcome)
    assert all({Asked.REASON, Asked.WORDS} <= set(line.asks) for line in looks)


def test_who_decided_is_written_by_decisions_alone() -> None:
    """Everything else may only clear it: a run, a clock or a merge never finds anything about anybody."""
    found = set()
    for path in ROOM.rglob("*.py"):
        place = path.relative_to(ROOM).as_posix()
        if not place.startswith("review/") or "/migrations/" in place or "/models/" in place:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            pairs = zip(node.keys, node.values, strict=True) if isinstance(node, ast.Dict) else ()
            named = [(keyword.arg, keyword.value) for keyword in node.keywords] if isinstance(node, ast.Call) else []
            said = [(key.value, value) for key, value in pairs if isinstance(key, ast.Constant)] + named
            if any(name in ("first_by", "second_by") and not _clears(value) and _writes(node) for name, value in said):
                found.add(place)
    assert found <= WRITERS


def _clears(value: ast.AST) -> bool:
    return isinstance(value, ast.Constant) and value.value is None


def _writes(node: ast.AST) -> bool:
    """A dictionary of fields, or a call that changes rows."""
    return isinstance(node, ast.Dict) or (
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("update", "create")
    )


@pytest.mark.parametrize("model", list(apps.get_app_config("review").get_models()))
def test_no_table_of_the_desk_rates_a_person(model: type) -> None:
    names = {field.name for field in model._meta.get_fields()}  # type: ignore[attr-defined]
    assert [name for name in names if any(word in name for word in FORBIDDEN)] == []
