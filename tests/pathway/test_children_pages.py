"""The pages of what stands behind gates and of children: filled in as people fill them in, with nothing lost where something is wrong."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actors import MakeActor, MakeClient
from homeward.access.facts import Actor, Purpose, Role
from homeward.lists.facts.lists import Desk
from homeward.pathway import models
from homeward.pathway.actions.assessed import paper_record
from homeward.pathway.actions.child_files import child_file_open
from homeward.pathway.actions.children import determination_sign, interests_assess, interests_determine
from homeward.pathway.actions.tracing import lead_note, tracing_open
from homeward.pathway.facts.assessed import Question
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.child_files import Entry
from homeward.pathway.facts.children import About
from homeward.pathway.facts.tracing import SoughtBy, SoughtWords
from papers_ready import bia, bid, own
from screenings import NAME, ROWS
from shelves import a_list
from walked import CaseAt, CaseOf

pytestmark = pytest.mark.django_db
TALK = {"language": "ar", "interpreter": "no", "alone": "yes"}
LONG = "A sentence or two that says enough."


@pytest.fixture
def manager(signed_in: MakeClient) -> Client:
    """A case manager who prepares returns."""
    return signed_in(Role.CASE_MANAGER, None, Purpose.RETURN)


@pytest.fixture
def specialist(signed_in: MakeClient) -> Client:
    """A child protection specialist."""
    return signed_in(Role.CHILD_PROTECTION_SPECIALIST)


def told(client: Client, address: str) -> str:
    """A page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200, (answer.status_code, address)
    return answer.content.decode()


def test_a_decision_is_recorded_and_stands_on_the_page_of_the_case(manager: Client, case_at: CaseAt):
    a_case = case_at(Stage.REPATRIATION_DECISION)
    address = reverse("paper_voluntariness", args=[a_case.mother])
    assert "Detention is no consent" in told(manager, address)
    half = TALK | {"basis": "own_decision", "words": "I miss my sisters."}
    answer = manager.post(address, half)
    assert answer.status_code == 400 and "I miss my sisters." in answer.content.decode()
    whole = half | {"explained": LONG, "explained_by": "A lawyer", "says": "yes"}
    assert manager.post(address, whole).status_code == 302
    page = told(manager, reverse("case", args=[a_case.mother]))
    assert "The decision, or the order in its place, is recorded" in page and "They take their decision back" in page
    assert "I miss my sisters." in told(manager, reverse("paper", args=[models.Assessed.objects.get().id]))


def test_the_form_of_a_child_asks_the_carer_too(manager: Client, a_case: CaseOf):
    page = told(manager, reverse("paper_voluntariness", args=[a_case.child]))
    assert "A child's no is not overruled here." in page and "What the carer or guardian decides" in page
    sent = TALK | {"basis": "child_and_carer", "explained": LONG, "explained_by": "A", "says": "yes"}
    answer = manager.post(reverse("paper_voluntariness", args=[a_case.child]), sent)
    assert answer.status_code == 400 and set(answer.context["form"].errors) == {"carer", "carer_says"}


def test_a_place_of_return_waits_for_the_second_person(manager: Client, signed_in: MakeClient, case_at: CaseAt):
    a_case = case_at(Stage.REPATRIATION_DECISION)
    questions = {one.value: "nothing_found" for one in Question} | {
        f"{one.value}_sources": "Report" for one in Question
    }
    sent = TALK | {"country": "iq", "conclusion": "no_bar", "words": LONG} | questions
    assert manager.post(reverse("paper_non_refoulement", args=[a_case.mother]), sent).status_code == 302
    made = models.Assessed.objects.get()
    mine = told(manager, reverse("paper", args=[made.id]))
    assert "You made this record." in mine and "Your answer" not in mine
    second = signed_in(Role.CASE_MANAGER, None, Purpose.RETURN)
    assert "Your answer" in told(second, reverse("paper", args=[made.id]))
    assert second.post(reverse("paper", args=[made.id]), {"agrees": "yes", "words": "no"}).status_code == 400
    assert second.post(reverse("paper", args=[made.id]), {"agrees": "yes", "words": LONG}).status_code == 302
    assert "assessed by two people" in told(second, reverse("case", args=[a_case.mother]))


def test_others_see_that_papers_are_kept(signed_in: MakeClient, actor: MakeActor, a_case: CaseOf):
    paper_record(actor(Role.CASE_MANAGER, None, Purpose.RETURN), case_id=a_case.mother, draft=own())
    page = told(signed_in(Role.REPATRIATION_COORDINATOR), reverse("case", args=[a_case.mother]))
    assert "What was asked and examined" in page and "the person's own decision" not in page
    assert (
        signed_in(Role.REPATRIATION_COORDINATOR)
        .get(reverse("paper", args=[models.Assessed.objects.get().id]))
        .status_code
        == 404
    )


