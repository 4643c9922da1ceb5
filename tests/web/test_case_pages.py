"""The pages of cases: what the list counts, what a case's page answers, steps of a household, what is kept when something is wrong."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from actors import MakeActor
from homeward.access.facts import Purpose, Role
from homeward.pathway import models
from homeward.pathway.facts.cases import Course, Gate, Stage
from walked import CaseAt, CaseOf


@pytest.fixture
def client(signed_in: Any) -> Client:
    made: Client = signed_in(Role.REPATRIATION_COORDINATOR, None, Purpose.RETURN)
    return made


def text_of(answer: Any) -> str:
    return answer.content.decode()  # type: ignore[no-any-return]


def test_the_list_counts_what_fits_and_shows_no_more(client: Client, case_at: CaseAt) -> None:
    case_at(Stage.REGISTERED), case_at(Stage.SCREENING_REVIEW, name="Nasser")
    assert "4 cases fit" in text_of(client.get("/cases"))
    narrowed = text_of(client.get("/cases?stage=screening_review"))
    assert "2 cases fit" in narrowed and "Maryam Nasser" in narrowed and "Maryam Haddad" not in narrowed
    assert "screening review (2)" in narrowed and "registered (2)" in narrowed
    assert "No case fits all of this" in text_of(client.get("/cases?stage=closed"))


@pytest.mark.parametrize(
    "query", ["", "?stage=nothing&gate=x&site=1&waited=&order=&course=x", "?page=99", "?q=H-000000-X"]
)
def test_an_address_that_asks_for_nothing_there_is_still_answers(client: Client, a_case: CaseOf, query: str) -> None:
    assert client.get(f"/cases{query}").status_code == 200


@pytest.mark.parametrize("order", ["waiting", "newest", "stage", "household"])
def test_every_order_shows_each_case_once_page_after_page(
    client: Client, case_at: CaseAt, order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        case_at(Stage.REGISTERED, name=f"Family{number}")
    models.Case.objects.update(since=timezone.now())  # all of them at one instant
    monkeypatch.setattr("homeward.web.pages.cases.SIZE", 2)
    shown = [re.findall(r'href="/cases/([0-9a-f-]{36})"', text_of(client.get(f"/cases?order={order}&page={page}"))) for page in (1, 2, 3)]  # fmt: skip # noqa: E501
    assert sorted(id for page in shown for id in page) == sorted(
        map(str, models.Case.objects.values_list("id", flat=True))
    )


def test_a_case_says_where_it_stands_what_blocks_it_and_who_can_see_to_it(
    client: Client, case_at: CaseAt, actor: MakeActor
) -> None:
    officer = actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    page = text_of(client.get(f"/cases/{case_at(Stage.IDENTITY_REVIEW).mother}"))
    assert "identity review" in page and "One gate keeps it from the next step." in page
    assert "identity officer" in page and officer.username in page
    assert page.index("Omar Haddad") > page.index("Maryam Haddad")


def test_a_step_is_taken_with_the_whole_household(client: Client, a_case: CaseOf) -> None:
    address = f"/cases/{a_case.mother}/step/identity_review"
    page = text_of(client.get(address))
    assert "Maryam Haddad" in page and "Omar Haddad" in page
    answer = client.post(address, {"version": 1, "cases": [str(id) for id in a_case.ids], "words": ""}, follow=True)
    assert "Now at: identity review." in text_of(answer)
    assert set(models.Case.objects.values_list("stage", flat=True)) == {Stage.IDENTITY_REVIEW}


def test_a_plan_that_would_leave_a_child_behind_says_whom_and_what_would_let_it_go_on(
    client: Client, a_case: CaseOf
) -> None:
    address = f"/cases/{a_case.mother}/step/identity_review"
    answer = client.post(
        address, {"version": 1, "cases": [str(a_case.mother)], "words": "They leave today, it is urgent."}
    )
    page = text_of(answer)
    assert answer.status_code == 400 and "This would leave people behind" in page
    assert "Omar Haddad" in page and "best interests determination" in page
    assert "They leave today, it is urgent." in page
    assert set(models.Case.objects.values_list("stage", flat=True)) == {Stage.REGISTERED}


def test_a_step_seen_of_an_earlier_version_is_not_taken(client: Client, a_case: CaseOf) -> None:
    address = f"/cases/{a_case.mother}/step/identity_review"
    sent = {"version": 7, "cases": [str(id) for id in a_case.ids], "words": "Everything is there."}
    answer = client.post(address, sent)
    assert answer.status_code == 409 and "changed while you had it open" in text_of(answer)
    assert "Everything is there." in text_of(answer)


def test_a_step_through_a_closed_gate_names_the_gate(client: Client, case_at: CaseAt) -> None:
    cases = case_at(Stage.IDENTITY_REVIEW)
    address = f"/cases/{cases.mother}/step/nationality_verification"
    version = models.Case.objects.get(id=cases.mother).version
    answer = client.post(address, {"version": version, "cases": [str(id) for id in cases.ids], "words": ""})
    assert answer.status_code == 400 and "wait at" in text_of(answer)
    assert not models.Case.objects.exclude(stage=Stage.IDENTITY_REVIEW).exists()


def test_a_stage_that_there_is_not_is_not_found(client: Client, a_case: CaseOf) -> None:
    assert client.get(f"/cases/{a_case.mother}/step/anywhere").status_code == 404
    assert client.get(f"/cases/{a_case.mother}/step/closed").status_code == 400


def test_a_stopped_case_says_so_and_offers_no_step(client: Client, a_case: CaseOf) -> None:
    models.Case.objects.filter(id=a_case.mother).update(course=Course.SUSPENDED)
    page = text_of(client.get(f"/cases/{a_case.mother}"))
    assert "This case does not go on." in page and "/step/identity_review" not in page


def test_tasks_are_given_done_and_handed_over(client: Client, a_case: CaseOf, signed_in: Any) -> None:
    address = f"/cases/{a_case.mother}/tasks/new"
    wrong = client.post(address, {"words": "Ask her sister.", "role": "case_manager", "due": "2001-01-01"})
    assert (
        wrong.status_code == 400
        and "Ask her sister." in text_of(wrong)
        and "Choose today or a later day" in text_of(wrong)
    )
    due = timezone.localdate() + timedelta(days=3)
    assert (
        client.post(address, {"words": "Ask her sister.", "role": "case_manager", "due": due.isoformat()}).status_code
        == 302
    )
    task = models.Task.objects.get()
    assert b"sister" not in bytes(task.words)
    assert "Ask her sister." in text_of(client.get(f"/cases/{a_case.mother}"))
    manager = signed_in(Role.CASE_MANAGER, None, Purpose.RETURN)
    assert manager.post(f"/cases/{a_case.mother}/tasks/{task.id}/done", {"words": "She knows."}).status_code == 302
    assert manager.post(f"/cases/{a_case.mother}/tasks/{task.id}/done", {"words": ""}).status_code == 404
    page = text_of(client.get(f"/cases/{a_case.mother}"))
    assert "She knows." in page and "It is done</a>" not in page


def test_a_task_of_justice_is_not_told_on_the_page(client: Client, a_case: CaseOf) -> None:
    models.Task.objects.create(
        case_id=a_case.mother,
        what="justice.hearing",
        role=Role.JUDICIAL_LIAISON,
        due=timezone.localdate(),
        made_at=timezone.now(),
    )
    assert "Nothing is to be done by a day." in text_of(client.get(f"/cases/{a_case.mother}"))


def test_cases_are_opened_from_a_household(client: Client, a_case: CaseOf) -> None:
    household = a_case.family.household_id
    page = text_of(client.get(f"/cases/new?household={household}"))
    assert "Some have a case already" in page and "Everybody of them has a case." in page


def test_where_the_way_leads_is_said_for_everybody_and_an_older_page_changes_nothing(
    client: Client, a_case: CaseOf
) -> None:
    address = f"/cases/{a_case.mother}/way"
    assert f'href="{address}"' in text_of(client.get(f"/cases/{a_case.mother}"))
    group = models.Case.objects.get(id=a_case.mother).group
    sent = {"to_site": str(a_case.site), "home_site": "", "version": group.version}
    told = text_of(client.post(address, sent, follow=True))
    assert "It is recorded where their way leads." in told
    group.refresh_from_db()
    assert (group.to_site_id, group.home_site_id) == (a_case.site, None)
    late = client.post(address, sent | {"home_site": str(a_case.site)})
    assert late.status_code == 409 and "Somebody else changed where this group goes." in text_of(late)
    wrong = client.post(address, sent | {"to_site": "nowhere"})
    assert wrong.status_code == 400
    group.refresh_from_db()
    assert (group.to_site_id, group.home_site_id) == (a_case.site, None)


@pytest.mark.parametrize("role", [Role.IDENTITY_OFFICER, Role.JUDICIAL_LIAISON, Role.CONVOY_LEAD, Role.AUDITOR])
def test_whoever_only_keeps_a_gate_opens_no_case(signed_in: Any, a_case: CaseOf, role: Role) -> None:
    other = signed_in(role)
    assert other.get(f"/cases/{a_case.mother}").status_code == 403
    assert other.get("/cases").status_code == 403


def test_a_case_of_another_site_is_not_there(signed_in: Any, a_case: CaseOf, case_at: CaseAt) -> None:
    elsewhere = case_at(name="Elsewhere").site
    manager = signed_in(Role.CASE_MANAGER, elsewhere, Purpose.RETURN)
    assert manager.get(f"/cases/{a_case.mother}").status_code == 404
    assert "Maryam Haddad" not in text_of(manager.get("/cases"))


def test_the_gate_that_blocks_is_found_by_its_filter(client: Client, case_at: CaseAt) -> None:
    cases = case_at(Stage.IDENTITY_REVIEW)
    models.Block.objects.create(
        case_id=cases.mother, gate=Gate.IDENTITY, role=Role.IDENTITY_OFFICER, because="x", since=timezone.now()
    )
    assert "One case fits" in text_of(client.get("/cases?gate=identity"))


def days(count: int) -> str:
    return (timezone.localdate() + timedelta(days=count)).isoformat()


HELD = {
    "reason": "documents",
    "words": "Her passport is awaited.",
    "authority": "The coordinator",
    "review_on": "",
    "until": "",
}


def test_a_hold_is_placed_decided_anew_and_ended_and_the_case_says_so(
    client: Client, a_case: CaseOf, signed_in: Any
) -> None:
    address = f"/cases/{a_case.mother}/holds"
    long = client.post(address, HELD | {"review_on": days(10), "until": days(400)})
    assert long.status_code == 400 and "within 90 days" in text_of(long) and "Her passport is awaited." in text_of(long)
    assert client.post(address, HELD | {"review_on": days(10), "until": days(20)}).status_code == 302
    hold = models.Hold.objects.get()
    assert "papers that are awaited" in text_of(client.get(address)).lower()
    same = client.post(f"{address}/{hold.id}/renew", HELD | {"review_on": days(10), "until": days(20)})
    assert same.status_code == 400 and "Say why the case waits still" in text_of(same)
    other = HELD | {"words": "The consulate is closed.", "review_on": days(5), "until": days(9)}
    assert client.post(f"{address}/{hold.id}/renew", other).status_code == 302
    renewed = models.Hold.objects.get(renews=hold)
    assert client.post(f"{address}/{hold.id}/end", {"words": "It came by post."}).status_code == 404
    assert client.post(f"{address}/{renewed.id}/review").status_code == 302
    assert client.post(f"{address}/{renewed.id}/end", {"words": "It came by post."}).status_code == 302
    page = text_of(client.get(f"/cases/{a_case.mother}"))
    assert "A hold ended" in page and "It came by post." in page


def test_a_hold_whose_time_is_over_holds_nothing_and_the_page_asks_its_owner(client: Client, a_case: CaseOf) -> None:
    address = f"/cases/{a_case.mother}/holds"
    client.post(address, HELD | {"review_on": days(10), "until": days(20)})
    models.Hold.objects.update(review_on=days(-3), until=days(-2))
    assert "over: it holds nothing" in text_of(client.get(address))
    assert "A hold on this case is over and holds nothing." in text_of(client.get(f"/cases/{a_case.mother}"))
    assert "It stays ended" in text_of(client.get(address))


def test_the_reason_of_a_court_is_kept_from_whoever_reads_the_case(
    client: Client, a_case: CaseOf, signed_in: Any
) -> None:
    liaison = signed_in(Role.JUDICIAL_LIAISON)
    sent = HELD | {
        "reason": "court_order",
        "words": "Summoned as a witness.",
        "authority": "Court",
        "review_on": days(3),
        "until": days(9),
    }
    assert liaison.post(f"/cases/{a_case.mother}/holds", sent).status_code == 302
    assert "Summoned as a witness." in text_of(liaison.get(f"/cases/{a_case.mother}/holds"))
    for page in ("", "/holds"):
        shown = text_of(client.get(f"/cases/{a_case.mother}{page}"))
        assert "Summoned" not in shown and "an order of a court</h2>" not in shown.lower()
    assert "A hold whose reason is kept apart" in text_of(client.get(f"/cases/{a_case.mother}/holds"))
    assert liaison.get(f"/cases/{a_case.mother}").status_code == 403


def test_an_override_takes_three_people(client: Client, case_at: CaseAt, signed_in: Any) -> None:
    cases = case_at(Stage.DEPARTURE_PREPARATION)
    address = f"/cases/{cases.mother}/overrides"
    assert 'value="family_unity"' not in text_of(client.get(address)) and 'value="nationality"' in text_of(
        client.get(address)
    )
    sent = {
        "gate": "nationality",
        "authority": "The ministry",
        "reason": "Their letter comes on Sunday.",
        "until": days(5),
        "review_on": "",
    }
    wrong = client.post(address, sent)
    assert wrong.status_code == 400 and "Their letter comes on Sunday." in text_of(wrong)
    assert client.post(address, sent | {"review_on": days(7)}).status_code == 302
    row = models.Override.objects.get()
    own = client.post(f"{address}/{row.id}/answer", {"answer": "grant"}, follow=True)
    assert "somebody else answers it" in text_of(own)
    second, third = (signed_in(Role.CASE_MANAGER, None, Purpose.RETURN) for _ in range(2))
    assert "Grant it" in text_of(second.get(address))
    second.post(f"{address}/{row.id}/answer", {"answer": "grant"})
    assert "overridden for a time" in text_of(client.get(f"/cases/{cases.mother}"))
    assert "Review it" not in text_of(second.get(address)) and "Review it" in text_of(third.get(address))
    answer = third.post(f"{address}/{row.id}/review", {"upheld": "no", "words": "The letter is here already."})
    assert answer.status_code == 302
    assert models.Override.objects.get().ended_at is not None


def test_somebody_withdraws_without_a_reason_and_can_go_on_again(client: Client, a_case: CaseOf) -> None:
    address = f"/cases/{a_case.mother}/turn"
    sent = {"version": 1, "course": "suspended", "cases": [str(a_case.mother)], "words": ""}
    wrong = client.post(address, sent)
    assert wrong.status_code == 400 and "Say why" in text_of(wrong)
    assert client.post(address, sent | {"course": "withdrawn"}).status_code == 302
    assert models.Case.objects.get(id=a_case.mother).course == Course.WITHDRAWN
    version = models.Case.objects.get(id=a_case.mother).version
    back = sent | {"version": version, "course": "running", "words": "She decided to go after all."}
    assert client.post(address, back).status_code == 302
    assert models.Case.objects.get(id=a_case.mother).course == Course.RUNNING


def test_an_adult_stays_apart_and_a_child_never_does_this_way(client: Client, a_case: CaseOf) -> None:
    child = client.post(f"/cases/{a_case.child}/apart", {"words": "He wants to stay with his aunt."})
    assert child.status_code == 400 and "may be under 18" in text_of(child) and "his aunt" in text_of(child)
    assert client.post(f"/cases/{a_case.mother}/apart", {"words": "She stays with her mother."}).status_code == 302
    assert "stays apart" in text_of(client.get(f"/cases/{a_case.child}"))
    assert client.post(f"/cases/{a_case.mother}/apart", {}).status_code == 302
    assert models.Apart.objects.get().ended_at is not None
