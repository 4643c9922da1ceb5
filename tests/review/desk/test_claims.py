"""Taking, giving back, handing over: of two at one instant one is first, and nobody is given what they answered already."""

from __future__ import annotations

from uuid import UUID

import pytest
from drafts import person

from actors import MakeActor
from asked import Asked, ask_about, found, somebody
from desk_rows import at_desk
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Actor, Role
from homeward.registry.actions.persons import person_register
from homeward.registry.errors import Invalid
from homeward.review import models
from homeward.review.actions import claims
from homeward.review.actions.claims import candidate_hand_over, candidate_next, candidate_release, candidate_take
from homeward.review.actions.decisions import candidate_decide, decision_disagree
from homeward.review.facts.candidates import Desk, Outcome, State
from homeward.review.selectors.candidates import candidate_file

WORDS = "Look at the mother's name, I could not read it."


def test_taken_and_given_back(asked: Asked, first: Actor) -> None:
    assert candidate_take(first, asked.id, version=1) == 2
    assert (asked.row.claimed_by, asked.row.claimed_name) == (first.user_id, first.username)
    assert candidate_take(first, asked.id, version=2) == 2  # once more is nothing new
    assert candidate_release(first, asked.id, version=2) == 3
    assert (asked.row.claimed_by, asked.row.claimed_at) == (None, None)


def test_the_second_who_takes_it_is_told_who_was_first(asked: Asked, first: Actor, second: Actor) -> None:
    candidate_take(first, asked.id, version=1)
    with pytest.raises(Stale, match=first.username):
        candidate_take(second, asked.id, version=1)
    with pytest.raises(Stale, match=first.username):
        candidate_take(second, asked.id, version=2)
    assert asked.row.claimed_by == first.user_id


def test_a_version_that_is_past_is_stale(asked: Asked, first: Actor) -> None:
    models.Candidate.objects.filter(id=asked.id).update(version=5)
    with pytest.raises(Stale, match="changed"):
        candidate_take(first, asked.id, version=4)


def test_what_somebody_else_took_is_given_back_with_a_reason_that_they_can_read(
    asked: Asked, first: Actor, second: Actor
) -> None:
    candidate_take(first, asked.id, version=1)
    with pytest.raises(Invalid):
        candidate_release(second, asked.id, version=2, words=" ")
    candidate_release(second, asked.id, version=2, words="They are on leave until Monday.")
    (note,) = candidate_file(first, asked.id).notes
    assert (note.words, note.to, note.noted_by) == ("They are on leave until Monday.", first.user_id, second.user_id)
    with pytest.raises(Invalid):
        candidate_release(second, asked.id, version=3)


def test_handed_over_with_words(asked: Asked, first: Actor, second: Actor) -> None:
    candidate_take(first, asked.id, version=1)
    candidate_hand_over(first, asked.id, to=second.user_id, words=WORDS, version=2)
    assert asked.row.claimed_by == second.user_id
    (note,) = candidate_file(second, asked.id).notes
    assert (note.kind, note.words, note.to) == ("handed_over", WORDS, second.user_id)
    assert WORDS.encode() not in bytes(models.Note.objects.get().words)
    with pytest.raises(Stale):
        candidate_hand_over(first, asked.id, to=first.user_id, words=WORDS, version=3)


def test_handed_over_to_nobody_who_may_not_look(asked: Asked, actor: MakeActor, first: Actor, second: Actor) -> None:
    clerk, elsewhere = actor(Role.REGISTRATION_CLERK), actor(Role.SCREENING_ANALYST, UUID(int=3))
    for other in (clerk, elsewhere, actor(Role.SECOND_REVIEWER)):  # who only looks second
        with pytest.raises(Invalid):
            candidate_hand_over(first, asked.id, to=other.user_id, words=WORDS, version=1)
    with pytest.raises(Invalid):
        candidate_hand_over(first, asked.id, to=second.user_id, words="", version=1)
    assert asked.row.claimed_by is None


