"""Candidates for other programs: two tokens of two people answer one, and nobody confirms what they found themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from actors import MakeActor
from asked import WORDS, Asked, ask
from homeward.access.actions import token_make
from homeward.access.facts import Actor, Assignment, Purpose, Role
from homeward.review.facts.candidates import State

pytestmark = pytest.mark.django_db
FOUND = {"outcome": "different", "reason": "namesake", "words": WORDS}


def caller(holder: Actor, role: Role) -> Client:
    """A program with a token of somebody."""
    until = timezone.now() + timedelta(days=1)
    asked = Assignment(role, None, Purpose.SCREENING, until)
    token = token_make(holder, user_id=holder.user_id, name="a test", assignment=asked)
    return Client(headers={"Authorization": f"Bearer {token.bearer}"})


@pytest.fixture
def asked(actor: MakeActor) -> Asked:
    """A strong candidate."""
    return ask(actor, strong=True)


def say(client: Client, asked: Asked, act: str, **said: Any) -> Any:
    body = {"version": asked.row.version} | FOUND | said
    return client.post(f"/api/v1/candidates/{asked.id}/{act}", body, content_type="application/json")


def test_two_people_answer_by_their_tokens(asked: Asked, actor: MakeActor) -> None:
    first = caller(actor(Role.SCREENING_ANALYST), Role.SCREENING_ANALYST)
    second = caller(actor(Role.SECOND_REVIEWER), Role.SECOND_REVIEWER)
    (row,) = first.get("/api/v1/candidates").json()["items"]
    assert (row["id"], row["outcome"], row["state"]) == (str(asked.id), None, "waiting")
    assert say(second, asked, "decide").status_code == 403
    done = say(first, asked, "decide")
    assert (done.status_code, done.json()["state"]) == (201, "second")
    own = say(first, asked, "confirm")
    assert (own.status_code, "somebody else" in own.json()["detail"]) == (400, True)
    assert asked.row.state == State.SECOND
    file = second.get(f"/api/v1/candidates/{asked.id}").json()
    assert [one["words"] for one in file["decisions"]] == [WORDS]
    assert say(second, asked, "confirm").json()["state"] == "decided"


def test_what_is_missing_is_said(asked: Asked, actor: MakeActor) -> None:
    client = caller(actor(Role.SCREENING_ANALYST), Role.SCREENING_ANALYST)
    for said in ({"outcome": None}, {"reason": "guilt"}, {"words": "no"}, {"reason": "document_agrees"}):
        assert say(client, asked, "decide", **said).status_code in (400, 422)
    assert say(client, asked, "decide", version=9).status_code == 409
    assert asked.row.state == State.WAITING
