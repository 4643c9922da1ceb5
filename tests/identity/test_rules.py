"""How far an identity is assured: by stated evidence, never by what is missing."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from homeward.identity.facts import Ground, Level
from homeward.identity.rules import assurance
from homeward.registry.facts.answers import Known
from homeward.registry.facts.claims import Claim, Source, Verification
from homeward.registry.facts.values import BirthBasis, BirthValue, ClaimKind, DocumentKind, DocumentValue, NameValue

AT = datetime(2026, 1, 1, tzinfo=UTC)


def claim(kind, value, source=Source.PERSON, verification=Verification.RECORDED):
    return Claim(uuid4(), kind, Known.KNOWN, value, source, "", verification, "clerk", AT, None, None)


NAME = claim(ClaimKind.NAME, NameValue("Salim"))
CARD = claim(ClaimKind.DOCUMENT, DocumentValue(DocumentKind.RATION_CARD, "12345", seen_original=True), Source.DOCUMENT)
PASSPORT = claim(
    ClaimKind.DOCUMENT, DocumentValue(DocumentKind.PASSPORT, "A12345", seen_original=True), Source.DOCUMENT
)
COPY = claim(ClaimKind.DOCUMENT, DocumentValue(DocumentKind.PASSPORT, "A12345"), Source.DOCUMENT)
CHECKED = (
    claim(ClaimKind.NAME, NameValue("Salim"), Source.OFFICIAL_RECORD, Verification.VERIFIED),
    claim(ClaimKind.BIRTH, BirthValue(None, BirthBasis.DOCUMENT), Source.COMMITTEE, Verification.VERIFIED),
)


@pytest.mark.parametrize(
    ("claims", "level"),
    [
        ([], Level.STATED),
        ([NAME], Level.STATED),
        ([NAME, COPY], Level.STATED),
        ([NAME, CARD], Level.SUPPORTED),
        ([claim(ClaimKind.NAME, NameValue("Salim"), Source.RELATIVE)], Level.SUPPORTED),
        ([NAME, PASSPORT], Level.DOCUMENTED),
        ([*CHECKED], Level.STATED),
        ([*CHECKED, PASSPORT], Level.VERIFIED),
    ],
)
def test_levels(claims, level) -> None:
    assert assurance(claims).level is level


def test_a_contested_paper_raises_nothing_and_shows() -> None:
    contested = claim(ClaimKind.DOCUMENT, PASSPORT.value, Source.DOCUMENT, Verification.CONTESTED)
    found = assurance([NAME, contested])
    assert found.level is Level.STATED
    assert Ground.CONTESTED in found.grounds
