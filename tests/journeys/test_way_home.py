"""A family of four and a nephew without parents, from an invented camp to school in an invented district: 24 months, in a browser.

Whatever changes where a case stands is pressed on a page, by whoever may: the cases opened, every step, what two people decide, the
count at the bus on a telephone, both signatures, a contact and the closing. What is asked, examined and written down before a gate is
recorded by the actions of those pages, which have journeys and tests of their own.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from homeward.access.facts import Purpose, Role
from homeward.pathway import models
from homeward.pathway.facts.cases import Gate, Stage
from homeward.pathway.facts.convoys import PointKind
from homeward.pathway.invented.after import contacted, finished
from homeward.pathway.invented.hands import Hands
from homeward.pathway.invented.party import Party, known
from homeward.pathway.invented.travel import convoy_of_parties
from homeward.pathway.invented.way import WORDS, ready
from homeward.pathway.rules.steps import step_between
from homeward.registry.facts.households import Family
from river import Places, judged, screened
from visits import PHONE, Visit

Somebody = Callable[..., Visit]
Look = Callable[[Visit], str]


def press(one: Visit, selector: str = "main form .button.primary") -> None:
    """Press, and wait for the page that follows."""
    with one.page.expect_navigation():
        one.page.click(selector)


def step(one: Visit, look: Look, party: Party, to: Stage) -> None:
    """Take a step of everybody on its page."""
    one.open(f"/cases/{party.case_ids[0]}/step/{to.value}")
    look(one)
    press(one)
    assert stages(party) == {to}, one.page.inner_text("main")


def decide(somebody: Somebody, look: Look, party: Party, to: Stage, first: Role, second: tuple[Role, Purpose]) -> None:
    """One person proposes, another agrees; whoever proposed it is shown no form to answer it."""
    proposer = somebody(first, purpose=Purpose.REINTEGRATION if to is Stage.CLOSED else Purpose.RETURN)
    before = stages(party)
    proposer.open(f"/cases/{party.case_ids[0]}/step/{to.value}")
    proposer.page.fill("[name=words]", WORDS)
    look(proposer)
    press(proposer)
    assert stages(party) == before
    proposer.open(f"/cases/{party.case_ids[0]}/answer")
    assert proposer.page.locator("main form [name=agrees]").count() == 0
    other = somebody(second[0], purpose=second[1])
    other.open(f"/cases/{party.case_ids[0]}/answer")
    look(other)
    other.page.check("[name=agrees][value=yes]")
    press(other)
    assert stages(party) == {to}, other.page.inner_text("main")


def stages(party: Party) -> set[str]:
    found = set(models.Case.objects.filter(id__in=party.case_ids).values_list("stage", flat=True))
    connection.close()
    return found


def opened_on_a_page(one: Visit, look: Look, places: Places, family: Family) -> Party:
    """Open the cases from the household's page."""
    one.open(f"/households/{family.household_id}")
    look(one)
    one.page.click("a[href*='/cases/new']")
    one.page.wait_for_url("**/cases/new**")
    look(one)
    for box in one.page.locator("[name=persons]").all():
        box.check()
    one.page.select_option(
        "[name=pack]", label=one.page.locator("[name=pack] option", has_text="Iraq").first.inner_text()
    )
    one.page.select_option("[name=to_site]", str(places.centre))
    one.page.select_option("[name=home_site]", str(places.home))
    press(one)
    people = family.person_ids
    case_of = dict(models.Case.objects.filter(person_id__in=people).values_list("person_id", "id"))
    assert len(case_of) == 5
    return Party({id: case_of[id] for id in people}, frozenset(people[2:]), frozenset(people[4:]))


def count(one: Visit, look: Look, convoy: UUID, kind: PointKind) -> None:
    """Count everybody at a point with one thumb, and finish."""
    point = models.Point.objects.get(convoy=convoy, kind=kind).id
    connection.close()
    one.open(f"/convoys/points/{point}")
    look(one)
    with one.page.expect_response(lambda answer: answer.request.method == "POST"):
        one.page.click(".party .head button[value=present]")
    one.page.wait_for_function("document.querySelectorAll('.mark.set').length >= 5")
    press(one, "form[action$='/finish'] button")


def gate_opened(hands: Hands, party: Party, frm: Stage, to: Stage) -> None:
    ready(hands, party, step_between(frm, to))
    connection.close()


def sign(one: Visit, look: Look, convoy: UUID, side: str, function: str) -> None:
    """Sign for a side."""
    one.open(f"/convoys/{convoy}/handover")
    look(one)
    one.page.fill(f"#{side} [name$=function]", function)
    if side == "gives":
        one.page.fill("#gives [name$=place]", "The gate of the centre")
    press(one, f"#{side} form .button.primary")


