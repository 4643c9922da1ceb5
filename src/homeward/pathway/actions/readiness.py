"""Record what was said or agreed about a place, and what a person said to a need that has no service there.

Comes in: an actor and a draft. Goes out: what was recorded. What is about a place holds nobody; what is about a person is sealed with their
key, in their own words. Nothing that stands is changed.
"""

from __future__ import annotations

from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.cases import Course, Stage
from homeward.pathway.facts.readiness import NoteDraft, NoteKind, NoteRow
from homeward.pathway.facts.services import GapAnswer, ServiceKind
from homeward.pathway.milestone_rows import GAP_WORDS
from homeward.pathway.placing import note_rows, rooms
from homeward.pathway.rules.readiness import checked_note
from homeward.pathway.rules.services import gap_words
from homeward.pathway.sealed import keys_to_write, seal_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.selectors.gaps import gaps_at_home
from homeward.pathway.settling import settle
from homeward.pathway.travellers import travellers_of
from homeward.places.selectors import areas_list
from homeward.registry.errors import Invalid


@action
def note_add(actor: Actor, *, draft: NoteDraft) -> NoteRow:
    """Record something about a place. Raises `Refused`, `Invalid`."""
    authorise(actor, Capability.READINESS)
    kept = checked_note(draft, timezone.localdate())
    if kept.site_id is not None and kept.site_id not in rooms([kept.site_id]):
        raise Invalid("There is no such site. Choose one of the list.", field="site_id")
    if kept.area_code and kept.area_code not in {area.code for area in areas_list(actor)}:
        raise Invalid("There is no area with this P-code. Choose it from the list of areas.", field="area_code")
    row = models.PlaceNote.objects.create(
        site_id=kept.site_id, area_code=kept.area_code, kind=kept.kind, outlook=kept.outlook or "", words=kept.words,
        with_whom=list(kept.with_whom), attended=kept.attended, source=kept.source, day=kept.day, until=kept.until,
        settles=_concern(kept), recorded_by=actor.user_id, recorded_name=actor.username, recorded_at=timezone.now(),
    )  # fmt: skip
    if kept.kind is NoteKind.JUDGEMENT:
        _settle_those_bound(kept.site_id)
    record(actor, EventKind.WRITE, "place.note", subject=str(row.id), site_id=row.site_id, detail={"kind": row.kind})
    return note_rows([row])[0]


@action
def gap_answer(
    actor: Actor, case_id: UUID, *, kind: ServiceKind, answer: GapAnswer, words: str, number: int = 0
) -> None:
    """Record what a person said to a need without a service where they go. `number`: how many answers the actor saw.

    Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    case = case_of(actor, case_id)
    for capability in (Capability.CASE_WRITE, Capability.NEED_READ):
        authorise(actor, capability, site_id=case.person.site_id, person_id=case.person_id)
    said = gap_words(words)
    today = timezone.localdate()
    found = gaps_at_home(travellers_of([case], today), today)[case.id]
    if kind not in found.missing or not found.place:
        raise Invalid("There is a service for this now, or no home is named yet. Open the case again.", field="kind")
    row = models.GapSaid(
        case=case, kind=kind, place=found.place, number=number + 1, answer=answer, recorded_by=actor.user_id,
        recorded_name=actor.username, recorded_at=timezone.now(),
    )  # fmt: skip
    row.words = seal_text(keys_to_write([case])[case.id], GAP_WORDS, row.id, said)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Stale("Somebody recorded an answer here meanwhile. Look at it as it is now, then record yours.") from None
    settle([case.id])
    record(
        actor, EventKind.WRITE, "gap.answer", person_id=case.person_id, subject=case.number, site_id=case.person.site_id,
    )  # fmt: skip


def _concern(draft: NoteDraft) -> models.PlaceNote | None:
    """The concern that an agreement settles. Raises `Invalid` for one of another place."""
    if draft.settles is None:
        return None
    rows = models.PlaceNote.objects.filter(id=draft.settles, kind=NoteKind.CONCERN, site=draft.site_id)
    found = rows.filter(area_code=draft.area_code).first()
    if found is None:
        raise Invalid("No such concern is recorded of this place. Choose one of those that are open.", field="settles")
    return found


def _settle_those_bound(site_id: UUID | None) -> None:
    """Renew what waits for this place; where an area was judged, the night's work does it."""
    if site_id is None:
        return
    rows = models.Case.objects.filter(group__home_site=site_id, stage=Stage.RETURN_READINESS, course=Course.RUNNING)
    settle(list(rows.values_list("id", flat=True)))
