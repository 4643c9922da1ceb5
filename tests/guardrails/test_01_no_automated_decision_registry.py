"""Guardrail 1, the registry: No table, form, shape or file has a field for a danger, a score of a person, or what someone is.

How: The words of a need that the field uses ("woman at risk", "child at risk") are codes of protection and stand in one list alone.
Tribe, religion and templates of a face have no field either (guardrails 6 and 15).
"""

from __future__ import annotations

import inspect
import pkgutil
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import msgspec
import pytest
from django import forms
from django.apps import apps

import homeward
from homeward.exchange.facts.exports import ExportColumn
from homeward.exchange.facts.fields import Field
from homeward.registry.facts.values import ClaimKind
from homeward.web.api import shapes
from homeward.web.claiming import NEEDS

ROOMS = ("access", "places", "registry", "identity", "exchange", "work")
OF_A_PERSON = re.compile(
    r"risk|danger|threat|guilt|terror|extrem|radical|suspect|suspici|criminal|cleared|affiliat|allegiance|watch_?list|screen(ing|ed)|score"
)
ORIGIN = re.compile(
    r"trib(e|al)|clan|religio|(?<![a-z])sect(?!ion|or)|ethnic|race(?![a-z])|caste|denominat|belief|confession"
)
BODY = re.compile(r"biometr|fingerprint|face(?!ts)|iris|photo|portrait|template_hash|dna")
TEMPLATES = Path(homeward.__file__).parent / "web/templates"
# That there is a photograph, which an installation may keep of whoever agrees: test_15_no_search_by_a_face.py says what of it there is.
PHOTOGRAPH = {
    "registry.Person.photographs", "homeward.web.pages.photographs.PhotographForm.photograph", "registry.Receipt.photograph",
}  # fmt: skip
# Of two records that were compared, never of a person: how alike they are, and the digest of what was compared.
ALLOWED = {
    "identity.Pair.fingerprint", "identity.PairDecision.fingerprint", "identity.Candidate.score", "identity.Lookalike.score",
}  # fmt: skip


def fields() -> Iterator[str]:
    """Every column of every table of ours."""
    for room in ROOMS:
        for model in apps.get_app_config(room).get_models():
            yield from (f"{room}.{model.__name__}.{field.name}" for field in model._meta.get_fields())


def form_fields() -> Iterator[str]:
    """Every field of every form of the pages."""
    for found in pkgutil.walk_packages([str(TEMPLATES.parent)], "homeward.web."):
        for name, one in inspect.getmembers(import_module(found.name), inspect.isclass):
            if issubclass(one, forms.BaseForm) and one.__module__ == found.name:
                yield from (f"{found.name}.{name}.{field}" for field in getattr(one, "base_fields", {}))


def shape_fields() -> Iterator[str]:
    """Every field that the interface for programs takes or gives."""
    for name, one in inspect.getmembers(shapes, inspect.isclass):
        yield from (f"api.{name}.{field}" for field in getattr(one, "model_fields", {}))


def fact_fields() -> Iterator[str]:
    """Every field of every fact of the registry, identity and places."""
    for room in ("registry", "identity", "places", "exchange"):
        package = import_module(f"homeward.{room}")
        for found in pkgutil.walk_packages(package.__path__, f"homeward.{room}."):
            if ".facts" in found.name:
                for name, one in inspect.getmembers(import_module(found.name), inspect.isclass):
                    if issubclass(one, msgspec.Struct):
                        yield from (f"{room}.{name}.{field}" for field in one.__struct_fields__)
                    yield from (f"{room}.{name}.{field}" for field in getattr(one, "__dataclass_fields__", {}))


def columns() -> Iterator[str]:
    """What a file that comes in or goes out may hold of somebody."""
    yield from (f"column.{one.value}" for kind in (Field, ExportColumn, ClaimKind) for one in kind)


EVERYTHING = {"tables": fields, "forms": form_fields, "interface": shape_fields, "facts": fact_fields, "files": columns}


@pytest.mark.parametrize("where", EVERYTHING)
@pytest.mark.parametrize("words", [OF_A_PERSON, ORIGIN, BODY], ids=["danger", "origin", "body"])
def test_no_field_is_for_it(where: str, words: re.Pattern[str]) -> None:
    found = sorted(
        {one for one in EVERYTHING[where]() if words.search(one.rpartition(".")[2].lower())} - ALLOWED - PHOTOGRAPH
    )
    assert found == []


@pytest.mark.parametrize("where", EVERYTHING)
def test_the_guard_looks_at_fields(where: str) -> None:
    assert len(list(EVERYTHING[where]())) > 8


@pytest.mark.parametrize(
    ("words", "name"),
    [
        (OF_A_PERSON, "risk_level"),
        (OF_A_PERSON, "threat"),
        (ORIGIN, "tribe"),
        (ORIGIN, "religion"),
        (BODY, "photo_file"),
    ],
)
def test_the_guard_sees_one(words: re.Pattern[str], name: str) -> None:
    assert words.search(name)


@pytest.mark.parametrize("name", ["section", "sector", "description", "surface"])
def test_the_guard_lets_a_section_of_a_camp_pass(name: str) -> None:
    assert not ORIGIN.search(name)


def test_no_page_asks_for_origin_or_belief() -> None:
    asked = re.compile(r"\b(trib(e|al)|clan|religio\w+|sect|ethnic\w*|denomination)\b", re.IGNORECASE)
    assert [path.name for path in TEMPLATES.rglob("*.html") if asked.search(path.read_text("utf-8"))] == []


def test_a_need_is_a_code_of_protection() -> None:
    """The one place where the word stands, of people who need to be protected."""
    at = [str(words) for _, words in NEEDS if "risk" in str(words)]
    assert at == ["child at risk", "woman at risk", "older person at risk"]


def test_nothing_of_the_body_is_taken_in() -> None:
    """No finger, no eye, and nothing worked out of a face: of pictures only two rules read, whether a scan is one and how a photograph is
    drawn anew. More of photographs: test_15_no_search_by_a_face.py."""
    reads = re.compile(
        r"^\s*(?:from|import) (cv2|face_recognition|dlib|insightface|mediapipe|imagehash|PIL)\b", re.MULTILINE
    )
    source = Path(homeward.__file__).parent
    readers = [
        path.relative_to(source).as_posix() for path in source.rglob("*.py") if reads.search(path.read_text("utf-8"))
    ]
    assert sorted(readers) == ["registry/rules/photographs.py", "registry/rules/scans.py"]
