"""A hold has a reason, an owner and a last day; silence never extends it, and a second renewal is by somebody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from actors import MakeActor
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Purpose, Role
from homeward.pathway import models
from homeward.pathway.actions.holds import hold_end, hold_place, hold_renew, hold_review
from homeward.pathway.facts.cases import Gate, Holding
from homeward.pathway.facts.holds import HoldDraft, HoldReason
from homeward.pathway.selectors.gating import checks_of
from homeward.registry.errors import Invalid
from walked import CaseOf

pytestmark = pytest.mark.django_db
WHY = "The court of Ninewa asked to hear her as a witness."


def draft(
    words: str = WHY, *, days: int = 30, review: int = 14, reason: HoldReason = HoldReason.COURT_ORDER
) -> HoldDraft:
    today = timezone.localdate()
    return HoldDraft(reason, words, "Court of Ninewa", today + timedelta(days=review), today + timedelta(days=days))


def stands(there: CaseOf, day: date | None = None) -> Holding:
    case = models.Case.objects.select_related("person").get(id=there.mother)
    return checks_of(there.coordinator, [case], [Gate.NO_HOLD], day or timezone.localdate())[case.id][0].holding


@pytest.fixture
def other(actor: MakeActor) -> Actor:
    """Another coordinator."""
    return actor(Role.REPATRIATION_COORDINATOR, None, Purpose.RETURN)


def test_a_hold_holds_until_its_last_day_and_no_longer(a_case: CaseOf) -> None:
    assert stands(a_case) is Holding.OPEN
    hold_place(a_case.coordinator, a_case.mother, draft(days=30))
    today = timezone.localdate()
    assert stands(a_case) is Holding.UNMET
    assert stands(a_case, today + timedelta(days=30)) is Holding.UNMET
    assert stands(a_case, today + timedelta(days=31)) is Holding.OPEN


def test_ended_it_holds_nothing(a_case: CaseOf) -> None:
    hold = hold_place(a_case.coordinator, a_case.mother, draft())
    hold_end(a_case.coordinator, hold, words="She was heard on Monday.")
    assert stands(a_case) is Holding.OPEN
    with pytest.raises(Stale):
        hold_end(a_case.coordinator, hold, words="She was heard on Monday.")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"words": "no"}, "words"),
        ({"days": 91}, "until"),
        ({"days": 0}, "until"),
        ({"review": 31}, "review_on"),
        ({"review": -1}, "review_on"),
    ],
)
def test_a_hold_without_reasons_end_or_review_is_refused(a_case: CaseOf, given: dict, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        hold_place(a_case.coordinator, a_case.mother, draft(**given))
    assert refused.value.data["field"] == field
    assert not models.Hold.objects.exists()


def test_a_renewal_takes_the_place_and_needs_words_of_now(a_case: CaseOf) -> None:
    first = hold_place(a_case.coordinator, a_case.mother, draft())
    with pytest.raises(Invalid, match="still"):
        hold_renew(a_case.coordinator, first, draft())
    second = hold_renew(a_case.coordinator, first, draft("The hearing was put off to next month."))
    assert models.Hold.objects.get(id=second).renews_id == first
    with pytest.raises(Stale):
        hold_renew(a_case.coordinator, first, draft("A third reason of some length."))


def test_the_second_renewal_is_by_somebody_else(a_case: CaseOf, other: Actor) -> None:
    hold = hold_place(a_case.coordinator, a_case.mother, draft())
    hold = hold_renew(a_case.coordinator, hold, draft("The hearing was put off to next month."))
    with pytest.raises(Invalid, match="Somebody else decides"):
        hold_renew(a_case.coordinator, hold, draft("The hearing was put off once more."))
    hold_renew(other, hold, draft("The hearing was put off once more."))


def test_letting_it_run_out_is_no_way_around(a_case: CaseOf) -> None:
    """A hold for the same reason, placed soon after one that ran out, goes on with it."""
    hold = hold_place(a_case.coordinator, a_case.mother, draft(days=20))
    hold = hold_renew(a_case.coordinator, hold, draft("The hearing was put off to next month.", days=20))
    with time_machine.travel(timezone.now() + timedelta(days=25)):
        assert stands(a_case) is Holding.OPEN
        with pytest.raises(Invalid, match="Somebody else decides"):
            hold_place(a_case.coordinator, a_case.mother, draft("The hearing is said to be in spring."))
        hold_place(
            a_case.coordinator, a_case.mother, draft("Her papers are at the ministry.", reason=HoldReason.DOCUMENTS)
        )


def test_looking_at_it_again_extends_nothing(a_case: CaseOf) -> None:
    hold = hold_place(a_case.coordinator, a_case.mother, draft(days=20))
    until = models.Hold.objects.get(id=hold).until
    hold_review(a_case.coordinator, hold)
    assert models.Hold.objects.get(id=hold).until == until
    with time_machine.travel(timezone.now() + timedelta(days=25)), pytest.raises(Stale, match="over"):
        hold_review(a_case.coordinator, hold)


def test_only_who_may_holds_a_case(a_case: CaseOf, actor: MakeActor) -> None:
    for role in (Role.REGISTRATION_CLERK, Role.SCREENING_ANALYST, Role.CONVOY_LEAD, Role.REINTEGRATION_WORKER):
        with pytest.raises((Refused, NotFound)):
            hold_place(actor(role), a_case.mother, draft())
    hold_place(actor(Role.JUDICIAL_LIAISON), a_case.mother, draft())


def test_its_owner_has_a_task_to_look_at_it(a_case: CaseOf) -> None:
    hold = hold_place(a_case.coordinator, a_case.mother, draft(review=14))
    task = models.Task.objects.get(what="hold.review", subject=hold)
    assert (task.owner, task.due) == (a_case.coordinator.user_id, timezone.localdate() + timedelta(days=14))
    hold_end(a_case.coordinator, hold, words="She was heard on Monday.")
    assert models.Task.objects.get(id=task.id).done_at is not None
