"""My work in the way home: what is overdue first, what waits for each role and no more, one line for a household, true counts."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from actors import MakeActor
from homeward.access.facts import Actor, Purpose, Role
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.facts.cases import Gate, Stage
from homeward.pathway.facts.work import Kind, Part
from homeward.pathway.sealed import HOLD_WORDS, PROPOSAL_WORDS, keys_to_write, seal_text
from homeward.pathway.selectors.work import work_page
from homeward.pathway.settling import settle
from homeward.pathway.tasking import task_add, tasks_done
from walked import CaseAt, CaseOf


def today(days: int = 0) -> Any:
    return timezone.localdate() + timedelta(days=days)


def case_of(cases: CaseOf) -> models.Case:
    return models.Case.objects.select_related("person").get(id=cases.mother)


def propose(cases: CaseOf, by: Actor) -> None:
    for case in models.Case.objects.filter(id__in=cases.ids).select_related("person"):
        row = models.Proposal(
            case=case, frm=Stage.REPATRIATION_DECISION, to=Stage.DEPARTURE_PREPARATION, proposed_by=by.user_id,
            proposed_name=by.username, proposed_at=timezone.now(),
        )  # fmt: skip
        row.words = seal_text(keys_to_write([case])[case.id], PROPOSAL_WORDS, row.id, "They want to go.")
        row.save(force_insert=True)


def hold(cases: CaseOf, by: Actor, until: Any) -> None:
    case = case_of(cases)
    row = models.Hold(
        case=case, reason="other", owner=by.user_id, owner_name=by.username, placed_at=timezone.now() - timedelta(days=60),
        review_on=until, until=until,
    )  # fmt: skip
    row.words = seal_text(keys_to_write([case])[case.id], HOLD_WORDS, row.id, "A paper is awaited.")
    row.save(force_insert=True)


def test_a_gate_waits_for_its_keeper_in_one_line_for_a_household(actor: MakeActor, case_at: CaseAt) -> None:
    cases = case_at(Stage.IDENTITY_REVIEW)
    settle(cases.ids)
    found = work_page(actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY))
    assert [(one.kind, one.gate, one.cases, one.opens) for one in found.lines] == [(Kind.GATE, Gate.IDENTITY, 2, False)]
    assert found.counts[Part.ALL] == found.counts[Part.GATES] == 1
    assert work_page(actor(Role.CONVOY_LEAD)).lines == ()


def test_work_is_that_of_the_site_and_of_the_purpose(actor: MakeActor, case_at: CaseAt) -> None:
    cases, elsewhere = case_at(Stage.IDENTITY_REVIEW), case_at(name="Nasser")
    settle(cases.ids)
    assert work_page(actor(Role.IDENTITY_OFFICER, cases.site, Purpose.IDENTITY)).total == 1
    assert work_page(actor(Role.IDENTITY_OFFICER, elsewhere.site, Purpose.IDENTITY)).total == 0
    assert work_page(actor(Role.IDENTITY_OFFICER, cases.site, Purpose.REGISTRATION)).total == 0


def test_what_is_overdue_stands_first(actor: MakeActor, a_case: CaseOf) -> None:
    case = case_of(a_case)
    task_add(case, "hold.review", Role.CASE_MANAGER, today(3))
    task_add(case, "override.review", Role.CASE_MANAGER, today(-3))
    manager = actor(Role.CASE_MANAGER, None, Purpose.RETURN)
    found = work_page(manager)
    assert [(one.what, one.overdue) for one in found.lines] == [("override.review", True), ("hold.review", False)]
    assert (found.counts[Part.OVERDUE], found.counts[Part.TASKS]) == (1, 2)
    assert [one.what for one in work_page(manager, Part.OVERDUE).lines] == ["override.review"]


def test_a_gate_that_waits_stands_before_what_falls_due_in_a_month(actor: MakeActor, case_at: CaseAt) -> None:
    cases = case_at(Stage.IDENTITY_REVIEW)
    settle(cases.ids)
    task_add(case_of(cases), "hold.review", Role.IDENTITY_OFFICER, today(7))
    task_add(case_of(cases), "override.review", Role.IDENTITY_OFFICER, today(30))
    found = work_page(actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY))
    assert [one.kind for one in found.lines] == [Kind.TASK, Kind.GATE, Kind.TASK]
    assert [one.what for one in found.lines if one.kind is Kind.TASK] == ["hold.review", "override.review"]


def test_a_task_is_open_once_and_closed_by_what_it_asks_for(actor: MakeActor, a_case: CaseOf) -> None:
    case = case_of(a_case)
    first = task_add(case, "hold.review", Role.CASE_MANAGER, today(3))
    again = task_add(case, "hold.review", Role.CASE_MANAGER, today(9))
    assert first.id == again.id and models.Task.objects.get().due == today(9)
    assert tasks_done(case, "hold.review", actor=a_case.coordinator) == 1
    assert work_page(actor(Role.CASE_MANAGER, None, Purpose.RETURN)).total == 0


def test_a_task_that_was_handed_over_waits_for_whoever_has_it_alone(actor: MakeActor, a_case: CaseOf) -> None:
    one, another = actor(Role.CASE_MANAGER, None, Purpose.RETURN), actor(Role.CASE_MANAGER, None, Purpose.RETURN)
    task_add(case_of(a_case), "hold.review", Role.CASE_MANAGER, today(1), owner=one)
    assert (work_page(one).total, work_page(another).total) == (1, 0)


def test_what_falls_due_for_a_household_on_a_day_stands_once_with_how_many_they_are(
    actor: MakeActor, case_at: CaseAt
) -> None:
    cases, apart = case_at(Stage.REGISTERED), case_at(Stage.REGISTERED, name="Nasser")
    manager = actor(Role.CASE_MANAGER, None, Purpose.RETURN)
    for case in models.Case.objects.filter(id__in=(*cases.ids, *apart.ids)):
        task_add(case, "plan_due", Role.CASE_MANAGER, today(3))
        task_add(case, "referral_answer", Role.CASE_MANAGER, today(3), uuid7())
    found = work_page(manager, Part.TASKS)
    plans = [one for one in found.lines if one.what == "plan_due"]
    assert [one.cases for one in plans] == [2, 2] and len({one.household_number for one in plans}) == 2
    assert [one.cases for one in found.lines if one.what == "referral_answer"] == [1] * 4
    assert found.total == found.counts[Part.TASKS] == 6
    done = next(one for one in plans if one.case_id in cases.ids)
    tasks_done(done.case_id, "plan_due")
    left = [one for one in work_page(manager, Part.TASKS).lines if one.what == "plan_due" and one.case_id in cases.ids]
    assert [(one.cases, one.case_id != done.case_id) for one in left] == [(1, True)]


def test_what_falls_due_on_two_days_stands_twice(actor: MakeActor, case_at: CaseAt) -> None:
    cases = case_at(Stage.REGISTERED)
    for day, case in enumerate(models.Case.objects.filter(id__in=cases.ids), 3):
        task_add(case, "plan_due", Role.CASE_MANAGER, today(day))
    lines = work_page(actor(Role.CASE_MANAGER, None, Purpose.RETURN), Part.TASKS).lines
    assert [(one.cases, one.due) for one in lines] == [(1, today(3)), (1, today(4))]


def test_a_proposal_waits_for_another_person_and_is_told_to_its_maker_as_others_work(
    actor: MakeActor, case_at: CaseAt
) -> None:
    cases = case_at(Stage.REPATRIATION_DECISION)
    propose(cases, cases.coordinator)
    other = work_page(actor(Role.CASE_MANAGER, None, Purpose.RETURN), Part.ANSWERS)
    assert [(one.kind, one.stage, one.cases) for one in other.lines] == [
        (Kind.PROPOSAL, Stage.DEPARTURE_PREPARATION, 2)
    ]
    mine = work_page(cases.coordinator)
    assert mine.counts[Part.ANSWERS] == 0 and mine.counts[Part.OTHERS] == 1


def test_a_hold_is_told_before_it_ends_and_after_it_is_over(actor: MakeActor, a_case: CaseOf) -> None:
    hold(a_case, a_case.coordinator, today(-1))
    assert [(one.kind, one.overdue) for one in work_page(a_case.coordinator).lines] == [(Kind.HOLD_EXPIRED, True)]
    models.Hold.objects.update(until=today(3), review_on=today(2))
    assert [one.kind for one in work_page(a_case.coordinator).lines] == [Kind.HOLD_ENDING]
    assert work_page(actor(Role.REPATRIATION_COORDINATOR)).total == 0  # it is for its owner to say, until it is over
    models.Hold.objects.update(until=today(30))
    assert work_page(a_case.coordinator).total == 0


def test_every_line_stands_on_one_page_only(actor: MakeActor, case_at: CaseAt) -> None:
    manager = actor(Role.CASE_MANAGER, None, Purpose.RETURN)
    for number in range(4):
        cases = case_at(Stage.REPATRIATION_DECISION, name=f"Family{number}")
        for case in models.Case.objects.filter(id__in=cases.ids):
            task_add(case, "hold.review", Role.CASE_MANAGER, today(-1))
        settle(cases.ids)
    whole = work_page(manager, limit=500)
    pages = [work_page(manager, limit=3, offset=offset).lines for offset in range(0, whole.total + 3, 3)]
    assert [line for page in pages for line in page] == list(whole.lines)
    assert len(whole.lines) == whole.total == whole.counts[Part.ALL] > 8


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.ADMINISTRATOR, Role.REGISTRATION_CLERK])
def test_whoever_keeps_nothing_in_the_way_home_has_no_such_work(actor: MakeActor, role: Role, a_case: CaseOf) -> None:
    assert work_page(actor(role)).counts == {}


def test_the_page_names_numbers_and_leads_to_the_file_of_whoever_is_to_be_verified(
    signed_in: Any, case_at: CaseAt
) -> None:
    cases = case_at(Stage.IDENTITY_REVIEW)
    settle(cases.ids)
    page = signed_in(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY).get("/").content.decode()
    assert "Waits for: identity established" in page and "Haddad" not in page
    assert re.search(r'href="/persons/[0-9a-f-]{36}"', page) and f"/cases/{cases.mother}" not in page
    assert "H-" in page and "One thing waits for you." in page


def test_the_page_asks_the_database_as_often_for_many_as_for_few(
    signed_in: Any, case_at: CaseAt, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client: Client = signed_in(Role.CASE_MANAGER, None, Purpose.RETURN)
    for number in range(5):
        settle(case_at(Stage.REPATRIATION_DECISION, name=f"Family{number}").ids)
    client.get("/")
    with django_assert_max_num_queries(30):
        page = client.get("/").content.decode()
    assert page.count("See to it") >= 10


def test_an_override_is_granted_by_another_and_reviewed(actor: MakeActor, a_case: CaseOf) -> None:
    row = models.Override.objects.create(
        case_id=a_case.mother, gate=Gate.MEDICAL_FITNESS, authority=b"", reason=b"", asked_by=a_case.coordinator.user_id,
        asked_name="one", asked_at=timezone.now(), until=today(20), review_on=today(10),
    )  # fmt: skip
    manager = actor(Role.CASE_MANAGER, None, Purpose.RETURN)
    assert [one.kind for one in work_page(manager).lines] == [Kind.OVERRIDE_ASKED]
    assert work_page(a_case.coordinator).counts[Part.OTHERS] == 1
    models.Override.objects.filter(id=row.id).update(
        granted_by=uuid7(), granted_name="two", granted_at=timezone.now(), review_on=today(-1), until=today(20)
    )
    assert [(one.kind, one.overdue) for one in work_page(manager).lines] == [(Kind.OVERRIDE_REVIEW, True)]
