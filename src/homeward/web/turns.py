"""Whose turn it is at a candidate: what the reader may do about it now, and what it waits for, in a sentence.

Comes in: an actor and a candidate, opened. Goes out: a frozen `Turn`. What it offers is what the actions of review would accept; it decides
nothing, and offers nobody a second look at what they found themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.review.facts.candidates import Decision, Outcome, State, Why
from homeward.review.facts.opened import CandidateFile
from homeward.review.rules.desks import TAKEN, looks
from homeward.web.deciding_forms import Forms
from homeward.web.words import word


@dataclass(frozen=True, slots=True)
class Turn:
    """What a candidate waits for, what it needs, and what the reader may do besides a finding."""

    says: str
    needs: str
    may_take: bool = False
    may_release: bool = False
    may_hand_over: bool = False
    may_ask: bool = False
    mine: bool = False


def turn_of(actor: Actor, file: CandidateFile, offered: Forms) -> Turn:
    """Whose turn it is. `offered`: what the reader may say about it now."""
    row = file.row
    if file.blind:
        return Turn(
            _(
                "Look at it once more, without being shown what was found: so the desk learns how often two people agree."
            ),
            needs="",
        )
    site = row.person.site_id if row.person else None
    if row.state not in TAKEN:
        asks = row.state is State.SOURCE and may(actor, Capability.SOURCE_VERIFY, site_id=site)
        return Turn(_ended(file), needs="", may_ask=asks)
    capable = may(actor, looks(row.desk, row.state), site_id=site)
    return Turn(
        says=_open(actor, file, offered),
        needs=_needs(file),
        may_take=row.claimed_by is None and offered.decide is not None,
        may_release=capable and row.claimed_by is not None,
        may_hand_over=capable and row.claimed_by in (None, actor.user_id),
        mine=row.claimed_by == actor.user_id,
    )


def _open(actor: Actor, file: CandidateFile, offered: Forms) -> str:
    row = file.row
    if row.claimed_by == actor.user_id:
        return _("You have taken it. Say what you find, or give it back.")
    if row.claimed_by:
        return _("%(name)s has taken it.") % {"name": row.claimed_name}
    if offered.turn == "theirs_only":
        return _("You have said what you found. Somebody else looks now.")
    if row.state is State.SECOND:
        return _("It waits for a second person, other than %(name)s.") % {
            "name": _name_of(file.decisions, row.first_by)
        }
    if row.why is Why.DISAGREED:
        return _("Two people disagreed. A third one says what they find.")
    return _("Nobody has taken it yet.")


def _needs(file: CandidateFile) -> str:
    row = file.row
    if row.state is State.SECOND:
        return _("needs a second person")
    return _("needs two people") if row.strong else _("needs one person, two to corroborate")


def _ended(file: CandidateFile) -> str:
    row = file.row
    if row.state is State.SOURCE:
        return _("Two people agree. It waits for whoever listed the entry; until they answer, nothing is done with it.")
    if row.state is State.WITHDRAWN:
        return _("It is no longer asked: %(why)s.") % {"why": word(row.why)}
    if row.outcome is Outcome.CORROBORATED:
        return _("Decided by two people and confirmed by whoever listed the entry.")
    return _("Decided by two people.") if row.second_by else _("Decided.")


def _name_of(decisions: tuple[Decision, ...], user_id: UUID | None) -> str:
    return next((one.decided_name for one in reversed(decisions) if one.decided_by == user_id), "")
