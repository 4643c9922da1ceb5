"""Pages of plans, follow-up, assessments and instruments: what is typed is kept, what is wrong is said, what is private stays so."""

from __future__ import annotations

import io
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from actors import MakeActor
from homeward.access.facts import Actor, Purpose, Role
from homeward.access.models import User
from homeward.access.selectors import actor_of
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.actions.assessments import assessment_record
from homeward.pathway.actions.child_files import child_entry_add, child_file_open
from homeward.pathway.actions.followups import contact_record
from homeward.pathway.actions.plans import plan_write
from homeward.pathway.arrivals import after_step
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.child_files import Attends, Entry, EntryDraft, SchoolWords
from homeward.pathway.facts.followups import ContactDraft, Reached, Way
from homeward.pathway.facts.instruments import Form
from homeward.pathway.facts.plans import Agreement
from homeward.pathway.facts.services import ServiceKind
from homeward.web.plan_words import AFTER, BECAUSE, TASK_PAGES, TASKS
from planning import ADULTS, CHILDREN, WANTS, assessment, changed, in_force, instrument, open_need, plan, today, trained
from walked import CaseAt, CaseOf

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _ in settings.LANGUAGES]
SOON = (today() + timedelta(days=60)).isoformat()


@pytest.fixture
def worker(actor: MakeActor) -> Actor:
    """A case manager."""
    return actor(Role.CASE_MANAGER, None, Purpose.REINTEGRATION)


@pytest.fixture
def manager(signed_in: Any) -> Client:
    """A case manager at the browser, who keeps instruments too."""
    return signed_in(Role.CASE_MANAGER, None, Purpose.REINTEGRATION)


def actor_of_client(client: Client) -> Actor:
    user = User.objects.get(id=client.session["_auth_user_id"])
    return actor_of(user.id, purpose=Purpose.REINTEGRATION, channel="test")


def page(client: Client, name: str, *args: Any, query: str = "") -> str:
    answer = client.get(reverse(name, args=args) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def sent_plan(**other: Any) -> dict[str, Any]:
    return {
        "version": 0, "own_words": WANTS, "language": "ar", "review_on": SOON, "goal_1": "We have our papers.",
        "goal_3": "The boy goes to school.", "ours_1": "We go there together.", "room": 3,
    } | other  # fmt: skip


def test_a_plan_is_written_gone_through_and_in_force(a_case: CaseOf, manager: Client) -> None:
    assert "No plan is in force" in page(manager, "case_plan", a_case.mother)
    answer = manager.post(reverse("plan_edit", args=[a_case.mother]), sent_plan())
    assert answer.status_code == 302
    draft = models.Plan.objects.get()
    assert draft.goals.count() == 2
    shown = page(manager, "plan_say", draft.id)
    assert WANTS in shown and "checked" not in shown
    said = {"version": 1, "agreement": "in_part", "explained_on": today(), "language": "ar", "open_words": ""}
    refused = manager.post(reverse("plan_say", args=[draft.id]), said | {"interpreter": "Somebody she trusts"})
    assert refused.status_code == 400
    assert "Write what stays open" in refused.content.decode() and "Somebody she trusts" in refused.content.decode()
    assert manager.post(reverse("plan_say", args=[draft.id]), said | {"open_words": "The house."}).status_code == 302
    shown = page(manager, "case_plan", a_case.mother)
    assert "in part" in shown and "The house." in shown and "The boy goes to school." in shown


def test_what_is_wrong_with_a_plan_is_said_and_nothing_typed_is_lost(a_case: CaseOf, manager: Client) -> None:
    answer = manager.post(reverse("plan_edit", args=[a_case.mother]), sent_plan(review_on=today().isoformat()))
    text = answer.content.decode()
    assert answer.status_code == 400 and "a day after today" in text
    assert WANTS in text and "The boy goes to school." in text
    answer = manager.post(reverse("plan_edit", args=[a_case.mother]), sent_plan(goal_1="", goal_3="", ours_1=""))
    assert "A plan has one goal at least" in answer.content.decode()


def test_there_is_room_for_another_goal_without_a_script(a_case: CaseOf, manager: Client) -> None:
    answer = manager.post(reverse("plan_edit", args=[a_case.mother]), sent_plan(more="1", own_words=""))
    text = answer.content.decode()
    assert answer.status_code == 200 and 'name="goal_4"' in text and "The boy goes to school." in text
    assert not models.Plan.objects.exists()


def test_of_two_who_write_the_second_keeps_what_they_typed(a_case: CaseOf, manager: Client, worker: Actor) -> None:
    plan_write(worker, case_id=a_case.mother, draft=plan())
    answer = manager.post(reverse("plan_edit", args=[a_case.mother]), sent_plan(own_words="Something that I typed."))
    assert answer.status_code == 409
    assert "Something that I typed." in answer.content.decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_holds_their_words_as_they_were_written(
    a_case: CaseOf, manager: Client, worker: Actor, language: str
) -> None:
    made = in_force(worker, a_case.mother, agreement=Agreement.IN_PART)
    answer = manager.get(reverse("plan_paper", args=[made]) + f"?language={language}")
    assert answer["Content-Type"] == "application/pdf"
    text = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages)
    for words in (WANTS, "We have our papers.", "The house stays open."):
        wanted = {one.strip(".") for one in words.split()}  # a page from right to left orders Latin words otherwise
        assert wanted <= {one.strip(".") for one in text.split()}


