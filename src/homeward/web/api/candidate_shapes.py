"""What the interface gives of candidates, and takes of those who say what they found.

Comes in: facts. Goes out: shapes that become JSON and the published description. Never a score as a likelihood of anything about a person:
the evidence is in bits, for two records.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Field, Schema

from homeward.review.facts.candidates import CandidateRow, Decision, Identifier, Outcome, Reason
from homeward.review.facts.opened import CandidateFile
from homeward.review.facts.steps import Draft, Settled


class CandidateOut(Schema):
    """A candidate: a question whether two records tell of one person. `bits` is the evidence for that, `outcome` null while undecided."""

    id: UUID
    kind: str
    desk: str
    person_id: UUID | None
    person_number: str
    list_id: str
    entry_id: str
    edition_id: UUID
    bits: float
    strong: bool
    state: str
    why: str
    waiting_since: datetime
    taken_by: str
    outcome: str | None
    decided_at: datetime | None
    renew_on: date | None
    version: int


class DecisionOut(Schema):
    """What somebody found, and why."""

    id: UUID
    round: int
    step: str
    outcome: str
    reason: str
    words: str
    identifiers: list[str]
    wanted: str
    decided_by: str
    decided_at: datetime
    agrees: bool | None


class CandidateFileOut(CandidateOut):
    """A candidate, opened. `blind`: it is to be looked at unseen, so no decision is shown."""

    evidence: dict[str, int]
    blind: bool
    decisions: list[DecisionOut]


class DraftIn(Schema):
    """What somebody found. Nothing has a default: an outcome, its reason and words are each asked for."""

    version: int = Field(ge=1)
    outcome: Outcome
    reason: Reason
    words: str = Field(max_length=4000)
    identifiers: list[Identifier] = []
    wanted: str = Field("", max_length=32)


class ConfirmIn(Schema):
    """That somebody else finds the same, in words of their own."""

    version: int = Field(ge=1)
    words: str = Field(max_length=4000)


class SettledOut(Schema):
    """Where the candidate went."""

    candidate_id: UUID
    decision_id: UUID
    state: str
    outcome: str
    version: int


def candidate_out(row: CandidateRow) -> dict[str, Any]:
    """A candidate as JSON. A planted case looks like any other until it is decided."""
    return {
        "id": row.id, "kind": row.kind.value, "desk": row.desk.value, "person_id": row.person.id if row.person else None,
        "person_number": row.person.number if row.person else "", "list_id": row.list_id, "entry_id": row.entry_id,
        "edition_id": row.edition_id, "bits": row.bits, "strong": row.strong, "state": row.state.value, "why": row.why.value,
        "waiting_since": row.waiting_since, "taken_by": row.claimed_name, "outcome": row.outcome.value if row.outcome else None,
        "decided_at": row.decided_at, "renew_on": row.renew_on, "version": row.version,
    }  # fmt: skip


def file_out(file: CandidateFile) -> dict[str, Any]:
    """A candidate, opened, as JSON."""
    decisions = [_decision(one) for one in file.decisions]
    return candidate_out(file.row) | {"evidence": dict(file.evidence), "blind": file.blind, "decisions": decisions}


def draft_of(given: DraftIn) -> Draft:
    """What was sent, as an action takes it."""
    return Draft(given.outcome, given.reason, given.words, given.version, frozenset(given.identifiers), given.wanted)


def settled_out(done: Settled) -> dict[str, Any]:
    """Where the candidate went, as JSON."""
    return {
        "candidate_id": done.candidate_id, "decision_id": done.decision_id, "state": done.state.value,
        "outcome": done.outcome.value, "version": done.version,
    }  # fmt: skip


def _decision(one: Decision) -> dict[str, Any]:
    return {
        "id": one.id, "round": one.round, "step": one.step.value, "outcome": one.outcome.value, "reason": one.reason.value,
        "words": one.words, "identifiers": sorted(one.identifiers), "wanted": one.wanted, "decided_by": one.decided_name,
        "decided_at": one.decided_at, "agrees": one.agrees,
    }  # fmt: skip
