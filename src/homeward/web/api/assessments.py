"""Instruments and their use for other programs, such as a form on a phone: which fit a person, what was asked and answered.

Comes in: requests with a token. Goes out: JSON. Whoever holds the token is the one who asked, with their own training: an instrument for
adults is refused for whoever may be under 18 and for an unknown age, as on the page. No operation gives or takes a number about anybody.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Path, Router, Schema, Status

from homeward.pathway.actions.assessments import assessment_record
from homeward.pathway.facts.instruments import AssessmentDraft, Given, InstrumentRow
from homeward.pathway.selectors.instruments import fits_of, instruments_list
from homeward.registry.facts.answers import Known
from homeward.web.api.terms import REFUSALS, asker

router = Router(tags=["assessments"])


class InstrumentOut(Schema):
    """A version of an instrument. Texts are by language; `fits` false says why in `why`, for a person."""

    id: UUID
    key: str
    version: int
    title: dict[str, str]
    purpose: dict[str, str]
    limits: dict[str, str]
    population: str
    training: str
    valid_from: date
    valid_until: date
    retired: bool
    trained: bool
    fits: bool | None = None
    why: str = ""


class AnswerIn(Schema):
    """An answer: words, or keys of what was chosen; or a state that says why there is none."""

    state: Known
    words: str = Field("", max_length=8000)
    chosen: list[str] = Field(default_factory=list, max_length=40)


class AssessmentIn(Schema):
    """One use of an instrument."""

    instrument_id: UUID
    held_on: date
    answers: dict[str, AnswerIn]
    narrative: str = Field(max_length=20_000)
    limits: str = Field(max_length=4000)
    review_on: date
    language: str = Field("", max_length=8)
    interpreter: str = Field("", max_length=300)
    with_whom: str = Field("", max_length=300)


class AssessmentOut(Schema):
    """That it is kept."""

    id: UUID


@router.get("/instruments", response={200: list[InstrumentOut], **REFUSALS}, operation_id="instruments_list")
def instruments(request: HttpRequest) -> Any:
    """Every version of every instrument, those in use first."""
    return [_out(row) for row in instruments_list(asker(request))]


@router.get(
    "/cases/{uuid:case_id}/instruments",
    response={200: list[InstrumentOut], **REFUSALS},
    operation_id="case_instruments",
)
def case_instruments(request: HttpRequest, case_id: Path[UUID]) -> Any:
    """The instruments in use, and whether the token's holder may use each for the person of a case now."""
    return [_out(row) | {"fits": not why, "why": why} for row, why in fits_of(asker(request), case_id)]


@router.post(
    "/cases/{uuid:case_id}/assessments", response={201: AssessmentOut, **REFUSALS}, operation_id="assessment_record"
)
def assessment(request: HttpRequest, case_id: Path[UUID], given: AssessmentIn) -> Any:
    """Keep what was asked and answered with an instrument."""
    draft = AssessmentDraft(
        held_on=given.held_on,
        answers={key: Given(one.state, one.words, tuple(one.chosen)) for key, one in given.answers.items()},
        narrative=given.narrative,
        limits=given.limits,
        review_on=given.review_on,
        language=given.language,
        interpreter=given.interpreter,
        with_whom=given.with_whom,
    )
    made = assessment_record(asker(request), case_id=case_id, instrument_id=given.instrument_id, draft=draft)
    return Status(201, {"id": made})


def _out(row: InstrumentRow) -> dict[str, Any]:
    content = row.content
    return {
        "id": row.id, "key": content.key, "version": content.version, "title": dict(content.title),
        "purpose": dict(content.purpose), "limits": dict(content.limits), "population": content.population.value,
        "training": content.training.key, "valid_from": content.valid_from, "valid_until": content.valid_until,
        "retired": row.retired_at is not None, "trained": row.trained,
    }  # fmt: skip
