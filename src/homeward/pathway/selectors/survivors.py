"""The sealed files of people who were harmed, for their focal point and for nobody else.

Comes in: an actor. Goes out: frozen facts. Whoever may not read them is told so whether there is a file or not. That one was opened is
told to the trail by its number: never the person, never a kind of harm, never what was said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from django.db.models import F, Max, Q

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.kernel.ids import read_spoken
from homeward.pathway import models
from homeward.pathway.facts.survivors import (
    Answered,
    ConsentRow,
    Decider,
    SharedRow,
    ShareFor,
    SurvivorLine,
    SurvivorRow,
    Teller,
    TellingRow,
    Told,
)
from homeward.pathway.selectors.merged import kept, same, scope
from homeward.pathway.survivor_sealing import Keys, keys_of

READ = Capability.SURVIVOR
_NOT_THERE = "There is no such file that you may see for the purpose you chose."


def survivors_list(
    actor: Actor, *, closed: bool = False, number: str = "", limit: int = 25, offset: int = 0
) -> tuple[tuple[SurvivorLine, ...], int]:
    """The files that are open, the latest first, or those closed; and how many. Raises `Refused`."""
    authorise(actor, READ)
    files = models.SurvivorFile.objects.select_related("person__merged_into")
    rows = scope(actor, files.filter(closed_at__isnull=not closed))
    if number:
        rows = rows.filter(number=read_spoken(number, "S") or "")
    review = Max("told__review_on", filter=Q(told__kind=Told.SAFETY))
    shown = list(rows.annotate(review=review).order_by("-opened_at", "-id")[offset : offset + limit])
    if shown:
        record(actor, EventKind.READ, "sealed.list", detail={"shown": len(shown)})
    lines = tuple(
        SurvivorLine(row.id, row.number, kept(row.person).id, row.opened_at, row.closed_at, row.review) for row in shown
    )
    return lines, rows.count()


def survivor_of_person(actor: Actor, person_id: UUID) -> UUID | None:
    """The file of a person, for their focal point: of several, where records were merged, one that is open. Raises `Refused`."""
    authorise(actor, READ)
    rows = scope(actor, models.SurvivorFile.objects.filter(same("person", [person_id])))
    return rows.order_by(F("closed_at").desc(nulls_first=True), "opened_at").values_list("id", flat=True).first()


def survivor_file(actor: Actor, file_id: UUID) -> SurvivorRow:
    """A file, opened: the trail says so. Raises `Refused`, `NotFound`."""
    row = survivor_row(actor, file_id)
    record(actor, EventKind.READ, "sealed.file", subject=row.number)
    keys = keys_of(row)
    told = tuple(
        TellingRow(
            one.id, Told(one.kind), keys.said(one, "words"), Teller(one.teller), keys.said(one, "harmed"), one.review_on,
            one.recorded_name, one.recorded_at,
        )
        for one in row.told.order_by("-recorded_at", "-id")
    )  # fmt: skip
    person = kept(row.person)
    others = scope(actor, models.SurvivorFile.objects.filter(same("person", [person.id])).exclude(id=row.id))
    return SurvivorRow(
        id=row.id, number=row.number, person_id=person.id, site_id=person.site_id, version=row.version,
        opened_at=row.opened_at, closed_at=row.closed_at, told=told, consents=_consents(row, keys),
        beside=tuple(others.order_by("number").values_list("id", "number")),
    )  # fmt: skip


def reviews_counted(actor: Actor, day: date) -> tuple[int, date | None]:
    """How many safety plans are to be looked at by a day, and the first of those days; for the first page. Raises `Refused`."""
    authorise(actor, READ)
    rows = scope(actor, models.SurvivorFile.objects.filter(closed_at__isnull=True))
    latest = rows.annotate(review=Max("told__review_on", filter=Q(told__kind=Told.SAFETY))).filter(review__lte=day)
    days = sorted(latest.values_list("review", flat=True))
    return len(days), days[0] if days else None


def survivor_row(actor: Actor, file_id: UUID) -> models.SurvivorFile:
    """A file's row for this part of the room alone. Raises `Refused`, `NotFound`."""
    authorise(actor, READ)
    found = scope(actor, models.SurvivorFile.objects.select_related("person__merged_into")).filter(id=file_id).first()
    if found is None:
        raise NotFound(_NOT_THERE)
    return found


def consent_row(actor: Actor, consent_id: UUID) -> models.SurvivorConsent:
    """A decision's row, to be written to, for this part of the room alone. Raises `Refused`, `NotFound`."""
    authorise(actor, READ)
    rows = models.SurvivorConsent.objects.select_related("file__person")
    found = scope(actor, rows).filter(id=consent_id).first()
    if found is None:
        raise NotFound("There is no such decision that you may see. Open the file again.")
    return found


def consent_as_fact(row: models.SurvivorConsent, keys: Keys, shared: Sequence[SharedRow] = ()) -> ConsentRow:
    """A decision, opened with the keys of its file."""
    return ConsentRow(
        id=row.id, purpose=ShareFor(row.purpose), recipient=keys.said(row, "recipient"), what=keys.said(row, "what"),
        own_words=keys.said(row, "own_words"), explained=keys.said(row, "explained"), basis=keys.said(row, "basis"),
        decider=Decider(row.decider), until=row.until, by=row.recorded_name, at=row.recorded_at,
        withdrawn_at=row.withdrawn_at, withdrawn_words=keys.said(row, "withdrawn_words"), shared=tuple(shared),
    )  # fmt: skip


def _consents(row: models.SurvivorFile, keys: Keys) -> tuple[ConsentRow, ...]:
    shared: dict[UUID, list[SharedRow]] = {}
    for one in models.SurvivorShared.objects.filter(consent__file=row).order_by("recorded_at", "id"):
        shared.setdefault(one.consent_id, []).append(
            SharedRow(
                one.id, keys.said(one, "what"), keys.said(one, "service"), Answered(one.answered),
                keys.said(one, "answer_words"), one.recorded_name, one.recorded_at,
            )
        )  # fmt: skip
    found: Mapping[UUID, list[SharedRow]] = shared
    return tuple(
        consent_as_fact(one, keys, found.get(one.id, ())) for one in row.consents.order_by("-recorded_at", "-id")
    )
