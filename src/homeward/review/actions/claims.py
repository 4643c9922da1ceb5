"""Take a candidate to look at it, give it back, hand it over; take the one that should be looked at next.

Comes in: an actor, a candidate, the version that they had before them. Goes out: the next version, or the candidate taken. Of two who take
one at the same instant one is first, and the other is told who. Nobody is handed what they may not look at, and nobody holds more than
they can look at. Taking decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import action, authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, EventKind
from homeward.access.selectors import colleagues, may
from homeward.access.trail import record
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy
from homeward.review import models
from homeward.review.facts.candidates import Desk, State, Why
from homeward.review.facts.notes import NoteKind
from homeward.review.noting import note_write
from homeward.review.rules.desks import CONFIRM, DECIDE, TAKEN, looks
from homeward.review.selectors.candidates import candidate_row
from homeward.review.selectors.queue import to_take
from homeward.review.settling import site_of

MOST_HELD: Final = 20  # candidates that one person holds at once: about a day's work
TRIES: Final = 5  # of those next in the queue, while others take them at the same instant


@action
def candidate_take(actor: Actor, candidate_id: UUID, *, version: int) -> int:
    """Take a candidate. Returns its next version. Raises `Refused`, `NotFound`, `Stale`, `Invalid`."""
    row = candidate_row(actor, candidate_id)
    _authorise(actor, row)
    _check_takeable(actor.user_id, row, own=True)
    _check_held(actor, Desk(row.desk))
    if row.claimed_by == actor.user_id:
        return row.version
    if not _take(actor, row, version):
        raise _stale(row.id)
    return version + 1


@action
def candidate_next(actor: Actor, desk: Desk) -> UUID | None:
    """Take what should be looked at next: of the strong ones, else of the others, the longest waiting that nobody took; None: nothing.

    Never one about which the actor said what they found. Raises `Refused`, and `Invalid` for whoever holds enough.
    """
    capabilities = {State.WAITING: DECIDE[desk], State.SECOND: CONFIRM[desk]}
    states = [state for state, capability in capabilities.items() if may(actor, capability)]
    if not states:
        authorise(actor, DECIDE[desk])
    _check_held(actor, desk)
    for row in to_take(actor, desk).filter(state__in=states).select_related("person", "planted")[:TRIES]:
        if may(actor, looks(desk, State(row.state)), site_id=site_of(row)) and _take(actor, row, row.version):
            return row.id
    return None


@action
def candidate_release(actor: Actor, candidate_id: UUID, *, version: int, words: str = "") -> int:
    """Give a candidate back. What somebody else took is given back with a reason, for whoever left it. Returns its next version.

    Raises `Refused`, `NotFound`, `Stale`, `Invalid`.
    """
    row = candidate_row(actor, candidate_id)
    _authorise(actor, row)
    if row.claimed_by is None:
        raise Invalid(_("Nobody has taken this candidate."))
    said = tidy(words)
    if row.claimed_by != actor.user_id and not said:
        raise Invalid(_("Say why you give back what somebody else took: they will read it."), field="words")
    fields = {"claimed_by": None, "claimed_name": "", "claimed_at": None}
    if not _update(row, version, fields):
        raise _stale(row.id)
    if said:
        note_write(actor, row, NoteKind.RELEASED, said, to=row.claimed_by if row.claimed_by != actor.user_id else None)
    _tell(actor, row, "candidate.release")
    return version + 1


@action
def candidate_hand_over(actor: Actor, candidate_id: UUID, *, to: UUID, words: str, version: int) -> int:
    """Hand a candidate to a colleague who may look at it as it stands, with words for them. Returns its next version.

    Raises `Refused`, `NotFound`, `Stale`, `Invalid`.
    """
    row = candidate_row(actor, candidate_id)
    _authorise(actor, row)
    if row.claimed_by not in (None, actor.user_id):
        raise _stale(row.id)
    names = dict(colleagues(actor, looks(Desk(row.desk), State(row.state)), site_id=site_of(row)))
    if to not in names:
        raise Invalid(_("Choose a colleague who may look at this candidate."), field="to")
    _check_takeable(to, row, own=False)
    said = tidy(words)
    if not said:
        raise Invalid(_("Write a word to your colleague: what you looked at, and what is left to do."), field="words")
    fields = {"claimed_by": to, "claimed_name": names[to], "claimed_at": timezone.now()}
    if not _update(row, version, fields):
        raise _stale(row.id)
    note_write(actor, row, NoteKind.HANDED_OVER, said, to=to)
    _tell(actor, row, "candidate.hand_over", to=str(to))
    return version + 1


def _authorise(actor: Actor, row: models.Candidate) -> None:
    capability = looks(Desk(row.desk), State(row.state))
    authorise(actor, capability, site_id=site_of(row), person_id=row.person_id)


def _check_takeable(user_id: UUID, row: models.Candidate, *, own: bool) -> None:
    """Refuse what nobody looks at now, and whoever said already what they found."""
    if State(row.state) not in TAKEN:
        raise Invalid(_("Nobody needs to look at this candidate now."))
    decided = models.Decision.objects.filter(candidate=row, round=row.round, decided_by=user_id)
    again = row.state == State.SECOND or row.why == Why.DISAGREED
    if again and (user_id == row.first_by or decided.exists()):
        raise Invalid(
            _("You have said what you found here. Somebody else looks at it now.")
            if own
            else _("They have said what they found here. Choose somebody else."),
            field="to",
        )


def _check_held(actor: Actor, desk: Desk) -> None:
    held = models.Candidate.objects.filter(claimed_by=actor.user_id, desk=desk).count()
    if held >= MOST_HELD:
        raise Invalid(
            _(
                "You have taken %(number)d candidates. Say what you find about some, or give some back, before you take more."
            )
            % {"number": held}
        )


def _take(actor: Actor, row: models.Candidate, version: int) -> bool:
    """Take a candidate, unless somebody was first."""
    fields = {"claimed_by": actor.user_id, "claimed_name": actor.username, "claimed_at": timezone.now()}
    taken = _update(row, version, fields, free=True)
    if taken:
        _tell(actor, row, "candidate.take")
    return taken


def _update(row: models.Candidate, version: int, fields: Mapping[str, object], *, free: bool = False) -> bool:
    """Change who has a candidate, if it is still as it was seen; of two at one instant one does."""
    found = models.Candidate.objects.filter(id=row.id, version=version, state__in=TAKEN)
    if free:
        found = found.filter(claimed_by__isnull=True)
    return bool(found.update(**fields, version=F("version") + 1))


def _tell(actor: Actor, row: models.Candidate, what: str, **detail: str) -> None:
    record(actor, EventKind.WRITE, what, person_id=row.person_id, subject=str(row.id), detail=detail)


def _stale(candidate_id: UUID) -> Stale:
    """What somebody is told who was not first: who was, or that it changed."""
    now = models.Candidate.objects.get(id=candidate_id)
    if now.claimed_by:
        return Stale(
            _("%(name)s has taken this candidate. Ask them to give it back, or take another.")
            % {"name": now.claimed_name}
        )
    return Stale(_("This candidate changed meanwhile. Look at it again as it stands now."))
