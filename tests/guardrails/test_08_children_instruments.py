"""Guardrail 8, instruments: No instrument for adults opens for a child or an unknown age, and none turns answers into a number.

How: `pathway.rules.instruments` decides by the latest day of birth that is recorded, and refuses every definition that would add something
up; actions, pages and the interface for programs ask it, and a trigger of the database refuses the row (`pathway.instrument_guards`).
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import homeward.resources.instruments as shipped
from actors import MakeActor, make_user
from homeward.access.actions import token_make
from homeward.access.facts import Actor, Assignment, Purpose, Role
from homeward.access.selectors import actor_of
from homeward.pathway import models
from homeward.pathway.actions.assessments import assessment_record
from homeward.pathway.actions.instruments import instrument_load
from homeward.pathway.rules.instruments import ADDS_UP, Unfit, read
from homeward.registry.errors import Invalid
from homeward.registry.models import Person
from planning import ADULTS, assessment, changed, instrument, keeper_of, today, trained
from walked import CaseOf

pytestmark = pytest.mark.django_db
BIRTHS = {
    "a child": (date(2016, 1, 1), date(2016, 12, 31)),
    "perhaps a child": (date(1990, 1, 1), date(today().year - 17, 1, 1)),
    "of unknown age": (None, None),
}


@pytest.fixture(params=sorted(BIRTHS))
def somebody(request: pytest.FixtureRequest, a_case: CaseOf) -> CaseOf:
    """The mother's case, with a birth that makes her no adult for certain."""
    born_from, born_to = BIRTHS[request.param]
    Person.objects.filter(id=a_case.family.person_ids[0]).update(born_from=born_from, born_to=born_to)
    return a_case


def worker_of(actor: MakeActor) -> tuple[Any, Actor]:
    user, purpose = make_user(Role.CASE_MANAGER, None, Purpose.PROTECTION)
    found = actor_of(user.id, purpose=purpose, channel="test")
    trained(keeper_of(actor), found)
    return user, found


def test_the_action_refuses_it(somebody: CaseOf, actor: MakeActor) -> None:
    _user, worker = worker_of(actor)
    with pytest.raises(Unfit):
        assessment_record(worker, case_id=somebody.mother, instrument_id=instrument().id, draft=assessment(ADULTS))
    assert not models.Assessment.objects.exists()


def test_the_page_does_not_open(somebody: CaseOf, actor: MakeActor) -> None:
    user, _worker = worker_of(actor)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["purpose"] = Purpose.PROTECTION.value
    session.save()
    answer = client.get(reverse("assessment_new", args=[somebody.mother, instrument().id]))
    assert answer.status_code >= 400
    assert "How is an ordinary day" not in answer.content.decode()


def test_the_interface_for_programs_refuses_it(somebody: CaseOf, actor: MakeActor) -> None:
    _user, worker = worker_of(actor)
    until = timezone.now() + timedelta(hours=1)
    held = Assignment(Role.CASE_MANAGER, None, Purpose.PROTECTION, until)
    token = token_make(worker, user_id=worker.user_id, name="phone", assignment=held)
    said = assessment(ADULTS).answers
    body = {
        "instrument_id": str(instrument().id), "held_on": str(today()), "narrative": "She wants to work.",
        "limits": "None was seen.", "review_on": str(today().replace(year=today().year + 1)),
        "answers": {key: {"state": "known", "words": one.words, "chosen": list(one.chosen)} for key, one in said.items()},
    }  # fmt: skip
    answer = Client().post(
        f"/api/v1/cases/{somebody.mother}/assessments",
        json.dumps(body),
        content_type="application/json",
        headers={"Authorization": f"Bearer {token.bearer}"},
    )
    assert answer.status_code == 400, answer.content
    assert not models.Assessment.objects.exists()


def test_the_database_refuses_it(somebody: CaseOf, actor: MakeActor) -> None:
    _user, worker = worker_of(actor)
    training = models.Training.objects.get(user_id=worker.user_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Assessment.objects.create(
            case_id=somebody.mother, instrument=instrument(), training=training, held_on=today(),
            review_on=today().replace(year=today().year + 1), answers=b"x", narrative=b"x", limits=b"x",
            made_by=worker.user_id, made_name="x", made_at=timezone.now(),
        )  # fmt: skip


@pytest.mark.parametrize("word", sorted(ADDS_UP))
def test_a_definition_that_adds_up_is_refused(actor: MakeActor, word: str) -> None:
    with pytest.raises(Invalid, match="never adds anything up"):
        instrument_load(keeper_of(actor), text=changed(**{"version": 9, word: {"all": "answers"}}))


def test_no_column_of_an_instrument_or_assessment_holds_a_number() -> None:
    for name in ("Instrument", "Training", "Assessment"):
        fields = apps.get_model("pathway", name)._meta.get_fields()
        numbers = {
            one.name for one in fields if any(kind in type(one).__name__ for kind in ("Integer", "Float", "Decimal"))
        }
        assert numbers <= {"version"}, name


def test_what_is_shipped_asks_nothing_about_anybodys_past_and_is_written_by_us() -> None:
    for path in Path(shipped.__file__).parent.glob("*.yaml"):
        text = path.read_text("utf-8")
        assert "Written for Homeward" in text and "adds nothing up" in text
        for one in read(text).questions:
            asked = one.ask["en"].lower()
            assert not any(
                word in asked for word in ("believe", "fight", "isis", "da'esh", "weapon", "religion", "tribe")
            ), one.key
