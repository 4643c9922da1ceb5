"""A family of four and a nephew without parents, from an invented camp to school in an invented district: 24 months, in a browser.

Everything is pressed on pages by whoever may: the cases opened, each gate of each of the five, every step, what two people decide, the
convoy planned and counted on a telephone, both signatures, the plans, each contact of two years and the closing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from clicked import (
    HOME,
    MANAGER,
    WORDS,
    WORKER,
    Crew,
    asked_for,
    compared,
    contacted,
    day,
    decide,
    decided,
    examined,
    gap_answered,
    heard,
    home_judged,
    identified,
    looked_at,
    need_met,
    needed,
    of_a_country,
    planned,
    stages,
    step,
)
from homeward.access.facts import Role
from homeward.pathway import models
from homeward.pathway.facts.cases import Gate, Stage
from homeward.pathway.facts.convoys import PointKind
from homeward.pathway.invented.hands import Hands
from homeward.pathway.invented.party import Party
from homeward.registry.facts.households import Family
from river import Places, listed
from sending import press, send
from visits import PHONE, Visit
from walked import CaseAt

Somebody = Callable[..., Visit]
Look = Callable[[Visit], str]
PLANNER = Role.REPATRIATION_COORDINATOR


def opened_on_a_page(crew: Crew, one: Visit, places: Places, family: Family) -> Party:
    """Open the cases from the household's page."""
    one.open(f"/households/{family.household_id}")
    crew.see(one)
    press(one, "main a[href*='/cases/new']")
    crew.see(one)
    for box in one.page.locator("[name=persons]").all():
        box.check()
    iraq = one.page.locator("[name=pack] option", has_text="Iraq").first.inner_text()
    one.page.select_option("[name=pack]", label=iraq)
    one.page.select_option("[name=to_site]", str(places.centre))
    one.page.select_option("[name=home_site]", str(places.home))
    press(one)
    people = family.person_ids
    case_of = dict(models.Case.objects.filter(person_id__in=people).values_list("person_id", "id"))
    assert len(case_of) == 5
    return Party({id: case_of[id] for id in people}, frozenset(people[2:]), frozenset(people[4:]))


def convoy_of(crew: Crew, one: Visit, places: Places) -> UUID:
    """Plan a convoy, give it a bus, and the household its places."""
    one.open(reverse("convoys"))
    crew.see(one)
    crew.follow(one, reverse("convoy_new"))
    chosen = one.page.locator("[name=lead] option", has_text="convoy_lead").last.get_attribute("value") or ""
    send(
        one, from_site=str(places.camp), to_site=str(places.centre), day=day(0), lead=chosen, escort="Both authorities"
    )
    id = UUID(one.page.url.rsplit("/", 1)[1])
    crew.see(one)
    one.page.click("main details:has(form[action$='/vehicles']) summary")
    form = f"main form[action='{reverse('convoy_vehicle', args=[id])}']"
    one.page.fill(f"{form} [name=called]", "Bus 1")
    one.page.fill(f"{form} [name=seats]", "45")
    press(one, f"{form} button[type=submit]")
    crew.follow(one, reverse("convoy_seats", args=[id]))
    press(one, "main form button.primary")
    assert models.Seat.objects.filter(convoy=id).count() == 5, one.page.inner_text("main")
    connection.close()
    return id


def count(crew: Crew, one: Visit, convoy: UUID, kind: PointKind) -> None:
    """Count everybody at a point with one thumb, and finish."""
    point = models.Point.objects.get(convoy=convoy, kind=kind).id
    connection.close()
    crew.follow(one, reverse("convoy_count", args=[point]))
    with one.page.expect_response(lambda answer: answer.request.method == "POST"):
        one.page.click(".party .head button[value=present]")
    one.page.wait_for_function("document.querySelectorAll('.mark.set').length >= 5")
    press(one, "form[action$='/finish'] button")


def sign(crew: Crew, one: Visit, convoy: UUID, side: str, function: str) -> None:
    """Sign for a side."""
    one.open(reverse("convoy_handover", args=[convoy]))
    crew.see(one)
    one.page.fill(f"#{side} [name$=function]", function)
    if side == "gives":
        one.page.fill("#gives [name$=place]", "The gate of the centre")
    press(one, f"#{side} form .button.primary")


def travelled(crew: Crew, places: Places, party: Party) -> None:
    """The convoy: boarded and counted on a telephone, departed, counted again, signed for by both sides, received."""
    convoy = convoy_of(crew, crew.at(PLANNER), places)
    lead = crew.at(Role.CONVOY_LEAD, width=PHONE)
    for moved, kind in (("board", PointKind.BOARDING), ("depart", None), ("arrive", PointKind.ARRIVAL)):
        lead.open(f"/convoys/{convoy}")
        crew.see(lead)
        press(lead, f"form[action$='/step/{moved}'] button")
        if kind:
            lead.open(f"/convoys/{convoy}")
            count(crew, lead, convoy, kind)
    assert stages(party.case_ids) == {Stage.IN_TRANSIT}
    sign(crew, lead, convoy, "gives", "convoy lead")
    sign(crew, crew.at(PLANNER, which=2, site=places.centre), convoy, "takes", "head of the centre")
    lead.open(f"/convoys/{convoy}/handover")
    press(lead, "form[action$='/step/receive'] button")
    assert stages(party.case_ids) == {Stage.RECEIVED}


