"""Record, and withdraw, the individual legal ground on which a child may be screened against security lists.

Comes in: an actor of the justice side, one child, the authority that decided, its reference, words, an end. Goes out: the ground's id.
The child is screened at once then, and asked about at the desk of a child-protection specialist. A ground ends; silence prolongs none.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_key
from homeward.access.sealing.vault import seal
from homeward.access.trail import record
from homeward.kernel.errors import BadInput
from homeward.kernel.ids import uuid7
from homeward.lists.facts.lists import Desk as ListDesk
from homeward.registry.facts.persons import PersonRow, Standing
from homeward.registry.selectors.persons import persons_of
from homeward.review import models
from homeward.review.actions.reopening import candidates_move
from homeward.review.facts.candidates import OPEN, Desk
from homeward.review.facts.steps import Act
from homeward.review.selectors.grounds import WORDS

LONGEST: Final = timedelta(days=183)  # then an authority looks at it anew
LEAST_WORDS: Final = 20


@dataclass(frozen=True, slots=True)
class GroundDraft:
    """What an authority decided about one child."""

    authority: str
    reference: str
    words: str
    until: datetime


@action
def ground_record(*, actor: Actor, person_id: UUID, draft: GroundDraft) -> UUID:
    """Record why this child, and only this one, is to be screened. Raises `Refused`, `NotFound`, `BadInput`."""
    person = _person(actor, person_id)
    now = timezone.now()
    _check(draft, now)
    row = models.Ground(
        id=uuid7(), person_id=person_id, authority=draft.authority.strip(), reference=draft.reference.strip(),
        given_by=actor.user_id, given_name=actor.username, given_at=now, until=draft.until,
    )  # fmt: skip
    row.words = seal(data_key(person_id), WORDS, row.id, draft.words.strip().encode())
    row.save(force_insert=True)
    _look_anew(person_id)
    record(
        actor, EventKind.OVERRIDE, "ground.record", person_id=person_id, subject=f"ground:{row.id}",
        site_id=person.site_id, detail={"until": row.until.isoformat()},
    )  # fmt: skip
    return row.id


@action
def ground_withdraw(*, actor: Actor, ground_id: UUID) -> None:
    """End a ground now: the child is no longer asked about. Raises `Refused`, `NotFound`."""
    row = models.Ground.objects.select_for_update().filter(id=ground_id, withdrawn_at__isnull=True).first()
    if row is None or row.until <= timezone.now():
        raise NotFound(_("There is no such ground, or it ended already."))
    person = _person(actor, row.person_id)
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    others = models.Ground.objects.filter(person_id=row.person_id, withdrawn_at__isnull=True, until__gt=timezone.now())
    if not others.exists():
        open_ones = models.Candidate.objects.filter(person_id=row.person_id, desk=Desk.CHILD, state__in=OPEN)
        candidates_move(actor, act=Act.GROUND_ENDED, candidate_ids=list(open_ones.values_list("id", flat=True)))
    _look_anew(row.person_id)
    record(
        actor,
        EventKind.WRITE,
        "ground.withdraw",
        person_id=row.person_id,
        subject=f"ground:{row.id}",
        site_id=person.site_id,
    )


def _look_anew(person_id: UUID) -> None:
    """Have a child looked at anew by the next minute's run."""
    models.Screened.objects.filter(person_id=person_id, desk=ListDesk.SECURITY).delete()


def _person(actor: Actor, person_id: UUID) -> PersonRow:
    person = persons_of(actor, [person_id]).get(person_id)
    if person is None or person.standing in (Standing.MERGED, Standing.ERASED):
        raise NotFound(_("There is no such person that you may see for the purpose you chose."))
    authorise(actor, Capability.CHILD_GROUND, site_id=person.site_id, person_id=person_id)
    return person


def _check(draft: GroundDraft, now: datetime) -> None:
    if not draft.authority.strip() or not draft.reference.strip():
        raise BadInput(_("Name the authority that decided this, and the reference of its decision."), field="authority")
    if len(draft.words.strip()) < LEAST_WORDS:
        raise BadInput(_("Say in a sentence why this child is to be screened."), field="words")
    if not now < draft.until <= now + LONGEST:
        raise BadInput(_("A ground ends within half a year; then an authority looks at it anew."), field="until")
