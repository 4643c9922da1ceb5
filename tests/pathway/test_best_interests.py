"""Best interests: what opens the gate for a child, what a panel is, that a no stops a movement, and that a separation rests on a panel."""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from drafts import person

from actors import MakeActor
from homes import site
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Purpose, Role
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.actions.assessed import paper_record
from homeward.pathway.actions.cases import case_open
from homeward.pathway.actions.children import (
    determination_sign,
    interests_assess,
    interests_determine,
    separation_from_bid,
)
from homeward.pathway.facts.assessed import Fitness
from homeward.pathway.facts.cases import Check, Gate, Holding, Stage
from homeward.pathway.facts.children import About, Function, Interest, Panelist
from homeward.pathway.facts.convoys import ConvoyState, SeatEnd
from homeward.pathway.rules.children import needs_panel
from homeward.pathway.selectors.gating import checks_of
from homeward.pathway.selectors.manifests import manifest_of
from homeward.registry.actions.households import family_register
from homeward.registry.errors import Invalid
from homeward.registry.facts.households import FamilyDraft, FamilyMember
from homeward.registry.facts.persons import HouseholdRole
from papers_ready import PANEL, bia, bid, fitness
from walked import CaseAt, CaseOf, a_pack

pytestmark = pytest.mark.django_db
RULES = Path(__file__).resolve().parents[2] / "src/homeward/pathway"


@pytest.fixture
def specialists(actor: MakeActor) -> tuple[Actor, Actor, Actor]:
    """Three who protect children: one assesses, one records, one signs."""
    first, second, third = (actor(Role.CHILD_PROTECTION_SPECIALIST) for _ in range(3))
    return first, second, third


Specialists = tuple[Actor, Actor, Actor]


def gate(actor: Actor, case_id: UUID) -> Check:
    """How the gate stands."""
    case = models.Case.objects.select_related("person", "group__pack").get(id=case_id)
    return checks_of(actor, [case], [Gate.BEST_INTERESTS], timezone.localdate())[case_id][0]


def holding(actor: Actor, case_id: UUID) -> Holding:
    """The same, in one word."""
    return gate(actor, case_id).holding


def mother(cases: CaseOf) -> tuple[UUID, ...]:
    """With whom the child travels."""
    return (cases.family.person_ids[0],)


def determined(
    people: Specialists, cases: CaseOf, outcome: Interest = Interest.YES, about: About = About.RETURN
) -> UUID:
    """A determination that somebody else signed."""
    assessor, recorder, signer = people
    made = interests_assess(assessor, case_id=cases.child, draft=bia(mother(cases), about=about, asks_panel=True))
    id = interests_determine(recorder, draft=bid(made, outcome))
    determination_sign(signer, determination_id=id, agrees=True)
    return id


def test_the_gate_asks_nothing_of_an_adult_and_an_assessment_of_a_child(specialists: Specialists, a_case: CaseOf):
    assert holding(specialists[0], a_case.mother) is Holding.DOES_NOT_APPLY
    assert holding(specialists[0], a_case.child) is Holding.UNMET
    interests_assess(specialists[0], case_id=a_case.child, draft=bia(mother(a_case)))
    assert holding(specialists[0], a_case.child) is Holding.OPEN


@pytest.mark.parametrize("outcome", [Interest.NO, Interest.MORE, Interest.OTHER])
def test_no_other_outcome_opens_it(specialists: Specialists, a_case: CaseOf, outcome: Interest):
    interests_assess(specialists[0], case_id=a_case.child, draft=bia(mother(a_case), outcome))
    check = gate(specialists[0], a_case.child)
    assert (check.holding, check.because, dict(check.detail)) == (Holding.UNMET, "best_interests_unmet", {})


def test_it_lapses_when_its_time_is_over_or_somebody_named_travels_no_more(specialists: Specialists, a_case: CaseOf):
    today = timezone.localdate()
    interests_assess(specialists[0], case_id=a_case.child, draft=bia(mother(a_case), until=today))
    assert holding(specialists[0], a_case.child) is Holding.OPEN
    models.Case.objects.filter(id=a_case.mother).update(course="withdrawn")
    interests_assess(specialists[0], case_id=a_case.child, draft=bia(mother(a_case)))
    assert holding(specialists[0], a_case.child) is Holding.UNMET  # nobody adult travels: a panel is needed
    determined(specialists, a_case)
    assert holding(specialists[0], a_case.child) is Holding.LAPSED
    models.Case.objects.filter(id=a_case.mother).update(course="running")
    assert holding(specialists[0], a_case.child) is Holding.OPEN


