"""Needs, plans and referrals: what somebody says is written down as they say it, and a plan is in force only when they agreed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

import homeward.pathway as room
from actors import MakeActor
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Purpose, Role
from homeward.access.models import Event
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.actions.needs import need_record, need_settle
from homeward.pathway.actions.plans import PLAN_REVIEW, goal_settle, plan_explain, plan_review, plan_write
from homeward.pathway.actions.referrals import REFERRAL_ANSWER, referral_make, referral_turn
from homeward.pathway.facts.cases import Gate, Holding
from homeward.pathway.facts.needs import NeedState
from homeward.pathway.facts.plans import (
    Agreement,
    Consent,
    GoalDraft,
    GoalState,
    PlanState,
    ReferralDraft,
    ReferralState,
)
from homeward.pathway.facts.services import ServiceKind
from homeward.pathway.rules.plans import TURNS
from homeward.pathway.selectors.gates import plan as gate
from homeward.pathway.selectors.needs import open_needs
from homeward.pathway.selectors.plans import plan_page, plan_to_print
from homeward.pathway.travellers import travellers_of
from homeward.registry.errors import Invalid
from planning import WANTS, explained, in_force, need, open_need, plan, today
from walked import CaseAt, CaseOf

pytestmark = pytest.mark.django_db


@pytest.fixture
def worker(actor: MakeActor) -> Actor:
    """A case manager."""
    return actor(Role.CASE_MANAGER, None, Purpose.REINTEGRATION)


@pytest.fixture
def helper(actor: MakeActor) -> Actor:
    """A reintegration worker, who may not read about restricted needs."""
    return actor(Role.REINTEGRATION_WORKER)


def standing(worker: Actor, *case_ids: Any) -> list[tuple[Holding, str]]:
    cases = models.Case.objects.filter(id__in=case_ids).select_related("person").order_by("opened_at", "id")
    day = today()
    checks = gate.check(worker, travellers_of(list(cases), day), day)
    assert all(one.gate is Gate.PLAN for one in checks.values())
    return [(checks[id].holding, checks[id].because) for id in case_ids]


def refer(need_id: Any, **other: Any) -> ReferralDraft:
    given = {
        "words": "A birth certificate.",
        "consent": Consent.PERSON,
        "answer_by": today() + timedelta(days=14),
        "provider": "Civil office",
    }
    return ReferralDraft(need_id=need_id, **(given | other))


def test_a_need_is_recorded_met_and_opened_again(a_case: CaseOf, worker: Actor) -> None:
    made = open_need(worker, a_case.mother)
    assert b"papers" not in bytes(models.Need.objects.get().words)
    assert open_needs([a_case.mother, a_case.child]) == {a_case.mother: {ServiceKind.LEGAL_IDENTITY}}
    need_settle(worker, need_id=made, state=NeedState.MET, words="She has her card.", version=1)
    assert open_needs([a_case.mother]) == {}
    with pytest.raises(Stale):
        need_settle(worker, need_id=made, state=NeedState.OPEN, words="It was taken away.", version=1)
    with pytest.raises(Invalid, match="Open the need again first"):
        need_settle(worker, need_id=made, state=NeedState.GONE, words="It is gone.", version=2)
    need_settle(worker, need_id=made, state=NeedState.OPEN, words="It was taken away.", version=2)
    (shown,) = plan_page(worker, a_case.mother).needs
    assert (shown.state, shown.state_words, shown.version) == (NeedState.OPEN, "It was taken away.", 3)


def test_handing_over_says_to_whom(a_case: CaseOf, worker: Actor) -> None:
    with pytest.raises(Invalid, match="to whom") as told:
        need_settle(worker, need_id=open_need(worker, a_case.mother), state=NeedState.HANDED_OVER, words="", version=1)
    assert told.value.data["field"] == "words"


def test_a_restricted_need_is_seen_by_those_alone_who_may_read_of_needs(
    a_case: CaseOf, worker: Actor, helper: Actor
) -> None:
    made = open_need(worker, a_case.mother, ServiceKind.GBV)
    plan_write(
        worker,
        case_id=a_case.mother,
        draft=plan(goals=(GoalDraft("We have our papers."), GoalDraft("She is safe.", need_id=made))),
    )
    referral_make(worker, refer(made))
    page = plan_page(helper, a_case.mother)
    assert (page.needs, page.apart, page.referrals) == ((), 1, ())
    assert page.draft and [one.kept_apart for one in page.draft.goals] == [False, True]
    assert "safe" not in repr(page) and "gbv" not in repr(page)
    assert len(plan_page(worker, a_case.mother).needs) == 1
    with pytest.raises(NotFound):
        need_settle(helper, need_id=made, state=NeedState.MET, words="It is met.", version=1)
    with pytest.raises(NotFound):
        referral_turn(
            helper, referral_id=models.Referral.objects.get().id, state=ReferralState.ACCEPTED, words="", version=1
        )
    with pytest.raises(Invalid) as told:
        need_record(helper, case_id=a_case.mother, draft=need(ServiceKind.GBV))
    assert told.value.data["field"] == "kind"


def test_whoever_does_not_see_a_goal_does_not_lose_it(a_case: CaseOf, worker: Actor, helper: Actor) -> None:
    made = open_need(worker, a_case.mother, ServiceKind.GBV)
    plan_write(worker, case_id=a_case.mother, draft=plan(goals=(GoalDraft("She is safe.", need_id=made),)))
    plan_write(helper, case_id=a_case.mother, draft=plan(goals=(GoalDraft("Papers."), GoalDraft("School."))), version=1)
    draft = plan_page(worker, a_case.mother).draft
    assert draft and [one.words for one in draft.goals] == ["Papers.", "School.", "She is safe."]


def test_a_plan_is_in_force_when_the_person_agreed(a_case: CaseOf, worker: Actor) -> None:
    assert standing(worker, a_case.mother) == [(Holding.UNMET, "plan_none")]
    made = plan_write(worker, case_id=a_case.mother, draft=plan())
    assert standing(worker, a_case.mother) == [(Holding.UNMET, "plan_not_asked")]
    said = explained(interpreter="An interpreter of the centre")
    assert plan_explain(worker, plan_id=made, said=said, version=1) is PlanState.IN_FORCE
    assert standing(worker, a_case.mother, a_case.child) == [
        (Holding.OPEN, "plan_agreed"),
        (Holding.UNMET, "plan_none"),
    ]
    row = plan_page(worker, a_case.mother).plan
    assert row and (row.own_words, row.explained_by, row.interpreter) == (
        WANTS,
        worker.username,
        "An interpreter of the centre",
    )
    assert models.Task.objects.get(what=PLAN_REVIEW, done_at__isnull=True).due == row.review_on
    assert b"sew" not in bytes(models.Plan.objects.get().own_words)


def test_in_part_opens_the_gate_and_says_what_stays_open(a_case: CaseOf, worker: Actor) -> None:
    in_force(worker, a_case.mother, agreement=Agreement.IN_PART)
    assert standing(worker, a_case.mother) == [(Holding.OPEN, "plan_in_part")]
    row = plan_page(worker, a_case.mother).plan
    assert row and row.open_words == "The house stays open."


def test_whoever_does_not_agree_has_no_plan_and_nothing_else_follows(a_case: CaseOf, worker: Actor) -> None:
    in_force(worker, a_case.mother, agreement=Agreement.DOES_NOT_AGREE)
    assert standing(worker, a_case.mother) == [(Holding.UNMET, "plan_not_agreed")]
    assert not models.Turn.objects.exists() and not models.Hold.objects.exists()
    case = models.Case.objects.get(id=a_case.mother)
    assert case.course == "running"
    in_force(worker, a_case.mother)
    assert standing(worker, a_case.mother) == [(Holding.OPEN, "plan_agreed")]
    assert [one.state for one in plan_page(worker, a_case.mother).earlier] == [PlanState.NOT_AGREED]


def test_a_new_version_takes_the_place_when_it_is_agreed_and_not_before(a_case: CaseOf, worker: Actor) -> None:
    first = in_force(worker, a_case.mother)
    second = plan_write(worker, case_id=a_case.mother, draft=plan(own_words="I want to go to my sister."))
    page = plan_page(worker, a_case.mother)
    assert page.plan and page.draft and (page.plan.id, page.draft.id, page.draft.number) == (first, second, 2)
    assert (
        plan_explain(worker, plan_id=second, said=explained(Agreement.DOES_NOT_AGREE), version=1)
        is PlanState.NOT_AGREED
    )
    assert standing(worker, a_case.mother) == [(Holding.OPEN, "plan_agreed")]
    third = in_force(worker, a_case.mother)
    states = dict(models.Plan.objects.values_list("id", "state"))
    assert states == {first: "replaced", second: "not_agreed", third: "in_force"}


def test_a_review_that_is_late_shows_and_closes_nothing(a_case: CaseOf, worker: Actor) -> None:
    made = in_force(worker, a_case.mother)
    models.Plan.objects.update(review_on=today() - timedelta(days=1))
    assert standing(worker, a_case.mother) == [(Holding.OPEN, "plan_review_late")]
    plan_review(worker, plan_id=made, words="She is content so far.", next_on=today() + timedelta(days=60), version=2)
    assert standing(worker, a_case.mother) == [(Holding.OPEN, "plan_agreed")]
    row = plan_page(worker, a_case.mother).plan
    assert row and [one.words for one in row.reviews] == ["She is content so far."]
    assert models.Task.objects.filter(what=PLAN_REVIEW, done_at__isnull=True).get().due == today() + timedelta(days=60)
    with pytest.raises(Stale):
        plan_review(worker, plan_id=made, words="Once more.", next_on=today() + timedelta(days=60), version=2)


def test_for_a_child_whoever_cares_for_it_says_so_too(a_case: CaseOf, worker: Actor) -> None:
    made = plan_write(worker, case_id=a_case.child, draft=plan())
    with pytest.raises(Invalid) as told:
        plan_explain(worker, plan_id=made, said=explained(), version=1)
    assert told.value.data["field"] == "carer"
    plan_explain(worker, plan_id=made, said=explained(carer="His mother agrees."), version=1)
    assert plan_page(worker, a_case.child).child


def test_how_far_a_goal_is_is_said_in_words(a_case: CaseOf, worker: Actor) -> None:
    plan_write(worker, case_id=a_case.mother, draft=plan())
    goal = models.Goal.objects.get()
    with pytest.raises(NotFound):
        goal_settle(worker, goal_id=goal.id, state=GoalState.REACHED, words="She has them.", version=1)
    plan_explain(worker, plan_id=goal.plan_id, said=explained(), version=1)
    with pytest.raises(Invalid):
        goal_settle(worker, goal_id=goal.id, state=GoalState.PARTLY, words="", version=2)
    goal_settle(worker, goal_id=goal.id, state=GoalState.REACHED, words="She has them.", version=2)
    with pytest.raises(Stale):
        goal_settle(worker, goal_id=goal.id, state=GoalState.DROPPED, words="She has none.", version=2)
    row = plan_page(worker, a_case.mother).plan
    assert row and (row.goals[0].state, row.goals[0].state_words) == (GoalState.REACHED, "She has them.")


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("own_words", lambda: {"own_words": " "}),
        ("goals", lambda: {"goals": ()}),
        ("goal_2", lambda: {"goals": (GoalDraft("One."), GoalDraft(""))}),
        ("need_1", lambda: {"goals": (GoalDraft("One.", need_id=uuid7()),)}),
        ("review_on", lambda: {"review_on": today()}),
        ("review_on", lambda: {"review_on": today() + timedelta(days=400)}),
    ],
)
def test_what_is_wrong_with_a_plan_names_the_field(
    a_case: CaseOf, worker: Actor, field: str, wrong: Callable[[], dict]
) -> None:
    with pytest.raises(Invalid) as told:
        plan_write(worker, case_id=a_case.mother, draft=plan(**wrong()))
    assert told.value.data["field"] == field
    assert not models.Plan.objects.exists()


def test_of_two_who_write_one_draft_the_second_is_told(a_case: CaseOf, worker: Actor, helper: Actor) -> None:
    plan_write(worker, case_id=a_case.mother, draft=plan())
    for version in (0, 7):
        with pytest.raises(Stale):
            plan_write(helper, case_id=a_case.mother, draft=plan(own_words="Something else."), version=version)
    plan_write(helper, case_id=a_case.mother, draft=plan(own_words="Something else."), version=1)
    with pytest.raises(Stale):
        plan_explain(worker, plan_id=models.Plan.objects.get().id, said=explained(), version=1)


def test_the_database_keeps_one_plan_in_force_and_none_that_nobody_agreed_to(a_case: CaseOf, worker: Actor) -> None:
    in_force(worker, a_case.mother)
    for fields in ({"agreement": "not_asked"}, {"agreement": "does_not_agree", "open_words": b"x"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Plan.objects.update(**fields)
    plan_write(worker, case_id=a_case.mother, draft=plan())
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Plan.objects.filter(state="draft").update(
            state="in_force", agreement="agrees", explained_on=today(), in_force_at=timezone.now()
        )


def test_a_referral_is_accepted_and_done(a_case: CaseOf, worker: Actor) -> None:
    made = referral_make(worker, refer(open_need(worker, a_case.mother)))
    assert models.Task.objects.get(what=REFERRAL_ANSWER).subject == made
    referral_turn(worker, referral_id=made, state=ReferralState.WAITING, words="About two weeks.", version=1)
    assert models.Task.objects.get(what=REFERRAL_ANSWER).done_at
    referral_turn(worker, referral_id=made, state=ReferralState.ACCEPTED, words="", version=2)
    referral_turn(worker, referral_id=made, state=ReferralState.DONE, words="She has it.", version=3)
    (row,) = plan_page(worker, a_case.mother).referrals
    assert [one.state for one in row.turns] == ["made", "waiting", "accepted", "done"]
    assert row.provider == "Civil office" and not row.overdue(today())


@pytest.mark.parametrize("now", list(ReferralState))
@pytest.mark.parametrize("then", list(ReferralState))
def test_a_referral_takes_lawful_turns_only(
    a_case: CaseOf, worker: Actor, now: ReferralState, then: ReferralState
) -> None:
    made = referral_make(worker, refer(open_need(worker, a_case.mother)))
    models.Referral.objects.update(state=now)
    if then in TURNS[now]:
        referral_turn(worker, referral_id=made, state=then, words="As they told us.", version=1)
        assert models.Referral.objects.get().state == then
    else:
        with pytest.raises(Invalid):
            referral_turn(worker, referral_id=made, state=then, words="As they told us.", version=1)


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("provider", {"provider": ""}),
        ("service_id", {"service_id": uuid7()}),
        ("consent", {"consent": Consent.CARER}),
        ("answer_by", {"answer_by": timezone.localdate() - timedelta(days=1)}),
        ("words", {"words": ""}),
    ],
)
def test_what_is_wrong_with_a_referral_names_the_field(a_case: CaseOf, worker: Actor, field: str, wrong: dict) -> None:
    made = open_need(worker, a_case.mother)
    with pytest.raises(Invalid) as told:
        referral_make(worker, refer(made, **wrong))
    assert told.value.data["field"] == field


def test_declining_and_stopping_say_why(a_case: CaseOf, worker: Actor) -> None:
    made = referral_make(worker, refer(open_need(worker, a_case.mother)))
    for state in (ReferralState.DECLINED, ReferralState.STOPPED, ReferralState.WAITING):
        with pytest.raises(Invalid) as told:
            referral_turn(worker, referral_id=made, state=state, words=" ", version=1)
        assert told.value.data["field"] == "words"


def test_nobody_of_justice_or_screening_reads_a_plan(a_case: CaseOf, worker: Actor, actor: MakeActor) -> None:
    made = in_force(worker, a_case.mother)
    for role in (Role.JUDICIAL_LIAISON, Role.SCREENING_ANALYST, Role.CONVOY_LEAD, Role.REPATRIATION_COORDINATOR):
        with pytest.raises(NotFound):
            plan_page(actor(role), a_case.mother)
        with pytest.raises((NotFound, Refused)):
            plan_to_print(actor(role), made)


def test_reading_is_told_to_the_trail_where_it_is_in_full(a_case: CaseOf, worker: Actor) -> None:
    plan_page(worker, a_case.mother, opened=False)
    assert not Event.objects.filter(what="plan.file").exists()
    plan_page(worker, a_case.mother)
    assert Event.objects.filter(what="plan.file").count() == 1


def test_the_gate_asks_as_often_for_many_as_for_one(case_at: CaseAt, worker: Actor) -> None:
    ids = [id for name in ("Haddad", "Rashid", "Salman") for id in case_at(name=name).ids]
    for id in ids[::2]:
        in_force(worker, id)
    counted = []
    for some in (ids[:1], ids):
        travellers = travellers_of(list(models.Case.objects.filter(id__in=some).select_related("person")), today())
        with CaptureQueriesContext(connection) as queries:
            gate.check(worker, travellers, today())
        counted.append(len(queries))
    assert counted == [1, 1]


def test_no_code_of_plans_reads_justice() -> None:
    """Service access is independent of justice: none of these modules names a table, a capability or a module of it."""
    folder = Path(room.__file__).parent
    names = ("needs", "plans", "referrals", "followups", "outcomes", "instruments", "assessments")
    found = [path for path in folder.rglob("*.py") if path.stem in names] + [folder / "arrivals.py"]
    assert len(found) > 12
    for path in found:
        text = path.read_text("utf-8")
        for word in (
            "pathway.models.justice",
            "JUSTICE",
            "CourtReferral",
            "Evidence",
            "Survivor",
            "screening",
            "watchlists",
        ):
            assert word not in text, (path.name, word)
