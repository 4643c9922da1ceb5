"""A claim in words says all that it holds, in lists, in the history and where it is contested; a silence says which one it is."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import uuid4

import pytest

from homeward.kernel.dates import parse
from homeward.registry.facts.answers import Known
from homeward.registry.facts.claims import Claim, Source, Verification
from homeward.registry.facts.values import (
    BirthBasis,
    BirthValue,
    ClaimKind,
    DocumentKind,
    DocumentValue,
    NameValue,
    NationalityValue,
)
from homeward.web.telling import told, version_of

AT = datetime(2026, 1, 1, tzinfo=UTC)


def claim(kind, value, state=Known.KNOWN, *, restricted=False):
    return Claim(
        uuid4(), kind, state, value, Source.PERSON, "", Verification.RECORDED, "clerk", AT, None, None, restricted
    )


@pytest.mark.parametrize(
    ("kind", "value", "holds"),
    [
        (ClaimKind.NAME, NameValue("نوال"), ["نوال"]),
        (
            ClaimKind.BIRTH,
            BirthValue(parse("1986-03-04"), BirthBasis.DOCUMENT, "Mosul", "iq"),
            ["4 March 1986", "Mosul", "Iraq"],
        ),
        (ClaimKind.BIRTH, BirthValue(parse("1986"), BirthBasis.STATED), ["1986"]),
        (ClaimKind.BIRTH, BirthValue(None, BirthBasis.STATED, "Mosul"), ["Mosul"]),
        (ClaimKind.NATIONALITY, NationalityValue(stateless=True), ["stateless"]),
        (ClaimKind.DOCUMENT, DocumentValue(DocumentKind.PASSPORT, "A1234567", "iq"), ["A1234567", "Iraq"]),
    ],
)
def test_everything_it_holds_stands_in_the_history(kind, value, holds) -> None:
    said = str(version_of(claim(kind, value)).value)
    assert all(part in said for part in holds), said


SILENCES = {
    Known.UNKNOWN: "unknown",
    Known.NOT_ASKED: "not asked",
    Known.DECLINED: "declined",
    Known.NOT_APPLICABLE: "does not apply",
}


@pytest.mark.parametrize(("state", "words"), SILENCES.items())
def test_a_silence_says_which(state, words) -> None:
    assert version_of(claim(ClaimKind.BIRTH, None, state)).value == words


def test_what_is_restricted_says_nothing_else() -> None:
    hidden = told(claim(ClaimKind.NEED, None, restricted=True))
    assert (hidden.text, hidden.whole) == ("", "restricted")
