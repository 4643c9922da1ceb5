"""Whoever listed an entry is asked with the minimum of data, as a disclosure; only their answer makes a finding."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from actors import MakeActor
from asked import BORN, NAME, PASSPORT, WORDS, Asked, ask, found
from homeward.access.actions import agreement_make
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Agreement, Category, Purpose, Role
from homeward.access.models import Disclosure, DisclosureItem
from homeward.access.selectors.agreements import recipients_to_notify
from homeward.registry.errors import Invalid
from homeward.review import models
from homeward.review.actions.decisions import candidate_decide, decision_confirm
from homeward.review.actions.reopening import candidates_move
from homeward.review.actions.sources import (
    source_acknowledge,
    source_answer,
    source_draft,
    source_send,
    source_take_back,
    sources_expire,
)
from homeward.review.facts.candidates import Desk, Outcome, State, Why
from homeward.review.facts.sources import Answer, Given, RequestState
from homeward.review.facts.steps import Act
from homeward.review.selectors.findings import findings_of
from homeward.review.selectors.sources import package_of, source_of, sources_lacking, sources_list

pytestmark = pytest.mark.django_db
CAVEAT = "Not to be passed on without asking us."
CATEGORIES = frozenset(
    {Category.NAME, Category.BIRTH, Category.SEX, Category.NATIONALITY, Category.DOCUMENT, Category.FINDING}
)


@pytest.fixture
def liaison(actor: MakeActor) -> Actor:
    """Somebody of the National Central Bureau's desk."""
    return actor(Role.NCB_LIAISON)


@pytest.fixture
def agree(actor: MakeActor) -> Callable[..., UUID]:
    """Makes an agreement with an invented bureau."""

    def make(**said: object) -> UUID:
        now = timezone.now()
        agreement = Agreement(
            recipient="Invented bureau", title="Invented agreement", basis="An invented law",
            purposes=frozenset({Purpose.SCREENING}), categories=CATEGORIES, starts=now - timedelta(days=1),
            until=now + timedelta(days=90), caveats=(CAVEAT,), children=True,
        )  # fmt: skip
        return agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=replace(agreement, **said))  # type: ignore[arg-type]

    return make


@pytest.fixture
def waiting(asked: Asked, first: Actor, second: Actor) -> Asked:
    """A candidate that two people found corroborated, and that waits for its source."""
    candidate_decide(first, asked.id, found(asked, Outcome.CORROBORATED))
    decision_confirm(second, asked.id, words=WORDS, version=asked.row.version)
    return asked


def answer(kind: Answer = Answer.VALID) -> Given:
    return Given(kind, "In force, and it is this person.", ("For identification only.",), timezone.localdate())


def sent(liaison: Actor, waiting: Asked, agreement: UUID) -> UUID:
    request = source_draft(
        liaison, waiting.id, agreement_id=agreement, question="Is this entry in force, and this person?"
    )
    source_send(liaison, request, accepted=frozenset({CAVEAT}))
    return request


def test_from_question_to_finding(waiting: Asked, liaison: Actor, first: Actor, agree: Callable[..., UUID]) -> None:
    assert [row.id for row in sources_lacking(liaison)] == [waiting.id]
    assert findings_of(first, waiting.person_id) == ()
    request = sent(liaison, waiting, agree())
    assert sources_lacking(liaison) == ()
    source_acknowledge(liaison, request, their_reference="IP/2026/17")
    assert source_answer(liaison, request, answer()) is State.DECIDED
    row = waiting.row
    assert (row.state, row.outcome, row.source_said) == (State.DECIDED, Outcome.CORROBORATED, "valid")
    (finding,) = findings_of(first, waiting.person_id)
    assert (finding.outcome, finding.verified, finding.people) == (Outcome.CORROBORATED, True, 2)
    assert "For identification only." in finding.caveats
    told = source_of(liaison, request)
    assert (told.state, told.answer, told.their_reference) == (RequestState.ANSWERED, Answer.VALID, "IP/2026/17")


def test_the_package_holds_the_minimum(waiting: Asked, liaison: Actor, agree: Callable[..., UUID]) -> None:
    request = sent(liaison, waiting, agree())
    package = package_of(liaison, request)
    assert json.loads(package.document) == package.fields
    held = package.fields["person"]
    assert held == {
        "names": [NAME], "births": [BORN], "sex": "male", "nationalities": ["iq"],
        "documents": [{"kind": "passport", "number": PASSPORT, "issuer": "iq"}],
    }  # fmt: skip
    text = package.document.decode()
    for kept in ("tent", "3-14", "Asked camp", WORDS, "bits", "score", str(waiting.person_id)):
        assert kept not in text, kept
    row = models.SourceRequest.objects.get(id=request)
    assert NAME.encode() not in bytes(row.package)


def test_what_is_sent_is_a_disclosure_of_one_person(waiting: Asked, liaison: Actor, agree: Callable[..., UUID]) -> None:
    request = sent(liaison, waiting, agree())
    disclosure = Disclosure.objects.get()
    assert (disclosure.recipient, disclosure.persons, disclosure.ready) == ("Invented bureau", 1, True)
    assert set(disclosure.categories) == {str(one) for one in CATEGORIES}
    assert DisclosureItem.objects.get().person_id == waiting.person_id
    assert models.SourceRequest.objects.get(id=request).disclosure_id == disclosure.id


