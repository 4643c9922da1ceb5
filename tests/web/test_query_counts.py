"""No page asks the database more often because there is more on it: as many queries for forty as for ten."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from drafts import person

from homeward.access.facts import Purpose, Role
from homeward.identity.actions import pairs_keep
from homeward.identity.profiles import profiles_of
from homeward.registry.actions.households import family_register
from homeward.registry.actions.persons import person_register
from homeward.registry.actions.rights import request_open
from homeward.registry.facts.households import FamilyDraft, FamilyMember
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.facts.rights import RequestDraft, RequestKind
from planted import Planted

FEW, MANY = 8, 20
LISTS = (
    "persons",
    "persons?q=Salma",
    "duplicates",
    "requests",
    "trail",
    "users",
    "imports",
    "work",
    "sites",
    "households",
    "",
)


def grow(planted: Planted, number: int) -> None:
    """So many more of everything that a list shows."""
    officer = planted.officer
    drafts = [
        person(planted.site, f"Salma Nuri {'KLMNRSTZ'[n % 8]}a{'bdfgh'[n % 5]}il", born="1986") for n in range(number)
    ]
    ids = [person_register(officer, draft) for draft in drafts]
    for id in ids:
        request_open(officer, id, RequestDraft(RequestKind.ACCESS, "What is recorded about me?"))
    profiles = {UUID(one.query_id): one for one in profiles_of(officer, ids)}
    pairs_keep(officer, [(*sorted(pair), 9_000) for pair in zip(ids[::2], ids[1::2], strict=True)], profiles)


def asked(client: Client, address: str) -> int:
    """How often a page asks, once what is kept between two requests is there."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200, address
    return len(queries)


@pytest.mark.parametrize(
    ("role", "purpose", "addresses"),
    [
        (Role.IDENTITY_OFFICER, Purpose.IDENTITY, [f"/{one}" for one in LISTS if one not in ("trail", "users")]),
        (Role.DATA_PROTECTION_OFFICER, Purpose.DATA_PROTECTION, ["/trail", "/retention", "/review"]),
        (Role.ADMINISTRATOR, Purpose.ADMINISTRATION, ["/users"]),
    ],
)
def test_a_list(planted: Planted, signed_in: Any, role: Role, purpose: Purpose, addresses: list[str]) -> None:
    client = signed_in(role, None, purpose)
    grow(planted, FEW)
    few = {address: asked(client, address) for address in addresses}
    grow(planted, MANY - FEW)
    assert {address: asked(client, address) for address in addresses} == few
    assert max(few.values()) <= 40


@pytest.mark.parametrize("page", ["person", "household", "receipt"])
def test_a_file_of_a_large_family(planted: Planted, signed_in: Any, page: str) -> None:
    client = signed_in(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    counts = []
    for size in (2, 12):
        roles = [HouseholdRole.HEAD, *[HouseholdRole.CHILD] * (size - 1)]
        members = [
            person(planted.site, f"Hana Omar {'KLMNRSTZBDFG'[n]}alil", born="2015" if n else "1980")
            for n in range(size)
        ]
        draft = FamilyDraft(
            tuple(FamilyMember(one.statements, role) for one, role in zip(members, roles, strict=True)), planted.site
        )
        made = family_register(planted.officer, draft)
        id = made.household_id if page == "household" else made.person_ids[0]
        counts.append(asked(client, reverse(page, args=[id])))
    assert counts[0] == counts[1]
