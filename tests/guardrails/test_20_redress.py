"""Guardrail 20: A person, or somebody for them, can contest what was found, and nobody answers what they took part in.

How: `review.rules.contests` and a guard of the database: the answer is given by somebody who neither decided, confirmed nor took the
contest in; whoever takes contests in sits at no desk.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from actors import MakeActor
from asked import Asked, ask, found
from homeward.access.facts import Actor, Capability, Role
from homeward.access.rules import GRANTS
from homeward.registry.errors import Invalid
from homeward.review.actions.contests import contest_decide, contest_open
from homeward.review.actions.decisions import candidate_decide
from homeward.review.facts.candidates import Outcome
from homeward.review.facts.contests import ContestDraft, ContestOutcome
from homeward.review.models import Contest

ANSWER = "It was looked at by somebody who took no part."


@pytest.fixture
def analyst(actor: MakeActor) -> Actor:
    return actor(Role.SCREENING_ANALYST)


@pytest.fixture
def decided(actor: MakeActor, analyst: Actor) -> Asked:
    """A finding of one analyst."""
    asked = ask(actor)
    candidate_decide(analyst, asked.id, found(asked, Outcome.INSUFFICIENT))
    return asked


@pytest.mark.django_db
def test_on_the_page(decided: Asked, signed_in: Any) -> None:
    officer = signed_in(Role.REDRESS_OFFICER)
    sent = {"words": "I am not that man.", "language": "en"}
    assert officer.post(reverse("contest_new", args=[decided.person_id]), sent).status_code == 302
    page = reverse("contest", args=[Contest.objects.get().id])
    assert 'name="outcome"' not in officer.get(page).content.decode()
    for outcome in ContestOutcome:
        assert officer.post(page, {"outcome": outcome.value, "answer": ANSWER}).status_code == 400
    assert Contest.objects.get().outcome == ""
    other = signed_in(Role.REDRESS_OFFICER)
    assert other.post(page, {"outcome": "upheld", "answer": ANSWER}).status_code == 302


@pytest.mark.django_db
def test_in_the_action_and_in_the_table(decided: Asked, actor: MakeActor, analyst: Actor) -> None:
    contest = contest_open(actor(Role.CASE_MANAGER), decided.person_id, ContestDraft("I am not that man."))
    turned = replace(actor(Role.REDRESS_OFFICER), user_id=analyst.user_id)  # the analyst, in a later role
    with pytest.raises(Invalid, match="took part"):
        contest_decide(turned, contest, ContestOutcome.UPHELD, answer=ANSWER)
    with pytest.raises(IntegrityError, match="took part"), transaction.atomic():
        Contest.objects.update(outcome="upheld", decided_by=analyst.user_id, decided_at=timezone.now(), answer=b"x")


def test_it_can_be_reached_without_the_desk() -> None:
    """Whoever takes contests in sits at no screening desk, and whoever answers them neither."""
    taking = {
        role for role, purposes in GRANTS.items() for held in purposes.values() if Capability.CONTEST_OPEN in held
    }
    assert {Role.CASE_MANAGER, Role.CHILD_PROTECTION_SPECIALIST, Role.REDRESS_OFFICER} <= taking
    for role, purposes in GRANTS.items():
        for held in purposes.values():
            if Capability.CONTEST_DECIDE in held:
                assert not held & {
                    Capability.CANDIDATE_DECIDE,
                    Capability.CANDIDATE_CONFIRM,
                    Capability.CANDIDATE_CHILD,
                }, role
