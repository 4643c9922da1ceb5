"""A question to an authority: drafted, answered for, proposed by one person, confirmed by another, and what came of it.

Comes in: an actor and words. Goes out: ids and the state it stands in. Whatever is lacking refuses it in words, for everybody and however
urgent; the database refuses it besides where one person alone would refer somebody, or without an item of evidence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max
from django.utils import timezone

from homeward.access.actions import action
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import key_to_write
from homeward.access.trail import record
from homeward.kernel.dates import PartialDate
from homeward.pathway import models
from homeward.pathway.facts.justice import Answer, Charge, Onward, Proceeding, Question
from homeward.pathway.facts.justice import EventKind as CourtKind
from homeward.pathway.rules.justice import (
    ON_APPEAL,
    asked_as_child,
    check_answer,
    check_charge,
    check_lacking,
    check_second,
    line_between,
    may_have_been_child,
)
from homeward.pathway.rules.wording import words_of
from homeward.pathway.selectors.justice import file_row, referral_row
from homeward.pathway.selectors.proceedings import lacks_of
from homeward.pathway.worded import put, sealed
from homeward.places.actions.sites import day_columns
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

WRITE, CONFIRM = Capability.JUSTICE_WRITE, Capability.JUSTICE_CONFIRM
P = Proceeding
# What an authority or a court said has the day on which it did.
SAID_ELSEWHERE = frozenset({P.RETURNED, P.DISMISSED, P.ACQUITTED, P.CONVICTED})


@dataclass(frozen=True, slots=True)
class Said:
    """Why a question goes on, and, where an authority or a court said so, which and on which day."""

    words: str
    authority: str = ""
    day: PartialDate | None = None


@action
def referral_draft(actor: Actor, file_id: UUID, charge: Charge) -> UUID:
    """Write down what somebody is said to have done. It refers nobody. Raises `Refused`, `NotFound`, `Invalid`."""
    file = file_row(actor, file_id, WRITE)
    told = check_charge(charge, timezone.localdate())
    if file.closed_at is not None:
        raise Invalid("This file is closed. Open it again first.", field="act")
    place = (file.referrals.aggregate(last=Max("place"))["last"] or 0) + 1
    row = models.CourtReferral(
        file=file, place=place, may_be_child=may_have_been_child(file.person.born_to, told.day.first),
        drafted_by=actor.user_id, drafted_name=actor.username, drafted_at=timezone.now(), **day_columns("act", told.day),
    )  # fmt: skip
    put(key_to_write(file.person.key_id), row, act=told.act, authority=told.authority)
    row.save(force_insert=True)
    record(actor, EventKind.WRITE, "justice.draft", subject=file.number, detail={"place": place})
    return row.id


@action
def referral_answer(
    actor: Actor, referral_id: UUID, question: Question, answer: Answer, *, words: str, source: str
) -> None:
    """Answer one question, in words and with a source. Raises `Refused`, `NotFound`, `Invalid`."""
    row = drafted(actor, referral_id)
    given = row.answers.filter(question=Question.AGE).order_by("-answered_at", "-id").first()
    as_child = asked_as_child(row.may_be_child, ()) or (given is not None and given.answer == Answer.CHILD)
    check_answer(question, answer, row.may_be_child if question is Question.AGE else as_child)
    told = words_of(words, "words", "Say what you found, and how. A few words at least.")
    whence = tidy(source)[:300]
    if len(whence) < 3:
        raise Invalid("Say where this comes from: a paper, a person, an office.", field="source")
    one = models.ReferralAnswer(
        referral=row, question=question.value, answer=answer.value, answered_by=actor.user_id,
        answered_name=actor.username, answered_at=timezone.now(),
    )  # fmt: skip
    put(key_of(row), one, words=told, source=whence)
    one.save(force_insert=True)
    _tell(actor, row, "justice.answer")


@action
def referral_propose(actor: Actor, referral_id: UUID, *, words: str, version: int) -> None:
    """Propose that somebody is referred: everything that is asked for is there. Raises as above, `NotReferred`, `Stale`."""
    row = drafted(actor, referral_id)
    told = words_of(words, "words", "Say in a few words why this is to be looked into by a court.")
    check_lacking(lacks_of(actor, row, key_of(row)))
    fields: dict[str, object] = {
        "proposed_by": actor.user_id,
        "proposed_name": actor.username,
        "proposed_words": sealed(key_of(row), row, "proposed_words", told),
    }
    _go(actor, row, line_between(P(row.state), P.PROPOSED), version, Said(told), fields)


@action
def referral_confirm(actor: Actor, referral_id: UUID, *, words: str, version: int) -> None:
    """Refer somebody, as the second person. Raises `Refused`, `NotFound`, `Invalid`, `NotReferred`, `Stale`."""
    row = referral_row(actor, referral_id, CONFIRM)
    line = line_between(P(row.state), P.REFERRED)
    check_second(actor.user_id, row.proposed_by)
    told = words_of(words, "words", "Say in your own words why you agree. A few words at least.")
    check_lacking(lacks_of(actor, row, key_of(row)))
    fields: dict[str, object] = {
        "confirmed_by": actor.user_id,
        "confirmed_name": actor.username,
        "confirmed_at": timezone.now(),
        "confirmed_words": sealed(key_of(row), row, "confirmed_words", told),
    }
    _go(actor, row, line, version, Said(told), fields)


@action
def referral_move(
    actor: Actor,
    referral_id: UUID,
    to: Proceeding,
    *,
    words: str,
    version: int,
    authority: str = "",
    day: PartialDate | None = None,
) -> None:
    """Record that a question is not referred, was sent back, or what an authority or a court said. Raises as the others do."""
    row = referral_row(actor, referral_id, WRITE)
    line = line_between(P(row.state), to)
    if line.two or to is P.PROPOSED:
        raise Invalid("Somebody is referred by two people: propose it, and another person confirms it.", field="to")
    told = words_of(words, "words", "Say why, as the person could be told. A few words at least.")
    whom = tidy(authority)[:300]
    if to in SAID_ELSEWHERE and (len(whom) < 3 or day is None):
        raise Invalid("Say which authority or court said so, and on which day.", field="authority")
    if day and day.first > timezone.localdate():
        raise Invalid("The day lies in the future. Check the year.", field="day")
    if (line.frm, line.to) in ON_APPEAL and not row.events.filter(kind=CourtKind.APPEAL).exists():
        raise Invalid("A judgment changes on appeal alone. Record the appeal first.", field="to")
    again: dict[str, object] = {}
    if to is P.DRAFTED:  # it is proposed anew, by whoever does
        again = {
            "proposed_by": None,
            "proposed_name": "",
            "confirmed_by": None,
            "confirmed_name": "",
            "confirmed_at": None,
        }
    _go(actor, row, line, version, Said(told, whom, day), again)  # fmt: skip


def drafted(actor: Actor, referral_id: UUID) -> models.CourtReferral:
    """A question that is still being prepared, for this room alone: what was proposed is not changed under the second person's eyes."""
    row = referral_row(actor, referral_id, WRITE)
    if row.state != P.DRAFTED:
        raise Invalid("It is not being prepared any more. What was proposed stays as it was.", field="words")
    return row


