"""Say what two records are: a first look, a second one that confirms it or disagrees, and a blind one of a sample.

Comes in: an actor and what they found, with the version of the candidate that they had before them. Goes out: where the candidate went.
Whoever made a decision never confirms it; of two people at one instant one is first, and the other is told who was and what they found.
Nothing is decided by a score, and nothing operational is done here with what is found: that waits for `selectors.findings`.
"""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from homeward.access.actions import action, authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability
from homeward.registry.errors import Invalid
from homeward.review import models
from homeward.review.facts.candidates import CandidateKind, Desk, Identifier, Outcome, Reason, State, Step
from homeward.review.facts.steps import Act, Asked, Draft, Lawful, Settled
from homeward.review.rules.decisions import check_draft, check_person, step
from homeward.review.rules.desks import CONFIRM, DECIDE
from homeward.review.selectors.agreeing import Both, agreeing, both_of
from homeward.review.selectors.candidates import candidate_row
from homeward.review.selectors.people import mark_of
from homeward.review.selectors.rounds import first_of
from homeward.review.settling import (
    Look,
    decided,
    decision,
    fields_of,
    is_drawn,
    settle,
    site_of,
    stale,
    took_part,
)


@action
def candidate_decide(actor: Actor, candidate_id: UUID, draft: Draft) -> Settled:
    """Look first, or as the third person where two disagreed. Raises `Refused`, `NotFound`, `Stale`, `Unlawful`, `Invalid`."""
    row = _row(actor, candidate_id, DECIDE, draft.version)
    line = step(Act.DECIDE, State(row.state), draft.outcome, strong=row.strong)
    check_person(line.asks, actor.user_id, first_by=None, took_part=took_part(row))
    both = _both(actor, row)
    words = _checked(draft, line.asks, both)
    _check_free(row, line)
    made = decision(actor, row, draft, words, both, Look(Step.FIRST))
    fields = fields_of(line, made.decided_at) | {"outcome": draft.outcome, "first_by": actor.user_id}
    if line.to is State.DECIDED:
        fields |= decided(draft.outcome, made.decided_at) | {"blind_due": is_drawn(row)}
    return settle(actor, row, made, fields)


@action
def decision_confirm(actor: Actor, candidate_id: UUID, *, words: str, version: int) -> Settled:
    """Confirm the first decision as another person, in words of one's own. Raises as `candidate_decide` does."""
    row = _row(actor, candidate_id, CONFIRM, version)
    if row.state != State.SECOND:
        raise stale(row)
    first = first_of(row)
    outcome = Outcome(first.outcome)
    line = step(Act.CONFIRM, State.SECOND, outcome, strong=row.strong)
    check_person(line.asks, actor.user_id, first_by=first.decided_by, took_part=())
    draft = Draft(
        outcome, Reason(first.reason), words, version, frozenset(map(Identifier, first.identifiers)), first.wanted
    )
    told = check_draft(draft, line.asks)
    _check_free(row, line)
    made = decision(actor, row, draft, told, _both(actor, row), Look(Step.SECOND, first, agrees=True))
    fields = fields_of(line, made.decided_at) | {"second_by": actor.user_id}
    if row.planted_id:
        fields["state"] = State.DECIDED  # of an invented case nobody is asked
    if fields["state"] is State.DECIDED:
        fields |= decided(outcome, made.decided_at)
    return settle(actor, row, made, fields)


@action
def decision_disagree(actor: Actor, candidate_id: UUID, draft: Draft) -> Settled:
    """Find something else than the first decision: both stay, and a third person decides. Raises as `candidate_decide` does."""
    row = _row(actor, candidate_id, CONFIRM, draft.version)
    if row.state != State.SECOND:
        raise stale(row)
    first = first_of(row)
    if draft.outcome == first.outcome:
        raise Invalid(
            "That is what the first decision says. Confirm it, or say what you find instead.", field="outcome"
        )
    line = step(Act.DISAGREE, State.SECOND, draft.outcome, strong=row.strong)
    check_person(line.asks, actor.user_id, first_by=first.decided_by, took_part=())
    both = _both(actor, row)
    words = _checked(draft, _as_first(line, draft.outcome), both)
    made = decision(actor, row, draft, words, both, Look(Step.SECOND, first, agrees=False))
    return settle(actor, row, made, fields_of(line, made.decided_at))


@action
def candidate_blind(actor: Actor, candidate_id: UUID, draft: Draft) -> Settled:
    """Look again at a drawn candidate without having read what was found. Raises as `candidate_decide` does."""
    row = _row(actor, candidate_id, CONFIRM, draft.version)
    if not row.blind_due:
        raise Invalid("This candidate is not among those that are looked at again.", field="outcome")
    first = first_of(row)
    same = draft.outcome == first.outcome
    line = step(Act.BLIND_SAME if same else Act.BLIND_OTHER, State(row.state), draft.outcome, strong=row.strong)
    check_person(line.asks, actor.user_id, first_by=first.decided_by, took_part=())
    both = _both(actor, row)
    words = _checked(draft, _as_first(line, draft.outcome), both)
    made = decision(actor, row, draft, words, both, Look(Step.BLIND, first, agrees=same))
    return settle(actor, row, made, fields_of(line, made.decided_at) | {"blind_due": False})


def _row(actor: Actor, candidate_id: UUID, needs: Mapping[Desk, Capability], version: int) -> models.Candidate:
    """A candidate to say something about, as the actor had it before them, and that nobody else has taken."""
    row = candidate_row(actor, candidate_id)
    authorise(actor, needs[Desk(row.desk)], site_id=site_of(row), person_id=row.person_id)
    if row.version != version:
        raise stale(row)
    if row.claimed_by not in (None, actor.user_id):
        raise Stale(
            "%(name)s has taken this candidate. Ask them to release it, or take another.", name=row.claimed_name
        )
    return row


def _both(actor: Actor, row: models.Candidate) -> Both:
    """Both records, the person's as it was compared: nobody decides on a record that was corrected since. Raises `Stale`."""
    both = both_of(actor, row)
    if row.kind == CandidateKind.NAME and mark_of(both.profile) != bytes(row.person_mark):
        raise Stale(
            "This person's record was corrected since it was compared. It is compared again by itself: wait a minute."
        )
    return both


def _checked(draft: Draft, asks: tuple[Asked, ...], both: Both) -> str:
    """The words, once everything that is asked for is there; the two records are compared only where identifiers are."""
    return check_draft(draft, asks, agreeing(both) if Asked.TWO_IDENTIFIERS in asks else ())


def _as_first(line: Lawful, outcome: Outcome) -> tuple[Asked, ...]:
    """What a finding of somebody else asks for: all that it asks for in a first look."""
    first = step(Act.DECIDE, State.WAITING, outcome, strong=False)
    return (*line.asks, *(one for one in first.asks if one is not Asked.NOT_IN_ROUND))


def _check_free(row: models.Candidate, line: Lawful) -> None:
    """An entry tells of one person: while it stands corroborated for one, it is not corroborated for another. Raises `Invalid`."""
    if Asked.FREE_ENTRY not in line.asks or row.person_id is None:
        return
    others = models.Candidate.objects.filter(
        watch_list_id=row.watch_list_id, entry_id=row.entry_id, outcome=Outcome.CORROBORATED, person__isnull=False,
        state__in=(State.SECOND, State.SOURCE, State.DECIDED),
    ).exclude(person_id=row.person_id)  # fmt: skip
    if others.exists():
        raise Invalid(
            "This entry stands corroborated for another person. Have that candidate looked at again first.",
            field="outcome",
        )
