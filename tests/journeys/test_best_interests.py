"""A determination that stops a movement: a child has a place on the bus, a panel says no, and the bus does not take them.

Another journey beside it: a mother takes her decision back at the bus, and that is enough.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone

from actors import MakeActor
from homes import site as another_site
from homeward.access.facts import Purpose, Role
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.actions.assessed import paper_record
from homeward.pathway.actions.children import determination_sign, interests_assess, interests_determine
from homeward.pathway.actions.steps import steps_take
from homeward.pathway.errors import GatesUnmet
from homeward.pathway.facts.cases import Gate, Stage
from homeward.pathway.facts.convoys import SeatEnd
from papers_ready import bia, bid, own
from sending import press
from visits import LONG_WAYS, Visit
from walked import CaseAt, CaseOf

WORDS = "What was heard and seen, in a sentence."
Somebody = Callable[..., Visit]
Look = Callable[[Visit], str]


@pytest.fixture
def seated(actor: MakeActor, case_at: CaseAt) -> CaseOf:
    """A mother and her child, ready to depart, with their places in a convoy; a panel had said yes."""
    cases = case_at(Stage.DEPARTURE_PREPARATION)
    people = [actor(Role.CHILD_PROTECTION_SPECIALIST) for _ in range(3)]
    made = interests_assess(people[0], case_id=cases.child, draft=bia(cases.family.person_ids[:1], asks_panel=True))
    id = interests_determine(people[1], draft=bid(made))
    determination_sign(people[2], determination_id=id, agrees=True)
    now = timezone.now()
    convoy = models.Convoy.objects.create(
        number="V-AAAAAA-A", from_site_id=cases.site, to_site_id=another_site(actor, "Centre"),
        day=timezone.localdate(), planned_by=uuid7(), planned_at=now,
    )  # fmt: skip
    bus = models.Vehicle.objects.create(convoy=convoy, number=1, called="bus", seats=40)
    for one in cases.ids:
        models.Seat.objects.create(convoy=convoy, case_id=one, vehicle=bus, given_by=uuid7(), given_at=now)
    return cases


def assess(one: Visit, look: Look, case_id: UUID) -> UUID:
    """A specialist assesses the child in the form of the case's page."""
    one.open(reverse("case", args=[case_id]))
    look(one)
    page = one.page
    press(one, f"a[href='{reverse('interests_new', args=[case_id])}']")
    look(one)
    assert page.locator("main input:checked").count() == 0  # nothing is chosen beforehand
    for name, value in (
        ("about", "return"), ("interpreter", "no"), ("alone", "yes"), ("heard", "heard"), ("outcome", "more_needed"),
    ):  # fmt: skip
        page.check(f"[name={name}][value={value}]")
    page.select_option("main select[name=language]", "ar")
    for name in ("views", "carers", "siblings", "safety", "education", "identity", "recommendation"):
        page.fill(f"[name={name}]", WORDS)
    page.check("[name=asks_panel]")
    press(one, "main form button[type=submit]")  # health was forgotten
    assert page.input_value("[name=views]") == WORDS
    page.fill("[name=health]", WORDS)
    page.click("main form button[type=submit]")
    page.wait_for_url("**/children/best-interests/**")
    look(one)
    return UUID(page.url.rsplit("/", 1)[1])


def determine(one: Visit, look: Look, assessment_id: UUID) -> None:
    """Another specialist records that the panel says no."""
    one.open(reverse("interests", args=[assessment_id]))
    page = one.page
    press(one, f"a[href='{reverse('panel_new', args=[assessment_id])}']")
    look(one)
    for number, function in enumerate(("child_protection", "social_welfare", "health")):
        page.select_option(f"[name=form-{number}-function]", function)
        page.fill(f"[name=form-{number}-name]", f"Person {number}")
    page.check("[name=outcome][value=not_in_their_interests]")
    page.fill("[name=reasons]", WORDS)
    page.fill("[name=review_on]", (timezone.localdate() + timedelta(days=60)).isoformat())
    page.click("main form button[type=submit]")
    page.wait_for_url("**/children/determinations/**")
    look(one)


@pytest.mark.parametrize(("width", "language"), LONG_WAYS)
def test_a_determination_that_says_no_stops_the_movement(
    somebody: Somebody, look: Look, actor: MakeActor, seated: CaseOf, width: int, language: str
) -> None:
    first = somebody(Role.CHILD_PROTECTION_SPECIALIST, width=width, language=language)
    assessment = assess(first, look, seated.child)
    second = somebody(Role.CHILD_PROTECTION_SPECIALIST, width=width, language=language)
    determine(second, look, assessment)
    third = somebody(Role.CHILD_PROTECTION_SPECIALIST, width=width, language=language)
    third.open(second.page.url.removeprefix(second.server))
    third.page.check("[name=agrees][value=yes]")
    press(third, "main form button[type=submit]")
    look(third)
    assert models.Determined.objects.latest("signed_at").agrees
    assert {one.ended for one in models.Seat.objects.all()} == {SeatEnd.STAYS}
    coordinator = somebody(Role.REPATRIATION_COORDINATOR, width=width, language=language)
    coordinator.open(reverse("case", args=[seated.child]))
    shown = look(coordinator)
    assert WORDS not in shown  # that it is closed may be seen, not what was found
    assert models.Task.objects.filter(case_id=seated.child, what="bid.stopped", done_at__isnull=True).exists()
    with pytest.raises(GatesUnmet):
        steps_take(actor(Role.CONVOY_LEAD), case_ids=seated.ids, to=Stage.IN_TRANSIT)
    assert {one.stage for one in models.Case.objects.all()} == {Stage.DEPARTURE_PREPARATION}


@pytest.mark.parametrize(("width", "language"), LONG_WAYS)
def test_somebody_takes_their_decision_back(
    somebody: Somebody, look: Look, actor: MakeActor, seated: CaseOf, width: int, language: str
) -> None:
    paper_record(actor(Role.CASE_MANAGER, None, Purpose.RETURN), case_id=seated.mother, draft=own())
    one = somebody(Role.CASE_MANAGER, None, Purpose.RETURN, width=width, language=language)
    one.open(reverse("case", args=[seated.mother]))
    look(one)
    press(one, f"a[href='{reverse('decision_back', args=[seated.mother])}']")
    look(one)
    one.page.click("main form button[type=submit]")  # no reason is asked for
    one.page.wait_for_url("**/cases/**")
    look(one)
    assert models.TakenBack.objects.count() == 1
    assert models.Block.objects.filter(case_id=seated.mother, gate=Gate.VOLUNTARINESS).exists()