def key_of(row: models.CourtReferral) -> DataKey:
    """The key of the person whom a question is about. Raises `Erased`."""
    return key_to_write(row.file.person.key_id)


def _go(
    actor: Actor, row: models.CourtReferral, line: Onward, version: int, said: Said, fields: Mapping[str, object]
) -> None:
    """Write down where a question goes, then move it there; of two people at one instant one is first."""
    if row.version != version:
        raise Stale("Somebody else changed this meanwhile. Open the file again.")
    made = models.CourtOutcome(
        referral=row, number=version + 1, frm=line.frm.value, to=line.to.value, recorded_by=actor.user_id,
        recorded_name=actor.username, recorded_at=timezone.now(), **day_columns("day", said.day),
    )  # fmt: skip
    put(key_of(row), made, words=said.words, authority=said.authority)
    made.save(force_insert=True)
    moved = models.CourtReferral.objects.filter(id=row.id, version=version, state=line.frm.value)
    if not moved.update(state=line.to.value, version=version + 1, **fields):
        raise Stale("Somebody else changed this meanwhile. Open the file again.")
    _tell(actor, row, "justice.move", to=line.to.value)


def _tell(actor: Actor, row: models.CourtReferral, what: str, **detail: str) -> None:
    record(actor, EventKind.WRITE, what, subject=row.file.number, detail={"place": row.place, **detail})
