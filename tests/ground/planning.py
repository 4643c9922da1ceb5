"""Plans, needs, instruments and contacts for tests: drafts of each with everything that it needs, to be changed by a test.

Comes in: what a test wants otherwise. Goes out: drafts, and people with a training. All words are invented.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID

import yaml
from django.utils import timezone

from homeward.access.facts import Actor, Purpose, Role
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.actions.instruments import training_record
from homeward.pathway.actions.needs import need_record
from homeward.pathway.actions.plans import plan_explain, plan_write
from homeward.pathway.facts.instruments import AssessmentDraft, Form, Given, Instrument, TrainingDraft
from homeward.pathway.facts.needs import NeedDraft, NeedSource
from homeward.pathway.facts.plans import Agreement, Explained, GoalDraft, PlanDraft
from homeward.pathway.facts.services import ServiceKind
from homeward.pathway.rules.instruments import read
from homeward.registry.facts.answers import Known


def text_of(name: str = "needs_adults") -> str:
    """The file of a shipped instrument."""
    return files("homeward.resources").joinpath("instruments", f"{name}.yaml").read_text("utf-8")


def changed(**other: Any) -> str:
    """The file of the one for adults with some fields otherwise."""
    return yaml.safe_dump(yaml.safe_load(text_of()) | other, allow_unicode=True)


ADULTS, CHILDREN = (read(text_of(name)) for name in ("needs_adults", "child_and_family"))
WANTS = "I want my papers and to sew again."


def today() -> date:
    return timezone.localdate()


def need(kind: ServiceKind = ServiceKind.LEGAL_IDENTITY, **other: Any) -> NeedDraft:
    return replace(NeedDraft(kind, "No papers for the family.", NeedSource.PERSON, today()), **other)


def plan(**other: Any) -> PlanDraft:
    goals = (GoalDraft("We have our papers.", "We go to the office together.", "I bring the old card."),)
    return replace(PlanDraft(WANTS, "ar", goals, today() + timedelta(days=90)), **other)


def explained(agreement: Agreement = Agreement.AGREES, **other: Any) -> Explained:
    said = Explained(
        agreement, today(), "ar", open_words="" if agreement is Agreement.AGREES else "The house stays open."
    )
    return replace(said, **other)


def in_force(worker: Actor, case_id: UUID, *, agreement: Agreement = Agreement.AGREES, **other: Any) -> UUID:
    """A plan that was gone through with somebody."""
    made = plan_write(worker, case_id=case_id, draft=plan())
    plan_explain(worker, plan_id=made, said=explained(agreement, **other), version=1)
    return made


def open_need(worker: Actor, case_id: UUID, kind: ServiceKind = ServiceKind.LEGAL_IDENTITY) -> UUID:
    return need_record(worker, case_id=case_id, draft=need(kind))


def trained(keeper: Actor, user: Actor, training: str = "needs_talk", **other: Any) -> UUID:
    draft = TrainingDraft(
        user.user_id, training, today() - timedelta(days=9), today() + timedelta(days=300), "Two days in Mosul."
    )
    return training_record(keeper, replace(draft, **other))


def keeper_of(actor: Callable[..., Actor]) -> Actor:
    """Whoever keeps the instruments."""
    return actor(Role.CASE_MANAGER, None, Purpose.REINTEGRATION)


def instrument(key: str = "needs_adults") -> models.Instrument:
    return models.Instrument.objects.get(key=key, retired_at__isnull=True)


def answers(content: Instrument) -> dict[str, Given]:
    """An answer to each question."""
    return {
        one.key: Given(Known.KNOWN, "In her words.")
        if one.form is Form.WORDS
        else Given(Known.KNOWN, "", (one.choices[0].key,))
        for one in content.questions
    }


def assessment(content: Instrument, **other: Any) -> AssessmentDraft:
    draft = AssessmentDraft(
        today(),
        answers(content),
        "She wants to work again.",
        "Her sister was in the room.",
        today() + timedelta(days=180),
        "ar",
    )
    return replace(draft, **other)


def somewhere() -> UUID:
    """An id of nothing."""
    return uuid7()
