"""Record what stands behind a gate, let a second person say whether it holds, and take a decision back.

Comes in: an actor who assesses, a case, a draft. Goes out: ids. A record is never changed: another one takes its place. What closes a
gate takes effect at once and needs one person; a place found without a bar, or an order against somebody's will, needs two.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.sealing.words import key_to_write, seal_text
from homeward.access.selectors import scope
from homeward.access.trail import record
from homeward.kernel.ids import uuid7
from homeward.pathway import models
from homeward.pathway.assessing import ESCORT, SECOND_WORDS, destinations, may_be_a_child, seal_said, take_back
from homeward.pathway.facts.assessed import Bar, BarDraft, ChoiceDraft, Draft, Fitness, FitnessDraft, Paper, Says
from homeward.pathway.rules.assessed import (
    LEAST_WORDS,
    check_bar,
    check_choice,
    check_fitness,
    last_day,
    needs_second,
)
from homeward.pathway.selectors.assessed import case_heard
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.settling import settle
from homeward.pathway.tasking import task_add, tasks_done
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

SECOND_DUE: Final = timedelta(days=3)
SECOND_TASK: Final = "paper.second_due"
AGAIN: Final[Mapping[Paper, str]] = {
    Paper.VOLUNTARINESS: "paper.decision_again",
    Paper.NON_REFOULEMENT: "paper.place_again",
    Paper.MEDICAL_FITNESS: "paper.fitness_again",
}


@action
def paper_record(actor: Actor, *, case_id: UUID, draft: Draft) -> UUID:
    """Record a decision, an assessment of a place of return, or what a clinician said. Raises `Refused`, `NotFound`, `Invalid`."""
    case = case_of(actor, case_id, Capability.CASE_ASSESS)
    authorise(actor, Capability.CASE_ASSESS, site_id=case.person.site_id, person_id=case.person_id)
    row = _row(actor, case, draft)
    row.save(force_insert=True)
    if row.needs_second:
        task_add(case, SECOND_TASK, Role.CASE_MANAGER, (row.made_at + SECOND_DUE).date(), row.id)
    _again(actor, case, row)
    settle([case.id])
    detail: dict[str, str | int | bool | None] = {"paper": row.paper, "second": row.needs_second}
    record(actor, EventKind.WRITE, "paper.record", person_id=case.person_id, subject=case.number, detail=detail)
    return row.id


@action
def paper_second(actor: Actor, *, assessed_id: UUID, agrees: bool, words: str) -> None:
    """Say as a second person whether a record holds. Raises `Refused`, `NotFound`, `Stale`, `Invalid`."""
    row = _assessed(actor, assessed_id)
    case = row.case
    authorise(actor, Capability.CASE_ASSESS, site_id=case.person.site_id, person_id=case.person_id)
    if not row.needs_second:
        raise Invalid("This record needs no second person.", field="agrees")
    if row.made_by == actor.user_id:
        raise Invalid("You made this record, so somebody else looks at it.", field="agrees")
    if len(tidy(words)) < LEAST_WORDS:
        raise Invalid("Write in a sentence what you looked at.", field="words")
    second = models.Seconded(
        assessed=row,
        made_by=row.made_by,
        agrees=agrees,
        said_by=actor.user_id,
        said_name=actor.username,
        said_at=timezone.now(),
    )
    second.words = seal_text(key_to_write(case.person.key_id), SECOND_WORDS, second.id, tidy(words))
    try:
        with transaction.atomic():
            second.save(force_insert=True)
    except IntegrityError:
        raise Stale("Somebody else looked at this record meanwhile. Open it again.") from None
    tasks_done(case, SECOND_TASK, row.id, actor=actor)
    settle([case.id])
    detail: dict[str, str | int | bool | None] = {"paper": row.paper, "agrees": agrees}
    record(actor, EventKind.WRITE, "paper.second", person_id=case.person_id, subject=case.number, detail=detail)


@action
def decision_take_back(actor: Actor, *, case_id: UUID, words: str = "") -> None:
    """Write down that a person takes their decision back: at any time, without a reason. Raises `Refused`, `NotFound`, `Invalid`."""
    case = case_heard(actor, case_id)
    if not take_back(actor, case, tidy(words), timezone.now()):
        raise Invalid("No decision of theirs stands that could be taken back. Record what they say now.", field="words")
    tasks_done(case, AGAIN[Paper.VOLUNTARINESS], actor=actor)
    task_add(case, "decision.taken_back", Role.REPATRIATION_COORDINATOR, timezone.localdate())
    settle([case.id])


def _again(actor: Actor, case: models.Case, row: models.Assessed) -> None:
    """When it is asked again: before what opens a gate is over. Whoever said no is not asked again by a list."""
    what = AGAIN[Paper(row.paper)]
    if row.outcome in (Says.YES, Bar.NO_BAR, *Fitness):
        task_add(case, what, Role.CASE_MANAGER, row.until)
    else:
        tasks_done(case, what, actor=actor)


def _row(actor: Actor, case: models.Case, draft: Draft) -> models.Assessed:
    """A record as it is saved: what it says is checked, and sealed with the person's key."""
    now, id = timezone.now(), uuid7()
    today, key = timezone.localdate(now), key_to_write(case.person.key_id)
    row = models.Assessed(
        id=id, case=case, language=tidy(draft.talk.language)[:16], interpreter=draft.talk.interpreter,
        alone=draft.talk.alone, said=seal_said(key, id, draft.said), made_by=actor.user_id, made_name=actor.username, made_at=now,
    )  # fmt: skip
    basis = draft.basis if isinstance(draft, ChoiceDraft) else None
    if isinstance(draft, ChoiceDraft):
        row.paper, row.basis = Paper.VOLUNTARINESS, draft.basis
        row.outcome = check_choice(draft, child=may_be_a_child(case, today))
        row.country = destinations([case.id])[case.id][0]
    elif isinstance(draft, BarDraft):
        row.paper, row.outcome = Paper.NON_REFOULEMENT, check_bar(draft)
        row.country, row.place_id = draft.country.lower(), draft.place_id
    else:
        row.paper, row.outcome = Paper.MEDICAL_FITNESS, check_fitness(draft, today)
        row.escort = seal_text(key, ESCORT, id, draft.escort.strip())
    row.needs_second = needs_second(Paper(row.paper), basis, row.outcome)
    row.until = _until(draft, Paper(row.paper), today)
    return row


def _until(draft: Draft, paper: Paper, today: date) -> date:
    """Until when a record holds. Of somebody who cannot travel yet, the clinician's own day says when they look again."""
    if isinstance(draft, FitnessDraft) and draft.outcome is Fitness.NOT_YET and draft.until is not None:
        return draft.until
    return last_day(paper, today, draft.until, basis=draft.basis if isinstance(draft, ChoiceDraft) else None)


def _assessed(actor: Actor, assessed_id: UUID) -> models.Assessed:
    rows = scope(actor, models.Assessed.objects.select_related("case__person"))
    found = rows.filter(id=assessed_id).first()
    if found is None:
        raise NotFound("There is no such record that you may see for the purpose you chose.")
    return found
