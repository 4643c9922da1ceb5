"""Pages of convoys: planned, given places, counted without any script, departed, handed over, received; and what is kept from whom."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from actors import MakeActor, MakeClient
from convoyed import ConvoyOf
from homeward.access.facts import Actor, Purpose, Role
from homeward.access.models import User
from homeward.pathway import models
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.facts.convoys import ConvoyState, PointKind
from homeward.pathway.facts.headcounts import Mark
from homeward.registry.actions.persons import claims_record
from homeward.registry.facts.answers import known
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.values import ClaimKind, DocumentKind, DocumentValue
from homeward.registry.selectors.papers import papers_of
from homeward.review.facts.runs import Scope
from homeward.review.models import Run
from shelves import a_list

pytestmark = pytest.mark.django_db
BOARDING, ARRIVAL = PointKind.BOARDING, PointKind.ARRIVAL


def client_of(actor: Actor) -> Client:
    """A web client signed in as an actor."""
    client = Client()
    client.force_login(User.objects.get(id=actor.user_id), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["purpose"] = (actor.purpose or Purpose.RETURN).value
    session.save()
    return client


def _page(client: Client, name: str, *args: object, status: int = 200) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == status, answer.content[:400]
    return answer.content.decode()


def _press(client: Client, name: str, *args: object, **sent: object) -> str:
    answer = client.post(reverse(name, args=args), sent, follow=True)
    assert answer.status_code in (200, 400, 409), answer.content[:400]
    return answer.content.decode()


def test_a_convoy_is_planned_and_changed_in_pages(a_convoy: ConvoyOf) -> None:
    planner = client_of(a_convoy.planner)
    assert "Plan a convoy" in _page(planner, "convoys")
    plan = {
        "from_site": a_convoy.home.site,
        "to_site": a_convoy.to,
        "day": timezone.localdate().isoformat(),
        "lead": "",
    }
    wrong = _press(planner, "convoy_new", **plan | {"to_site": a_convoy.home.site, "escort": "Mine action"})
    assert "A convoy goes to another site" in wrong
    assert "Mine action" in wrong  # what was typed is kept
    made = _press(planner, "convoy_new", **plan, checkpoints="Bridge\nCrossing")
    assert "The convoy is planned." in made
    new = models.Convoy.objects.exclude(id=a_convoy.id).get()
    assert _press(planner, "convoy_vehicle", new.id, called="Bus 7", seats=20, version=1).count("Bus 7") >= 1
    assert "This was not saved yet" in _press(planner, "convoy_vehicle", new.id, called="Bus 8", seats=0, version=2)
    changed = _press(planner, "convoy_edit", new.id, **plan, checkpoints="Bridge", version=2)
    assert "The plan is changed." in changed
    assert "Somebody else changed this convoy" in _press(planner, "convoy_edit", new.id, **plan, version=1)


def test_whoever_plans_has_its_people_compared_and_is_shown_nothing_of_it(a_convoy: ConvoyOf, actor: MakeActor) -> None:
    planner = client_of(a_convoy.planner)
    assert "Compare its people with the lists" in _page(planner, "convoy", a_convoy.id)
    assert "No list is in use." in _press(planner, "convoy_screen", a_convoy.id)
    assert not Run.objects.exists()
    a_list(actor(Role.SCREENING_ANALYST), [("E-1", "SALIH INVENTED")])
    said = _press(planner, "convoy_screen", a_convoy.id)
    assert "compared with the lists in use" in said and "andidate" not in said
    run = Run.objects.get()
    assert (run.scope, run.words) == (Scope.PERSONS, models.Convoy.objects.get(id=a_convoy.id).number)
    _press(planner, "convoy_screen", a_convoy.id)  # it goes on: asked for once
    assert Run.objects.count() == 1


def test_places_are_given_on_a_page_that_says_what_binds_whom(a_convoy: ConvoyOf) -> None:
    planner, group = client_of(a_convoy.planner), models.Case.objects.get(id=a_convoy.home.mother).group_id
    _press(planner, "convoy_stays", a_convoy.id, group, version=a_convoy.version)
    shown = _page(planner, "convoy_seats", a_convoy.id)
    assert "checked" in shown  # the proposal
    assert "One household is ready, and 10 seats are free." in shown
    assert "Choose at least one household" in _press(planner, "convoy_seats", a_convoy.id, version=a_convoy.version)
    sent = {"group": group, f"vehicle_{group}": a_convoy.bus, "version": a_convoy.version}
    assert "The households have their places." in _press(planner, "convoy_seats", a_convoy.id, **sent)
    models.Seat.objects.update(ended="stays", ended_at=timezone.now())
    models.Case.objects.filter(id=a_convoy.home.child).update(course=Course.SUSPENDED)
    bound = _page(planner, "convoy_seats", a_convoy.id)  # the mother would leave her child behind
    assert "0 households are ready" in bound
    assert "What keeps the others" in bound


def test_people_are_counted_with_one_press_each_and_without_a_script(boarding: ConvoyOf) -> None:
    lead, point = client_of(boarding.lead), boarding.point(BOARDING)
    assert "0 of 2 counted" in _page(lead, "convoy_count", point)
    group = models.Case.objects.get(id=boarding.home.mother).group_id
    seat = boarding.seat(boarding.home.mother)
    press = {"seat": seat, "group": group, "was": "", "mark": "present"}
    assert "1 of 2 counted" in _press(lead, "convoy_mark", point, **press)
    assert "1 of 2 counted" in _press(lead, "convoy_mark", point, **press)  # sent again
    assert "2 of 2 counted" in _press(lead, "convoy_mark", point, group=group, mark="present")
    assert "Somebody else counted this person" in _press(lead, "convoy_mark", point, **press | {"mark": "absent"})
    part = lead.post(
        reverse("convoy_mark", args=[point]),
        press | {"was": "present", "mark": "absent"},
        headers={"HX-Request": "true"},
    )
    assert part.status_code == 200
    assert "<html" not in part.content.decode()
    assert "1 present · 1 absent" in part.content.decode()
    _press(lead, "convoy_mark", point, **press | {"was": "absent", "mark": "present"})
    assert "Your count is finished." in _press(lead, "convoy_count_finish", point)
    assert "The convoy has departed." in _press(lead, "convoy_step", boarding.id, "depart", version=boarding.version)
    assert boarding.state == ConvoyState.UNDER_WAY


def test_a_count_on_paper_is_typed_in_afterwards(boarding: ConvoyOf) -> None:
    lead, point = client_of(boarding.lead), boarding.point(BOARDING)
    sheet = lead.get(reverse("convoy_sheet", args=[point]))
    assert sheet.content.startswith(b"%PDF")
    assert (
        "Save this page on the phone" in lead.get(reverse("convoy_sheet", args=[point]), {"page": 1}).content.decode()
    )
    marks = {f"seat_{boarding.seat(id)}": "present" for id in boarding.home.ids}
    missing = _press(lead, "convoy_paper", point, counted_name="", **marks)
    assert "This was not saved yet" in missing
    assert "The count on paper is kept." in _press(lead, "convoy_paper", point, counted_name="Rana", **marks)


def test_two_counts_that_differ_are_settled_on_their_own_page(boarding: ConvoyOf, actor: MakeActor) -> None:
    second = actor(Role.CONVOY_LEAD)
    boarding.all_present(BOARDING)
    boarding.count(BOARDING, {boarding.home.mother: Mark.PRESENT, boarding.home.child: Mark.ABSENT}, second)
    lead, point, seat = client_of(boarding.lead), boarding.point(BOARDING), boarding.seat(boarding.home.child)
    assert "Counts differ" in _page(lead, "convoy_count", point)
    assert second.username in _page(lead, "convoy_settle", point, seat)
    said = {"mark": "present", "words": "Called by name, answered."}
    assert "It is settled by name." in _press(lead, "convoy_settle", point, seat, **said)
    assert "The counts agree" in _page(lead, "convoy_count", point)
    assert "set aside" in _press(lead, "convoy_count_again", point)


def test_withdrawing_at_the_bus_takes_one_word(boarding: ConvoyOf) -> None:
    lead, seat = client_of(boarding.lead), boarding.seat(boarding.home.mother)
    assert "Nobody owes a reason" in _page(lead, "convoy_withdraw", boarding.id, seat)
    said = _press(lead, "convoy_withdraw", boarding.id, seat, words="No.")
    assert "every service stays open" in said
    assert models.Case.objects.get(id=boarding.home.mother).course == Course.WITHDRAWN


def test_an_extra_child_is_written_down_and_answered_by_child_protection(boarding: ConvoyOf, actor: MakeActor) -> None:
    lead = client_of(boarding.lead)
    assert "Write what the child is called" in _press(
        lead, "convoy_extra", boarding.id, known="child", words="Alone at the gate."
    )
    sent = {
        "known": "child",
        "called": "Sami",
        "sex": "male",
        "youngest": 6,
        "oldest": 8,
        "words": "Alone at the gate.",
    }
    assert "They do not board" in _press(lead, "convoy_extra", boarding.id, **sent)
    extra = models.Extra.objects.get()
    specialist = client_of(actor(Role.CHILD_PROTECTION_SPECIALIST))
    assert "Answer about this child" in _page(specialist, "convoy", boarding.id)
    assert "Answer about this child" in _page(specialist, "case", extra.case_id)  # where the task leads
    said = {"boards": "no", "words": "Stays with our team until we know more."}
    assert "Your answer is kept." in _press(specialist, "convoy_extra_answer", boarding.id, extra.id, **said)
    assert lead.get(reverse("convoy_extra_answer", args=[boarding.id, extra.id])).status_code == 403


def test_the_way_to_the_signed_handover(boarding: ConvoyOf) -> None:
    lead = client_of(boarding.lead)
    boarding.all_present(BOARDING)
    _press(lead, "convoy_step", boarding.id, "depart", version=boarding.version)
    happened = {"kind": "medical_stop", "words": "Twenty minutes at a clinic.", "seat": ""}
    assert "It is written down." in _press(lead, "convoy_incident", boarding.id, **happened)
    _press(lead, "convoy_step", boarding.id, "arrive", version=boarding.version)
    assert "Nobody can sign yet." in _page(lead, "convoy_handover", boarding.id)
    boarding.all_present(ARRIVAL)
    gives = {"side": "gives", "g-place": "Gate", "g-function": "convoy lead", "g-caveats": "No names to others."}
    assert "One side has signed." in _press(lead, "convoy_handover", boarding.id, **gives)
    assert lead.get(reverse("convoy_handover_paper", args=[boarding.id])).content.startswith(b"%PDF")
    content = models.Signature.objects.get().content
    receiver = client_of(boarding.receiver)
    takes = {"side": "takes", "t-function": "head of the centre", "t-content": content}
    assert "It is not changed any more." in _press(receiver, "convoy_handover", boarding.id, **takes)
    assert "The convoy is closed." in _press(lead, "convoy_step", boarding.id, "receive", version=boarding.version)
    assert models.Case.objects.get(id=boarding.home.mother).stage == Stage.RECEIVED
    assert "received" in _page(lead, "convoy", boarding.id)


def test_calling_off_and_turning_back_say_why(boarding: ConvoyOf) -> None:
    lead = client_of(boarding.lead)
    assert "This was not saved yet" in _press(lead, "convoy_worded", boarding.id, "call-off", words="")
    said = _press(
        lead, "convoy_worded", boarding.id, "call-off", words="The road is under water.", version=boarding.version
    )
    assert "The road is under water." in said
    assert lead.get(reverse("convoy_worded", args=[boarding.id, "other"])).status_code == 404


def test_what_the_escort_must_know_is_read_by_few(boarding: ConvoyOf, signed_in: MakeClient, actor: MakeActor) -> None:
    manager = client_of(actor(Role.CASE_MANAGER, None, Purpose.RETURN))
    note = "Insulin at noon, kept cool."
    kept = _press(manager, "case_journey", boarding.home.mother, wheelchair="on", words=note, version=0)
    assert note in kept  # whoever assesses the case reads it
    assert note not in _page(client_of(boarding.planner), "convoy_manifest", boarding.id)
    assert "a note, kept from you" in _page(client_of(boarding.planner), "convoy_manifest", boarding.id)
    assert note in _page(client_of(boarding.lead), "convoy_manifest", boarding.id)
    assert b"Insulin" not in bytes(models.Journey.objects.get().words)
    person = models.Case.objects.select_related("person").get(id=boarding.home.mother).person
    passport = Statement(ClaimKind.DOCUMENT, known(DocumentValue(DocumentKind.PASSPORT, "A 1234567")))
    claims_record(actor(Role.REGISTRATION_CLERK), person.id, [passport], version=person.version)
    planner, mother = client_of(boarding.planner), boarding.home.mother
    assert "A 1234567" in _page(planner, "case_travel_paper", mother)
    chosen = {"paper": papers_of(boarding.planner, person.id)[0].claim_id, "version": 0}
    assert "The travel paper is kept." in _press(planner, "case_travel_paper", mother, **chosen)
    assert "A 1234567" in _page(client_of(boarding.lead), "convoy_manifest", boarding.id)
    assert "A 1234567" not in _page(manager, "convoy_manifest", boarding.id)


def test_whoever_has_no_convoys_finds_none(boarding: ConvoyOf, signed_in: MakeClient) -> None:
    clerk = signed_in(Role.REGISTRATION_CLERK)
    assert clerk.get(reverse("convoys")).status_code == 403
    for name, id in (
        ("convoy", boarding.id),
        ("convoy_manifest", boarding.id),
        ("convoy_count", boarding.point(BOARDING)),
    ):
        assert clerk.get(reverse(name, args=[id])).status_code == 403