def test_taking_back_closes_the_gate_on_the_page(
    manager: Client, actor: MakeActor, signed_in: MakeClient, a_case: CaseOf
):
    paper_record(actor(Role.CASE_MANAGER, None, Purpose.RETURN), case_id=a_case.mother, draft=own())
    lead = signed_in(Role.CONVOY_LEAD)
    assert "for any reason or none" in told(lead, reverse("decision_back", args=[a_case.mother]))
    assert lead.post(reverse("decision_back", args=[a_case.mother]), {"words": ""}).status_code == 302
    assert "taken back" in told(manager, reverse("case", args=[a_case.mother]))
    assert lead.post(reverse("decision_back", args=[a_case.mother]), {"words": ""}).status_code == 400


def test_fitness_is_recorded(manager: Client, a_case: CaseOf):
    sent = TALK | {"clinician": "Dr. Invented", "function": "camp doctor", "outcome": "with_conditions", "escort": ""}
    address = reverse("paper_medical_fitness", args=[a_case.mother])
    assert "must know" in manager.post(address, sent).content.decode()
    assert manager.post(address, sent | {"escort": "Needs water often."}).status_code == 302


def bia_sent(cases: CaseOf, **changed: object) -> dict[str, object]:
    """An assessment as it is posted."""
    words = ("views", "carers", "siblings", "safety", "health", "education", "identity", "recommendation")
    return TALK | dict.fromkeys(words, LONG) | {
        "about": "return", "heard": "heard", "outcome": "in_their_interests", "with_ids": [str(cases.family.person_ids[0])],
    } | changed  # fmt: skip


def panel_sent(**changed: object) -> dict[str, object]:
    """A panel as it is posted."""
    sent: dict[str, object] = {"form-TOTAL_FORMS": "6", "form-INITIAL_FORMS": "0"}
    for number, function in enumerate(("child_protection", "health", "legal")):
        sent |= {f"form-{number}-function": function, f"form-{number}-name": f"Person {number}"}
    review = timezone.localdate() + timedelta(days=60)
    return sent | {"outcome": "in_their_interests", "reasons": LONG, "review_on": review.isoformat()} | changed


def test_best_interests_from_the_assessment_to_the_signature(signed_in: MakeClient, specialist: Client, a_case: CaseOf):
    assert "not assessed yet" in told(specialist, reverse("case", args=[a_case.child]))
    address = reverse("interests_new", args=[a_case.child])
    answer = specialist.post(address, bia_sent(a_case, health=" "))
    assert answer.status_code == 400 and LONG in answer.content.decode()
    assert specialist.post(address, bia_sent(a_case, asks_panel="on")).status_code == 302
    assessment = models.Interests.objects.get().id
    assert "somebody else records what it determined" in told(specialist, reverse("interests", args=[assessment]))
    recorder, signer = (signed_in(Role.CHILD_PROTECTION_SPECIALIST) for _ in range(2))
    panel = reverse("panel_new", args=[assessment])
    two = recorder.post(panel, panel_sent(**{"form-2-function": "", "form-2-name": ""}))
    assert two.status_code == 400 and "different functions" in two.content.decode()
    assert recorder.post(panel, panel_sent()).status_code == 302
    made = models.Determination.objects.get().id
    waits = told(recorder, reverse("determination", args=[made]))
    assert "waits for a signature" in waits and "Your signature" not in waits
    assert signer.post(reverse("determination", args=[made]), {"agrees": "yes"}).status_code == 302
    assert "signed, it stands" in told(signer, reverse("case", args=[a_case.child]))


def test_a_separation_is_recorded_from_a_determination_and_not_beside_it(
    actor: MakeActor, specialist: Client, a_case: CaseOf
):
    people = [actor(Role.CHILD_PROTECTION_SPECIALIST) for _ in range(3)]
    made = interests_assess(people[0], case_id=a_case.child, draft=bia([], about=About.SEPARATION))
    id = interests_determine(people[1], draft=bid(made))
    determination_sign(people[2], determination_id=id, agrees=True)
    child, household = a_case.family.person_ids[1], a_case.family.household_id
    review = (timezone.localdate() + timedelta(days=20)).isoformat()
    beside = {"basis": "best_interests_determ", "authority": "The panel", "reason": LONG, "review_on": review}
    answer = specialist.post(reverse("household_separation", args=[household, child]), beside)
    assert answer.status_code == 400 and "from the determination" in answer.content.decode()
    assert "Let the child leave their carers" in told(specialist, reverse("determination", args=[id]))
    sent = {"authority": "The panel", "review_on": review}
    assert specialist.post(reverse("determination_rest", args=[id]), sent).status_code == 302
    assert "rests on this determination" in told(specialist, reverse("determination", args=[id]))


