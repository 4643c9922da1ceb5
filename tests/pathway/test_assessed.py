"""The records behind gates: what each must say, how long it holds, and how its gate stands without telling what it says."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from actors import MakeActor
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Purpose, Role
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.actions.assessed import decision_take_back, paper_record, paper_second
from homeward.pathway.facts.assessed import Bar, Draft, Fitness, Found, Says, Talk
from homeward.pathway.facts.cases import Check, Gate, Holding, Stage
from homeward.pathway.rules.steps import KEEPERS
from homeward.pathway.selectors.assessed import escort_notes, paper_of, papers_of
from homeward.pathway.selectors.gating import checks_of
from homeward.registry.errors import Invalid
from papers_ready import bar, carer, fitness, order, own
from walked import CaseAt, CaseOf

pytestmark = pytest.mark.django_db
WORDS = "Read it again with the sources."


@pytest.fixture
def manager(actor: MakeActor) -> Actor:
    """A case manager who prepares returns."""
    return actor(Role.CASE_MANAGER, None, Purpose.RETURN)


def gate(actor: Actor, case_id: UUID, which: Gate, day: date | None = None) -> Check:
    """How a gate stands for one case."""
    case = models.Case.objects.select_related("person", "group__pack").get(id=case_id)
    return checks_of(actor, [case], [which], day or timezone.localdate())[case_id][0]


def holding(actor: Actor, case_id: UUID, which: Gate, day: date | None = None) -> Holding:
    """The same, in one word."""
    return gate(actor, case_id, which, day).holding


def test_a_yes_opens_the_gate_until_its_day_and_then_it_lapses(manager: Actor, a_case: CaseOf):
    assert holding(manager, a_case.mother, Gate.VOLUNTARINESS) is Holding.UNMET
    paper_record(manager, case_id=a_case.mother, draft=own())
    check = gate(manager, a_case.mother, Gate.VOLUNTARINESS)
    assert check.holding is Holding.OPEN
    assert check.until == timezone.localdate() + timedelta(days=180)
    assert holding(manager, a_case.mother, Gate.VOLUNTARINESS, check.until + timedelta(days=1)) is Holding.LAPSED


@pytest.mark.parametrize("says", [Says.NO, Says.UNDECIDED, Says.CANNOT_BE_ASKED])
def test_nothing_but_a_yes_opens_it_and_the_later_record_counts(manager: Actor, a_case: CaseOf, says: Says):
    paper_record(manager, case_id=a_case.mother, draft=own())
    paper_record(manager, case_id=a_case.mother, draft=own(says))
    check = gate(manager, a_case.mother, Gate.VOLUNTARINESS)
    assert check.holding is Holding.UNMET
    assert (check.because, dict(check.detail)) == ("voluntariness_unmet", {})  # never which of them


def test_a_decision_taken_back_closes_the_gate_at_once(manager: Actor, a_case: CaseOf):
    paper_record(manager, case_id=a_case.mother, draft=own())
    decision_take_back(manager, case_id=a_case.mother, words="Not now.")
    assert holding(manager, a_case.mother, Gate.VOLUNTARINESS) is Holding.UNMET
    assert models.Task.objects.get(case_id=a_case.mother, what="decision.taken_back").done_at is None
    paper_record(manager, case_id=a_case.mother, draft=own())
    assert holding(manager, a_case.mother, Gate.VOLUNTARINESS) is Holding.OPEN


def test_whoever_leads_the_convoy_writes_down_that_somebody_takes_it_back(
    manager: Actor, actor: MakeActor, case_at: CaseAt
):
    cases = case_at(Stage.DEPARTURE_PREPARATION)
    paper_record(manager, case_id=cases.mother, draft=own())
    decision_take_back(actor(Role.CONVOY_LEAD), case_id=cases.mother)
    assert holding(manager, cases.mother, Gate.VOLUNTARINESS) is Holding.UNMET


def test_where_nothing_was_decided_nothing_is_taken_back(manager: Actor, a_case: CaseOf):
    with pytest.raises(Invalid, match="No decision of theirs stands"):
        decision_take_back(manager, case_id=a_case.mother)


def test_a_yes_is_asked_for_in_private(manager: Actor, a_case: CaseOf):
    crowd = Talk("ar", interpreter=True, alone=False)
    with pytest.raises(Invalid) as refused:
        paper_record(manager, case_id=a_case.mother, draft=own(talk=crowd))
    assert refused.value.data["field"] == "alone"
    paper_record(manager, case_id=a_case.mother, draft=own(Says.UNDECIDED, talk=crowd))


def test_of_a_child_the_carer_decides_beside_what_the_child_says(manager: Actor, a_case: CaseOf):
    with pytest.raises(Invalid, match="may be under 18"):
        paper_record(manager, case_id=a_case.child, draft=own())
    with pytest.raises(Invalid, match="is an adult"):
        paper_record(manager, case_id=a_case.mother, draft=carer())
    paper_record(manager, case_id=a_case.child, draft=carer(Says.CANNOT_BE_ASKED))
    assert holding(manager, a_case.child, Gate.VOLUNTARINESS) is Holding.OPEN
    paper_record(manager, case_id=a_case.child, draft=carer(Says.NO))
    assert holding(manager, a_case.child, Gate.VOLUNTARINESS) is Holding.UNMET
    paper_record(manager, case_id=a_case.child, draft=carer(Says.YES, Says.NO))
    assert holding(manager, a_case.child, Gate.VOLUNTARINESS) is Holding.UNMET


def test_an_order_needs_a_second_person_and_holds_for_a_shorter_time(manager: Actor, actor: MakeActor, a_case: CaseOf):
    made = paper_record(manager, case_id=a_case.mother, draft=order())
    assert holding(manager, a_case.mother, Gate.VOLUNTARINESS) is Holding.UNMET
    with pytest.raises(Invalid, match="somebody else looks at it"):
        paper_second(manager, assessed_id=made, agrees=True, words=WORDS)
    paper_second(actor(Role.CASE_MANAGER, None, Purpose.RETURN), assessed_id=made, agrees=True, words=WORDS)
    check = gate(manager, a_case.mother, Gate.VOLUNTARINESS)
    assert (check.holding, check.until) == (Holding.OPEN, timezone.localdate() + timedelta(days=90))


@pytest.mark.parametrize("field", ["authority", "law", "reference", "remedy"])
def test_an_order_says_what_it_rests_on(manager: Actor, a_case: CaseOf, field: str):
    with pytest.raises(Invalid) as refused:
        paper_record(manager, case_id=a_case.mother, draft=order(**{field: " "}))
    assert refused.value.data["field"] == field


def test_no_bar_opens_once_a_second_person_agrees(manager: Actor, actor: MakeActor, a_case: CaseOf):
    made = paper_record(manager, case_id=a_case.mother, draft=bar())
    assert holding(manager, a_case.mother, Gate.NON_REFOULEMENT) is Holding.UNMET
    paper_second(actor(Role.CASE_MANAGER, None, Purpose.RETURN), assessed_id=made, agrees=True, words=WORDS)
    assert holding(manager, a_case.mother, Gate.NON_REFOULEMENT) is Holding.OPEN
    assert not models.Task.objects.filter(what="paper.second_due", done_at__isnull=True).exists()


def test_who_does_not_agree_closes_it_even_where_an_earlier_one_opened_it(
    manager: Actor, actor: MakeActor, a_case: CaseOf
):
    another = actor(Role.CASE_MANAGER, None, Purpose.RETURN)
    for agrees in (True, False):
        made = paper_record(manager, case_id=a_case.mother, draft=bar())
        paper_second(another, assessed_id=made, agrees=agrees, words=WORDS)
    assert holding(manager, a_case.mother, Gate.NON_REFOULEMENT) is Holding.UNMET


def test_a_renewal_that_waits_for_a_second_person_leaves_the_earlier_one_standing(
    manager: Actor, actor: MakeActor, a_case: CaseOf
):
    made = paper_record(manager, case_id=a_case.mother, draft=bar())
    paper_second(actor(Role.CASE_MANAGER, None, Purpose.RETURN), assessed_id=made, agrees=True, words=WORDS)
    paper_record(manager, case_id=a_case.mother, draft=bar())
    assert holding(manager, a_case.mother, Gate.NON_REFOULEMENT) is Holding.OPEN


def test_a_bar_closes_the_gate_for_that_destination_only(manager: Actor, actor: MakeActor, a_case: CaseOf):
    made = paper_record(manager, case_id=a_case.mother, draft=bar())
    paper_second(actor(Role.CASE_MANAGER, None, Purpose.RETURN), assessed_id=made, agrees=True, words=WORDS)
    paper_record(manager, case_id=a_case.mother, draft=bar(Bar.BAR, found=Found.GROUNDS, country="sy"))
    paper_record(manager, case_id=a_case.mother, draft=bar(Bar.BAR, found=Found.GROUNDS, place=a_case.site))
    assert holding(manager, a_case.mother, Gate.NON_REFOULEMENT) is Holding.OPEN
    models.Group.objects.update(to_site=a_case.site)
    assert holding(manager, a_case.mother, Gate.NON_REFOULEMENT) is Holding.UNMET
    models.Group.objects.update(to_site=None)
    paper_record(manager, case_id=a_case.mother, draft=bar(Bar.BAR, found=Found.GROUNDS))
    assert holding(manager, a_case.mother, Gate.NON_REFOULEMENT) is Holding.UNMET


@pytest.mark.parametrize(
    ("conclusion", "found"), [(Bar.NO_BAR, Found.GROUNDS), (Bar.NO_BAR, Found.UNKNOWN), (Bar.BAR, Found.NOTHING)]
)
def test_a_conclusion_is_not_against_its_own_answers(manager: Actor, a_case: CaseOf, conclusion: Bar, found: Found):
    with pytest.raises(Invalid) as refused:
        paper_record(manager, case_id=a_case.mother, draft=bar(conclusion, found=found))
    assert refused.value.data["field"] == "conclusion"


def test_fit_opens_for_a_month_and_not_yet_closes(manager: Actor, a_case: CaseOf):
    paper_record(manager, case_id=a_case.mother, draft=fitness())
    check = gate(manager, a_case.mother, Gate.MEDICAL_FITNESS)
    assert (check.holding, check.until) == (Holding.OPEN, timezone.localdate() + timedelta(days=30))
    later = timezone.localdate() + timedelta(days=20)
    paper_record(manager, case_id=a_case.mother, draft=fitness(Fitness.NOT_YET, until=later))
    check = gate(manager, a_case.mother, Gate.MEDICAL_FITNESS)
    assert (check.holding, check.until, check.detail) == (Holding.UNMET, None, {})
    with pytest.raises(Invalid, match="until when"):
        paper_record(manager, case_id=a_case.mother, draft=fitness(Fitness.NOT_YET))


def test_what_the_escort_must_know_reaches_whoever_leads_the_convoy_alone(
    manager: Actor, actor: MakeActor, a_case: CaseOf
):
    with pytest.raises(Invalid, match="must know"):
        paper_record(manager, case_id=a_case.mother, draft=fitness(Fitness.CONDITIONS))
    paper_record(manager, case_id=a_case.mother, draft=fitness(Fitness.CONDITIONS, escort="Insulin twice a day."))
    assert holding(manager, a_case.mother, Gate.MEDICAL_FITNESS) is Holding.OPEN
    assert escort_notes(actor(Role.CONVOY_LEAD), a_case.ids) == {a_case.mother: "Insulin twice a day."}
    assert escort_notes(a_case.coordinator, a_case.ids) == {}


def test_only_whoever_assesses_reads_what_a_record_says(manager: Actor, actor: MakeActor, a_case: CaseOf):
    made = paper_record(manager, case_id=a_case.mother, draft=own())
    row = paper_of(manager, made)
    assert (row.said.words, row.talk.language, row.talk.alone) == ("I want to go home.", "ar", True)
    assert [one.id for one in papers_of(manager, a_case.mother)] == [made]
    for role, purpose in ((Role.REPATRIATION_COORDINATOR, Purpose.RETURN), (Role.CHILD_PROTECTION_SPECIALIST, None)):
        with pytest.raises(NotFound):
            paper_of(actor(role, None, purpose), made)
    with pytest.raises((Refused, NotFound)):
        paper_record(a_case.coordinator, case_id=a_case.mother, draft=own())


def test_words_are_kept_sealed(manager: Actor, a_case: CaseOf):
    made = paper_record(manager, case_id=a_case.mother, draft=own())
    assert b"home" not in bytes(models.Assessed.objects.get(id=made).said)


def test_after_somebody_withdrew_an_older_decision_opens_nothing(manager: Actor, a_case: CaseOf):
    paper_record(manager, case_id=a_case.mother, draft=own())
    models.Turn.objects.create(
        case_id=a_case.mother, course="withdrawn", words=b"x", recorded_by=uuid7(), recorded_name="x", recorded_at=timezone.now()
    )  # fmt: skip
    assert holding(manager, a_case.mother, Gate.VOLUNTARINESS) is Holding.UNMET


def many(draft: Draft, manager: Actor, ids: tuple[UUID, ...]) -> None:
    """The same record for several cases."""
    for id in ids:
        paper_record(manager, case_id=id, draft=draft)


def test_the_gates_ask_as_few_queries_for_many_as_for_one(manager: Actor, case_at: CaseAt, django_assert_num_queries):
    cases = [id for name in "ABCD" for id in case_at(name=name).ids]
    many(fitness(), manager, tuple(cases))
    gates = [Gate.VOLUNTARINESS, Gate.NON_REFOULEMENT, Gate.MEDICAL_FITNESS, Gate.BEST_INTERESTS]
    rows = list(models.Case.objects.select_related("person", "group__pack"))
    counted = []
    for some in (rows[:2], rows):
        with django_assert_num_queries(10 if not counted else counted[0], exact=bool(counted)) as asked:
            checks_of(manager, some, gates, timezone.localdate())
        counted.append(len(asked))


def test_the_codes_of_the_gates_are_four_and_no_other(manager: Actor, a_case: CaseOf):
    for which in (Gate.VOLUNTARINESS, Gate.NON_REFOULEMENT, Gate.MEDICAL_FITNESS, Gate.BEST_INTERESTS):
        check = gate(manager, a_case.mother, which)
        assert check.because in {f"{which.value}_{how}" for how in ("open", "unmet", "lapsed", "does_not_apply")}
        assert check.holding.passes or check.waits_for == KEEPERS[which].roles


def test_the_database_refuses_a_second_person_who_is_the_first(manager: Actor, a_case: CaseOf):
    made = paper_record(manager, case_id=a_case.mother, draft=bar())
    said = {"words": b"x", "agrees": True, "said_name": "x", "said_at": timezone.now(), "assessed_id": made}
    for made_by in (manager.user_id, uuid7()):
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Seconded.objects.create(made_by=made_by, said_by=manager.user_id, **said)


@pytest.mark.parametrize("sql", ["UPDATE pathway_assessed SET outcome = 'yes'", "DELETE FROM pathway_assessed"])
def test_the_database_never_changes_a_record(manager: Actor, a_case: CaseOf, sql: str):
    paper_record(manager, case_id=a_case.mother, draft=own(Says.NO))
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


def test_a_record_is_asked_for_again_in_time(manager: Actor, a_case: CaseOf):
    with time_machine.travel(timezone.now() - timedelta(days=200), tick=False):
        paper_record(manager, case_id=a_case.mother, draft=own())
    assert gate(manager, a_case.mother, Gate.VOLUNTARINESS).because == "voluntariness_lapsed"


def test_what_opens_a_gate_is_due_again_and_a_no_is_not(manager: Actor, a_case: CaseOf):
    paper_record(manager, case_id=a_case.mother, draft=own())
    task = models.Task.objects.get(what="paper.decision_again")
    assert (task.role, task.due, task.done_at) == (Role.CASE_MANAGER, timezone.localdate() + timedelta(days=180), None)
    paper_record(manager, case_id=a_case.mother, draft=own(Says.NO))
    assert models.Task.objects.get(what="paper.decision_again").done_at is not None
