"""Follow-up: whoever was not reached is unknown, and nothing follows from it; a case is closed when everything has an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from actors import MakeActor
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Purpose, Role
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.actions.followups import (
    FIND_OUT,
    contact_record,
    follow_up_move,
    follow_up_plan,
)
from homeward.pathway.actions.needs import need_settle
from homeward.pathway.actions.outcomes import closure_write
from homeward.pathway.actions.steps import proposals_answer, steps_propose, steps_take
from homeward.pathway.arrivals import after_step
from homeward.pathway.errors import GatesUnmet
from homeward.pathway.facts.cases import Holding, Stage
from homeward.pathway.facts.followups import ContactDraft, DueState, FollowUpRow, Reached, Way
from homeward.pathway.facts.needs import NeedState
from homeward.pathway.facts.outcomes import WORDS, ClosureDraft, Measure, Reason, Said, Told, Word
from homeward.pathway.facts.work import FOLLOW_UP_DUE
from homeward.pathway.rules.followups import check_said, missed_in_a_row, schedule, state_of
from homeward.pathway.selectors.followups import follow_up_page
from homeward.pathway.selectors.gates import contacts as gate
from homeward.pathway.selectors.plans import PLAN_DUE
from homeward.pathway.travellers import travellers_of
from homeward.registry.errors import Invalid
from homeward.registry.facts.answers import Known
from planning import in_force, open_need, today
from walked import CaseAt, CaseOf

DAY = date(2026, 11, 26)


@pytest.fixture
def worker(actor: MakeActor) -> Actor:
    """A reintegration worker."""
    return actor(Role.REINTEGRATION_WORKER)


@pytest.fixture
def returned(case_at: CaseAt) -> CaseOf:
    """A mother and her child, long enough after their return that the first contact was due."""
    found = case_at(Stage.FOLLOW_UP)
    arrive(found, today() - timedelta(days=20))
    return found


def arrive(of: CaseOf, day: date) -> None:
    after_step(list(models.Case.objects.filter(id__in=of.ids)), Stage.RETURNED, day)


def contact(reached: Reached = Reached.REACHED, **other: Any) -> ContactDraft:
    said = (
        {Measure.AGENCY: Said(Known.KNOWN, Word.DECIDES_SOME, "I choose where I shop.")}
        if reached is Reached.REACHED
        else None
    )
    draft = ContactDraft(reached, Way.PHONE, today(), "She is well." if reached is Reached.REACHED else "", said)
    return replace(draft, **other)


def closure(**other: Any) -> ClosureDraft:
    draft = ClosureDraft(
        Reason.SETTLED, "She lives as she planned.", Told.TOLD, "How to come back, and whom to ask.", "ar"
    )
    return replace(draft, **other)


def standing(of: CaseOf) -> tuple[Holding, str]:
    cases = list(models.Case.objects.filter(id=of.mother).select_related("person"))
    check = gate.check(of.coordinator, travellers_of(cases, today()), today())[of.mother]
    return check.holding, check.because


def planned(worker: Actor, there: CaseOf, id: UUID) -> FollowUpRow:
    """One planned contact of a case."""
    return next(one for one in follow_up_page(worker, there.mother).follow_ups if one.id == id)


def test_the_schedule_is_two_weeks_one_three_six_twelve_and_24_months() -> None:
    days = [
        ("14d", date(2026, 12, 10)), ("1m", date(2026, 12, 26)), ("3m", date(2027, 2, 26)), ("6m", date(2027, 5, 26)),
        ("12m", date(2027, 11, 26)), ("24m", date(2028, 11, 26)),
    ]  # fmt: skip
    assert list(schedule(DAY)) == days


@given(st.lists(st.sampled_from(list(Reached))))
def test_only_the_last_ones_in_a_row_count_as_missed(reached: list[Reached]) -> None:
    count = missed_in_a_row(reached)
    assert all(one is Reached.NOT_REACHED for one in reached[len(reached) - count :])
    assert count == len(reached) or reached[len(reached) - count - 1] is not Reached.NOT_REACHED


@pytest.mark.parametrize(
    ("days", "reached", "state"),
    [
        (1, [], DueState.COMING),
        (0, [], DueState.DUE),
        (-1, [], DueState.UNKNOWN),
        (-1, [Reached.NOT_REACHED], DueState.UNKNOWN),
        (9, [Reached.NOT_REACHED], DueState.UNKNOWN),
        (-1, [Reached.NOT_REACHED, Reached.REACHED], DueState.REACHED),
        (-1, [Reached.DECLINED, Reached.NOT_REACHED], DueState.DECLINED),
    ],
)
def test_a_missed_contact_is_unknown_and_nothing_else(days: int, reached: list[Reached], state: DueState) -> None:
    assert state_of(DAY + timedelta(days=days), reached, DAY) is state


@pytest.mark.parametrize("measure", list(Measure))
def test_each_measure_has_its_own_words_and_no_number(measure: Measure) -> None:
    assert WORDS[measure]
    assert check_said(measure, Said(Known.DECLINED)) == Said(Known.DECLINED)
    for word in Word:
        said = Said(Known.KNOWN, word, "In her words.")
        if word in WORDS[measure]:
            assert check_said(measure, said).word is word
        else:
            with pytest.raises(Invalid):
                check_said(measure, said)
    assert not any(any(letter.isdigit() for letter in word.value) for word in Word)


def test_who_decides_is_said_in_the_persons_own_words() -> None:
    with pytest.raises(Invalid):
        check_said(Measure.AGENCY, Said(Known.KNOWN, Word.DECIDES))


@pytest.mark.django_db
class TestContacts:
    """Planned and made."""

    def test_a_return_plans_the_contacts_of_the_pack_and_a_plan_to_be_agreed(self, case_at: CaseAt) -> None:
        there = case_at(Stage.RETURNED)
        intervals = [{"after": 10, "unit": "days"}, {"after": 2, "unit": "months"}]
        pack = models.Pack.objects.create(
            key="often", version=1, country="iq", sha="1" * 64, content={"follow_up": intervals}, loaded_at=timezone.now(),
            loaded_by=uuid7(),
        )  # fmt: skip
        models.Group.objects.update(pack=pack)
        arrive(there, DAY)
        rows = models.FollowUp.objects.filter(case=there.mother).order_by("due_on")
        assert [(one.after, one.due_on) for one in rows] == [("10d", date(2026, 12, 6)), ("2m", date(2027, 1, 26))]
        due = models.Task.objects.filter(case=there.mother, what=FOLLOW_UP_DUE).order_by("due")
        assert [(one.subject, one.due) for one in due] == [(rows[0].id, rows[0].due_on)]
        assert models.Task.objects.get(case=there.mother, what=PLAN_DUE).due == DAY + timedelta(days=30)

    def test_another_return_plans_them_anew(self, returned: CaseOf, worker: Actor) -> None:
        first = models.FollowUp.objects.filter(case=returned.mother).order_by("due_on").first()
        assert first
        contact_record(worker, case_id=returned.mother, draft=contact(follow_up_id=first.id))
        arrive(returned, today())
        rows = models.FollowUp.objects.filter(case=returned.mother)
        assert rows.filter(id=first.id).exists() and rows.count() == 7
        due = models.Task.objects.filter(case=returned.mother, what=FOLLOW_UP_DUE, done_at__isnull=True)
        assert [one.due for one in due] == [today() + timedelta(days=14)]

    def test_a_plan_that_is_agreed_already_is_not_due(self, case_at: CaseAt, worker: Actor) -> None:
        there = case_at(Stage.RECEIVED)
        in_force(worker, there.mother)
        after_step(list(models.Case.objects.filter(id__in=there.ids)), Stage.RECEIVED, DAY)
        assert set(models.Task.objects.filter(what=PLAN_DUE).values_list("case_id", flat=True)) == {there.child}

    def test_a_contact_answers_what_was_due(self, returned: CaseOf, worker: Actor) -> None:
        due = follow_up_page(worker, returned.mother).follow_ups[0]
        assert (due.state, due.waits) == (DueState.UNKNOWN, True)
        contact_record(worker, case_id=returned.mother, draft=contact(follow_up_id=due.id))
        row = planned(worker, returned, due.id)
        assert (row.state, row.waits, row.contacts[0].words) == (DueState.REACHED, False, "She is well.")
        assert models.Task.objects.get(subject=due.id).done_at
        stored = models.Contact.objects.get()
        assert (
            b"shop" not in bytes(stored.said)
            and b"decides" not in bytes(stored.said)
            and b"well" not in bytes(stored.words)
        )

    def test_what_is_said_stands_beside_what_was_said_before(self, returned: CaseOf, worker: Actor) -> None:
        contact_record(worker, case_id=returned.mother, draft=contact(held_on=today() - timedelta(days=9)))
        contact_record(worker, case_id=returned.mother, draft=contact(Reached.NOT_REACHED))
        first, second = follow_up_page(worker, returned.mother).outcomes
        assert first.said[Measure.AGENCY] == Said(Known.KNOWN, Word.DECIDES_SOME, "I choose where I shop.")
        assert first.said[Measure.SAFETY].state is Known.NOT_ASKED
        assert not second.reached

    def test_nothing_follows_from_three_missed_ones_but_that_somebody_looks(
        self, returned: CaseOf, worker: Actor
    ) -> None:
        before = models.Case.objects.get(id=returned.mother)
        for number in range(3):
            assert models.Task.objects.filter(what=FIND_OUT).count() == 0, number
            contact_record(worker, case_id=returned.mother, draft=contact(Reached.NOT_REACHED))
        assert models.Task.objects.get(what=FIND_OUT, done_at__isnull=True).role == Role.REINTEGRATION_WORKER
        page = follow_up_page(worker, returned.mother)
        assert page.missed == 3 and all(one.state is not DueState.REACHED for one in page.follow_ups)
        case = models.Case.objects.get(id=returned.mother)
        assert (case.stage, case.course, case.version) == (before.stage, before.course, before.version)
        assert not models.Hold.objects.exists() and not models.Turn.objects.exists()
        contact_record(worker, case_id=returned.mother, draft=contact())
        assert models.Task.objects.get(what=FIND_OUT).done_at

    def test_declining_is_an_answer(self, returned: CaseOf, worker: Actor) -> None:
        due = follow_up_page(worker, returned.mother).follow_ups[0]
        contact_record(worker, case_id=returned.mother, draft=contact(Reached.DECLINED, follow_up_id=due.id))
        assert planned(worker, returned, due.id).state is DueState.DECLINED

    def test_a_form_that_was_sent_twice_is_one_contact(self, returned: CaseOf, worker: Actor) -> None:
        once = uuid7()
        for _ in range(2):
            assert contact_record(worker, case_id=returned.mother, draft=contact(once=once)) == once
        assert models.Contact.objects.count() == 1
        with pytest.raises(Invalid):
            contact_record(worker, case_id=returned.child, draft=contact(once=once))

    @pytest.mark.parametrize(
        ("field", "wrong"),
        [
            ("held_on", lambda: {"held_on": today() + timedelta(days=1)}),
            ("words", lambda: {"words": "", "said": {}}),
            ("follow_up_id", lambda: {"follow_up_id": uuid7()}),
            ("safety", lambda: {"said": {Measure.SAFETY: Said(Known.KNOWN, Word.DECIDES)}}),
        ],
    )
    def test_what_is_wrong_names_the_field(
        self, returned: CaseOf, worker: Actor, field: str, wrong: Callable[[], dict]
    ) -> None:
        with pytest.raises(Invalid) as told:
            contact_record(worker, case_id=returned.mother, draft=contact(**wrong()))
        assert told.value.data["field"] == field

    def test_the_database_keeps_nothing_said_where_nobody_was_reached(self, returned: CaseOf, worker: Actor) -> None:
        contact_record(worker, case_id=returned.mother, draft=contact())
        with pytest.raises(IntegrityError), transaction.atomic():
            models.Contact.objects.update(reached=Reached.NOT_REACHED)

    def test_a_contact_is_planned_moved_and_dropped_with_words(self, returned: CaseOf, worker: Actor) -> None:
        soon = today() + timedelta(days=3)
        made = follow_up_plan(worker, case_id=returned.mother, due_on=soon)
        with pytest.raises(Invalid, match="already"):
            follow_up_plan(worker, case_id=returned.mother, due_on=soon)
        with pytest.raises(Invalid):
            follow_up_move(worker, follow_up_id=made, due_on=soon, words="", version=1)
        later = soon + timedelta(days=1)
        follow_up_move(worker, follow_up_id=made, due_on=later, words="She is travelling.", version=1)
        assert not models.Task.objects.filter(subject=made, done_at__isnull=True).exists()
        with pytest.raises(Stale):
            follow_up_move(worker, follow_up_id=made, due_on=None, words="Not needed.", version=1)
        follow_up_move(worker, follow_up_id=made, due_on=None, words="She asked for fewer.", version=2)
        row = planned(worker, returned, made)
        assert (row.state, row.moved_words) == (DueState.DROPPED, "She asked for fewer.")

    def test_the_first_contact_without_an_answer_is_what_is_due(self, returned: CaseOf, worker: Actor) -> None:
        first, second, *_rest = follow_up_page(worker, returned.mother).follow_ups

        def due() -> Any:
            return models.Task.objects.get(case=returned.mother, what=FOLLOW_UP_DUE, done_at__isnull=True)

        assert due().subject == first.id
        contact_record(worker, case_id=returned.mother, draft=contact(follow_up_id=first.id))
        assert due().subject == second.id
        soon = follow_up_plan(worker, case_id=returned.mother, due_on=today() + timedelta(days=1))
        assert due().subject == soon
        follow_up_move(
            worker, follow_up_id=soon, due_on=today() + timedelta(days=3), words="She asked for it.", version=1
        )
        assert due().due == today() + timedelta(days=3)
        follow_up_move(worker, follow_up_id=soon, due_on=None, words="She asked for it.", version=2)
        assert due().subject == second.id

    def test_others_find_nothing(self, returned: CaseOf, actor: MakeActor) -> None:
        for role in (Role.JUDICIAL_LIAISON, Role.SCREENING_ANALYST, Role.CONVOY_LEAD, Role.REPATRIATION_COORDINATOR):
            with pytest.raises(NotFound):
                follow_up_page(actor(role), returned.mother)
            with pytest.raises((NotFound, Refused)):
                contact_record(actor(role), case_id=returned.mother, draft=contact())


@pytest.mark.django_db
class TestClosing:
    """What has to be there before a case is closed."""

    def test_each_due_contact_has_an_answer_and_unknown_is_one(self, returned: CaseOf, worker: Actor) -> None:
        assert standing(returned) == (Holding.UNMET, "contacts_unanswered")
        due = follow_up_page(worker, returned.mother).follow_ups[0]
        contact_record(worker, case_id=returned.mother, draft=contact(Reached.NOT_REACHED, follow_up_id=due.id))
        assert standing(returned) == (Holding.UNMET, "contacts_no_closure")

    def test_no_need_is_left_without_being_handed_over(self, returned: CaseOf, worker: Actor) -> None:
        models.FollowUp.objects.all().delete()
        made = open_need(worker, returned.mother)
        closure_write(worker, case_id=returned.mother, draft=closure())
        assert standing(returned) == (Holding.UNMET, "contacts_needs_open")
        need_settle(worker, need_id=made, state=NeedState.HANDED_OVER, words="To the health centre.", version=1)
        assert standing(returned) == (Holding.OPEN, "contacts_answered")

    def test_two_people_close_it_and_opening_it_again_keeps_what_was_written(
        self, returned: CaseOf, worker: Actor, actor: MakeActor
    ) -> None:
        models.FollowUp.objects.all().delete()
        manager = actor(Role.CASE_MANAGER, None, Purpose.REINTEGRATION)
        with pytest.raises(GatesUnmet):
            steps_propose(worker, case_ids=returned.ids, to=Stage.CLOSED, words="They live as they planned.")
        for id in returned.ids:
            closure_write(worker, case_id=id, draft=closure())
        proposals = steps_propose(worker, case_ids=returned.ids, to=Stage.CLOSED, words="They live as they planned.")
        proposals_answer(manager, proposal_ids=proposals, agrees=True, words="I looked at both of them.")
        page = follow_up_page(worker, returned.mother)
        assert [one.now for one in page.closures] == [True]
        steps_take(manager, case_ids=returned.ids, to=Stage.FOLLOW_UP, words="She came back and asks for help.")
        page = follow_up_page(worker, returned.mother)
        assert [(one.words, one.now) for one in page.closures] == [("She lives as she planned.", False)]
        assert standing(returned) == (Holding.UNMET, "contacts_no_closure")

    def test_nothing_is_due_in_a_closed_case_and_is_again_when_it_is_opened(self, returned: CaseOf) -> None:
        cases = list(models.Case.objects.filter(id__in=returned.ids))

        def due() -> set[str]:
            return set(models.Task.objects.filter(case__in=cases, done_at__isnull=True).values_list("what", flat=True))

        assert due() == {FOLLOW_UP_DUE, PLAN_DUE}
        after_step(cases, Stage.CLOSED, today())
        assert due() == set()
        after_step(cases, Stage.FOLLOW_UP, today())
        assert due() == {FOLLOW_UP_DUE}

    @pytest.mark.parametrize("field", ["words", "told_words"])
    def test_it_says_why_and_what_the_person_was_told(self, returned: CaseOf, worker: Actor, field: str) -> None:
        with pytest.raises(Invalid) as told:
            closure_write(worker, case_id=returned.mother, draft=closure(**{field: ""}))
        assert told.value.data["field"] == field

    def test_it_is_written_in_follow_up_only(self, case_at: CaseAt, worker: Actor) -> None:
        with pytest.raises(Invalid, match="closed from follow-up"):
            closure_write(worker, case_id=case_at(Stage.RETURNED).mother, draft=closure())

    def test_the_gate_asks_as_often_for_many_as_for_one(self, case_at: CaseAt, worker: Actor) -> None:
        ids = [id for name in ("Haddad", "Rashid", "Salman") for id in case_at(Stage.FOLLOW_UP, name=name).ids]
        counted = []
        for some in (ids[:1], ids):
            travellers = travellers_of(list(models.Case.objects.filter(id__in=some).select_related("person")), today())
            with CaptureQueriesContext(connection) as queries:
                gate.check(worker, travellers, today())
            counted.append(len(queries))
        assert counted == [3, 3]


def test_the_day_is_the_day_of_the_place() -> None:
    assert today() == timezone.localdate()
