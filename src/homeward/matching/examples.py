"""A person described by properties of FollowTheMoney becomes a `Profile`.

Comes in: an `Example` as a program sent it. Goes out: a frozen `Profile`, and what of the example was read, to be sent back.
Properties that no comparison uses are passed over; a value that cannot be read as what it should be is not taken for a fact.
Never repeats a value in words of refusal.
"""

from __future__ import annotations

from typing import Any

import msgspec

from homeward.kernel.countries import country_code
from homeward.kernel.dates import parse
from homeward.matching.problems import refused
from homeward.screening.profile import Profile, ProfileDocument, Sex

PEOPLE = ("Person", "LegalEntity", "Thing")  # schemas that a person is of
LONGEST, MOST_VALUES = 1_024, 100  # characters of a value, values of a property
_NAMES = ("name", "alias", "previousName", "weakAlias")
_PARTS = ("firstName", "secondName", "middleName", "fatherName", "lastName")
_COUNTRIES = (("nationality", "citizenship"), ("country", "jurisdiction", "mainCountry"))
_DOCUMENTS = {
    "passportNumber": "passport",
    "idNumber": "",
    "socialSecurityNumber": "social_security",
    "taxNumber": "tax",
    "innCode": "tax",
}
_SEXES: dict[str, Sex] = {"male": "male", "m": "male", "female": "female", "f": "female"}
_READ = {
    *_NAMES,
    *_PARTS,
    *_DOCUMENTS,
    "birthDate",
    "gender",
    "birthPlace",
    "motherName",
    *_COUNTRIES[0],
    *_COUNTRIES[1],
}


class Example(msgspec.Struct, frozen=True):
    """One query as it is sent, and as it is sent back."""

    schema: str
    properties: dict[str, Any]
    id: str | int | None = None


class Person(msgspec.Struct, frozen=True):
    """A query that was read."""

    profile: Profile
    echo: Example


def person(key: str, example: Example) -> Person:
    """Read a query. Raises `Problem` for one that is of no person, has no name or is no example at all."""
    if example.schema not in PEOPLE:
        raise refused(
            "People are compared here: the schema of every query is Person, or LegalEntity or Thing for want of more."
        )
    found = {name: _texts(value) for name, value in example.properties.items() if name in _READ}
    names = tuple(dict.fromkeys(text for name in _NAMES for text in found.get(name, ())))
    if not names:
        names = tuple(filter(None, (" ".join(text for part in _PARTS for text in found.get(part, ())[:1]),)))
    if not any(letter.isalpha() for name in names for letter in name):
        raise refused("A query needs a name with a letter in it: give name, or firstName and lastName.")
    profile = Profile(
        query_id=key,
        names=names,
        births=tuple(date for text in found.get("birthDate", ()) if (date := parse(text))),
        sex=_sex(found.get("gender", ())),
        nationalities=_nations(found),
        birth_places=found.get("birthPlace", ()),
        father_name=next(iter(found.get("fatherName", ())), ""),
        mother_name=next(iter(found.get("motherName", ())), ""),
        documents=tuple(
            ProfileDocument(number, kind) for name, kind in _DOCUMENTS.items() for number in found.get(name, ())
        ),
    )
    return Person(profile, Example(example.schema, dict(found), example.id))


def _texts(value: Any) -> tuple[str, ...]:
    """The distinct texts of a property: one, or a list; numbers as they are written."""
    values = value if isinstance(value, list) else [value]
    if len(values) > MOST_VALUES:
        raise refused(f"A property of a query has more than {MOST_VALUES} values.")
    found = dict.fromkeys(_text(one) for one in values if one is not None)
    found.pop("", None)
    return tuple(found)


def _text(value: Any) -> str:
    if isinstance(value, (dict, list, bool)):
        raise refused("The values of a query's properties are texts: one of them is something else.")
    text = str(value).strip()
    if len(text) > LONGEST:
        raise refused(f"A value of a query is longer than {LONGEST:,} characters.")
    return text.encode("utf-8", "replace").decode()


def _sex(texts: tuple[str, ...]) -> Sex | None:
    return _SEXES.get(texts[0].lower()) if len(texts) == 1 else None


def _nations(found: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Codes of nationalities; where none is given, of what other country the person is connected with."""
    for names in _COUNTRIES:
        texts = [text for name in names for text in found.get(name, ())]
        if codes := dict.fromkeys(filter(None, map(_country, texts))):
            return tuple(codes)
    return ()


def _country(text: str) -> str | None:
    """In this form a country is a code, so that `na` is Namibia."""
    return country_code(text) or ("na" if text.lower() == "na" else None)