def test_a_child_travels_with_people_of_their_own_group(specialists: Specialists, a_case: CaseOf, case_at: CaseAt):
    stranger = case_at(name="Other").family.person_ids[0]
    with pytest.raises(Invalid, match="same group"):
        interests_assess(specialists[0], case_id=a_case.child, draft=bia([stranger]))


def test_where_the_assessment_asks_for_a_panel_only_a_signed_determination_opens_it(
    specialists: Specialists, a_case: CaseOf
):
    assessor, recorder, signer = specialists
    made = interests_assess(assessor, case_id=a_case.child, draft=bia(mother(a_case), asks_panel=True))
    assert holding(assessor, a_case.child) is Holding.UNMET
    id = interests_determine(recorder, draft=bid(made))
    assert holding(assessor, a_case.child) is Holding.UNMET
    determination_sign(signer, determination_id=id, agrees=True)
    assert holding(assessor, a_case.child) is Holding.OPEN
    tasks = set(models.Task.objects.filter(case_id=a_case.child, done_at__isnull=True).values_list("what", flat=True))
    assert tasks == {"bia.due", "bid.review"}


@pytest.mark.parametrize("role", [HouseholdRole.UNACCOMPANIED_CHILD, HouseholdRole.SEPARATED_CHILD])
def test_a_child_without_their_parents_needs_a_panel(role: HouseholdRole):
    assert needs_panel(role, adults=2, asked=False)
    assert not needs_panel(HouseholdRole.CHILD, adults=1, asked=False)
    assert needs_panel(HouseholdRole.CHILD, adults=0, asked=False)


def test_an_unaccompanied_child_of_the_registry_needs_one(actor: MakeActor, specialists: Specialists, a_case: CaseOf):
    where = site(actor, "Beta camp")
    from_alone = alone(actor(Role.REGISTRATION_CLERK, where), where)
    a_pack()
    (case,) = case_open(a_case.coordinator, person_ids=from_alone, pack_key="river")
    made = interests_assess(specialists[0], case_id=case, draft=bia([], asks_panel=True))
    assert holding(specialists[0], case) is Holding.UNMET
    id = interests_determine(specialists[1], draft=bid(made))
    determination_sign(specialists[2], determination_id=id, agrees=True)
    assert holding(specialists[0], case) is Holding.OPEN


def alone(clerk: Actor, where: UUID) -> tuple[UUID, ...]:
    """A child whom nobody accompanies."""
    member = FamilyMember(person(where, "Yusuf Haddad", born="2012").statements, HouseholdRole.UNACCOMPANIED_CHILD)
    return family_register(clerk, FamilyDraft((member,), where)).person_ids


def test_a_no_of_a_panel_stops_the_movement_when_it_is_recorded_and_gives_the_places_back(
    actor: MakeActor, specialists: Specialists, case_at: CaseAt
):
    cases = case_at(Stage.DEPARTURE_PREPARATION)
    determined(specialists, cases)
    assert holding(specialists[0], cases.child) is Holding.OPEN
    seat_both(actor, cases)
    assessment = models.Interests.objects.get(case_id=cases.child).id
    interests_determine(specialists[1], draft=bid(assessment, Interest.NO))
    assert holding(specialists[0], cases.child) is Holding.UNMET
    seats = models.Seat.objects.all()
    assert {one.ended for one in seats} == {SeatEnd.STAYS}
    assert models.Convoy.objects.get().version == 2
    assert models.Task.objects.get(case_id=cases.child, what="bid.stopped").role == Role.REPATRIATION_COORDINATOR
    assert models.Block.objects.filter(case_id=cases.child, gate=Gate.BEST_INTERESTS).exists()


def test_a_convoy_that_has_departed_keeps_its_places(actor: MakeActor, specialists: Specialists, case_at: CaseAt):
    cases = case_at(Stage.DEPARTURE_PREPARATION)
    seat_both(actor, cases, ConvoyState.UNDER_WAY)
    interests_assess(specialists[0], case_id=cases.child, draft=bia(mother(cases), Interest.NO))
    assert {one.ended for one in models.Seat.objects.all()} == {""}


