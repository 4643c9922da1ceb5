"""The square code on a receipt opens the file again for those allowed, and tells nobody else that there is one."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.urls import reverse
from drafts import person

from actors import MakeActor, MakeClient
from homeward.access.facts import Purpose, Role
from homeward.places.actions.sites import site_create
from homeward.places.facts import SiteDraft, SiteKind
from homeward.registry.actions.persons import person_register
from homeward.registry.selectors.persons import persons_of
from homeward.web.papers import qr

NAME = "Zubaydawin Qarnfala"
pytestmark = pytest.mark.django_db


@pytest.fixture
def here(actor: MakeActor) -> UUID:
    """An open camp."""
    draft = SiteDraft(code="RS1", name="Invented camp", kind=SiteKind.CAMP, country="sy", time_zone="Asia/Damascus")
    return site_create(actor(Role.ADMINISTRATOR), draft=draft).id


def test_it_leads_to_the_file_and_only_those_who_may_read_it(
    actor: MakeActor, signed_in: MakeClient, here: UUID
) -> None:
    officer = actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    id = person_register(officer, person(here, NAME, born="1986"))
    number = persons_of(officer, [id])[id].number
    address = reverse("slip", args=[number])
    clerk = signed_in(Role.REGISTRATION_CLERK, here)
    page = clerk.get(reverse("receipt", args=[id])).content.decode()
    assert qr(f"http://testserver{address}") in page
    assert NAME not in address  # a lost slip says a number and no name
    assert clerk.get(address)["Location"] == reverse("person", args=[id])
    elsewhere = signed_in(Role.REGISTRATION_CLERK, _another(actor))
    assert elsewhere.get(address).status_code == elsewhere.get(reverse("slip", args=["P-NOBODY-0"])).status_code == 404
    assert signed_in(Role.AUDITOR).get(address).status_code == 403
    clerk.logout()
    assert clerk.get(address)["Location"].startswith("/accounts/login/")


def _another(actor: MakeActor) -> UUID:
    draft = SiteDraft(code="RS2", name="Invented other", kind=SiteKind.CAMP, country="sy", time_zone="Asia/Damascus")
    return site_create(actor(Role.ADMINISTRATOR), draft=draft).id
