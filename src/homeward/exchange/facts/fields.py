"""What a column of a file can hold: the fields that an import understands, each with the words that explain it.

Comes in: nothing. Goes out: an enumeration and a table of labels; pages offer them in this order. English is the source text.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Field(StrEnum):
    """A field of a person, of their household, or of the row itself."""

    REFERENCE = "reference"
    HOUSEHOLD = "household"
    ROLE = "role"
    NAME = "name"
    ROMANISED = "romanised"
    GIVEN = "given"
    FATHER_PART = "father_part"
    GRANDFATHER_PART = "grandfather_part"
    FAMILY = "family"
    KUNYA = "kunya"
    OTHER_NAMES = "other_names"
    FATHER = "father"
    MOTHER = "mother"
    SEX = "sex"
    BIRTH = "birth"
    PRECISION = "precision"
    ESTIMATED = "estimated"
    AGE = "age"
    AS_OF = "as_of"
    BIRTH_PLACE = "birth_place"
    BIRTH_COUNTRY = "birth_country"
    NATIONALITY = "nationality"
    DOCUMENT = "document"
    DOCUMENT_KIND = "document_kind"
    DOCUMENT_NUMBER = "document_number"
    DOCUMENT_ISSUER = "document_issuer"
    PASSPORT = "passport"
    NATIONAL_ID = "national_id"
    BIRTH_CERTIFICATE = "birth_certificate"
    RATION_CARD = "ration_card"
    CAMP_CARD = "camp_card"
    LANGUAGE = "language"
    PHONE = "phone"
    RELATIVE = "relative"
    ADDRESS = "address"
    NEEDS = "needs"
    NEED_WORDS = "need_words"
    SITE = "site"
    SHELTER = "shelter"
    SECTION = "section"
    TENT = "tent"
    ARRIVED = "arrived"


LABELS: Final[dict[Field, str]] = {
    Field.REFERENCE: "Individual number in the source",
    Field.HOUSEHOLD: "Household number in the source",
    Field.ROLE: "Relationship to the head of household",
    Field.NAME: "Full name, in its own script",
    Field.ROMANISED: "Full name, in Latin letters",
    Field.GIVEN: "Given name",
    Field.FATHER_PART: "Father's given name, as part of the name",
    Field.GRANDFATHER_PART: "Grandfather's given name, as part of the name",
    Field.FAMILY: "Family name",
    Field.KUNYA: "Kunya",
    Field.OTHER_NAMES: "Other names",
    Field.FATHER: "Father's name",
    Field.MOTHER: "Mother's name",
    Field.SEX: "Sex",
    Field.BIRTH: "Date of birth",
    Field.PRECISION: "How exact the date of birth is",
    Field.ESTIMATED: "Whether the date of birth is estimated",
    Field.AGE: "Age",
    Field.AS_OF: "Day of registration, on which the age was stated",
    Field.BIRTH_PLACE: "Place of birth",
    Field.BIRTH_COUNTRY: "Country of birth",
    Field.NATIONALITY: "Nationality",
    Field.DOCUMENT: "Paper: kind and number in one",
    Field.DOCUMENT_KIND: "Kind of paper",
    Field.DOCUMENT_NUMBER: "Number of the paper",
    Field.DOCUMENT_ISSUER: "Country that issued the paper",
    Field.PASSPORT: "Passport number",
    Field.NATIONAL_ID: "National identity number",
    Field.BIRTH_CERTIFICATE: "Birth certificate number",
    Field.RATION_CARD: "Ration card number",
    Field.CAMP_CARD: "Camp card number",
    Field.LANGUAGE: "Languages",
    Field.PHONE: "Telephone number",
    Field.RELATIVE: "Relative outside",
    Field.ADDRESS: "Address outside",
    Field.NEEDS: "Specific needs, by code",
    Field.NEED_WORDS: "Specific needs, in words",
    Field.SITE: "Site",
    Field.SHELTER: "Section and tent in one",
    Field.SECTION: "Section",
    Field.TENT: "Tent",
    Field.ARRIVED: "Day of arrival",
}

# Fields that several columns may hold at once; every other has one column.
SEVERAL: Final = frozenset(
    {
        Field.NAME,
        Field.ROMANISED,
        Field.OTHER_NAMES,
        Field.NATIONALITY,
        Field.DOCUMENT,
        Field.LANGUAGE,
        Field.PHONE,
        Field.RELATIVE,
        Field.ADDRESS,
        Field.NEEDS,
        Field.NEED_WORDS,
    }
)

# Fields of which a row must have at least one: nobody is found again without a name.
NAMES: Final = frozenset({Field.NAME, Field.ROMANISED, Field.GIVEN})

# Fields that a household's row may hold for all its people.
OF_HOUSEHOLD: Final = frozenset(
    {Field.HOUSEHOLD, Field.AS_OF, Field.SITE, Field.SHELTER, Field.SECTION, Field.TENT, Field.ARRIVED}
)