@pytest.mark.parametrize(
    "said",
    [
        {"purposes": frozenset({Purpose.IDENTITY})},
        {"categories": CATEGORIES - {Category.FINDING}},
        {"categories": CATEGORIES - {Category.DOCUMENT}},
        {"until": timezone.now() - timedelta(hours=1)},
        {"site_id": uuid4()},
    ],
)
def test_nothing_leaves_without_an_agreement_for_it(
    waiting: Asked, liaison: Actor, agree: Callable[..., UUID], said: dict[str, object]
) -> None:
    agreement = agree(**said)
    request = source_draft(liaison, waiting.id, agreement_id=agreement, question="Is this entry in force?")
    with pytest.raises(Refused):
        source_send(liaison, request, accepted=frozenset({CAVEAT}))
    assert not Disclosure.objects.exists()
    assert models.SourceRequest.objects.get().state == RequestState.DRAFTED


def test_caveats_are_confirmed_or_nothing_leaves(waiting: Asked, liaison: Actor, agree: Callable[..., UUID]) -> None:
    request = source_draft(liaison, waiting.id, agreement_id=agree(), question="Is this entry in force?")
    with pytest.raises(Refused):
        source_send(liaison, request, accepted=frozenset())


def test_of_a_child_only_under_an_agreement_for_children(
    actor: MakeActor, liaison: Actor, agree: Callable[..., UUID]
) -> None:
    child = ask(actor, desk=Desk.CHILD)
    one, two = (actor(Role.CHILD_PROTECTION_SPECIALIST) for _ in range(2))
    candidate_decide(one, child.id, found(child, Outcome.CORROBORATED))
    decision_confirm(two, child.id, words=WORDS, version=child.row.version)
    request = source_draft(liaison, child.id, agreement_id=agree(children=False), question="Is this entry in force?")
    with pytest.raises(Refused, match="children"):
        source_send(liaison, request, accepted=frozenset({CAVEAT}))
    source_take_back(liaison, request)
    sent(liaison, child, agree())
    assert Disclosure.objects.get().children == 1


@pytest.mark.parametrize("kind", [Answer.OTHER_PERSON, Answer.NOT_IN_FORCE])
def test_an_answer_of_no_asks_again_and_tells_whoever_received_it(
    waiting: Asked, liaison: Actor, agree: Callable[..., UUID], kind: Answer
) -> None:
    request = sent(liaison, waiting, agree())
    assert source_answer(liaison, request, answer(kind)) is State.WAITING
    row = waiting.row
    assert (row.state, row.why, row.round, row.outcome) == (State.WAITING, Why.SOURCE_SAID_NO, 2, "")
    (notice,) = recipients_to_notify(liaison, waiting.person_id)
    assert notice.categories == {Category.FINDING}


def test_an_unclear_answer_leaves_the_question(waiting: Asked, liaison: Actor, agree: Callable[..., UUID]) -> None:
    assert source_answer(liaison, sent(liaison, waiting, agree()), answer(Answer.UNCLEAR)) is State.SOURCE
    assert [row.id for row in sources_lacking(liaison)] == [waiting.id]


def test_silence_is_no_answer(waiting: Asked, liaison: Actor, actor: MakeActor, agree: Callable[..., UUID]) -> None:
    request = sent(liaison, waiting, agree())
    night = actor(Role.SCREENING_ANALYST)
    assert sources_expire(night) == 0
    models.SourceRequest.objects.update(due_on=timezone.localdate() - timedelta(days=1))
    assert sources_expire(night) == 1
    assert (waiting.row.state, source_of(liaison, request).state) == (State.SOURCE, RequestState.EXPIRED)
    assert sources_list(liaison)[1] == 0
    assert source_answer(liaison, request, answer()) is State.DECIDED  # late, and the question still stands


def test_one_open_request_at_a_time(waiting: Asked, liaison: Actor, agree: Callable[..., UUID]) -> None:
    agreement = agree()
    sent(liaison, waiting, agreement)
    with pytest.raises(Invalid, match="open already"):
        source_draft(liaison, waiting.id, agreement_id=agreement, question="And once more?")


def test_whoever_found_it_does_not_record_the_answer(
    waiting: Asked, liaison: Actor, agree: Callable[..., UUID]
) -> None:
    request = sent(liaison, waiting, agree())
    row = waiting.row
    both = replace(liaison, user_id=row.second_by)
    with pytest.raises(Invalid, match="took part"):
        source_answer(both, request, answer())


def test_who_does_not_ask_sources_sees_none(
    waiting: Asked, liaison: Actor, actor: MakeActor, agree: Callable[..., UUID]
) -> None:
    request = sent(liaison, waiting, agree())
    for role in Role:
        if role in (Role.NCB_LIAISON, Role.SERVICE):
            continue
        with pytest.raises((Refused, NotFound)):
            package_of(actor(role), request)
    with pytest.raises(NotFound):
        package_of(actor(Role.NCB_LIAISON, uuid4()), request)


def test_without_an_answer_no_finding_whatever_writes_it(
    waiting: Asked, liaison: Actor, agree: Callable[..., UUID]
) -> None:
    sent(liaison, waiting, agree())
    rows = models.Candidate.objects.filter(id=waiting.id)
    for said in ({"source_said": "valid"}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(state=State.DECIDED, decided_at=timezone.now(), **said)


def test_a_record_that_changes_takes_the_question_back(
    waiting: Asked, liaison: Actor, first: Actor, agree: Callable[..., UUID]
) -> None:
    request = sent(liaison, waiting, agree())
    assert candidates_move(first, act=Act.PERSON_CHANGED, candidate_ids=[waiting.id]) == 1
    assert source_of(liaison, request).state is RequestState.TAKEN_BACK
    assert len(recipients_to_notify(liaison, waiting.person_id)) == 1
