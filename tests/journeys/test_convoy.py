"""At the bus, on a phone: a household that did not come, a child who is not on the list, and somebody who decides not to go."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from convoyed import ConvoyOf
from homeward.access.facts import Role
from homeward.pathway import models
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.facts.convoys import ConvoyState, PointKind, SeatEnd
from sending import press
from visits import DESKTOP, PHONE, Visit

CHILD_PROTECTION = Role.CHILD_PROTECTION_SPECIALIST


@pytest.mark.parametrize("scripts", [True, False])
def test_a_convoy_with_a_no_show_and_an_extra_child(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], two_households: ConvoyOf, scripts: bool
) -> None:
    convoy, first = two_households, models.Case.objects.get(id=two_households.home.mother).group_id
    lead = somebody(Role.CONVOY_LEAD, width=PHONE, scripts=scripts)
    page, see = lead.page, (look if scripts else _text)  # axe needs a script
    lead.open(f"/convoys/points/{convoy.point(PointKind.BOARDING)}")
    assert "0 of 4 counted" in see(lead)
    assert _smallest(lead) >= 44

    page.click(f"#g{first} .head button")  # all of the first household at once
    page.wait_for_selector("text=2 of 4 counted")
    for counted in (3, 4):  # the second household did not come
        page.locator(f".block:not(#g{first}) button[value=absent][aria-pressed=false]").first.click()
        page.wait_for_selector(f"text={counted} of 4 counted")
    assert "2 present · 2 absent" in see(lead)
    page.click("text=Finish my count")
    page.wait_for_selector("text=The counts agree")

    lead.open(f"/convoys/{convoy.id}/others/new")
    see(lead)
    page.check("input[name=known][value=child]")
    press(lead, "main form .button.primary")  # nothing else is said yet: what was chosen is kept
    assert page.is_checked("input[name=known][value=child]")
    page.fill("[name=called]", "Sami")
    page.fill("[name=youngest]", "6")
    page.fill("[name=oldest]", "8")
    page.fill("[name=words]", "Stands at the second bus and says that an aunt is in it.")
    page.click("main form .button.primary")
    page.wait_for_selector("text=They do not board until that is answered")
    shown = see(lead)
    assert "nobody is there" in shown
    assert "stays here until somebody answered" in shown

    page.click("text=Depart with everybody who is there")
    page.wait_for_selector("text=The convoy has departed")
    see(lead)
    stages = dict(models.Case.objects.values_list("id", "stage"))
    assert {stages[id] for id in convoy.home.ids} == {Stage.IN_TRANSIT}
    assert sorted(stages.values()) == sorted(
        [Stage.IN_TRANSIT] * 2 + [Stage.DEPARTURE_PREPARATION] * 2 + [Stage.REGISTERED]
    )
    assert models.Seat.objects.filter(ended=SeatEnd.NO_SHOW).count() == 2
    assert set(models.Case.objects.values_list("course", flat=True)) == {Course.RUNNING}  # and nothing else of anybody

    specialist = somebody(CHILD_PROTECTION, purpose="protection", width=DESKTOP, scripts=scripts)
    specialist.open(f"/convoys/{convoy.id}")
    assert "an aunt is in it" in see(specialist)
    press(specialist, "text=Answer about this child")
    specialist.page.check("input[name=boards][value=no]")
    specialist.page.fill("[name=words]", "He stays with our team tonight; the aunt is being looked for.")
    specialist.page.click("main form .button.primary")
    specialist.page.wait_for_selector("text=Your answer is kept")
    see(specialist)


@pytest.mark.parametrize(("width", "language"), [(PHONE, "en"), (PHONE, "ar"), (DESKTOP, "en")])
def test_somebody_decides_at_the_bus_not_to_go(
    somebody: Callable[..., Visit], look: Callable[[Visit], str], boarding: ConvoyOf, width: int, language: str
) -> None:
    lead = somebody(Role.CONVOY_LEAD, width=width, language=language)
    page, seat = lead.page, boarding.seat(boarding.home.mother)
    boarding.all_present(PointKind.BOARDING)
    lead.open(f"/convoys/{boarding.id}")
    look(lead)
    page.click(f"a[href$='/people/{seat}/withdraw']")
    page.wait_for_url("**/withdraw")
    look(lead)
    press(lead, "main form .button.primary")  # without a word
    assert page.locator(".notice.blocked").count() == 1
    page.fill("[name=words]", "لا أريد")
    page.click("main form .button.primary")
    page.wait_for_url(f"**/convoys/{boarding.id}")
    look(lead)
    mother, child = (models.Case.objects.get(id=id) for id in boarding.home.ids)
    assert (mother.course, mother.stage) == (Course.WITHDRAWN, Stage.DEPARTURE_PREPARATION)
    assert (child.course, child.stage) == (Course.RUNNING, Stage.DEPARTURE_PREPARATION)
    assert not models.Seat.objects.filter(ended="").exists()  # the child stays with who cares for them
    assert boarding.state == ConvoyState.BOARDING


def _text(one: Visit) -> str:
    assert one.page.locator("main").count() == 1
    return one.page.inner_text("body")


def _smallest(one: Visit) -> float:
    """The height of the lowest button by which people are counted, in pixels."""
    return min(box["height"] for each in one.page.locator(".button.mark").all() if (box := each.bounding_box()))
