"""Keep what was asked and answered with an instrument.

Comes in: an actor with the training for it, a case, an instrument, a draft. Goes out: an id. An instrument for adults is refused for
whoever may be under 18 and for an unknown age, here and by the database; one that expired, and a user without the training, are refused
too. Nothing is computed out of the answers.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.sealing.words import key_to_write
from homeward.access.trail import record
from homeward.kernel.errors import to_say
from homeward.pathway import models
from homeward.pathway.facts.instruments import AssessmentDraft, Instrument, Population
from homeward.pathway.rules.instruments import Unfit, check_answers, check_days
from homeward.pathway.rules.needs import short, words_of
from homeward.pathway.sealed import seal_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.selectors.instruments import (
    ANSWERS,
    INTERPRETER,
    LIMITS,
    NARRATIVE,
    WITH_WHOM,
    fit,
    instrument_row,
    training_for,
)
from homeward.pathway.tasking import task_add, tasks_done

ASSESSMENT_REVIEW: Final = "assessment_review"
MOST: Final = 20_000


@action
def assessment_record(actor: Actor, *, case_id: UUID, instrument_id: UUID, draft: AssessmentDraft) -> UUID:
    """Record one use of an instrument. Raises `Refused`, `NotFound`, `Unfit`, `Invalid`."""
    case = case_of(actor, case_id, Capability.ASSESSMENT)
    authorise(actor, Capability.ASSESSMENT, site_id=case.person.site_id, person_id=case.person_id)
    row, now = instrument_row(instrument_id), timezone.now()
    check_days(draft.held_on, draft.review_on, timezone.localdate(now))
    content = fit(actor, case, row, draft.held_on)
    training = training_for(actor.user_id, content.training.key)
    assert training is not None, "an instrument fits only with its training"
    made = models.Assessment(
        case=case, instrument=row, training=training, held_on=draft.held_on, review_on=draft.review_on,
        language=draft.language, made_by=actor.user_id, made_name=actor.username, made_at=now,
        follows=_before(case, row),
    )  # fmt: skip
    _seal(made, content, draft)
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError as error:
        raise Unfit(
            to_say("This assessment cannot be kept: the database holds something against it."), field="instrument"
        ) from error
    if made.follows_id:
        tasks_done(case, ASSESSMENT_REVIEW, made.follows_id, actor=actor)
    task_add(case, ASSESSMENT_REVIEW, _reviewer(content), draft.review_on, made.id)
    detail: dict[str, str | int] = {"instrument": content.key, "version": content.version}
    record(actor, EventKind.WRITE, "assessment.record", person_id=case.person_id, subject=case.number, detail=detail)
    return made.id


def _before(case: models.Case, instrument: models.Instrument) -> models.Assessment | None:
    """The assessment of the same instrument that this one takes up again."""
    rows = models.Assessment.objects.filter(case=case, instrument__key=instrument.key, followed_by__isnull=True)
    return rows.order_by("-held_on", "-made_at").first()


def _seal(made: models.Assessment, content: Instrument, draft: AssessmentDraft) -> None:
    key = key_to_write(made.case.person.key_id)
    answers = check_answers(content, draft.answers)
    narrative = words_of(draft.narrative, "narrative", to_say("Write what you understood, in words."), most=MOST)
    limits = words_of(
        draft.limits, "limits", to_say("Say what limits it: who was missing, what could not be asked, what you doubt.")
    )
    made.answers = seal_text(key, ANSWERS, made.id, msgspec.json.encode(answers).decode())
    made.narrative = seal_text(key, NARRATIVE, made.id, narrative)
    made.limits = seal_text(key, LIMITS, made.id, limits)
    made.interpreter = seal_text(key, INTERPRETER, made.id, short(draft.interpreter, "interpreter", most=300))
    made.with_whom = seal_text(key, WITH_WHOM, made.id, short(draft.with_whom, "with_whom", most=300))


def _reviewer(content: Instrument) -> Role:
    return Role.CHILD_PROTECTION_SPECIALIST if content.population is Population.CHILDREN else content.may_use[0]
