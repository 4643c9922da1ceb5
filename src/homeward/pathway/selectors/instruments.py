"""Instruments that may be used, who was trained, and what was asked and answered with them.

Comes in: an actor. Goes out: frozen facts; that an assessment was opened is in the trail. A child's assessment is opened by child
protection and by whoever made it; others see that it exists. Nothing here adds anything up.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Assignment, Capability, EventKind, Role
from homeward.access.rules import valid
from homeward.access.selectors import may, scope
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.instruments import (
    AssessmentFile,
    AssessmentRow,
    Given,
    Instrument,
    InstrumentRow,
    Population,
    TrainingRow,
)
from homeward.pathway.rules.instruments import Unfit, check_in_force, check_person, check_user
from homeward.pathway.sealed import keys_to_read, open_text
from homeward.pathway.selectors.cases import case_of

ANSWERS: Final = "pathway_assessment.answers"
NARRATIVE: Final = "pathway_assessment.narrative"
LIMITS: Final = "pathway_assessment.limits"
INTERPRETER: Final = "pathway_assessment.interpreter"
WITH_WHOM: Final = "pathway_assessment.with_whom"
_GIVEN: Final = msgspec.json.Decoder(dict[str, Given])


def instruments_list(actor: Actor) -> tuple[InstrumentRow, ...]:
    """Every version that was loaded, those in use first, with the actor's own training. Raises `Refused`."""
    _authorise(actor)
    trained = _trained(actor.user_id)
    rows = models.Instrument.objects.order_by("key", "-version")
    found = [_instrument(row, trained) for row in rows]
    return tuple(sorted(found, key=lambda one: one.retired_at is not None))


def instrument_of(actor: Actor, instrument_id: UUID) -> InstrumentRow:
    """One version of an instrument. Raises `Refused`, `NotFound`."""
    _authorise(actor)
    return _instrument(instrument_row(instrument_id), _trained(actor.user_id))


def trainings_list(actor: Actor) -> tuple[TrainingRow, ...]:
    """Who was trained for what until when, for whoever keeps the instruments; the actor's own for everybody else. Raises `Refused`."""
    _authorise(actor)
    rows = models.Training.objects.order_by("username", "training", "-until")
    if not may(actor, Capability.INSTRUMENT_MANAGE):
        rows = rows.filter(user_id=actor.user_id)
    return tuple(_training(row) for row in rows)


def usable(actor: Actor, case_id: UUID, instrument_id: UUID) -> Instrument:
    """An instrument that this actor may use now for the person of a case. Raises `NotFound`, `Unfit`."""
    case = case_of(actor, case_id, Capability.ASSESSMENT)
    row = instrument_row(instrument_id)
    return fit(actor, case, row, timezone.localdate())


def fits_of(actor: Actor, case_id: UUID) -> tuple[tuple[InstrumentRow, str], ...]:
    """The instruments in use, and for each why this actor may not use it for the person of a case; empty where they may."""
    case = case_of(actor, case_id, Capability.ASSESSMENT)
    trained, today, found = _trained(actor.user_id), timezone.localdate(), []
    for row in models.Instrument.objects.filter(retired_at__isnull=True).order_by("key"):
        try:
            fit(actor, case, row, today, trained)
        except Unfit as wrong:
            found.append((_instrument(row, trained), wrong.sentence))
        else:
            found.append((_instrument(row, trained), ""))
    return tuple(found)


def assessments_of(actor: Actor, case_id: UUID) -> tuple[AssessmentRow, ...]:
    """The assessments of a case, the newest first; those that this actor does not open say only that they exist. Raises `NotFound`."""
    case = case_of(actor, case_id, Capability.ASSESSMENT)
    rows = models.Assessment.objects.filter(case=case).select_related("instrument", "followed_by", "case__person")
    return tuple(_row(actor, row) for row in rows.order_by("-held_on", "-made_at", "-id"))


