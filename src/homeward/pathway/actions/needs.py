"""Record what somebody needs, and what became of it.

Comes in: an actor and a draft, or what became of a need with the version that was seen. Goes out: ids. Nothing is asked about a court,
and nothing about conduct: a need is a reason to help.
"""

from __future__ import annotations

from uuid import UUID

from django.db.models import F
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.words import key_to_write
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.needs import RESTRICTED, NeedDraft, NeedState
from homeward.pathway.rules.needs import check_need, check_settled
from homeward.pathway.sealed import seal_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.selectors.needs import STATE_WORDS, WORDS, need_row, reads_needs
from homeward.pathway.settling import settle
from homeward.registry.errors import Invalid


@action
def need_record(actor: Actor, *, case_id: UUID, draft: NeedDraft) -> UUID:
    """Record a need. Raises `Refused`, `NotFound`, `Invalid`."""
    case = case_of(actor, case_id, Capability.PLAN_WRITE)
    authorise(actor, Capability.PLAN_WRITE, site_id=case.person.site_id, person_id=case.person_id)
    if draft.kind in RESTRICTED and not reads_needs(actor, case):
        raise Invalid(
            "A need of this kind is recorded by somebody who may read about needs. Ask a case manager.", field="kind"
        )
    now = timezone.now()
    words = check_need(draft, timezone.localdate(now))
    row = models.Need(
        case=case, kind=draft.kind, source=draft.source, found_on=draft.found_on,
        assessment=_assessment(case, draft.assessment_id), recorded_by=actor.user_id, recorded_name=actor.username,
        recorded_at=now,
    )  # fmt: skip
    row.words = seal_text(key_to_write(case.person.key_id), WORDS, row.id, words)
    row.save(force_insert=True)
    settle([case.id])
    record(actor, EventKind.WRITE, "need.record", person_id=case.person_id, subject=case.number)
    return row.id


@action
def need_settle(actor: Actor, *, need_id: UUID, state: NeedState, words: str, version: int) -> None:
    """Say what became of a need, or open it again. Raises `Refused`, `NotFound`, `Stale`, `Invalid`."""
    row = need_row(actor, need_id, Capability.PLAN_WRITE)
    case = row.case
    authorise(actor, Capability.PLAN_WRITE, site_id=case.person.site_id, person_id=case.person_id)
    said = check_settled(NeedState(row.state), state, words)
    opened = state is NeedState.OPEN
    fields = {
        "state": state, "state_words": seal_text(key_to_write(case.person.key_id), STATE_WORDS, row.id, said),
        "settled_name": "" if opened else actor.username, "settled_at": None if opened else timezone.now(),
    }  # fmt: skip
    if not models.Need.objects.filter(id=row.id, version=version).update(**fields, version=F("version") + 1):
        raise Stale("Somebody else changed this need meanwhile. Open the page again.")
    settle([case.id])
    record(
        actor,
        EventKind.WRITE,
        "need.settle",
        person_id=case.person_id,
        subject=case.number,
        detail={"state": state.value},
    )


def _assessment(case: models.Case, assessment_id: UUID | None) -> models.Assessment | None:
    if assessment_id is None:
        return None
    found = models.Assessment.objects.filter(id=assessment_id, case=case).first()
    if found is None:
        raise Invalid("That assessment is not of this person.", field="assessment_id")
    return found
