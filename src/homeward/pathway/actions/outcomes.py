"""Write down why a case is closed and what the person was told, before two people close it.

Comes in: an actor and a draft. Goes out: an id. It closes nothing: that is a step, which two people take. A case that is opened again
keeps what was written, and is written down anew when it is closed again.
"""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.words import key_to_write
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.outcomes import ClosureDraft
from homeward.pathway.rules.followups import check_closure
from homeward.pathway.sealed import seal_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.selectors.followups import CLOSED, TOLD
from homeward.pathway.settling import settle
from homeward.registry.errors import Invalid


@action
def closure_write(actor: Actor, *, case_id: UUID, draft: ClosureDraft) -> UUID:
    """Write down why a case in follow-up is closed, and what the person was told. Raises `Refused`, `NotFound`, `Invalid`."""
    case = case_of(actor, case_id, Capability.FOLLOW_UP)
    authorise(actor, Capability.FOLLOW_UP, site_id=case.person.site_id, person_id=case.person_id)
    if Stage(case.stage) is not Stage.FOLLOW_UP:
        raise Invalid("A case is closed from follow-up. Open it to see where it stands.", field="reason")
    words, told = check_closure(draft)
    row = models.Closure(
        case=case, number=case.version, reason=draft.reason, told=draft.told, language=draft.language,
        made_by=actor.user_id, made_name=actor.username, made_at=timezone.now(),
    )  # fmt: skip
    key = key_to_write(case.person.key_id)
    row.words, row.told_words = seal_text(key, CLOSED, row.id, words), seal_text(key, TOLD, row.id, told)
    row.save(force_insert=True)
    settle([case.id])
    record(actor, EventKind.WRITE, "closure.write", person_id=case.person_id, subject=case.number)
    return row.id