def test_what_is_kept_apart_is_on_no_page_of_a_reintegration_worker(
    a_case: CaseOf, worker: Actor, signed_in: Any
) -> None:
    made = open_need(worker, a_case.mother, ServiceKind.GBV)
    helper = signed_in(Role.REINTEGRATION_WORKER)
    shown = page(helper, "case_plan", a_case.mother)
    assert "No papers for the family." not in shown and "kept apart" in shown
    for name in ("need_state", "referral_new"):
        assert helper.get(reverse(name, args=[a_case.mother, made])).status_code == 404
    assert 'value="gbv"' not in page(helper, "need_new", a_case.mother)


def test_a_need_is_recorded_referred_and_met(a_case: CaseOf, manager: Client) -> None:
    sent = {"kind": "health", "words": "A doctor for the boy.", "source": "person", "found_on": today()}
    assert manager.post(reverse("need_new", args=[a_case.mother]), sent | {"words": ""}).status_code == 400
    assert manager.post(reverse("need_new", args=[a_case.mother]), sent).status_code == 302
    need = models.Need.objects.get()
    referral = {"provider": "Health centre", "words": "Look at his ear.", "consent": "person", "answer_by": SOON}
    assert manager.post(reverse("referral_new", args=[a_case.mother, need.id]), referral).status_code == 302
    made = models.Referral.objects.get()
    turn = reverse("referral_step", args=[a_case.mother, made.id])
    assert manager.post(turn, {"version": 1, "state": "declined", "words": ""}).status_code == 400
    assert manager.post(turn, {"version": 1, "state": "accepted", "words": ""}).status_code == 302
    assert manager.post(turn, {"version": 1, "state": "done", "words": ""}).status_code == 409
    settle = reverse("need_state", args=[a_case.mother, need.id])
    assert manager.post(settle, {"version": 1, "state": "met", "words": "He was seen."}).status_code == 302
    assert "He was seen." in page(manager, "case_plan", a_case.mother)


@pytest.fixture
def returned(case_at: CaseAt) -> CaseOf:
    found = case_at(Stage.FOLLOW_UP)
    after_step(list(models.Case.objects.filter(id__in=found.ids)), Stage.RETURNED, today() - timedelta(days=20))
    return found


def sent_contact(**other: Any) -> dict[str, Any]:
    return {"once": uuid7(), "reached": "not_reached", "way": "phone", "held_on": today()} | other


def test_a_contact_is_written_down_and_unknown_stays_unknown(returned: CaseOf, signed_in: Any) -> None:
    helper = signed_in(Role.REINTEGRATION_WORKER)
    due = models.FollowUp.objects.filter(case=returned.mother).earliest("due_on")
    address = reverse("contact_new", args=[returned.mother]) + f"?for={due.id}"
    assert "checked" not in helper.get(address).content.decode()
    assert helper.post(address, sent_contact(reached="")).status_code == 400
    once = sent_contact()
    assert [helper.post(address, once).status_code for _ in range(2)] == [302, 302]
    assert models.Contact.objects.get().follow_up_id == due.id
    shown = page(helper, "case_follow_up", returned.mother)
    assert "says nothing about them, and nothing follows from it" in shown


def test_what_was_said_over_time_is_a_table_of_words(returned: CaseOf, signed_in: Any) -> None:
    helper = signed_in(Role.REINTEGRATION_WORKER)
    address = reverse("contact_new", args=[returned.mother])
    answers = {"reached": "reached", "words": "She is well.", "safety": "safe", "agency": "decides"}
    refused = helper.post(address, sent_contact(**answers))
    assert refused.status_code == 400 and "own words" in refused.content.decode()
    assert helper.post(address, sent_contact(**answers, agency_words="I choose my work.")).status_code == 302
    shown = page(helper, "case_follow_up", returned.mother)
    assert "Feels safe" in shown and "I choose my work." in shown and "Not asked" in shown
    assert '<svg class="chart' not in shown and "bar-chart" not in shown


