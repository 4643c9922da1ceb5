"""The form of a parent: a name, or the number of somebody registered; the file then leads to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from drafts import person

from homes import site
from homeward.access.facts import Role
from homeward.registry.actions.persons import person_register
from homeward.registry.facts.values import ClaimKind
from homeward.registry.selectors.persons import person_file

TYPED = {"state": "known", "role": "mother", "name": "", "number": "", "source": "person", "note": ""}


@pytest.fixture
def place(actor: Any) -> UUID:
    return site(actor)


@pytest.fixture
def clerk(actor: Any, place: UUID) -> Any:
    return actor(Role.REGISTRATION_CLERK, place)


def test_a_number_links_and_the_file_leads_there(signed_in: Any, clerk: Any, place: UUID) -> None:
    client = signed_in(Role.REGISTRATION_CLERK, place)
    mother = person_register(clerk, person(place, "Maryam Nuri", born="1985"))
    child = person_register(clerk, person(place, "Omar Khalil", born="2012"))
    form, number = reverse("claim", args=[child, "parent"]), person_file(clerk, mother).row.number
    assert client.post(form, TYPED | {"version": 1}).status_code == 400
    wrong = client.post(form, TYPED | {"version": 1, "number": "P-AAAAAA-A"})
    assert (wrong.status_code, 'href="#id_number"' in wrong.content.decode()) == (400, True)
    assert "There is no person P-AAAAAA-A" in wrong.content.decode()
    own = client.post(form, TYPED | {"version": 1, "number": person_file(clerk, child).row.number})
    assert (own.status_code, "their own parent" in own.content.decode()) == (400, True)
    assert client.post(form, TYPED | {"version": 1, "number": number.lower()}).status_code == 302
    page = client.get(reverse("person", args=[child])).content.decode()
    assert page.count(f'href="{reverse("person", args=[mother])}"') == 2, "beside the claim and among the family"
    claim = next(one for one in person_file(clerk, child).claims if one.kind is ClaimKind.PARENT)
    correcting = client.get(f"{form}?replaces={claim.id}").content.decode()
    assert f'value="{number}"' in correcting
    page = client.get(reverse("person", args=[mother])).content.decode()
    assert f'href="{reverse("person", args=[child])}"' in page
