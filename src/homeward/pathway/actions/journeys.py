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
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.batches import Load, Vehicle
from homeward.pathway.facts.manifests import TravelPaperKind
from homeward.pathway.rules.batching import load_of
from homeward.pathway.rules.convoys import SEATING
from homeward.pathway.sealed import keys_to_write, seal_text
from homeward.pathway.selectors.cases import case_of
from homeward.pathway.tasking import task_add
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

PAPER_NUMBER: Final = "pathway_travelpaper.number"
JOURNEY_WORDS: Final = "pathway_journey.words"
LONGEST_NOTE: Final = 500
STALE = "Somebody else changed this meanwhile. Look at it as it is now, then save again."


@action
def travel_paper_set(
    actor: Actor, case_id: UUID, *, kind: TravelPaperKind, number: str, valid_until: date | None, version: int
) -> int:
    """Say with which paper somebody crosses, or that none is there yet; the next version. `version` 0: nothing was recorded.

    Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    case = case_of(actor, case_id, Capability.CONVOY_READ)
    authorise(actor, Capability.CONVOY_PLAN, site_id=case.person.site_id, person_id=case.person_id)
    written = tidy(number)[:64]
    if kind is TravelPaperKind.MISSING:
        written, valid_until = "", None
    elif kind is not TravelPaperKind.AUTHORITY_LIST and not written:
        raise Invalid("Write the number of the paper, or choose that it is missing.", field="number")
    if valid_until is not None and valid_until < timezone.localdate():
        raise Invalid(
            "This paper is not valid any more. Choose that it is missing, or another paper.", field="valid_until"
        )
    row = models.TravelPaper.objects.select_for_update().filter(case=case).first()
    _check_version(row.version if row else 0, version)
    row = row or models.TravelPaper(case=case)
    row.kind, row.valid_until, row.version = kind, valid_until, version + 1
    row.number = seal_text(keys_to_write([case])[case.id], PAPER_NUMBER, row.id, written)
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
