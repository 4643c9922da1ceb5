"""With which paper somebody crosses, and what the journey has to make room for.

Comes in: an actor, a case, what they saw. Goes out: versions. The number of a paper and what the escort must know are sealed with the
person's key; a note for the escort is no medical record.
"""

from __future__ import annotations

from datetime import date
from typing import Final
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.batches import Load, Vehicle
from homeward.pathway.facts.manifests import TravelPaperKind
from homeward.pathway.rules.batching import load_of
from homeward.pathway.rules.convoys import SEATING
from homeward.pathway.rules.travel_papers import UNRECORDED, check_valid, kind_of
from homeward.pathway.sealed import keys_to_write, seal_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.tasking import task_add
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy
from homeward.registry.selectors.papers import papers_of

PAPER_NUMBER: Final = "pathway_travelpaper.number"
JOURNEY_WORDS: Final = "pathway_journey.words"
LONGEST_NOTE: Final = 500
STALE = "Somebody else changed this meanwhile. Look at it as it is now, then save again."


@action
def travel_paper_set(
    actor: Actor, case_id: UUID, *, claim_id: UUID | None = None, kind: TravelPaperKind = TravelPaperKind.MISSING,
    version: int,
) -> int:  # fmt: skip
    """Say with which paper of the registry somebody crosses (`claim_id`), or that they stand on a list, or that none is there yet.

    The next version; `version` 0: nothing was recorded. Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    case = case_of(actor, case_id, Capability.CONVOY_READ)
    authorise(actor, Capability.CONVOY_PLAN, site_id=case.person.site_id, person_id=case.person_id)
    number, valid_until = "", None
    if claim_id is not None:
        kind, number, valid_until = _recorded(actor, case, claim_id)
    elif kind not in UNRECORDED:
        raise Invalid(
            "Choose a paper that is recorded of this person, or record it in their file first.", field="paper"
        )
    row = models.TravelPaper.objects.select_for_update().filter(case=case).first()
    _check_version(row.version if row else 0, version)
    row = row or models.TravelPaper(case=case)
    row.kind, row.claim_id, row.valid_until, row.version = kind, claim_id, valid_until, version + 1
    row.number = seal_text(keys_to_write([case])[case.id], PAPER_NUMBER, row.id, number)
    row.recorded_by, row.recorded_at = actor.user_id, timezone.now()
    row.save()
    _tell(actor, case, "case.travel_paper")
    return row.version


@action
def journey_set(actor: Actor, case_id: UUID, *, wheelchair: bool, escort: bool, words: str, version: int) -> int:
    """Say what the journey has to make room for, and what the escort must know; the next version. Raises as `travel_paper_set` does."""
    case = case_of(actor, case_id, Capability.CONVOY_READ)
    authorise(actor, Capability.CASE_WRITE, site_id=case.person.site_id, person_id=case.person_id)
    said = tidy(words)
    if len(said) > LONGEST_NOTE:
        raise Invalid(
            "Write at most %(longest)s characters: what the escort must do, and not why.", field="words",
            longest=LONGEST_NOTE,
        )  # fmt: skip
    row = models.Journey.objects.select_for_update().filter(case=case).first()
    _check_version(row.version if row else 0, version)
    row = row or models.Journey(case=case)
    row.wheelchair, row.escort, row.version = wheelchair, escort, version + 1
    row.words = seal_text(keys_to_write([case])[case.id], JOURNEY_WORDS, row.id, said)
    row.recorded_by, row.recorded_at = actor.user_id, timezone.now()
    row.save()
    _make_room(case, row)
    _tell(actor, case, "case.journey")
    return row.version


def _recorded(actor: Actor, case: models.Case, claim_id: UUID) -> tuple[TravelPaperKind, str, date | None]:
    """Kind, number and last day of a paper as the registry holds it now. Raises `NotFound`, `Refused`, `Invalid`."""
    found = next((one for one in papers_of(actor, case.person_id) if one.claim_id == claim_id), None)
    if found is None:
        raise NotFound("This paper is not recorded so any more. Choose one of those that are.", field="paper")
    check_valid(found.value.expires, timezone.localdate())
    return kind_of(found.value.kind), found.value.number, found.value.expires


def _make_room(case: models.Case, needs: models.Journey) -> None:
    """Let the place that somebody has follow what they need; where the vehicle has no room for it, whoever plans gives another one."""
    seat = models.Seat.objects.filter(case=case, ended="", convoy__state__in=SEATING).select_related("vehicle").first()
    if seat is None:
        return
    models.Seat.objects.filter(id=seat.id).update(wheelchair=needs.wheelchair, escort=needs.escort)
    held = models.Seat.objects.filter(vehicle=seat.vehicle, ended="")
    taken = sum((load_of(1, wheelchairs=one.wheelchair, escorts=one.escort) for one in held), Load(0))
    if not taken.fits(Vehicle(seat.vehicle.id, seat.vehicle.seats, seat.vehicle.wheelchairs)):
        task_add(case, "convoy.room", Role.REPATRIATION_COORDINATOR, timezone.localdate(), seat.id)


def _check_version(now: int, seen: int) -> None:
    if now != seen:
        raise Stale(STALE)


def _tell(actor: Actor, case: models.Case, what: str) -> None:
    record(actor, EventKind.WRITE, what, person_id=case.person_id, subject=case.number, site_id=case.person.site_id)