def seat_both(make: MakeActor, cases: CaseOf, state: ConvoyState = ConvoyState.PLANNED) -> None:
    """Places for the mother and the child in a convoy."""
    now = timezone.now()
    convoy = models.Convoy.objects.create(
        number="V-AAAAAA-A", from_site_id=cases.site, to_site_id=site(make, "Centre"), day=timezone.localdate(), state=state,
        planned_by=uuid7(), planned_at=now,
    )  # fmt: skip
    bus = models.Vehicle.objects.create(convoy=convoy, number=1, called="bus", seats=40)
    for id in cases.ids:
        models.Seat.objects.create(convoy=convoy, case_id=id, vehicle=bus, given_by=uuid7(), given_at=now)


def test_what_a_panel_said_no_to_no_later_assessment_opens(specialists: Specialists, a_case: CaseOf):
    determined(specialists, a_case, Interest.NO)
    interests_assess(specialists[0], case_id=a_case.child, draft=bia(mother(a_case)))
    assert holding(specialists[0], a_case.child) is Holding.UNMET
    determined(specialists, a_case)
    assert holding(specialists[0], a_case.child) is Holding.OPEN


def test_a_panel_has_three_functions_names_reasons_and_a_majority(specialists: Specialists, a_case: CaseOf):
    made = interests_assess(specialists[0], case_id=a_case.child, draft=bia(mother(a_case), asks_panel=True))
    twice = (*PANEL[:2], Panelist(Function.SOCIAL_WELFARE, "Another Person"))
    nameless = (*PANEL[:2], Panelist(Function.HEALTH, " "))
    silent = (*PANEL[:2], Panelist(Function.HEALTH, "Third Person", agrees=False))
    split = tuple(Panelist(one.function, one.name, False, "I do not agree with it.") for one in PANEL[:2]) + PANEL[2:]
    for panel in (PANEL[:2], twice, nameless, silent, split):
        with pytest.raises(Invalid):
            interests_determine(specialists[1], draft=bid(made, panel=panel))
    for days in (0, 181):
        with pytest.raises(Invalid, match="review"):
            interests_determine(specialists[1], draft=bid(made, days=days))


def test_neither_whoever_assessed_nor_whoever_recorded_signs(specialists: Specialists, a_case: CaseOf):
    assessor, recorder, signer = specialists
    made = interests_assess(assessor, case_id=a_case.child, draft=bia(mother(a_case), asks_panel=True))
    with pytest.raises(Invalid, match="somebody else of the panel"):
        interests_determine(assessor, draft=bid(made))
    id = interests_determine(recorder, draft=bid(made))
    for one in (assessor, recorder):
        with pytest.raises(Invalid, match="somebody else signs"):
            determination_sign(one, determination_id=id, agrees=True)
    determination_sign(signer, determination_id=id, agrees=False, words="The panel found that more is needed.")
    assert holding(assessor, a_case.child) is Holding.UNMET