def test_nobody_takes_or_is_handed_a_second_look_at_what_they_found(strong: Asked, first: Actor, second: Actor) -> None:
    candidate_decide(first, strong.id, found(strong))
    assert strong.row.state == State.SECOND
    with pytest.raises(Invalid):
        candidate_take(first, strong.id, version=strong.row.version)
    with pytest.raises(Invalid):
        candidate_hand_over(second, strong.id, to=first.user_id, words=WORDS, version=strong.row.version)
    assert candidate_next(first, Desk.SECURITY) is None
    assert candidate_next(second, Desk.SECURITY) == strong.id


def test_where_two_disagreed_a_third_person_takes_it(strong: Asked, first: Actor, second: Actor, third: Actor) -> None:
    candidate_decide(first, strong.id, found(strong))
    decision_disagree(second, strong.id, found(strong, Outcome.INSUFFICIENT))
    for one in (first, second):
        assert candidate_next(one, Desk.SECURITY) is None
        with pytest.raises(Invalid):
            candidate_take(one, strong.id, version=strong.row.version)
    assert candidate_next(third, Desk.SECURITY) == strong.id


def test_the_next_is_the_longest_waiting_of_the_strong_ones(asked: Asked, first: Actor, second: Actor) -> None:
    late, early = (ask_about(asked, somebody(asked.site), strong=True, entry_id="X-2") for _ in range(2))
    old = models.Candidate.objects.get(id=asked.id).waiting_since.replace(year=2020)
    models.Candidate.objects.filter(id__in=(asked.id, early.id)).update(waiting_since=old)
    assert candidate_next(first, Desk.SECURITY) == early.id
    assert candidate_next(second, Desk.SECURITY) == late.id
    assert candidate_next(first, Desk.SECURITY) == asked.id
    assert candidate_next(second, Desk.SECURITY) is None


def test_nobody_holds_more_than_they_can_look_at(asked: Asked, first: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(claims, "MOST_HELD", 1)
    other = ask_about(asked, somebody(asked.site), entry_id="X-2")
    candidate_take(first, asked.id, version=1)
    for again in (lambda: candidate_next(first, Desk.SECURITY), lambda: candidate_take(first, other.id, version=1)):
        with pytest.raises(Invalid, match="1 candidates"):
            again()


def test_what_is_decided_is_not_taken(asked: Asked, first: Actor, second: Actor) -> None:
    candidate_decide(first, asked.id, found(asked))
    with pytest.raises(Invalid):
        candidate_take(second, asked.id, version=asked.row.version)


def test_only_by_those_of_the_desk_where_the_person_is(asked: Asked, actor: MakeActor) -> None:
    with pytest.raises(Refused):
        candidate_take(actor(Role.REGISTRATION_CLERK), asked.id, version=1)
    with pytest.raises(Refused):
        candidate_next(actor(Role.REGISTRATION_CLERK), Desk.SECURITY)
    with pytest.raises(Refused):  # who only reads
        candidate_take(actor(Role.NCB_LIAISON), asked.id, version=1)
    with pytest.raises(NotFound):
        candidate_take(actor(Role.SCREENING_ANALYST, UUID(int=3)), asked.id, version=1)
    with pytest.raises(NotFound):  # another desk
        candidate_take(actor(Role.CHILD_PROTECTION_SPECIALIST), asked.id, version=1)


def test_a_reviewer_is_given_second_looks_alone(asked: Asked, strong_of: Asked, actor: MakeActor, first: Actor) -> None:
    reviewer = actor(Role.SECOND_REVIEWER)
    assert candidate_next(reviewer, Desk.SECURITY) is None
    candidate_decide(first, strong_of.id, found(strong_of))
    assert candidate_next(reviewer, Desk.SECURITY) == strong_of.id


def test_children_are_taken_by_a_specialist(
    officer: Actor, site: UUID, analyst: Actor, listed, actor: MakeActor
) -> None:
    child = person_register(officer, person(site, "Amir Hamdan Jarallah", born="2012"))
    row = at_desk(analyst, child, listed, "ZZi.001", desk=Desk.CHILD)
    specialist = actor(Role.CHILD_PROTECTION_SPECIALIST)
    assert candidate_next(specialist, Desk.CHILD) == row.id
    with pytest.raises(NotFound):
        candidate_take(analyst, row.id, version=2)


@pytest.fixture
def strong_of(asked: Asked) -> Asked:
    """Another, strong candidate beside the first."""
    return ask_about(asked, somebody(asked.site), strong=True, entry_id="X-2")
