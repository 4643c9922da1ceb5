"""Guardrail 15: Photographs are off unless an installation decides otherwise; nobody is ever looked for, compared or told apart by one.

How: There is no template of a face, nothing is measured in a picture, no search and no comparison takes one, and what compares records
does not know that there are any.
"""

from __future__ import annotations

import inspect
import pkgutil
import re
import subprocess
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django import forms

import homeward
from homeward.registry import models
from homeward.registry.actions import photographs as actions
from homeward.registry.selectors import photographs as selectors
from homeward.registry.selectors.search import persons_search

SOURCE = Path(homeward.__file__).parent
ROOT = SOURCE.parents[1]
MEASURES = re.compile(
    r"^(opencv|face|dlib|insightface|mediapipe|deepface|onnx|torch|tensorflow|keras|facenet|imagehash"
    r"|pgvector|faiss|hnswlib)",
    re.IGNORECASE,
)


def test_the_setting_is_off_unless_it_is_set() -> None:
    code = "from homeward.config import settings; print(settings.HOMEWARD_PHOTOGRAPHS)"
    for given, said in (
        ({}, "False"),
        ({"HOMEWARD_PHOTOGRAPHS": "0"}, "False"),
        ({"HOMEWARD_PHOTOGRAPHS": "1"}, "True"),
    ):
        environment = {"PATH": "/usr/bin:/bin", "HOMEWARD_HOME": str(ROOT / "var" / "guardrail")} | given
        done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == said


def test_of_a_photograph_only_its_size_and_its_days_are_kept() -> None:
    assert {field.name for field in models.Photograph._meta.get_fields()} == {
        "id", "person", "width", "height", "recorded_by", "recorded_at", "ended_by", "ended_at",
    }  # fmt: skip


def test_what_can_be_done_with_one() -> None:
    """Taken, taken away, seen. A new verb fails here until somebody says why it is none of those that this forbids."""

    def own(module: Any) -> set[str]:
        found = inspect.getmembers(module, inspect.isfunction)
        return {name for name, one in found if one.__module__ == module.__name__ and not name.startswith("_")}

    assert own(actions) == {"photograph_take", "photograph_remove"}
    assert own(selectors) == {"photographs_kept", "photograph_of", "photograph_open"}


def test_only_the_registry_knows_that_there_are_any() -> None:
    """And of it only the file itself, its erasure, a handover, and the receipt."""
    knows = re.compile(
        r"\b(models\.Photograph|import Photograph|class Photograph)\b|\b(models|rules|selectors|actions)\.photographs\b"
    )
    found = {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if "migrations" not in path.parts and knows.search(path.read_text("utf-8"))
    }
    assert found == {
        "registry/models/__init__.py", "registry/models/photographs.py",
        "registry/actions/photographs.py", "registry/selectors/photographs.py", "registry/actions/rights.py",
        "registry/selectors/leaving.py", "registry/selectors/receipts.py",
        "web/pages/persons.py", "web/pages/photographs.py",
    }  # fmt: skip


def test_the_search_takes_text_alone() -> None:
    text = inspect.signature(persons_search).parameters["text"]
    assert text.annotation in ("str", str)


@pytest.mark.django_db
def test_only_three_forms_take_a_file() -> None:
    taking = set()
    for found in pkgutil.walk_packages([str(SOURCE / "web")], "homeward.web."):
        for name, one in inspect.getmembers(import_module(found.name), inspect.isclass):
            if issubclass(one, forms.BaseForm) and one.__module__ == found.name:
                fields = getattr(one, "base_fields", {}).values()
                taking |= {name} if any(isinstance(field, forms.FileField) for field in fields) else set()
    assert taking >= {"UploadForm", "DocumentForm", "PhotographForm"}
    assert "SearchForm" not in taking


@pytest.mark.parametrize("lock", sorted(path.name for path in (ROOT / "requirements").glob("*.txt")))
def test_nothing_is_installed_that_measures_faces(lock: str) -> None:
    lines = (ROOT / "requirements" / lock).read_text("utf-8").splitlines()
    assert [line for line in lines if MEASURES.match(line)] == []