def test_a_childs_own_file_is_begun_written_and_led_on(specialist: Client, signed_in: MakeClient, a_case: CaseOf):
    child = a_case.family.person_ids[1]
    assert specialist.post(reverse("child_file_open", args=[child])).status_code == 302
    file = models.ChildFile.objects.get().id
    address = reverse("child_file", args=[file])
    assert specialist.post(address, {"to": "assessment", "version": "1"}).status_code == 302
    refused = specialist.post(address, {"to": "case_plan", "version": "2", "words": "We talked."})
    assert refused.status_code == 400 and "We talked." in refused.content.decode()
    sent = {
        Entry.PLAN: {"goals": LONG, "actions": LONG},
        Entry.FOLLOW_UP: {"words": LONG},
        Entry.GUARDIAN: {"code": "temporary", "name": "An aunt", "authority": "Court", "competence": "Law 76"},
        Entry.VISIT: {"since": timezone.localdate().isoformat(), "seen_alone": "yes", "words": LONG},
        Entry.CARE_REVIEW: {"code": "continues", "words": LONG},
        Entry.SCHOOL: {"code": "enrolled", "school": "First School"},
    }
    for kind, typed in sent.items():
        entry = reverse(f"child_entry_{kind.value}", args=[file])
        told(specialist, entry)
        assert specialist.post(entry, {}).status_code == 400
        assert specialist.post(entry, typed).status_code == 302, kind
    page = told(specialist, address)
    assert all(said in page for said in ("First School", "An aunt", "The child was seen alone"))
    assert models.ChildFile.objects.get().number in told(specialist, reverse("children"))
    assert told(specialist, reverse("children") + "?show=closed")
    for role in (Role.CASE_MANAGER, Role.REPATRIATION_COORDINATOR):
        assert signed_in(role).get(address).status_code == 404


def test_a_tracing_from_the_description_to_the_next_step(specialist: Client, actor: MakeActor, a_case: CaseOf):
    a_list(actor(Role.SCREENING_ANALYST), ROWS, list_id="missing", desk=Desk.TRACING)
    child = a_case.family.person_ids[1]
    address = reverse("tracing_new", args=[child])
    wrong = specialist.post(address, {"sought_by": "child", "name": NAME, "born": "some day"})
    assert wrong.status_code == 400 and NAME in wrong.content.decode()
    assert specialist.post(address, {"sought_by": "child", "name": NAME, "born": "1986"}).status_code == 302
    id = models.Tracing.objects.get().id
    page = specialist.post(reverse("tracing", args=[id])).content.decode()
    assert "X-1" in page and not models.Lead.objects.exists()
    noted = {"list": "missing", "entry": "X-1"}
    assert specialist.post(reverse("tracing_note", args=[id]), noted).status_code == 302
    lead = models.Lead.objects.get().id
    prefix = lead.hex
    short = specialist.post(
        reverse("tracing_lead", args=[id, lead]), {f"{prefix}-found": "possible", f"{prefix}-words": "x"}
    )
    assert short.status_code == 400
    said = {f"{prefix}-found": "possible", f"{prefix}-words": LONG}
    assert specialist.post(reverse("tracing_lead", args=[id, lead]), said).status_code == 302
    step = reverse("tracing_step_verification", args=[id])
    assert "belong together" in told(specialist, step)
    assert specialist.post(step, {"version": "1", "words": LONG}).status_code == 302
    assert "asking both what they want" in told(specialist, reverse("tracing", args=[id]))
    assert NAME in told(specialist, reverse("tracings"))


def test_one_childs_page_costs_as_many_queries_as_another(
    specialist: Client, actor: MakeActor, a_case: CaseOf, django_assert_max_num_queries
):
    who: Actor = actor(Role.CHILD_PROTECTION_SPECIALIST)
    file: UUID = child_file_open(who, child_id=a_case.family.person_ids[1])
    tracing = tracing_open(who, person_id=a_case.family.person_ids[1], sought_by=SoughtBy.CHILD, said=SoughtWords(NAME))
    lead_note(who, tracing_id=tracing, person_id=a_case.family.person_ids[0])
    with django_assert_max_num_queries(45):
        told(specialist, reverse("child_file", args=[file]))
    with django_assert_max_num_queries(45):
        told(specialist, reverse("tracing", args=[tracing]))
