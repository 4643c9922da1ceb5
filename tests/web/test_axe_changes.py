"""The pages that change a household, a site or a paper: nothing for axe to find and nothing that overflows, on a desk and on a phone."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from homes import family, site
from homeward.access.facts import Role
from homeward.kernel.dates import from_parts
from homeward.places.actions.sites import site_close
from homeward.registry.actions.relations import care_record
from homeward.registry.facts.households import CareBasis, CareDraft, CareKind
from homeward.registry.selectors.persons import person_file
from visits import DESKTOP, PHONE, MakeVisit


@pytest.mark.browser
@pytest.mark.parametrize(("language", "width", "dark"), [("en", DESKTOP, False), ("ar", PHONE, True)])
def test_axe_finds_nothing_where_something_is_changed(
    visit: MakeVisit, actor: Any, language: str, width: int, dark: bool
) -> None:
    place, closed = site(actor), site(actor, "Beta camp")
    clerk = actor(Role.REGISTRATION_CLERK)
    home = family(clerk, place)
    mother, child = home.person_ids
    care_record(clerk, CareDraft(child, mother, CareKind.KINSHIP, CareBasis.FAMILY_AGREEMENT))
    family(clerk, closed, "Nasser")
    day = from_parts(2025)
    assert day
    site_close(actor(Role.ADMINISTRATOR), site_id=closed, version=1, closed=day, reason="All moved.")
    claim = person_file(clerk, mother).claims[0].id
    household = [home.household_id]
    opened = {
        "child_protection_specialist": [
            reverse("household", args=household),
            *(
                reverse(name, args=household)
                for name in ("household_join", "household_relations", "household_care", "household_end")
            ),
            reverse("household_member", args=[*household, child]),
            reverse("household_separation", args=[*household, child]),
        ],
        "administrator": [
            reverse("site_new"),
            *(reverse(name, args=[place]) for name in ("site", "site_edit", "site_state")),
            *(reverse("site_add", args=[place, what]) for what in ("alias", "capacity", "section", "succession")),
        ],
        "registration_clerk": [
            reverse("claim", args=[mother, "document"]),
            reverse("site", args=[closed]),
            reverse("site_unaccounted", args=[closed]),
        ],
        "nationality_authority": [reverse("person", args=[mother]), reverse("verification", args=[mother, claim])],
    }
    found = {}
    for role, addresses in opened.items():
        one = visit(role, language=language, width=width, dark=dark)
        for path in addresses:
            assert one.open(path).status == 200, path
            assert one.overflow() <= 0, path
            if report := one.violations():
                found[path] = report
    assert found == {}