def travelled(somebody: Somebody, look: Look, hands: Hands, places: Places, party: Party) -> None:
    """The convoy: boarded and counted on a telephone, departed, counted again, signed for by both sides, received."""
    convoy = convoy_of_parties(hands, [party], frm=places.camp, to=places.centre, day=timezone.localdate())
    connection.close()
    lead = somebody(Role.CONVOY_LEAD, width=PHONE)
    for moved, kind in (("board", PointKind.BOARDING), ("depart", None), ("arrive", PointKind.ARRIVAL)):
        lead.open(f"/convoys/{convoy}")
        look(lead)
        press(lead, f"form[action$='/step/{moved}'] button")
        if kind:
            count(lead, look, convoy, kind)
    assert stages(party) == {Stage.IN_TRANSIT}
    sign(lead, look, convoy, "gives", "convoy lead")
    centre = somebody(Role.REPATRIATION_COORDINATOR, places.centre, Purpose.RETURN)
    sign(centre, look, convoy, "takes", "head of the centre")
    lead.open(f"/convoys/{convoy}/handover")
    press(lead, "form[action$='/step/receive'] button")
    assert stages(party) == {Stage.RECEIVED}


def asked(one: Visit, look: Look, party: Party) -> None:
    """A visit is written down for one of them: how they are, in their words."""
    case = party.case_ids[2]
    one.open(f"/cases/{case}/contact")
    look(one)
    one.page.check("[name=reached][value=reached]")
    one.page.check("[name=way][value=visit]")
    one.page.fill("[name=words]", "Goes to school every day, and has two friends there.")
    one.page.select_option("[name=school]", "school_goes")
    press(one)
    one.open(f"/cases/{case}/follow-up")
    assert "has two friends there" in look(one)


@pytest.mark.slow
def test_from_the_camp_to_school(
    clock: time_machine.Traveller, somebody: Somebody, look: Look, hands: Hands, places: Places, cousins: Family
) -> None:
    planner = somebody(Role.REPATRIATION_COORDINATOR, purpose=Purpose.RETURN)
    party = opened_on_a_page(planner, look, places, cousins)
    gate_opened(hands, party, Stage.REGISTERED, Stage.IDENTITY_REVIEW)
    step(planner, look, party, Stage.IDENTITY_REVIEW)
    planner.open(f"/cases/{party.case_ids[0]}/step/{Stage.NATIONALITY_VERIFICATION.value}")
    press(planner)  # nobody has checked who they are: it is said, and nothing is done
    assert stages(party) == {Stage.IDENTITY_REVIEW}
    assert planner.page.locator(".notice.waiting").count() >= 1
    known(hands, cousins.person_ids)
    screened(hands, cousins.person_ids)
    connection.close()
    for frm, to in (
        (Stage.IDENTITY_REVIEW, Stage.NATIONALITY_VERIFICATION),
        (Stage.NATIONALITY_VERIFICATION, Stage.SCREENING_REVIEW),
        (Stage.SCREENING_REVIEW, Stage.REPATRIATION_DECISION),
    ):
        gate_opened(hands, party, frm, to)
        step(planner, look, party, to)
    gate_opened(hands, party, Stage.REPATRIATION_DECISION, Stage.DEPARTURE_PREPARATION)
    manager = (Role.CASE_MANAGER, Purpose.RETURN)
    decide(somebody, look, party, Stage.DEPARTURE_PREPARATION, Role.REPATRIATION_COORDINATOR, manager)

    clock.shift(timedelta(days=20))
    gate_opened(hands, party, Stage.DEPARTURE_PREPARATION, Stage.IN_TRANSIT)
    travelled(somebody, look, hands, places, party)

    clock.shift(timedelta(days=3))
    worker = somebody(Role.CASE_MANAGER, purpose=Purpose.REINTEGRATION)
    step(worker, look, party, Stage.REHABILITATION)
    clock.shift(timedelta(days=70))
    gate_opened(hands, party, Stage.REHABILITATION, Stage.RETURN_READINESS)
    worker = somebody(Role.CASE_MANAGER, purpose=Purpose.REINTEGRATION)
    step(worker, look, party, Stage.RETURN_READINESS)
    judged(hands, places.home)
    gate_opened(hands, party, Stage.RETURN_READINESS, Stage.RETURNED)
    decide(somebody, look, party, Stage.RETURNED, Role.REPATRIATION_COORDINATOR, manager)
    worker = somebody(Role.REINTEGRATION_WORKER)
    step(worker, look, party, Stage.FOLLOW_UP)

    for days in (15, 20, 62, 92, 185, 366):
        clock.shift(timedelta(days=days))
        contacted(hands, party)
        connection.close()
    worker = somebody(Role.REINTEGRATION_WORKER)
    asked(worker, look, party)
    finished(hands, party)
    connection.close()
    decide(somebody, look, party, Stage.CLOSED, Role.REINTEGRATION_WORKER, (Role.CASE_MANAGER, Purpose.REINTEGRATION))
    nephew = party.case_of[cousins.person_ids[4]]
    worker.open(f"/cases/{nephew}")
    look(worker)
    gates = set(models.Passed.objects.filter(case=nephew).values_list("gate", flat=True))
    assert gates == set(Gate)
