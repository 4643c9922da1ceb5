"""Files of the track of justice, for those who work on it and for nobody else.

Comes in: an actor. Goes out: frozen facts. Whoever may not read them is told so whether there is a file or not; that one was opened is
told to the trail by its number, never by the person, whose own page shows who opened what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Min, Q, QuerySet
from django.utils import timezone

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.sealing.vault import DataKey
from homeward.access.trail import record
from homeward.kernel.ids import read_spoken
from homeward.pathway import models
from homeward.pathway.facts.justice import (
    AidKind,
    AidRow,
    Confinement,
    DetentionRow,
    Due,
    DueRow,
    FileLine,
    JusticeRow,
    OutcomeRow,
    Proceeding,
    ReferralRow,
    Reviewed,
    ReviewRow,
)
from homeward.pathway.rules.justice import LETTERS, may_have_been_child
from homeward.pathway.selectors.merged import kept, same, scope
from homeward.pathway.selectors.proceedings import referrals_of
from homeward.pathway.worded import said
from homeward.places.rules import dated

READ = Capability.JUSTICE_READ
_NOT_THERE = "There is no such file that you may see for the purpose you chose."


def justice_list(
    actor: Actor, *, closed: bool = False, number: str = "", limit: int = 25, offset: int = 0
) -> tuple[tuple[FileLine, ...], int]:
    """The files that are open, whatever is due first at the top, or those closed; and how many. Raises `Refused`."""
    authorise(actor, READ)
    rows = scope(actor, models.JusticeFile.objects.filter(closed_at__isnull=not closed))
    if number:
        rows = rows.filter(number=read_spoken(number, "J") or "")
    due = Min("tasks__due", filter=Q(tasks__done_at__isnull=True))
    rows = rows.select_related("person__merged_into").annotate(next_due=due)
    ordered = rows.order_by(F("next_due").asc(nulls_last=True), "-opened_at", "id")
    shown = list(ordered[offset : offset + limit])
    states = _states(shown)
    if shown:
        record(actor, EventKind.READ, "justice.list", detail={"shown": len(shown)})
    lines = tuple(
        FileLine(
            row.id, row.number, kept(row.person).id, row.opened_at, row.closed_at, states.get(row.id, ()), row.next_due
        )
        for row in shown
    )
    return lines, rows.count()


def justice_of_person(actor: Actor, person_id: UUID) -> UUID | None:
    """The file of a person, for whoever may read it: of several, where records were merged, one that is open. Raises `Refused`."""
    authorise(actor, READ)
    rows = scope(actor, models.JusticeFile.objects.filter(same("person", [person_id])))
    return rows.order_by(F("closed_at").desc(nulls_first=True), "opened_at").values_list("id", flat=True).first()


def justice_file(actor: Actor, file_id: UUID) -> JusticeRow:
    """A file, opened: the trail says so. Raises `Refused`, `NotFound`."""
    row = file_row(actor, file_id)
    record(actor, EventKind.READ, "justice.file", subject=row.number)
    key, person = data_keys([row.person.key_id]).get(row.person.key_id), kept(row.person)
    return JusticeRow(
        id=row.id, number=row.number, person_id=person.id, site_id=person.site_id, version=row.version,
        opened_at=row.opened_at, closed_at=row.closed_at, may_be_child=child_now(row), release_on=row.release_on,
        case_id=row.case_id, referrals=referrals_of(actor, row, key),
        detentions=_detentions(row.detentions.prefetch_related("reviews").order_by("recorded_at", "id"), key),
        aids=_aids(row.aids.order_by("recorded_at", "id"), key), due=_due(row.tasks.order_by("due", "what"), {row.id: key}),
        beside=_beside(actor, row, person.id),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter tells: the file, the question, and how it ended."""

    file: JusticeRow
    referral: ReferralRow
    outcome: OutcomeRow


def letter_of(actor: Actor, file_id: UUID, referral_id: UUID) -> Letter:
    """What the person is told of how a question about them ended: the trail says so. Raises `Refused`, `NotFound`."""
    file = justice_file(actor, file_id)
    for referral in file.referrals:
        told = [one for one in referral.outcomes if one.to in LETTERS]
        if referral.id == referral_id and told:
            record(actor, EventKind.READ, "justice.letter", subject=file.number)
            return Letter(file, referral, told[-1])
    raise NotFound("There is no letter: nothing of this ended in a way that the person is told of by letter.")


