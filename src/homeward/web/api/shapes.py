"""What the interface takes and gives of persons, households and sites: one shape for each, with the words of the vocabulary.

Comes in: facts of the rooms. Goes out: shapes that become JSON and the published description. Unknown, not asked, declined and not
applicable are states of a claim, never a null that could mean any of them.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

import msgspec
from ninja import Field, Schema

from homeward.places.facts import SiteRow
from homeward.registry.facts.claims import Claim
from homeward.registry.facts.households import HouseholdFile
from homeward.registry.facts.persons import PersonRow

Item = TypeVar("Item")


class Problem(Schema):
    """Problem details (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str = ""


class Page(Schema, Generic[Item]):
    """Some of the items, and how many there are. `narrow` says that too many fit to be ranked: ask for something narrower."""

    items: list[Item]
    total: int
    limit: int
    offset: int
    narrow: bool = False


class PersonOut(Schema):
    """A person as a list shows them, as recorded."""

    id: UUID
    number: str
    version: int
    name: str
    romanised: str
    birth: str = Field(
        description="The interval of birth as recorded: 1986, 1986-03, 1986-03-04, ~1986 or 1984..1986; empty if none."
    )
    sex: str | None
    nationalities: list[str] = Field(description="ISO 3166 alpha-2 codes in lower case; xxa for stateless.")
    standing: str
    site_id: UUID | None
    section: str
    tent: str
    household_id: UUID | None
    role: str
    registered_at: datetime


class ClaimOut(Schema):
    """What was recorded of one kind of fact, by whom and how far it was verified."""

    id: UUID
    kind: str
    state: str
    value: dict[str, Any] | None
    source: str
    verification: str
    recorded_by: str
    recorded_at: datetime
    superseded_at: datetime | None
    restricted: bool


class PersonFileOut(PersonOut):
    """A person's file: every claim, current and past; restricted ones without their value."""

    claims: list[ClaimOut]


class NameIn(Schema):
    """A name as written."""

    text: str = Field(max_length=300)
    kind: str = "full"


class PersonIn(Schema):
    """A person to be registered, as they state it. What is not sent was not asked."""

    names: list[NameIn] = Field(min_length=1, max_length=20)
    birth: str = Field(
        "", max_length=60, description="A date, a year, a span or an age: 1986, 4/3/1986, 1984-1987, 8 years."
    )
    birth_place: str = Field("", max_length=300)
    sex: str = ""
    nationalities: list[str] = Field(default_factory=list, max_length=10)
    father: str = Field("", max_length=300)
    mother: str = Field("", max_length=300)
    site_id: UUID
    section: str = Field("", max_length=32)
    tent: str = Field("", max_length=32)
    arrived: date | None = None


class MemberOut(Schema):
    """That somebody belongs to a household, as what, since when. `person` is missing where it may not be seen."""

    person_id: UUID
    person: PersonOut | None
    role: str
    since: datetime


class HouseholdOut(Schema):
    """A household and who belongs to it now."""

    id: UUID
    number: str
    version: int
    site_id: UUID
    section: str
    tent: str
    members: list[MemberOut]


class SiteOut(Schema):
    """A site."""

    id: UUID
    code: str
    name: str
    names: dict[str, str]
    kind: str
    status: str
    country: str
    area_code: str
    time_zone: str


def person_out(row: PersonRow) -> dict[str, Any]:
    """A person's row."""
    return {
        "id": row.id,
        "number": row.number,
        "version": row.version,
        "name": row.summary.name,
        "romanised": row.summary.romanised,
        "birth": row.summary.birth,
        "sex": row.sex.value if row.sex else None,
        "nationalities": list(row.nationalities),
        "standing": row.standing.value,
        "site_id": row.site_id,
        "section": row.section,
        "tent": row.tent,
        "household_id": row.household_id,
        "role": row.role.value,
        "registered_at": row.registered_at,
    }


def claim_out(claim: Claim) -> dict[str, Any]:
    """A claim."""
    return {
        "id": claim.id,
        "kind": claim.kind.value,
        "state": claim.state.value,
        "value": msgspec.to_builtins(claim.value) if claim.value is not None else None,
        "source": claim.source.value,
        "verification": claim.verification.value,
        "recorded_by": claim.recorded_by,
        "recorded_at": claim.recorded_at,
        "superseded_at": claim.superseded_at,
        "restricted": claim.restricted,
    }


def household_out(file: HouseholdFile) -> dict[str, Any]:
    """A household's file."""
    row = file.row
    members = [
        {
            "person_id": one.person_id,
            "person": person_out(one.person) if one.person else None,
            "role": one.role.value,
            "since": one.since,
        }
        for one in file.members
    ]
    return {
        "id": row.id,
        "number": row.number,
        "version": row.version,
        "site_id": row.site_id,
        "section": row.section,
        "tent": row.tent,
        "members": members,
    }


def site_out(row: SiteRow) -> dict[str, Any]:
    """A site's row."""
    return {
        "id": row.id,
        "code": row.code,
        "name": row.name,
        "names": dict(row.names),
        "kind": row.kind.value,
        "status": row.status.value,
        "country": row.country,
        "area_code": row.area_code,
        "time_zone": row.time_zone,
    }
