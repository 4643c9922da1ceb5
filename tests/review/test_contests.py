"""A person contests what was found; somebody who took no part answers within a clock, in the person's words and language."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from actors import MakeActor
from asked import WORDS, Asked, found
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Role
from homeward.registry.errors import Invalid
from homeward.registry.rules.rights import DAYS
from homeward.review import models
from homeward.review.actions.contests import contest_decide, contest_open, contest_own
from homeward.review.actions.decisions import candidate_decide, decision_confirm
from homeward.review.facts.candidates import Outcome, State, Why
from homeward.review.facts.contests import ContestDraft, ContestOutcome
from homeward.review.selectors.contests import contest_of, contested_of, contests_list
from homeward.review.selectors.findings import findings_of

pytestmark = pytest.mark.django_db
DRAFT = ContestDraft("I am not that man, and was never there.", "A brother", "ckb")
ANSWER = "It was looked at by somebody else, and this is what they found."


@pytest.fixture
def officer(actor: MakeActor) -> Actor:
    """Somebody who answers contests."""
    return actor(Role.REDRESS_OFFICER)


@pytest.fixture
def manager(actor: MakeActor) -> Actor:
    """Somebody who takes them in."""
    return actor(Role.CASE_MANAGER)


@pytest.fixture
def decided(asked: Asked, first: Actor) -> Asked:
    """A candidate that one person decided."""
    candidate_decide(first, asked.id, found(asked, Outcome.POSSIBLE))
    return asked


def test_an_answer_that_reopens_has_it_looked_at_from_the_beginning(
    decided: Asked, officer: Actor, manager: Actor, first: Actor
) -> None:
    contest = contest_open(manager, decided.person_id, DRAFT)
    (finding,) = findings_of(first, decided.person_id)
    assert finding.contested
    (shown,) = contested_of(officer, contest)
    assert [one.words for one in shown.decisions] == [WORDS]
    assert contest_decide(officer, contest, ContestOutcome.REOPENED, answer=ANSWER) == 1
    row = decided.row
    assert (row.state, row.why, row.round, row.outcome) == (State.WAITING, Why.CONTESTED, 2, "")
    told = contest_of(manager, contest)
    assert (told.outcome, told.answer, told.words, told.representative, told.language) == (
        ContestOutcome.REOPENED, ANSWER, DRAFT.words, "A brother", "ckb",
    )  # fmt: skip
    assert findings_of(first, decided.person_id) == ()


def test_it_has_a_clock_and_an_owner(decided: Asked, officer: Actor, manager: Actor) -> None:
    contest = contest_open(manager, decided.person_id, DRAFT)
    row = contest_of(officer, contest)
    assert row.due_on == timezone.localdate() + timedelta(days=DAYS)
    assert not row.overdue(row.due_on)
    assert row.overdue(row.due_on + timedelta(days=1))
    contest_own(officer, contest)
    assert contest_of(officer, contest).owner_name == officer.username
    assert contests_list(manager)[1] == 1


def test_nobody_answers_what_they_wrote_down(decided: Asked, officer: Actor) -> None:
    contest = contest_open(officer, decided.person_id, DRAFT)
    with pytest.raises(Invalid, match="wrote this contest down"):
        contest_decide(officer, contest, ContestOutcome.UPHELD, answer=ANSWER)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Contest.objects.update(
            outcome="upheld", decided_by=officer.user_id, decided_at=timezone.now(), answer=b"x"
        )


def test_nobody_answers_what_they_took_part_in(decided: Asked, officer: Actor, manager: Actor, first: Actor) -> None:
    """No role holds both; whoever changed roles since is still who they were."""
    contest = contest_open(manager, decided.person_id, DRAFT)
    same = replace(officer, user_id=first.user_id)
    with pytest.raises(Invalid, match="took part"):
        contest_decide(same, contest, ContestOutcome.UPHELD, answer=ANSWER)
    with pytest.raises(IntegrityError, match="took part"), transaction.atomic():
        models.Contest.objects.update(
            outcome="upheld", decided_by=first.user_id, decided_at=timezone.now(), answer=b"x"
        )


def test_an_answer_says_what_there_is(decided: Asked, officer: Actor, manager: Actor) -> None:
    contest = contest_open(manager, decided.person_id, DRAFT)
    with pytest.raises(Invalid, match="Something was decided"):
        contest_decide(officer, contest, ContestOutcome.NOTHING_FOUND, answer=ANSWER)
    contest_decide(officer, contest, ContestOutcome.UPHELD, answer=ANSWER)
    assert decided.row.state == State.DECIDED
    with pytest.raises(Stale):
        contest_decide(officer, contest, ContestOutcome.UPHELD, answer=ANSWER)


def test_where_nothing_was_decided_the_answer_says_so(asked: Asked, officer: Actor, manager: Actor) -> None:
    contest = contest_open(manager, asked.person_id, DRAFT)
    assert contested_of(officer, contest) == ()
    with pytest.raises(Invalid, match="Nothing that was decided"):
        contest_decide(officer, contest, ContestOutcome.UPHELD, answer=ANSWER)
    contest_decide(officer, contest, ContestOutcome.NOTHING_FOUND, answer=ANSWER)
    assert asked.row.state == State.WAITING


def test_whoever_takes_it_in_learns_nothing_of_a_finding(decided: Asked, manager: Actor) -> None:
    contest = contest_open(manager, decided.person_id, DRAFT)
    with pytest.raises(Refused):
        contested_of(manager, contest)


def test_who_may_not_take_it_in_does_not(decided: Asked, actor: MakeActor, first: Actor) -> None:
    for who in (first, actor(Role.REGISTRATION_CLERK), actor(Role.NCB_LIAISON), actor(Role.ADMINISTRATOR)):
        with pytest.raises((Refused, NotFound)):
            contest_open(who, decided.person_id, DRAFT)


def test_words_are_sealed_with_the_persons_key(strong: Asked, first: Actor, second: Actor, manager: Actor) -> None:
    candidate_decide(first, strong.id, found(strong))
    decision_confirm(second, strong.id, words=WORDS, version=strong.row.version)
    contest_open(manager, strong.person_id, replace(DRAFT, candidate_id=strong.id))
    row = models.Contest.objects.get()
    assert (row.first_by, row.second_by) == (first.user_id, second.user_id)
    assert b"never there" not in bytes(row.words)
    with pytest.raises(Invalid, match="not about this person"):
        contest_open(manager, strong.person_id, replace(DRAFT, candidate_id=row.id))
