"""How the columns of a file of documents are named, and when two numbers are the same. Pure decisions.

Comes in: headings, cells. Goes out: which column holds what, and a number as it is compared. Never guesses at letters: a zero is no O.
"""

from __future__ import annotations

import re
import unicodedata

from homeward.kernel.digits import european

FIELDS = ("number", "kind", "issuer", "status", "date")
_HEADINGS = {
    "number": (
        "number documentnumber docnumber docno documentno no passportnumber serialnumber numero numéro "
        "رقم رقمالوثيقة رقمالجواز ژمارە hejmar"
    ),
    "kind": "kind type documenttype doctype typededocument نوع نوعالوثيقة جۆر cure",
    "issuer": (
        "issuer issuingcountry country issuingstate issuedby countryofissue pays paysdedelivrance "
        "بلدالإصدار البلد جهةالإصدار وڵات welat"
    ),
    "status": "status state reason situation statut حالة الحالة دۆخ rewş",
    "date": "date reportedon statusdate lostdate stolendate dateofloss datereported تاريخ التاريخ ڕێکەوت dîrok",
}
_FIELD_OF = {heading: field for field, headings in _HEADINGS.items() for heading in headings.split()}
_KINDS = {
    "passport": ("passport", "passeport", "جواز", "پاسپۆرت", "pasaport"),
    "national_id": (
        "national_id",
        "id card",
        "identity",
        "national id",
        "identité",
        "هوية",
        "ناسنامە",
        "nasname",
        "nid",
    ),
}
_NOT_LETTERS = re.compile(r"[\W_]+")


def columns_as(columns: tuple[str, ...]) -> dict[str, int]:
    """Which column holds which field, by its heading."""
    found: dict[str, int] = {}
    for place, column in enumerate(columns):
        field = _FIELD_OF.get(_NOT_LETTERS.sub("", unicodedata.normalize("NFKC", column)).casefold())
        if field:
            found.setdefault(field, place)
    return found


def plain_number(text: str) -> str:
    """A number as it is compared: capital letters and European digits, without punctuation."""
    return _NOT_LETTERS.sub("", european(unicodedata.normalize("NFKC", text))).upper()


def plain_kind(text: str) -> str:
    """The kind of a document where it is told in words we know, else empty."""
    folded = text.casefold()
    return next((kind for kind, words in _KINDS.items() if any(word in folded for word in words)), "")
