"""Sentences of rooms below the pages reach the reader in their language, with their values in place."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

import homeward
import messages
from exchange_files import table, work
from homes import site
from homeward.access.facts import Role
from homeward.exchange.actions.staging import import_check
from homeward.exchange.selectors.imports import import_of, imports_list
from homeward.kernel.errors import BadInput, HomewardError, filled
from homeward.web.sentences import in_words

ROOMS = ("exchange", "registry", "places", "identity")  # whose sentences people at a desk meet


def test_places_are_filled_and_others_stay() -> None:
    assert (
        filled("%(rows)s of %(name)s: 50% of %(other)s", {"rows": 12_345, "name": "x"})
        == "12,345 of x: 50% of %(other)s"
    )
    error = BadInput("At most %(most)s rows.", most=1_000)
    assert (str(error), error.sentence, error.data["most"]) == ("At most 1,000 rows.", "At most %(most)s rows.", 1_000)


@pytest.mark.parametrize("language", ["ar", "ckb", "kmr"])
def test_a_sentence_is_translated_before_it_is_filled(language: str) -> None:
    error: HomewardError = BadInput("This is longer than %(longest)s characters. Shorten it.", longest=1_200)
    with translation.override(language):
        said = in_words(error)
    assert "1" in said and "200" in said and "longer" not in said


def literals() -> Iterator[tuple[str, str]]:
    """Every sentence of an error or a problem that is put together from pieces as it is raised."""
    errors = messages.error_classes() | {"Problem", "notice"}
    for room in ROOMS:
        for path in sorted((Path(homeward.__file__).parent / room).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in errors:
                    for given in node.args[:3]:
                        if isinstance(given, ast.JoinedStr):
                            yield f"{room}/{path.name}:{given.lineno}", ast.unparse(given)


def test_no_sentence_is_put_together_where_the_catalogues_cannot_find_it() -> None:
    assert dict(literals()) == {}, "write %(name)s for a value and give it by name"


def test_the_problems_of_a_file_are_told_in_the_readers_language(signed_in: Any, actor: Any) -> None:
    place = site(actor)
    officer = actor(Role.IDENTITY_OFFICER, place, "registration")
    client = signed_in(Role.IDENTITY_OFFICER, place, "registration")
    client.cookies["language"] = "ar"
    wrong = SimpleUploadedFile("people.csv", b"%PDF-1.7")
    answer = client.post(reverse("imports"), {"site": str(place), "file": wrong})
    assert answer.status_code == 400 and "people.csv ملف PDF" in answer.content.decode()
    rows = [["registration_no", "full_name", "birth_date"], ["1", "سلمى", "soon"], ["1", "ياسر", "1990"]]
    answer = client.post(
        reverse("imports"), {"site": str(place), "file": SimpleUploadedFile("people.csv", table(rows))}
    )
    work()
    row = imports_list(officer)[0]
    import_check(actor=officer, import_id=row.id, version=row.version)
    work()
    assert import_of(officer, row.id).counts.faulty == 2
    page = client.get(reverse("import", args=[row.id])).content.decode()
    assert "هذا ليس تاريخًا يمكن قراءته." in page and "يحمل رقم الفرد نفسه" in page
    assert "This is not a date" not in page and "%(row)s" not in page
    told = client.get(reverse("import_problem_file", args=[row.id])).content.decode()
    assert "هذا ليس تاريخًا يمكن قراءته." in told and "%(row)s" not in told
