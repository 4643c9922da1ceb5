"""The values that claims hold, one type for each kind of fact: what is sealed at rest and shown to those who may read it.

Comes in: what somebody stated or a paper says. Goes out: frozen structs that encode to JSON. Never a guess: an interval of
days stays an interval, and a part of a name has the role that its source gave it.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

import msgspec

from homeward.kernel.dates import PartialDate


class ClaimKind(StrEnum):
    """The kinds of facts, each with a table of its own."""

    NAME = "name"
    BIRTH = "birth"
    SEX = "sex"
    NATIONALITY = "nationality"
    PARENT = "parent"
    DOCUMENT = "document"
    LANGUAGE = "language"
    CONTACT = "contact"
    NEED = "need"


class NameKind(StrEnum):
    """What a written name is of the person."""

    FULL = "full"
    ROMANISED = "romanised"
    KUNYA = "kunya"
    FORMER = "former"
    ALSO_KNOWN_AS = "also_known_as"


class PartRole(StrEnum):
    """What a part of a name is."""

    GIVEN = "given"
    FATHER = "father"
    GRANDFATHER = "grandfather"
    GREAT_GRANDFATHER = "great_grandfather"
    FAMILY = "family"
    TRIBE = "tribe"
    PLACE = "place"
    TITLE = "title"


class NamePart(msgspec.Struct, frozen=True):
    """One part of a name, as written."""

    role: PartRole
    text: str


class NameValue(msgspec.Struct, frozen=True):
    """A name as written in one script. `language` is a BCP 47 tag or empty; `parts` as far as they were typed apart."""

    text: str
    kind: NameKind = NameKind.FULL
    language: str = ""
    parts: tuple[NamePart, ...] = ()


class BirthBasis(StrEnum):
    """What an interval of birth rests on."""

    STATED = "stated"
    DOCUMENT = "document"
    CONVENTION = "convention"
    ESTIMATED = "estimated"
    AGE_ASSESSMENT = "age_assessment"


class BirthValue(msgspec.Struct, frozen=True):
    """When and where somebody was born. `country` is ISO 3166 alpha-2, lower case, or empty."""

    date: PartialDate | None
    basis: BirthBasis = BirthBasis.STATED
    place: str = ""
    country: str = ""


class Sex(StrEnum):
    """As recorded."""

    FEMALE = "female"
    MALE = "male"


class SexValue(msgspec.Struct, frozen=True):
    """A recorded sex."""

    sex: Sex


class NationalityValue(msgspec.Struct, frozen=True):
    """An asserted nationality: ISO 3166 alpha-2, lower case; empty where the person is stated to be stateless."""

    country: str = ""
    stateless: bool = False


class ParentRole(StrEnum):
    """Which parent."""

    FATHER = "father"
    MOTHER = "mother"


class ParentValue(msgspec.Struct, frozen=True):
    """A parent by name, by link to a registered person, or both."""

    role: ParentRole
    name: str = ""
    person_id: str = ""


class DocumentKind(StrEnum):
    """Kinds of papers."""

    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    BIRTH_CERTIFICATE = "birth_certificate"
    CIVIL_REGISTER = "civil_register"
    NATIONALITY_CERTIFICATE = "nationality_certificate"
    LAISSEZ_PASSER = "laissez_passer"
    RATION_CARD = "ration_card"
    CAMP_CARD = "camp_card"
    RESIDENCE_PERMIT = "residence_permit"
    OTHER = "other"


class Holder(StrEnum):
    """Who has the paper in their hands."""

    PERSON = "person"
    FAMILY = "family"
    CAMP_ADMINISTRATION = "camp_administration"
    AUTHORITY = "authority"
    LOST = "lost"
    DESTROYED = "destroyed"


class DocumentValue(msgspec.Struct, frozen=True):
    """A paper. `issuer` is ISO 3166 alpha-2, lower case, or empty; `name_on_it` as the paper writes it; `scan` a stored file."""

    kind: DocumentKind
    number: str = ""
    issuer: str = ""
    issued: date | None = None
    expires: date | None = None
    name_on_it: str = ""
    holder: Holder = Holder.PERSON
    seen_original: bool = False
    scan: str = ""


class LanguageValue(msgspec.Struct, frozen=True):
    """A language somebody speaks (BCP 47), and whether they read it."""

    language: str
    reads: bool = False


class ContactKind(StrEnum):
    """How somebody outside can be reached."""

    PHONE = "phone"
    RELATIVE = "relative"
    ADDRESS = "address"
    OTHER = "other"


class ContactValue(msgspec.Struct, frozen=True):
    """How somebody, or a relative, can be reached."""

    kind: ContactKind
    text: str
    of_whom: str = ""


class NeedValue(msgspec.Struct, frozen=True):
    """A specific need by the agencies' code, in words, with restricted visibility."""

    code: str
    words: str = ""
    sensitive: bool = False
    since: date | None = None


ClaimValue = (
    NameValue
    | BirthValue
    | SexValue
    | NationalityValue
    | ParentValue
    | DocumentValue
    | LanguageValue
    | ContactValue
    | NeedValue
)

VALUE_TYPES: dict[ClaimKind, type[msgspec.Struct]] = {
    ClaimKind.NAME: NameValue,
    ClaimKind.BIRTH: BirthValue,
    ClaimKind.SEX: SexValue,
    ClaimKind.NATIONALITY: NationalityValue,
    ClaimKind.PARENT: ParentValue,
    ClaimKind.DOCUMENT: DocumentValue,
    ClaimKind.LANGUAGE: LanguageValue,
    ClaimKind.CONTACT: ContactValue,
    ClaimKind.NEED: NeedValue,
}
