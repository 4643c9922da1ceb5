"""Record of an adult that they do not go with the others of their household, and that they do after all.

Comes in: an actor, a case, words. Goes out: rows. Never about a child: a child leaves their carers only where child protection decided it
on the child's best interests, in the registry, with its reasons and its review (guardrail 9).
"""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors import scope
from homeward.access.trail import record
from homeward.kernel.errors import to_say
from homeward.pathway import models
from homeward.pathway.rules.wording import words_of
from homeward.pathway.sealed import APART_WORDS, keys_to_write, seal_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.settling import settle
from homeward.pathway.travellers import travellers_of
from homeward.registry.errors import Invalid


@action
def apart_record(actor: Actor, case_id: UUID, *, words: str) -> UUID:
    """Record that an adult stays apart, and why. Raises `Refused`, `NotFound`, `Invalid`."""
    case = case_of(actor, case_id, Capability.CASE_WRITE)
    authorise(actor, Capability.CASE_WRITE, site_id=case.person.site_id, person_id=case.person_id)
    if travellers_of([case], timezone.localdate())[0].child:
        raise Invalid(
            "This person may be under 18. A child stays apart only where child protection decided it on their best interests.",
            field="case",
        )
    said = words_of(
        words, "words", to_say("Say why they do not go with the others: whether they chose it, or what keeps them.")
    )
    if models.Apart.objects.filter(case=case, ended_at__isnull=True).exists():
        raise Invalid("That is recorded already.", field="case")
    row = models.Apart(case=case, recorded_by=actor.user_id, recorded_name=actor.username, recorded_at=timezone.now())
    row.words = seal_text(keys_to_write([case])[case.id], APART_WORDS, row.id, said)
    row.save(force_insert=True)
    settle([case.id])
    _tell(actor, case, "case.apart")
    return row.id


@action
def apart_end(actor: Actor, apart_id: UUID) -> None:
    """Record that somebody goes with the others after all. Raises `Refused`, `NotFound`, `Stale`."""
    rows = models.Apart.objects.select_related("case__person")
    row = scope(actor, rows, Capability.CASE_WRITE).filter(id=apart_id).first()
    if row is None:
        raise NotFound("There is no such record that you may see for the purpose you chose.")
    if not models.Apart.objects.filter(id=row.id, ended_at__isnull=True).update(ended_at=timezone.now()):
        raise Stale("This was ended meanwhile. Look at the case as it is now.")
    settle([row.case_id])
    _tell(actor, row.case, "case.rejoin")


def _tell(actor: Actor, case: models.Case, what: str) -> None:
    record(actor, EventKind.WRITE, what, person_id=case.person_id, subject=case.number, site_id=case.person.site_id)
