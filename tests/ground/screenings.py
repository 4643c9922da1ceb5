"""Real runs of the screening on a tiny invented list, in this thread.

Comes in: actors, a site. Goes out: people who could be entry X-1, runs as they ended.

    a_list(analyst, ROWS)
    screen(analyst)                          # everyone
    screen(analyst, Scope.PERSON, person_id=...)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from exchange_files import work
from homeward.access.facts import Actor
from homeward.review import models
from homeward.review.actions.decisions import candidate_decide, decision_confirm
from homeward.review.actions.following import follow
from homeward.review.actions.runs import run_ask
from homeward.review.facts.candidates import Outcome, Reason, State
from homeward.review.facts.runs import RunRow, Scope
from homeward.review.facts.steps import Draft
from homeward.review.selectors.runs import run_of

NAME, OTHER = "Zubaydawin Qarnfala Khalaf", "Thurayyan Wadqalin Murjan"
ROWS = (("X-1", NAME, "1986-03-04", "iq"), ("X-2", OTHER, "1979", "sy"))
Register = Callable[..., UUID]
Screen = Callable[..., RunRow]


def screen(actor: Actor, scope: Scope = Scope.EVERYONE, **asked: Any) -> RunRow:
    """Ask for a run, do all waiting work, and give the run as it ended."""
    run = run_ask(actor=actor, scope=scope, **asked)
    work()
    return run_of(actor, run.id)


def night() -> None:
    """What the clock does within a minute, and the work that it asks for."""
    follow()
    work()


def put_aside(candidate_id: UUID, first: Actor, second: Actor, outcome: Outcome = Outcome.DIFFERENT) -> None:
    """Two people find the same about a candidate."""
    reasons = {Outcome.DIFFERENT: Reason.NAMESAKE, Outcome.POSSIBLE: Reason.FACT_WANTED}
    draft = Draft(
        outcome, reasons[outcome], "Invented words that say why.", _version(candidate_id),
        wanted="mother" if outcome is Outcome.POSSIBLE else "",
    )  # fmt: skip
    if candidate_decide(first, candidate_id, draft).state is State.SECOND:
        decision_confirm(second, candidate_id, words="Invented words that confirm it.", version=_version(candidate_id))


def _version(candidate_id: UUID) -> int:
    return models.Candidate.objects.get(id=candidate_id).version
