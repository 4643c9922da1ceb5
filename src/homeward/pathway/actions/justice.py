"""Open and close a person's file on the track of justice; what has to be done by a day; the release that is planned.

Comes in: an actor of the side of justice. Goes out: ids. Nothing here touches a case, a plan or a service: a file that opens or closes
changes nothing that anybody receives. Told to the trail by the file's number alone.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.words import key_to_write
from homeward.access.trail import record
from homeward.kernel.ids import read_spoken, spoken
from homeward.pathway import models
from homeward.pathway.facts.justice import Due, Proceeding
from homeward.pathway.justice_tasking import done, due
from homeward.pathway.rules.justice import BEFORE_RELEASE, release_days
from homeward.pathway.rules.wording import words_of
from homeward.pathway.selectors.justice import file_row
from homeward.pathway.selectors.merged import same, scope
from homeward.pathway.worded import sealed
from homeward.registry.errors import Invalid
from homeward.registry.selectors.persons import person_row

WRITE = Capability.JUSTICE_WRITE
_OVER = frozenset({Proceeding.CLOSED, Proceeding.NOT_REFERRED})


@action
def justice_open(actor: Actor, person_id: UUID) -> UUID:
    """Open the file of a person, or find the one there is. Raises `Refused`, `NotFound`."""
    authorise(actor, WRITE)
    person = person_row(actor, person_id)
    authorise(actor, WRITE, site_id=person.site_id)
    key_to_write(person.key_id)  # nothing is opened about somebody who was erased
    known = models.JusticeFile.objects.filter(same("person", [person.id])).order_by("opened_at").first()
    if known:
        return known.id
    row = models.JusticeFile(
        number=spoken("J"), person=person, opened_at=timezone.now(), opened_by=actor.user_id, opened_name=actor.username
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Stale("Somebody else opened this file at the same instant. Look for it among the files.") from None
    record(actor, EventKind.WRITE, "justice.open", subject=row.number)
    return row.id


@action
def justice_close(actor: Actor, file_id: UUID, *, words: str, version: int) -> None:
    """Close a file in which nothing waits. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    row = file_row(actor, file_id, WRITE)
    told = words_of(words, "words", "Say why it is closed. A few words at least.")
    states = {Proceeding(one) for one in row.referrals.values_list("state", flat=True)}
    if states - _OVER:
        raise Invalid("A question to an authority is still open. Bring it to its end first.", field="words")
    if row.detentions.filter(ended_on__isnull=True).exists():
        raise Invalid("They are still recorded as held. Say first when that ended.", field="words")
    _change(
        row, version, closed_at=timezone.now(), closed_by=actor.user_id, close_words=_seal(row, "close_words", told)
    )
    record(actor, EventKind.WRITE, "justice.close", subject=row.number)


@action
def justice_reopen(actor: Actor, file_id: UUID, *, version: int) -> None:
    """Open a closed file again. Raises `Refused`, `NotFound`, `Stale`."""
    row = file_row(actor, file_id, WRITE)
    _change(row, version, closed_at=None, closed_by=None, close_words=b"")
    record(actor, EventKind.WRITE, "justice.reopen", subject=row.number)


@action
def release_set(actor: Actor, file_id: UUID, *, release_on: date, case_number: str = "", version: int) -> None:
    """Say when somebody is released, and what has to be ready by when; with `case_number`, the case whose plan it leads to.

    Raises `Refused`, `NotFound`, `Invalid`, `Stale`.
    """
    row, today = file_row(actor, file_id, WRITE), timezone.localdate()
    if release_on < today:
        raise Invalid("This day is over. Write the day on which they are to be released.", field="release_on")
    _change(row, version, release_on=release_on, case_id=_case_of(row, case_number))
    for what, day in release_days(release_on, today).items():
        due(row, what, row.id, day)
    record(actor, EventKind.WRITE, "justice.release", subject=row.number)


@action
def justice_task_done(actor: Actor, task_id: UUID, *, words: str) -> None:
    """Say that something was done that was due. A review of a detention is recorded as such instead. Raises as the others do."""
    authorise(actor, WRITE)
    rows = models.JusticeTask.objects.select_related("file__person")
    row = scope(actor, rows, WRITE).filter(id=task_id, done_at__isnull=True).first()
    if row is None:
        raise NotFound("There is nothing such to do, or it was done already.")
    if Due(row.what) not in {*BEFORE_RELEASE, Due.HEARING}:
        raise Invalid("Record the review of the detention: that does this too.", field="words")
    told = words_of(words, "words", "Say what was done. A few words at least.")
    done(actor, row.file, Due(row.what), row.subject, told)
    record(actor, EventKind.WRITE, "justice.done", subject=row.file.number)


def _case_of(row: models.JusticeFile, number: str) -> UUID | None:
    """The case of this very person with that number: its id, and nothing else of it."""
    if not number.strip():
        return row.case_id
    found = models.Case.objects.filter(number=read_spoken(number, "C") or "", person_id=row.person_id).first()
    if found is None:
        raise Invalid(
            "This person has no case with this number. Check the number and its last letter.", field="case_number"
        )
    return found.id  # fmt: skip


def _change(row: models.JusticeFile, version: int, **fields: object) -> None:
    changed = models.JusticeFile.objects.filter(id=row.id, version=version).update(version=F("version") + 1, **fields)
    if not changed:
        raise Stale("Somebody else changed this file meanwhile. Open it again.")


def _seal(row: models.JusticeFile, column: str, text: str) -> bytes:
    return sealed(key_to_write(row.person.key_id), row, column, text)