def test_the_database_refuses_a_determination_by_one_person(specialists: Specialists, a_case: CaseOf):
    assessor, recorder, _signer = specialists
    made = interests_assess(assessor, case_id=a_case.child, draft=bia(mother(a_case), asks_panel=True))
    id = interests_determine(recorder, draft=bid(made))
    for signed_by, by, of in (
        (recorder, recorder, assessor),
        (assessor, recorder, assessor),
        (recorder, assessor, assessor),  # claims that another one recorded it
        (assessor, recorder, recorder),  # claims that another one assessed
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Determined.objects.create(
                determination_id=id, assessor=of.user_id, made_by=by.user_id, agrees=True, signed_by=signed_by.user_id,
                signed_name="x", signed_at=timezone.now(),
            )  # fmt: skip


def test_the_database_refuses_a_panel_of_two_and_an_assessor_who_records(specialists: Specialists, a_case: CaseOf):
    assessor, recorder, signer = specialists
    made = interests_assess(assessor, case_id=a_case.child, draft=bia(mother(a_case), asks_panel=True))
    bare = {
        "child_id": a_case.family.person_ids[1], "case_id": a_case.child, "assessment_id": made, "about": "return",
        "outcome": "in_their_interests", "reasons": b"x", "review_on": timezone.localdate(), "made_name": "x", "made_at": timezone.now(),
    }  # fmt: skip
    for of, by in ((assessor, assessor), (signer, recorder)):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Determination.objects.create(**bare, assessor=of.user_id, made_by=by.user_id)
    row = models.Determination.objects.create(**bare, assessor=assessor.user_id, made_by=recorder.user_id)
    for function in ("health", "health", "legal"):
        models.Panelist.objects.create(determination=row, function=function, name=b"x", agrees=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Determined.objects.create(
            determination=row, assessor=row.assessor, made_by=row.made_by, agrees=True, signed_by=signer.user_id,
            signed_name="x", signed_at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize("table", ["interests", "determination", "panelist", "determined"])
def test_the_database_never_changes_what_was_found(specialists: Specialists, a_case: CaseOf, table: str):
    determined(specialists, a_case)
    column = {"interests": "outcome", "determination": "outcome", "panelist": "function", "determined": "agrees"}[table]
    for sql in (f"UPDATE pathway_{table} SET {column} = {column}", f"DELETE FROM pathway_{table}"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)


def test_nobody_joins_a_panel_afterwards(specialists: Specialists, a_case: CaseOf):
    id = determined(specialists, a_case)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Panelist.objects.create(determination_id=id, function="legal", name=b"x", agrees=True)


def test_only_child_protection_assesses_and_reads(actor: MakeActor, specialists: Specialists, a_case: CaseOf):
    made = interests_assess(specialists[0], case_id=a_case.child, draft=bia(mother(a_case)))
    others = [actor(Role.CASE_MANAGER, None, one) for one in (Purpose.PROTECTION, Purpose.RETURN)]
    for other in (*others, a_case.coordinator, actor(Role.JUDICIAL_LIAISON)):
        with pytest.raises((Refused, NotFound)):
            interests_assess(other, case_id=a_case.child, draft=bia(mother(a_case)))
        with pytest.raises((Refused, NotFound)):
            interests_determine(other, draft=bid(made))


def test_best_interests_of_an_adult_are_not_assessed(specialists: Specialists, a_case: CaseOf):
    with pytest.raises(Invalid, match="18 or older"):
        interests_assess(specialists[0], case_id=a_case.mother, draft=bia([]))


def test_a_separation_rests_on_a_determination_that_stands_and_serves_once(specialists: Specialists, a_case: CaseOf):
    review = timezone.localdate() + timedelta(days=30)
    journey = determined(specialists, a_case)
    with pytest.raises(Invalid, match="leaves their carers"):
        separation_from_bid(specialists[0], determination_id=journey, authority="The panel", review_on=review)
    id = determined(specialists, a_case, about=About.SEPARATION)
    assert holding(specialists[0], a_case.child) is Holding.OPEN  # another question than the journey
    separation_from_bid(specialists[0], determination_id=id, authority="The panel", review_on=review)
    assert models.Rested.objects.get().separation.basis == "best_interests_determ"
    with pytest.raises(Invalid, match="already"):
        separation_from_bid(specialists[0], determination_id=id, authority="The panel", review_on=review)


def test_an_unsigned_determination_separates_nobody(specialists: Specialists, a_case: CaseOf):
    made = interests_assess(specialists[0], case_id=a_case.child, draft=bia([], about=About.SEPARATION))
    id = interests_determine(specialists[1], draft=bid(made))
    with pytest.raises(Invalid, match="signed by two"):
        separation_from_bid(specialists[1], determination_id=id, authority="The panel", review_on=timezone.localdate())


def test_no_rule_about_children_reads_an_age():
    """A child's age is never a reason (guardrail 9): no rule of theirs names a birth, an age or a number of years."""
    for file in ("rules/children.py", "best_interests.py", "rules/child_files.py"):
        tree = ast.parse((RULES / file).read_text())
        names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} | {
            node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)
        }
        assert not {"age_on", "born_from", "born", "age", "last_day", "ADULT"} & names, file
        numbers = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and type(node.value) is int}
        assert not numbers & set(range(10, 19)), file


def test_what_a_clinician_writes_for_the_escort_stands_on_the_leads_manifest(actor: MakeActor, case_at: CaseAt):
    cases = case_at(Stage.DEPARTURE_PREPARATION)
    seat_both(actor, cases)
    draft = fitness(Fitness.CONDITIONS, escort="Insulin twice a day.")
    paper_record(actor(Role.CASE_MANAGER, None, Purpose.RETURN), case_id=cases.mother, draft=draft)
    convoy = models.Convoy.objects.get().id
    for role, told in ((Role.CONVOY_LEAD, ["Insulin twice a day."]), (Role.REPATRIATION_COORDINATOR, [])):
        lines = manifest_of(actor(role), convoy).lines
        assert [one.journey.words for one in lines if one.journey and one.journey.words] == told
