"""The records of an invented registry: what clerks wrote down about sites, households and persons, and what is true beside it.

Comes in: nothing. Goes out: frozen structs. Words for kinds are those of the registry and of places, which a test holds them to.
A `reference` is the record's own id, said to be invented. Never a real person, and never the truth within a record: who was
registered twice stands beside the household, in `Repeat`.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from homeward.kernel.dates import PartialDate

Source = Literal["person", "relative", "document", "official_record", "clerk"]
Sex = Literal["male", "female"]
PartRole = Literal["given", "father", "grandfather", "family"]
NameKind = Literal["full", "romanised", "kunya", "also_known_as"]
Basis = Literal["stated", "document", "convention", "estimated", "age_assessment"]
PaperKind = Literal[
    "passport", "national_id", "birth_certificate", "nationality_certificate", "ration_card", "camp_card"
]
Holder = Literal["person", "family", "camp_administration", "authority", "lost"]
Silence = Literal["unknown", "not_asked", "declined", "not_applicable"]
HouseholdRole = Literal[
    "head", "spouse", "child", "parent", "sibling", "grandchild", "other_relative", "separated_child", "unaccompanied_child"
]  # fmt: skip
Kinship = Literal["parent", "spouse", "sibling", "grandparent", "ward"]
CareKind = Literal["kinship", "foster", "residential"]
CareBasis = Literal["custom", "family_agreement", "best_interests_assess", "unknown"]
Beginning = Literal["arrival", "transfer", "birth", "return"]
Ending = Literal["", "transfer", "departure", "left", "missing_reported", "deceased_reported"]
SiteKind = Literal["camp", "detention_facility", "reception_centre", "transit_point", "community_of_return", "office"]


class AliasRecord(msgspec.Struct, frozen=True):
    """Another spelling or name of a site, and who writes it so. `kind`: spelling, former_name, short_name."""

    text: str
    source: str
    language: str = ""
    kind: str = "spelling"


class CapacityRecord(msgspec.Struct, frozen=True):
    """How many a site can hold, as of a day, according to a source."""

    amount: int
    as_of: PartialDate
    source: str
    unit: str = "persons"


class SectionRecord(msgspec.Struct, frozen=True):
    """A part of a site and its names by language."""

    code: str
    names: dict[str, str]


class SuccessionRecord(msgspec.Struct, frozen=True):
    """That the site of code `successor` took something over, and since when. `moved`: people, records, everything, purpose."""

    successor: str
    since: PartialDate
    moved: str = "people"
    words: str = ""


class SiteRecord(msgspec.Struct, frozen=True, kw_only=True):
    """An invented site. `country` is ISO alpha-2, `area` a P-code; a closed one has its day and the reason."""

    code: str
    kind: SiteKind
    names: dict[str, str]
    country: str
    area: str
    time_zone: str
    opened: PartialDate
    closed: PartialDate | None = None
    why_closed: str = ""
    aliases: tuple[AliasRecord, ...] = ()
    capacities: tuple[CapacityRecord, ...] = ()
    sections: tuple[SectionRecord, ...] = ()
    successions: tuple[SuccessionRecord, ...] = ()


class PartRecord(msgspec.Struct, frozen=True):
    """One part of a name as written."""

    role: PartRole
    text: str


class NameRecord(msgspec.Struct, frozen=True):
    """A name as one source writes it. `language` is BCP 47; `on` says where it stands: registration, passport, camp_card."""

    kind: NameKind
    text: str
    language: str
    parts: tuple[PartRecord, ...]
    source: Source
    on: str = "registration"


class BirthRecord(msgspec.Struct, frozen=True):
    """An interval of birth with what it rests on; the place as written, the country ISO alpha-2."""

    date: PartialDate
    basis: Basis
    place: str
    country: str
    source: Source


class NationalityRecord(msgspec.Struct, frozen=True):
    """An asserted nationality, or statelessness. `through` says on whose account: own, father, mother."""

    country: str
    source: Source
    stateless: bool = False
    through: str = "own"


class ParentRecord(msgspec.Struct, frozen=True):
    """A parent by name, and by reference where they are registered."""

    role: Literal["father", "mother"]
    name: str
    reference: str = ""


class PaperRecord(msgspec.Struct, frozen=True):
    """A paper, who has it in their hands, and the name on it where it was copied down."""

    kind: PaperKind
    number: str
    issuer: str
    issued: date | None
    expires: date | None
    holder: Holder
    seen_original: bool
    name_on_it: str = ""


class LanguageRecord(msgspec.Struct, frozen=True):
    """A language somebody speaks, and whether they read it."""

    language: str
    reads: bool


class ContactRecord(msgspec.Struct, frozen=True):
    """How a relative outside can be reached; numbers lie in a country code that no country has."""

    kind: Literal["phone", "relative"]
    text: str
    of_whom: str


class NeedRecord(msgspec.Struct, frozen=True):
    """A specific need by the agencies' code."""

    code: str
    words: str
    sensitive: bool
    since: date | None


class KinRecord(msgspec.Struct, frozen=True):
    """What a person is to another one, who stands in an earlier record or in the same household."""

    kind: Kinship
    of: str
    source: Source = "person"


class CareRecord(msgspec.Struct, frozen=True):
    """Who cares for a child that is without their parents. `carer` empty: nobody registered."""

    kind: CareKind
    basis: CareBasis
    carer: str
    since: date | None


class ShelterRecord(msgspec.Struct, frozen=True):
    """A section and tent, from when to when; `to_day` None: still, or to the end of the stay."""

    section: str
    tent: str
    from_day: date | None
    to_day: date | None


class StayRecord(msgspec.Struct, frozen=True):
    """A stay at a site. `ended` empty: as far as is recorded it lasts, at a closed site too: unaccounted for."""

    site: str
    began: Beginning
    from_day: date | None
    ended: Ending
    to_day: date | None
    to_site: str
    shelters: tuple[ShelterRecord, ...]


class PersonRecord(msgspec.Struct, frozen=True, kw_only=True):
    """A person as registered. `silences` are kinds of claims without a value, each with the reason why not."""

    reference: str
    role: HouseholdRole
    sex: Sex
    names: tuple[NameRecord, ...]
    births: tuple[BirthRecord, ...]
    nationalities: tuple[NationalityRecord, ...]
    parents: tuple[ParentRecord, ...]
    papers: tuple[PaperRecord, ...]
    languages: tuple[LanguageRecord, ...]
    contacts: tuple[ContactRecord, ...]
    needs: tuple[NeedRecord, ...]
    silences: dict[str, Silence]
    kin: tuple[KinRecord, ...]
    care: CareRecord | None
    stays: tuple[StayRecord, ...]


class HouseholdRecord(msgspec.Struct, frozen=True):
    """People registered together, the head first where there is one; `site`, `section`, `tent` are where they were last."""

    reference: str
    site: str
    section: str
    tent: str
    registered: date
    members: tuple[PersonRecord, ...]


class Repeat(msgspec.Struct, frozen=True):
    """The truth: this record is of somebody who has an earlier one."""

    reference: str
    same_as: str


class Drawn(msgspec.Struct, frozen=True):
    """A household as registered, and the truth about those in it who were registered before."""

    household: HouseholdRecord
    repeats: tuple[Repeat, ...] = ()


class UserRecord(msgspec.Struct, frozen=True):
    """An invented user: a role, for a purpose, at a site (empty: at every site)."""

    username: str
    role: str
    purpose: str
    language: str
    site: str = ""