def justice_due(actor: Actor, *, until: date | None = None, limit: int = 50) -> tuple[DueRow, ...]:
    """What the side of justice has to do, whatever is due first at the top; with `until`, what is due by then. Raises `Refused`."""
    authorise(actor, READ)
    rows = scope(actor, models.JusticeTask.objects.filter(done_at__isnull=True, file__closed_at__isnull=True))
    if until:
        rows = rows.filter(due__lte=until)
    return _due(rows.select_related("file").order_by("due", "id")[:limit], {})


def due_counted(actor: Actor, day: date) -> tuple[int, date | None]:
    """How many things are due by a day, and since when the first; for the first page. Raises `Refused`."""
    authorise(actor, READ)
    rows = scope(
        actor, models.JusticeTask.objects.filter(done_at__isnull=True, file__closed_at__isnull=True, due__lte=day)
    )
    return rows.count(), rows.aggregate(first=Min("due"))["first"]


def proposed_counted(actor: Actor) -> int:
    """How many referrals wait for the actor as the second person. Raises `Refused`."""
    authorise(actor, Capability.JUSTICE_CONFIRM)
    rows = scope(actor, models.CourtReferral.objects.filter(state=Proceeding.PROPOSED), Capability.JUSTICE_CONFIRM)
    return rows.exclude(proposed_by=actor.user_id).count()


def file_row(actor: Actor, file_id: UUID, capability: Capability = READ) -> models.JusticeFile:
    """A file's row for this room alone: whoever may not is refused before anything is looked for. Raises `Refused`, `NotFound`."""
    authorise(actor, capability)
    rows = models.JusticeFile.objects.select_related("person__merged_into")
    found = scope(actor, rows, capability).filter(id=file_id).first()
    if found is None:
        raise NotFound(_NOT_THERE)
    return found


def referral_row(actor: Actor, referral_id: UUID, capability: Capability) -> models.CourtReferral:
    """A question to an authority, to be written to, for this room alone. Raises `Refused`, `NotFound`."""
    authorise(actor, capability)
    rows = models.CourtReferral.objects.select_related("file__person")
    found = scope(actor, rows, capability).select_for_update(of=("self",)).filter(id=referral_id).first()
    if found is None:
        raise NotFound(_NOT_THERE)
    return found


def child_now(row: models.JusticeFile) -> bool:
    """Whether the person of a file may be under 18 today, by what is recorded of their birth."""
    return may_have_been_child(row.person.born_to, timezone.localdate())


def _beside(actor: Actor, row: models.JusticeFile, person_id: UUID) -> tuple[tuple[UUID, str], ...]:
    """The other files of the same person, where records were merged that each had one."""
    rows = scope(actor, models.JusticeFile.objects.filter(same("person", [person_id])).exclude(id=row.id))
    return tuple(rows.order_by("number").values_list("id", "number"))


def _states(files: Iterable[models.JusticeFile]) -> Mapping[UUID, tuple[Proceeding, ...]]:
    rows = models.CourtReferral.objects.filter(file__in=list(files)).order_by("place")
    found: dict[UUID, tuple[Proceeding, ...]] = {}
    for file_id, state in rows.values_list("file_id", "state"):
        found[file_id] = (*found.get(file_id, ()), Proceeding(state))
    return found


def _detentions(rows: QuerySet[models.Detention], key: DataKey | None) -> tuple[DetentionRow, ...]:
    return tuple(
        DetentionRow(
            id=row.id, kind=Confinement(row.kind), place=said(key, row, "place"), order=said(key, row, "order"),
            since=dated(row.since_first, row.since_last, row.since_said), review_on=row.review_on, until=row.until,
            ended_on=row.ended_on, version=row.version,
            reviews=tuple(
                ReviewRow(one.on, Reviewed(one.outcome), said(key, one, "words"), one.next_on, one.recorded_name)
                for one in sorted(row.reviews.all(), key=lambda one: (one.on, one.id))
            ),
        )
        for row in rows
    )  # fmt: skip


def _aids(rows: QuerySet[models.LegalAid], key: DataKey | None) -> tuple[AidRow, ...]:
    return tuple(
        AidRow(
            id=row.id, kind=AidKind(row.kind), name=said(key, row, "name"), language=row.language,
            since=dated(row.since_first, row.since_last, row.since_said), ended_on=row.ended_on,
        )
        for row in rows
    )  # fmt: skip


def _due(rows: QuerySet[models.JusticeTask], keys: Mapping[UUID, DataKey | None]) -> tuple[DueRow, ...]:
    return tuple(
        DueRow(
            id=row.id, file_id=row.file_id, number=row.file.number, what=Due(row.what), due=row.due, done_at=row.done_at,
            done_by=row.done_name, words=said(keys.get(row.file_id), row, "done_words"),
        )
        for row in rows
    )  # fmt: skip