def closed(crew: Crew, party: Party) -> None:
    """Why each case is closed, and what the person was told."""
    one = crew.at(WORKER, HOME)
    for case in party.case_ids:
        one.open(reverse("case_follow_up", args=[case]))
        crew.follow(one, reverse("closure_new", args=[case]))
        send(one, reason="settled", words=WORDS, told="told", told_words="That they can come back.", language="ar")
    decide(crew, party.case_ids, Stage.CLOSED, one, crew.at(MANAGER, HOME))


@pytest.mark.slow
def test_from_the_camp_to_school(
    clock: time_machine.Traveller,
    somebody: Somebody,
    look: Look,
    work: Callable[[], None],
    hands: Hands,
    places: Places,
    cousins: Family,
) -> None:
    listed(hands)  # a list that is current, on which nobody of them is
    crew = Crew(somebody, look)
    planner = crew.at(PLANNER)
    party = opened_on_a_page(crew, planner, places, cousins)
    asked_for(crew, party.case_ids, MANAGER)
    step(crew, planner, party.case_ids, Stage.IDENTITY_REVIEW)
    planner.open(reverse("case_step", args=[party.case_ids[0], Stage.NATIONALITY_VERIFICATION.value]))
    press(planner)  # nobody has checked who they are: it is said, and nothing is done
    assert stages(party.case_ids) == {Stage.IDENTITY_REVIEW}
    assert planner.page.locator(".notice.waiting").count() >= 1
    assert identified(crew) == 5
    step(crew, planner, party.case_ids, Stage.NATIONALITY_VERIFICATION)
    assert of_a_country(crew) == 5
    asked_for(crew, party.case_ids, PLANNER)
    step(crew, planner, party.case_ids, Stage.SCREENING_REVIEW)
    compared(crew, work)
    step(crew, planner, party.case_ids, Stage.REPATRIATION_DECISION)
    asked_for(crew, party.case_ids, PLANNER)
    decided(crew, party.case_ids)
    looked_at(crew, party.case_ids)
    heard(crew, party)
    decide(crew, party.case_ids, Stage.DEPARTURE_PREPARATION, planner, crew.at(MANAGER))

    clock.shift(timedelta(days=20))
    crew.next_shift()
    asked_for(crew, party.case_ids, PLANNER, MANAGER)
    examined(crew, party.case_ids)
    travelled(crew, places, party)

    clock.shift(timedelta(days=3))
    crew.next_shift()
    asked_for(crew, party.case_ids, MANAGER)
    step(crew, crew.at(MANAGER, HOME), party.case_ids, Stage.REHABILITATION)
    clock.shift(timedelta(days=60))
    crew.next_shift()
    asked_for(crew, party.case_ids, MANAGER, WORKER)
    needed(crew, party.case_ids[0])
    planned(crew, party.case_ids)
    step(crew, crew.at(MANAGER, HOME), party.case_ids, Stage.RETURN_READINESS)
    home_judged(crew, places.home)
    asked_for(crew, party.case_ids, WORKER)
    examined(crew, party.case_ids)  # what a clinician said before the convoy does not hold any more
    gap_answered(crew, party.case_ids[0])
    decide(crew, party.case_ids, Stage.RETURNED, crew.at(PLANNER), crew.at(MANAGER))
    step(crew, crew.at(WORKER, HOME), party.case_ids, Stage.FOLLOW_UP)

    for days in (15, 20, 62, 92, 185, 366):
        clock.shift(timedelta(days=days))
        crew.next_shift()
        assert contacted(crew, party.case_ids, school="school_goes") == 5
    need_met(crew, party.case_ids[0])
    closed(crew, party)
    worker, nephew = crew.at(WORKER, HOME), party.case_of[cousins.person_ids[4]]
    worker.open(reverse("case_follow_up", args=[nephew]))
    assert "goes to school" in worker.page.inner_text("main").lower()
    gates = set(models.Passed.objects.filter(case=nephew).values_list("gate", flat=True))
    assert gates == set(Gate)


def test_my_work_leads_through_a_gate_on_a_telephone_in_arabic(somebody: Somebody, look: Look, case_at: CaseAt) -> None:
    cases = case_at(Stage.DEPARTURE_PREPARATION)
    crew = Crew(somebody, look, width=PHONE, language="ar")
    examined(crew, cases.ids)  # the mother and the child: as often as my work leads there, and not once more
    shut = models.Block.objects.filter(case__in=cases.ids)
    assert not shut.filter(gate=Gate.MEDICAL_FITNESS).exists() and shut.exists()
    crew.open_case(crew.at(MANAGER), cases.mother)
