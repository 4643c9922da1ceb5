"""What happens at courts, where somebody is held, and who stands beside them.

Comes in: an actor and what somebody said or a paper states, with days that may be known in part. Goes out: ids. A detention has a day on
which it is looked at again; when that day passes it stands as overdue in the list of the side of justice, and nothing extends it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.words import key_to_write
from homeward.access.trail import record
from homeward.kernel.dates import PartialDate
from homeward.pathway import models
from homeward.pathway.facts.justice import AidKind, Confinement, Due, Reviewed
from homeward.pathway.facts.justice import EventKind as CourtKind
from homeward.pathway.justice_tasking import done, due
from homeward.pathway.rules.justice import check_review
from homeward.pathway.rules.wording import words_of
from homeward.pathway.selectors.justice import file_row, referral_row
from homeward.pathway.selectors.merged import scope
from homeward.pathway.worded import put
from homeward.places.actions.sites import day_columns
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

WRITE = Capability.JUSTICE_WRITE
_NO_PLACE = "Say where they are held."


@dataclass(frozen=True, slots=True)
class EventDraft:
    """What happened at a court. `next_on`: the day on which it goes on."""

    kind: CourtKind
    court: str
    words: str
    day: PartialDate | None = None
    next_on: date | None = None


@dataclass(frozen=True, slots=True)
class DetentionDraft:
    """Where somebody is held: for what, since when, on whose order, until when, and when it is looked at again."""

    kind: Confinement
    place: str
    order: str
    since: PartialDate | None = None
    review_on: date | None = None
    until: date | None = None


@action
def court_event_record(actor: Actor, referral_id: UUID, draft: EventDraft) -> UUID:
    """Record what happened at a court. Raises `Refused`, `NotFound`, `Invalid`."""
    row = referral_row(actor, referral_id, WRITE)
    court = words_of(draft.court, "court", "Name the court or authority.", least=3, most=300)
    words = words_of(draft.words, "words", "Say what happened. A few words at least.")
    if draft.day and draft.day.first > timezone.localdate():
        raise Invalid("The day lies in the future. Write what is to come as the next day.", field="day")
    made = models.CourtEvent(
        referral=row, kind=draft.kind.value, next_on=draft.next_on, recorded_by=actor.user_id,
        recorded_name=actor.username, recorded_at=timezone.now(), **day_columns("day", draft.day),
    )  # fmt: skip
    put(key_to_write(row.file.person.key_id), made, court=court, words=words)
    made.save(force_insert=True)
    if draft.next_on:
        due(row.file, Due.HEARING, made.id, draft.next_on)
    record(actor, EventKind.WRITE, "justice.court", subject=row.file.number, detail={"kind": draft.kind.value})
    return made.id


@action
def detention_record(actor: Actor, file_id: UUID, draft: DetentionDraft) -> UUID:
    """Record where somebody is held. Before a trial there is always a day of review and an end. Raises as above."""
    file = file_row(actor, file_id, WRITE)
    place = words_of(draft.place, "place", _NO_PLACE, least=3, most=300)
    order = words_of(draft.order, "order", "Say on whose order: who decided it, and under which number.")
    if draft.kind is Confinement.PRE_TRIAL and (draft.review_on is None or draft.until is None):
        raise Invalid(
            "Before a trial nobody is held without an end: say when it is looked at again, and until when it holds.",
            field="review_on",
        )
    if draft.review_on and draft.until and draft.review_on > draft.until:
        raise Invalid("It is looked at again before it ends. Choose an earlier day.", field="review_on")
    row = models.Detention(
        file=file,
        kind=draft.kind.value,
        review_on=draft.review_on,
        until=draft.until,
        recorded_by=actor.user_id,
        recorded_name=actor.username,
        recorded_at=timezone.now(),
        **day_columns("since", draft.since),
    )
    put(key_to_write(file.person.key_id), row, place=place, order=order)
    row.save(force_insert=True)
    _dues(row)
    record(actor, EventKind.WRITE, "justice.detention", subject=file.number)
    return row.id  # fmt: skip


@action
def detention_review(
    actor: Actor, detention_id: UUID, outcome: Reviewed, *, words: str, version: int, next_on: date | None = None
) -> None:
    """Record that a detention was looked at again: it goes on until the next review, or it ends. Raises as above, `Stale`."""
    row, today = _detention(actor, detention_id), timezone.localdate()
    told = words_of(words, "words", "Say who looked at it, and why it goes on or ends.")
    check_review(today, next_on, row.until, outcome is Reviewed.GOES_ON)
    fields = {"review_on": next_on} if outcome is Reviewed.GOES_ON else {"ended_on": today}
    moved = models.Detention.objects.filter(id=row.id, version=version, ended_on__isnull=True)
    if not moved.update(version=F("version") + 1, **fields):
        raise Stale("Somebody else changed this meanwhile. Open the file again.")
    made = models.DetentionReview(
        detention=row, on=today, outcome=outcome.value, next_on=next_on if outcome is Reviewed.GOES_ON else None,
        recorded_by=actor.user_id, recorded_name=actor.username, recorded_at=timezone.now(),
    )  # fmt: skip
    put(key_to_write(row.file.person.key_id), made, words=told)
    made.save(force_insert=True)
    done(actor, row.file, Due.DETENTION_REVIEW, row.id, told)
    row.refresh_from_db()
    if row.ended_on:
        done(actor, row.file, Due.DETENTION_EXPIRES, row.id, told)
    else:
        _dues(row)
    record(actor, EventKind.WRITE, "justice.review", subject=row.file.number, detail={"outcome": outcome.value})


@action
def aid_record(
    actor: Actor, file_id: UUID, kind: AidKind, *, name: str, language: str = "", since: PartialDate | None = None
) -> UUID:
    """Record a lawyer or an interpreter. Raises `Refused`, `NotFound`, `Invalid`."""
    file = file_row(actor, file_id, WRITE)
    who = words_of(name, "name", "Write the name, or the office that gives them.", least=2, most=300)
    row = models.LegalAid(
        file=file, kind=kind.value, language=tidy(language)[:8], recorded_by=actor.user_id, recorded_at=timezone.now(),
        **day_columns("since", since),
    )  # fmt: skip
    put(key_to_write(file.person.key_id), row, name=who)
    row.save(force_insert=True)
    record(actor, EventKind.WRITE, "justice.aid", subject=file.number, detail={"kind": kind.value})
    return row.id


@action
def aid_end(actor: Actor, aid_id: UUID) -> None:
    """Say that a lawyer or an interpreter does not stand beside somebody any more. Raises `Refused`, `NotFound`."""
    authorise(actor, WRITE)
    row = scope(actor, models.LegalAid.objects.select_related("file"), WRITE).filter(id=aid_id, ended_on=None).first()
    if row is None:
        raise NotFound("There is nobody such, or it ended already.")
    row.ended_on = timezone.localdate()
    row.save(update_fields=["ended_on"])
    record(actor, EventKind.WRITE, "justice.aid_end", subject=row.file.number)


def _detention(actor: Actor, detention_id: UUID) -> models.Detention:
    authorise(actor, WRITE)
    row = scope(actor, models.Detention.objects.select_related("file__person"), WRITE).filter(id=detention_id).first()
    if row is None:
        raise NotFound("There is no such detention that you may see. Open the file again.")
    return row


def _dues(row: models.Detention) -> None:
    """What has to be done about a detention by when."""
    if row.review_on:
        due(row.file, Due.DETENTION_REVIEW, row.id, row.review_on)
    if row.until:
        due(row.file, Due.DETENTION_EXPIRES, row.id, row.until)
