"""A FollowTheMoney entity, with the sanctions and papers that point to it, becomes a `Listing`.

Comes in: a decoded `Entity` and what is `Attached` to it. Goes out: a frozen `Listing`.
Values are unordered by definition of the format, so only the caption tells which name is the main one.
Never reads name parts (`firstName`, `lastName`): real data hold titles and whole names there.
Source: the FollowTheMoney model, https://followthemoney.tech/explorer/.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

import msgspec

from homeward.kernel.countries import country_code
from homeward.kernel.dates import PartialDate, parse
from homeward.kernel.sources import Position
from homeward.watchlists.listing import Kind, ListedDocument, ListedName, ListedPlace, Listing, Quality, Sex

PARTIES: dict[str, Kind] = {
    "Person": "individual",
    "LegalEntity": "entity",
    "Organization": "entity",
    "Company": "entity",
    "PublicBody": "entity",
    "Vessel": "vessel",
    "Airplane": "aircraft",
}
HOLDERS = {"Sanction": "entity", "Identification": "holder", "Passport": "holder"}  # schema: the property that points

_NAMES: dict[str, Quality] = {"name": "strong", "alias": "strong", "weakAlias": "weak", "previousName": "former"}
_DOCUMENTS = {
    "passportNumber": "passport",
    "idNumber": "other",  # of any kind: national, tax, none said
    "socialSecurityNumber": "social_security",
    "taxNumber": "tax",
    "innCode": "tax",
    "registrationNumber": "registration",
}
_SEXES: dict[str, Sex] = {"male": "male", "female": "female"}
_REMARKS = {"notes": "", "position": "position: ", "deathDate": "died: "}


class Entity(msgspec.Struct):
    """One entity as decoded. `op` is set on the lines of a delta file only."""

    id: str = ""
    caption: str = ""
    schema: str = ""
    properties: dict[str, list[str | Entity]] = msgspec.field(default_factory=dict)
    referents: list[str] = msgspec.field(default_factory=list)
    target: bool | None = None
    last_change: str | None = None
    op: str = ""

    def texts(self, *names: str) -> list[str]:
        """The distinct texts of properties, in their order."""
        values = (value for name in names for value in self.properties.get(name, ()))
        return list(dict.fromkeys(text for value in values if isinstance(value, str) and (text := value.strip())))

    def nested(self) -> list[Entity]:
        """Sanctions and papers nested inside the properties."""
        values = (value for values in self.properties.values() for value in values)
        return [value for value in values if isinstance(value, Entity) and value.schema in HOLDERS]


class Attached(msgspec.Struct, frozen=True):
    """What one sanction or paper says about the party it points to."""

    programmes: tuple[str, ...] = ()
    reference: str = ""
    listed_on: PartialDate | None = None
    documents: tuple[ListedDocument, ...] = ()


def to_attached(entity: Entity) -> Attached:
    """A sanction's programmes, UN reference and first day of listing; a paper's number, kind and issuer."""
    if entity.schema == "Sanction":
        days = _dates(entity.texts("listingDate") or entity.texts("startDate"))
        return Attached(
            tuple(entity.texts("programId") or entity.texts("program")),
            next(iter(entity.texts("unscId")), ""),
            min(days, key=lambda day: day.first, default=None),
        )
    kind = "passport" if entity.schema == "Passport" else _slug(next(iter(entity.texts("type")), "other"))
    issuer = _countries(entity.texts("country"))
    numbers = entity.texts("number", "passportNumber")
    return Attached(documents=tuple(ListedDocument(kind, number, issuer[0] if issuer else "") for number in numbers))


def to_listing(entity: Entity, attached: Iterable[Attached], list_id: str, position: Position) -> Listing:
    """The listing of a party. Its hash covers all its properties and what is attached, in any order."""
    joined = sorted(attached, key=msgspec.json.encode)
    days = [item.listed_on for item in joined if item.listed_on]
    return Listing(
        list_id=list_id,
        entry_id=entity.id,
        kind=PARTIES.get(entity.schema, "other"),
        names=_names(entity),
        position=position,
        content_hash=_hash(entity, joined),
        reference=next((item.reference for item in joined if item.reference), ""),
        programmes=_distinct(
            [*entity.texts("topics", "programId"), *(code for item in joined for code in item.programmes)]
        ),
        births=tuple(_dates(entity.texts("birthDate"))),
        sex=_sex(entity.texts("gender")),
        nationalities=_countries(
            entity.texts("nationality", "citizenship") or entity.texts("country", "jurisdiction", "mainCountry")
        ),
        birth_places=_birth_places(entity),
        documents=_documents(entity, joined),
        father_names=tuple(entity.texts("fatherName")),
        mother_names=tuple(entity.texts("motherName")),
        titles=tuple(entity.texts("title")),
        listed_on=min(days, key=lambda day: day.first, default=None),
        amended_on=parse((entity.last_change or "").partition("T")[0]),
        remarks=_remarks(entity),
    )


def _names(entity: Entity) -> tuple[ListedName, ...]:
    """Every spelling once, with the best quality it is given; first the caption, where it is one of them."""
    qualities: dict[str, Quality] = {}
    for source, quality in _NAMES.items():
        for text in entity.texts(source):
            qualities.setdefault(text, quality)
    if not qualities:
        return ()
    main = entity.caption if entity.caption in qualities else next(iter(qualities))
    others = (ListedName(text, quality) for text, quality in qualities.items() if text != main)
    return (ListedName(main, qualities[main], primary=True), *others)


def _documents(entity: Entity, attached: list[Attached]) -> tuple[ListedDocument, ...]:
    """Papers once each: one with an issuer makes the same number without issuer superfluous."""
    papers = [paper for item in attached for paper in item.documents]
    numbers = {(paper.kind, paper.number) for paper in papers}
    own = [ListedDocument(kind, number) for name, kind in _DOCUMENTS.items() for number in entity.texts(name)]
    return tuple(dict.fromkeys([*papers, *(paper for paper in own if (paper.kind, paper.number) not in numbers)]))


def _birth_places(entity: Entity) -> tuple[ListedPlace, ...]:
    codes = _countries(entity.texts("birthCountry"))
    country = codes[0] if len(codes) == 1 else ""
    return tuple(ListedPlace(text, country) for text in entity.texts("birthPlace") or entity.texts("birthCountry"))


def _remarks(entity: Entity) -> str:
    said = [mark + text for name, mark in _REMARKS.items() for text in entity.texts(name)]
    unread = [f"birth date as published: {text}" for text in entity.texts("birthDate") if parse(text) is None]
    merged = [f"also known to the publisher as: {', '.join(entity.referents)}"] if entity.referents else []
    return "\n".join([*said, *unread, *merged])


def _hash(entity: Entity, attached: list[Attached]) -> str:
    digest = blake2b(entity.schema.encode(), digest_size=8)
    for name in sorted(entity.properties):
        digest.update("\x1f".join(["", name, *sorted(entity.texts(name))]).encode())
    digest.update(msgspec.json.encode(attached))
    return digest.hexdigest()


def _dates(texts: Iterable[str]) -> list[PartialDate]:
    return [date for text in texts if (date := parse(text))]


def _countries(texts: Iterable[str]) -> tuple[str, ...]:
    """ISO codes, and the format's own codes that are none as they are (`na` is Namibia here: values are codes)."""
    return _distinct(country_code(text) or text.lower() for text in texts)


def _sex(texts: list[str]) -> Sex | None:
    return _SEXES.get(texts[0].lower()) if len(texts) == 1 else None


def _slug(text: str) -> str:
    return "_".join(text.lower().split())


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))
