"""Guardrail 3: A finding that anything may be done with takes independent facts, two people, and the answer of the source.

How: `review.rules.decisions` asks for two comparable identifiers, another person and a source's answer; constraints and guards of the
database refuse a decided identity without each. No other room reads a candidate: `findings_of` is the one door.
"""

from __future__ import annotations

import ast
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

import homeward
from actors import MakeActor
from asked import WORDS, ask, found
from homeward.access.actions import agreement_make
from homeward.access.facts import Agreement, Category, Purpose, Role
from homeward.registry.errors import Invalid
from homeward.review.actions.decisions import candidate_decide, decision_confirm
from homeward.review.actions.sources import source_answer, source_draft, source_send
from homeward.review.facts.candidates import Identifier, Outcome, State
from homeward.review.facts.sources import Answer, Given
from homeward.review.models import Candidate
from homeward.review.selectors.findings import findings_of

ROOM = Path(homeward.__file__).parent
# Who may know of candidates at all: the desk's own room, its pages and commands. All others read `findings_of`, or nothing.
KNOWING = ("review", "web", "cli", "config")
# The way home asks whether a review is finished, asks for runs, and looks for missing people; none of these says what was found of anybody.
ASKED = {
    "homeward.review.selectors.reviewed",
    "homeward.review.actions.runs",
    "homeward.review.selectors.tracing",
    "homeward.review.facts.live",  # what looking for missing people shows
    "homeward.review.selectors.findings",
}


@pytest.mark.django_db
def test_nothing_stands_before_two_people_and_the_source_have_spoken(actor: MakeActor) -> None:
    asked, first = ask(actor), actor(Role.SCREENING_ANALYST)
    assert findings_of(first, asked.person_id) == ()
    candidate_decide(first, asked.id, found(asked, Outcome.CORROBORATED))
    assert findings_of(first, asked.person_id) == ()
    decision_confirm(actor(Role.SECOND_REVIEWER), asked.id, words=WORDS, version=asked.row.version)
    assert findings_of(first, asked.person_id) == ()
    liaison, now = actor(Role.NCB_LIAISON), timezone.now()
    agreement = Agreement(
        recipient="Invented bureau", title="Invented", basis="An invented law", purposes=frozenset({Purpose.SCREENING}),
        categories=frozenset(Category), starts=now - timedelta(days=1), until=now + timedelta(days=1),
    )  # fmt: skip
    made = agreement_make(actor(Role.DATA_PROTECTION_OFFICER), agreement=agreement)
    request = source_draft(liaison, asked.id, agreement_id=made, question="Is this entry in force?")
    source_send(liaison, request, accepted=frozenset())
    assert findings_of(first, asked.person_id) == ()
    source_answer(liaison, request, Given(Answer.VALID, "It is in force.", (), timezone.localdate()))
    (finding,) = findings_of(first, asked.person_id)
    assert (finding.outcome, finding.people, finding.verified) == (Outcome.CORROBORATED, 2, True)


@pytest.mark.django_db
def test_a_name_alone_reaches_nothing_however_strong(actor: MakeActor) -> None:
    namesake, analyst = ask(actor, entry_id="X-2", strong=True, millibits=60_000), actor(Role.SCREENING_ANALYST)
    for named in (frozenset[Identifier](), frozenset({Identifier.BIRTH, Identifier.DOCUMENT})):
        with pytest.raises(Invalid):
            candidate_decide(analyst, namesake.id, found(namesake, Outcome.CORROBORATED, identifiers=named))
    for said in ({"outcome": "corroborated"}, {"outcome": "corroborated", "source_said": "valid"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Candidate.objects.filter(id=namesake.id).update(
                state=State.DECIDED, decided_at=timezone.now(), first_by=analyst.user_id, **said
            )


@pytest.mark.django_db
def test_a_finding_whose_time_is_over_stands_no_longer(actor: MakeActor) -> None:
    asked, first = ask(actor), actor(Role.SCREENING_ANALYST)
    candidate_decide(first, asked.id, found(asked, Outcome.POSSIBLE))
    assert len(findings_of(first, asked.person_id)) == 1
    Candidate.objects.filter(id=asked.id).update(renew_on=timezone.localdate() - timedelta(days=1))
    assert findings_of(first, asked.person_id) == ()


def test_no_other_room_knows_a_candidate() -> None:
    reading = {
        path.relative_to(ROOM).as_posix()
        for path in ROOM.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("homeward.review")
        if node.module not in ASKED
    }
    assert [place for place in reading if place.split("/")[0] not in KNOWING] == []