def test_it_is_written_down_why_a_case_is_closed(returned: CaseOf, signed_in: Any) -> None:
    helper = signed_in(Role.REINTEGRATION_WORKER)
    sent = {
        "reason": "settled",
        "words": "They live as they planned.",
        "told": "told",
        "told_words": "",
        "language": "ar",
    }
    address = reverse("closure_new", args=[returned.mother])
    assert "no answer yet" in helper.get(address).content.decode()
    refused = helper.post(address, sent)
    assert refused.status_code == 400 and "They live as they planned." in refused.content.decode()
    assert helper.post(address, sent | {"told_words": "How to come back."}).status_code == 302
    assert "How to come back." in page(helper, "case_follow_up", returned.mother)


def test_a_contact_is_moved_and_dropped(returned: CaseOf, signed_in: Any) -> None:
    helper = signed_in(Role.REINTEGRATION_WORKER)
    assert helper.post(reverse("follow_up_new", args=[returned.mother]), {"due_on": SOON}).status_code == 302
    row = models.FollowUp.objects.get(case=returned.mother, after="")
    address = reverse("follow_up_change", args=[returned.mother, row.id])
    assert helper.post(address, {"version": 1, "due_on": "", "words": ""}).status_code == 400
    assert helper.post(address, {"version": 1, "due_on": "", "words": "She asked for fewer."}).status_code == 302
    assert "She asked for fewer." in page(helper, "case_follow_up", returned.mother)
    assert helper.get(address).status_code == 404


def test_an_adult_instrument_does_not_open_for_a_child(a_case: CaseOf, manager: Client, worker: Actor) -> None:
    trained(worker, actor_of_client(manager))
    shown = page(manager, "case_assessments", a_case.child)
    assert "does not open" in shown and "may be under 18" in shown
    address = reverse("assessment_new", args=[a_case.child, instrument().id])
    answer = manager.get(address)
    assert answer.status_code in (400, 409, 422) and "may be under 18" in answer.content.decode()
    assert manager.post(address, {}).status_code >= 400
    assert not models.Assessment.objects.exists()


def test_what_was_said_is_kept_and_read(a_case: CaseOf, manager: Client, worker: Actor) -> None:
    trained(worker, actor_of_client(manager))
    address = reverse("assessment_new", args=[a_case.mother, instrument().id])
    assert "كيف يمضي يومك" in manager.get(address + "?language=ar").content.decode()
    sent: dict[str, Any] = {
        "held_on": today(), "language": "ar", "review_on": SOON, "narrative": "She wants to work.", "limits": "None was seen.",
    }  # fmt: skip
    for one in ADULTS.questions:
        sent[f"{one.key}_0"] = "In her own words." if one.form is Form.WORDS else one.choices[0].key
    named = {key.replace("_0", "_value"): value for key, value in sent.items() if key.endswith("_0")}
    states = {f"{one.key}_state": "known" for one in ADULTS.questions}
    whole = {key: value for key, value in sent.items() if not key.endswith("_0")} | named | states
    refused = manager.post(address, whole | {"heart_value": "", "limits": "Nothing could be heard."})
    assert refused.status_code == 400 and "Nothing could be heard." in refused.content.decode()
    assert manager.post(address, whole | {"heart_value": "", "heart_state": "declined"}).status_code == 302
    made = models.Assessment.objects.get()
    shown = page(manager, "assessment", made.id)
    assert "In her own words." in shown and "declined" in shown and "She wants to work." in shown


def test_a_need_found_in_an_assessment_leads_to_it_and_back(
    a_case: CaseOf, manager: Client, worker: Actor, actor: MakeActor
) -> None:
    asker = actor(Role.CASE_MANAGER, None, Purpose.REINTEGRATION)
    trained(worker, asker)
    made = assessment_record(asker, case_id=a_case.mother, instrument_id=instrument().id, draft=assessment(ADULTS))
    shown = page(manager, "assessment", made)
    address = reverse("need_new", args=[a_case.mother])
    assert f"{address}?assessment={made}" in shown and "No need was recorded from it." in shown
    form = page(manager, "need_new", a_case.mother, query=f"?assessment={made}")
    assert f'value="{made}" selected' in form
    sent = {"kind": "health", "words": "A doctor for her back.", "source": "assessment", "found_on": today()}
    assert manager.post(address, sent | {"assessment": str(uuid7())}).status_code == 400
    assert manager.post(address, sent | {"assessment": str(made)}).status_code == 302
    assert models.Need.objects.get().assessment_id == made
    assert reverse("assessment", args=[made]) in page(manager, "case_plan", a_case.mother)
    assert "A doctor for her back." in page(manager, "assessment", made)
    assert 'name="assessment"' not in page(manager, "need_new", a_case.child), "nothing was asked of the child yet"


