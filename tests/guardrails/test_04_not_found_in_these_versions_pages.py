"""Guardrail 4, the pages: No page calls anybody a hit, a suspect, cleared or of the family of something: the vocabulary of the field.

How: Every page that a role may open is read for the words, and every sentence of the catalogues in four languages.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

import homeward
from homeward.access.facts import Role
from homeward.access.rules import GRANTS
from planted import Planted

FORBIDDEN = re.compile(
    r"\b(match(?:es|ed|ing)?|hits?|suspect\w*|suspicious|cleared|isis|daesh|da'esh|terroris\w*|jihad\w*|extremis\w*|radicali\w*"
    r"|danger\w*|guilt\w*|dangerousness|risk score|high risk|low risk)\b",
    re.IGNORECASE,
)
RISK = re.compile(r"\brisk\w*", re.IGNORECASE)
NEEDS = re.compile(r"\b(?:child|woman|older person) at risk\b", re.IGNORECASE)
SOURCE = Path(homeward.__file__).parent
CATALOGUES = sorted((SOURCE / "web/locale").glob("*/LC_MESSAGES/django.po"))
# Words of these scripts for the same verdicts.
IN_TRANSLATION = re.compile(r"إرهابي|داعشي|عائلات داعش|مشتبه به|تیرۆریست|terorîst|malbatên daiş", re.IGNORECASE)


def wrong(text: str) -> list[str]:
    return [*FORBIDDEN.findall(text), *RISK.findall(NEEDS.sub("", text))]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SERVICE])
def test_no_page_says_it(planted: Planted, signed_in: Any, role: Role) -> None:
    """Every page that a role may open, with something on it."""
    said: dict[str, list[str]] = {}
    for purpose in GRANTS[role]:
        client = signed_in(role, None, purpose)
        for address in addresses(planted):
            answer = client.get(address)
            if answer.headers.get("Content-Type", "").startswith("text/html"):
                text = strip_tags(re.sub(r"(?s)<(script|style).*?</\1>", "", answer.content.decode()))
                if found := wrong(text):
                    said[address] = found
    assert said == {}


def addresses(planted: Planted) -> list[str]:
    ids = planted.ids
    plain = ("my_work", "persons", "register", "sites", "trail", "users", "jobs", "duplicates", "imports", "requests", "retention",
             "account", "purpose", "words", "design", "language", "desk")  # fmt: skip
    with_id = {"person": "person_id", "person_history": "person_id", "receipt": "person_id", "keeping": "person_id",
               "movement": "person_id", "request_new": "person_id", "household": "household_id", "duplicate": "pair_id",
               "request": "request_id", "import": "import_id", "site": "site_id", "candidate": "candidate_id"}  # fmt: skip
    kinds = [reverse("claim", args=[ids["person_id"], kind]) for kind in ("name", "document", "need", "nationality")]
    assert isinstance(ids["person_id"], UUID)
    return [*map(reverse, plain), *(reverse(name, args=[ids[key]]) for name, key in with_id.items()), *kinds]


def test_no_sentence_of_the_pages_says_it() -> None:
    """Also those that no test comes to: every sentence that can be translated."""
    catalogue = CATALOGUES[0].read_text("utf-8")
    sentences = re.findall(r'^msgid(?:_plural)? ((?:".*"\s*)+)', catalogue, re.MULTILINE)
    assert len(sentences) > 300
    assert {sentence.strip() for sentence in sentences if wrong(sentence)} == set()


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_no_translation_says_it(path: Path) -> None:
    assert IN_TRANSLATION.findall(path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    "text", ["3 matches", "a hit", "Suspects", "cleared", "ISIS families", "high risk", "at risk of return"]
)
def test_the_guard_sees_it(text: str) -> None:
    assert wrong(text)


@pytest.mark.parametrize("text", ["woman at risk", "child at risk", "white", "a matchbox", "candidate"])
def test_the_guard_lets_pass(text: str) -> None:
    assert not wrong(text)