def assessment_file(actor: Actor, assessment_id: UUID) -> AssessmentFile:
    """An assessment, opened: the trail says so. Raises `NotFound`, also where it is a child's and the actor is no specialist."""
    row = assessment_row(actor, assessment_id)
    shown = _row(actor, row)
    if shown.closed:
        raise NotFound("This assessment is of a child, and is opened by child protection alone.")
    record(actor, EventKind.READ, "assessment.file", person_id=row.case.person_id, subject=row.case.number)
    key = keys_to_read([row.case]).get(row.case_id)
    sealed = open_text(key, ANSWERS, row.id, row.answers)
    return AssessmentFile(
        row=shown,
        instrument=_content(row.instrument),
        answers=_GIVEN.decode(sealed) if sealed else {},
        narrative=open_text(key, NARRATIVE, row.id, row.narrative),
        limits=open_text(key, LIMITS, row.id, row.limits),
        language=row.language,
        interpreter=open_text(key, INTERPRETER, row.id, row.interpreter),
        with_whom=open_text(key, WITH_WHOM, row.id, row.with_whom),
        training=row.training.training,
        trained_until=row.training.until,
    )


def instrument_row(instrument_id: UUID) -> models.Instrument:
    """A version of an instrument for this room alone. Raises `NotFound`."""
    found = models.Instrument.objects.filter(id=instrument_id).first()
    if found is None:
        raise NotFound("There is no such instrument.")
    return found


def assessment_row(actor: Actor, assessment_id: UUID) -> models.Assessment:
    """An assessment for this room alone. Raises `NotFound`."""
    rows = models.Assessment.objects.select_related("case__person", "instrument", "training", "followed_by")
    found = scope(actor, rows).filter(id=assessment_id).first()
    if found is None:
        raise NotFound("There is no such assessment that you may see for the purpose you chose.")
    return found


def fit(
    actor: Actor, case: models.Case, row: models.Instrument, day: date, trained: dict[str, date] | None = None
) -> Instrument:
    """An instrument, for this room alone, if this actor may use it on a day for a case's person. Raises `Unfit`."""
    content = _content(row)
    held = _trained(actor.user_id) if trained is None else trained
    check_in_force(content, day, retired=row.retired_at is not None)
    check_person(content, case.person.born_from, case.person.born_to, day)
    check_user(content, _roles(actor), held.get(content.training.key), day)
    return content


def training_for(user_id: UUID, training: str) -> models.Training | None:
    """The training of a user that holds longest, for this room alone."""
    rows = models.Training.objects.filter(user_id=user_id, training=training, ended_at__isnull=True)
    return rows.order_by("-until", "id").first()


def _authorise(actor: Actor) -> None:
    authorise(actor, Capability.INSTRUMENT_MANAGE if not may(actor, Capability.ASSESSMENT) else Capability.ASSESSMENT)


def _roles(actor: Actor) -> frozenset[Role]:
    """The roles in which somebody acts now, for the purpose they chose."""
    now = timezone.now()
    held: Iterable[Assignment] = (one for one in actor.assignments if valid(one, now))
    return frozenset(one.role for one in held if one.purpose is actor.purpose)


def _trained(user_id: UUID) -> dict[str, date]:
    """Until when somebody's trainings hold, by training."""
    rows = models.Training.objects.filter(user_id=user_id, ended_at__isnull=True).order_by("until")
    return dict(rows.values_list("training", "until"))


def _content(row: models.Instrument) -> Instrument:
    return msgspec.convert(row.content, Instrument)


def _instrument(row: models.Instrument, trained: dict[str, date]) -> InstrumentRow:
    content = _content(row)
    until = trained.get(content.training.key)
    return InstrumentRow(
        row.id, content, row.loaded_at, row.retired_at, until, until is not None and until >= timezone.localdate()
    )


def _training(row: models.Training) -> TrainingRow:
    return TrainingRow(
        id=row.id,
        user_id=row.user_id,
        username=row.username,
        training=row.training,
        trained_on=row.trained_on,
        until=row.until,
        words=row.words,
        recorded_by=row.recorded_name,
        recorded_at=row.recorded_at,
        ended_at=row.ended_at,
    )


def _row(actor: Actor, row: models.Assessment) -> AssessmentRow:
    content = _content(row.instrument)
    of_child = content.population is Population.CHILDREN
    specialist = may(actor, Capability.CHILD_PROTECTION, site_id=row.case.person.site_id)
    return AssessmentRow(
        id=row.id,
        case_id=row.case_id,
        person_id=row.case.person_id,
        title=content.title,
        population=content.population,
        held_on=row.held_on,
        review_on=row.review_on,
        by=row.made_name,
        by_id=row.made_by,
        recorded_at=row.made_at,
        closed=of_child and not specialist and row.made_by != actor.user_id,
        followed=hasattr(row, "followed_by"),
    )