def test_a_childs_assessment_shows_that_it_exists(
    a_case: CaseOf, manager: Client, worker: Actor, actor: MakeActor
) -> None:
    specialist = actor(Role.CHILD_PROTECTION_SPECIALIST)
    trained(worker, specialist, "talk_with_children")
    made = assessment_record(
        specialist, case_id=a_case.child, instrument_id=instrument("child_and_family").id, draft=assessment(CHILDREN)
    )
    shown = page(manager, "case_assessments", a_case.child)
    assert "opened by child protection" in shown and str(made) not in shown
    assert manager.get(reverse("assessment", args=[made])).status_code == 404


def test_an_instrument_is_brought_and_a_wrong_one_says_where(manager: Client) -> None:
    def bring(text: bytes) -> Any:
        return manager.post(reverse("instruments"), {"file": SimpleUploadedFile("one.yaml", text)})

    wrong = bring(changed(version=2, score={"sum": 3}).encode())
    assert wrong.status_code == 400 and "never adds anything up" in wrong.content.decode()
    assert bring(b"\xff\xfe\x00").status_code == 400
    assert bring(changed(version=2).encode()).status_code == 302
    row = instrument()
    assert row.version == 2 and "What is missing most?" in page(manager, "instrument", row.id)
    assert manager.post(reverse("instrument_withdraw", args=[row.id])).status_code == 302
    assert "withdrawn" in page(manager, "instruments")


def test_a_training_is_recorded_and_ended(manager: Client, worker: Actor) -> None:
    sent = {
        "user_id": worker.user_id, "training": "needs_talk", "trained_on": today() - timedelta(days=3), "until": SOON,
        "words": "",
    }  # fmt: skip
    refused = manager.post(reverse("training_new"), sent)
    assert refused.status_code == 400 and worker.username in refused.content.decode()
    assert manager.post(reverse("training_new"), sent | {"words": "Two days in Mosul."}).status_code == 302
    row = models.Training.objects.get()
    assert "Two days in Mosul." in page(manager, "instruments")
    assert manager.post(reverse("training_over", args=[row.id])).status_code == 302
    assert manager.post(reverse("training_over", args=[row.id])).status_code == 404


def test_the_case_shows_plan_and_follow_up_to_those_who_may(
    returned: CaseOf, worker: Actor, manager: Client, signed_in: Any
) -> None:
    in_force(worker, returned.mother)
    contact_record(worker, case_id=returned.mother, draft=ContactDraft(Reached.NOT_REACHED, Way.PHONE, today()))
    shown = page(manager, "case", returned.mother)
    assert "The plan is in force" in shown and 'id="follow-up"' in shown
    coordinator = signed_in(Role.REPATRIATION_COORDINATOR, None, Purpose.RETURN)
    shown = page(coordinator, "case", returned.mother)
    assert "The plan is in force" not in shown and 'id="follow-up"' not in shown


def test_the_follow_up_of_a_child_says_whether_they_go_to_school_and_nothing_more(
    returned: CaseOf, actor: MakeActor, manager: Client
) -> None:
    assert "goes to school" not in page(manager, "case", returned.child)
    specialist = actor(Role.CHILD_PROTECTION_SPECIALIST)
    file = child_file_open(specialist, child_id=returned.family.person_ids[1])
    school = EntryDraft(Entry.SCHOOL, SchoolWords("First School", "third class"), Attends.ENROLLED)
    child_entry_add(specialist, file_id=file, draft=school)
    shown = page(manager, "case", returned.child)
    assert "goes to school" in shown and "First School" not in shown


def test_every_code_has_its_sentence() -> None:
    assert set(TASK_PAGES) == set(TASKS)
    assert all(str(one) for words in (BECAUSE, TASKS, AFTER) for one in words.values())


def test_how_far_a_goal_is_and_a_review_are_written_down(a_case: CaseOf, manager: Client, worker: Actor) -> None:
    made = in_force(worker, a_case.mother)
    goal = models.Goal.objects.get()
    address = reverse("goal_state", args=[a_case.mother, goal.id])
    assert manager.post(address, {"version": 2, "state": "reached", "words": ""}).status_code == 400
    assert manager.post(address, {"version": 2, "state": "reached", "words": "We have them."}).status_code == 302
    again = reverse("plan_again", args=[made])
    sent = {"version": 3, "words": "She is content so far.", "review_on": SOON}
    assert manager.post(again, sent | {"version": 2}).status_code == 409
    assert manager.post(again, sent).status_code == 302
    shown = page(manager, "case_plan", a_case.mother)
    assert "We have them." in shown and "She is content so far." in shown
