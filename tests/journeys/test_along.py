"""At the bus, on a phone: a mother and her child who are not on the list go along after all; then a child is born, and somebody dies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actors import MakeActor
from convoyed import ConvoyOf
from homes import family
from homeward.access.facts import Role
from homeward.pathway import models
from homeward.pathway.actions.cases import case_open
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.facts.convoys import PointKind
from homeward.registry.facts.persons import Standing
from sending import press
from visits import PHONE, Visit
from walked import PACK, walk

DONE = "main form .button.primary"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_whoever_leads_takes_a_household_along(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], boarding: ConvoyOf, actor: MakeActor, language: str
) -> None:
    people = family(actor(Role.REGISTRATION_CLERK, boarding.home.site), boarding.home.site, "Second")
    ids = case_open(boarding.planner, person_ids=people.person_ids, pack_key=PACK)
    walk(ids, Stage.DEPARTURE_PREPARATION)
    lead = somebody(Role.CONVOY_LEAD, width=PHONE, language=language)
    specialist = somebody(Role.CHILD_PROTECTION_SPECIALIST, purpose="protection", language=language)
    page, there = lead.page, f"/convoys/{boarding.id}"

    for number in models.Case.objects.filter(id__in=ids).order_by("person__serial").values_list("person__number"):
        lead.open(f"{there}/others/new")
        page.check("input[name=known][value=number]")
        page.fill("[name=number]", number[0])
        page.fill("[name=words]", "Stands at the bus with a bag and wants to go along.")
        page.click(DONE)
        page.wait_for_url(f"**{there}")
    mother, child = (models.Extra.objects.get(case=id) for id in ids)
    page.click(f"a[href$='/{mother.id}/place']")
    page.wait_for_url("**/place")
    look(lead)
    assert page.locator(".notice.blocked").count() == 1  # the child waits for child protection
    assert page.locator(DONE).count() == 0

    specialist.open(f"{there}/others/{child.id}")
    specialist.page.check("input[name=boards][value=yes]")
    specialist.page.fill("[name=words]", "The mother is with the child, and both are known to us.")
    specialist.page.click(DONE)
    specialist.page.wait_for_url(f"**{there}")

    page.reload()
    look(lead)
    page.click(DONE)  # the one bus is chosen
    page.wait_for_url(f"**{there}")
    look(lead)
    assert models.Seat.objects.filter(case__in=ids, added=True, ended="").count() == 2
    lead.open(f"/convoys/points/{boarding.point(PointKind.BOARDING)}")
    for group in models.Seat.objects.order_by("case__group").values_list("case__group_id", flat=True).distinct():
        page.click(f"#g{group} .head button")
        page.wait_for_selector(f"#g{group} .head button", state="detached")
    page.click(DONE)
    page.wait_for_selector(".notice.done")
    lead.open(there)
    look(lead)
    press(lead, ".page-head .button.primary")
    stages = models.Case.objects.filter(seats__ended="").values_list("stage", flat=True)
    assert list(stages) == [Stage.IN_TRANSIT] * 4

    lead.open(f"{there}/incidents/new?kind=birth&seat={boarding.seat(ids[0])}")
    page.fill("[name=called]", "مولود سلمى")
    page.select_option("[name=sex]", "female")
    page.fill("[name=words]", "A girl, near the river. Both are well.")
    look(lead)
    page.click(DONE)
    page.wait_for_url(f"**{there}")
    born = models.Extra.objects.get(kind="newborn")
    assert models.Seat.objects.filter(case=born.case, ended="").count() == 1

    lead.open(f"{there}/incidents/new?kind=death&seat={boarding.seat(boarding.home.mother)}")
    page.fill("[name=words]", "The doctor of the escort was there and says so.")
    page.click(DONE)
    page.wait_for_url(f"**{there}")
    look(lead)
    died = models.Case.objects.select_related("person").get(id=boarding.home.mother)
    assert (died.course, died.person.standing) == (Course.DECEASED_REPORTED, Standing.DECEASED_REPORTED)
