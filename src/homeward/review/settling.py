"""Write a decision down, and the candidate as it stands after it: in one step, or not at all.

Comes in: rows of this room and what somebody found. Goes out: rows. The version of the candidate says whether somebody was faster: then
nothing is written, and the error says who was and what they found, unless the reader may yet be asked to look blind.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from homeward.access.errors import Stale
from homeward.access.facts import Actor, EventKind
from homeward.access.sealing.vault import seal, vault
from homeward.access.trail import record
from homeward.review import models
from homeward.review.facts.candidates import Outcome, State, Step
from homeward.review.facts.sources import OPEN, RequestState
from homeward.review.facts.steps import Draft, Lawful, Settled
from homeward.review.rules.decisions import Unlawful, drawn, renew_on
from homeward.review.sealed import DECISION_SEEN, DECISION_WORDS, key_of, seal_text
from homeward.review.selectors.agreeing import Both


@dataclass(frozen=True, slots=True)
class Look:
    """One look at a candidate: which, at whose decision if not the first, and whether both found the same."""

    step: Step
    at: models.Decision | None = None
    agrees: bool | None = None


def fields_of(line: Lawful, now: datetime) -> dict[str, Any]:
    """What a line of the table writes into a candidate's row: nobody holds it any more, and what does not stand any more goes."""
    fields: dict[str, Any] = {"state": line.to, "version": F("version") + 1}
    fields |= {"claimed_by": None, "claimed_name": "", "claimed_at": None}
    if line.why is not None:
        fields["why"] = line.why
    if line.to is not State.DECIDED:
        fields |= {"renew_on": None, "blind_due": False}
    if line.to is State.WAITING:
        fields |= {"waiting_since": now, "outcome": "", "first_by": None, "second_by": None, "decided_at": None}
        fields["source_said"] = ""
    elif line.to in (State.SECOND, State.SOURCE):
        fields["waiting_since"] = now
    if line.anew:
        fields["round"] = F("round") + 1
    return fields


def decided(outcome: Outcome, now: datetime) -> dict[str, Any]:
    """What a candidate's row says once it is decided, and until when."""
    return {"decided_at": now, "renew_on": renew_on(outcome, timezone.localdate(now))}


def is_drawn(row: models.Candidate) -> bool:
    """Whether a candidate is looked at again blind: drawn by the installation's key, so that nobody can steer or foresee it."""
    return drawn(int.from_bytes(vault().blind("blind-review-1", f"{row.id.hex}:{row.round}")[:8], "big"))


def take_back(candidates: Sequence[models.Candidate]) -> None:
    """Take requests back whose question is asked no longer."""
    ids = [row.id for row in candidates if row.state == State.SOURCE]
    if ids:
        models.SourceRequest.objects.filter(candidate__in=ids, state__in=OPEN).update(state=RequestState.TAKEN_BACK)


def took_part(row: models.Candidate) -> frozenset[UUID]:
    """Who said in this round what they found."""
    decisions = models.Decision.objects.filter(candidate=row, round=row.round)
    return frozenset(decisions.values_list("decided_by", flat=True))


def decision(actor: Actor, row: models.Candidate, draft: Draft, words: str, both: Both, look: Look) -> models.Decision:
    """A decision, not yet saved, with what its maker had before them, sealed."""
    made = models.Decision(
        candidate=row,
        round=row.round,
        step=look.step,
        outcome=draft.outcome,
        reason=draft.reason,
        identifiers=sorted(draft.identifiers),
        wanted=draft.wanted,
        decided_by=actor.user_id,
        decided_name=actor.username,
        decided_at=timezone.now(),
        confirms=look.at,
        confirms_by=look.at.decided_by if look.at else None,
        agrees=look.agrees,
        person_mark=row.person_mark,
        entry_source=row.entry_source,
        entry_mark=row.entry_mark,
        edition_id=row.edition_id,
        millibits=row.millibits,
    )
    key = key_of(row)
    made.words = seal_text(key, DECISION_WORDS, made.id, words)
    made.seen = seal(key, DECISION_SEEN, made.id, _seen(row, both))
    return made


def settle(actor: Actor, row: models.Candidate, made: models.Decision, fields: Mapping[str, Any]) -> Settled:
    """Save a decision and the candidate as it stands after it. Raises `Stale` where somebody was faster."""
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            if not models.Candidate.objects.filter(id=row.id, version=row.version).update(**fields):
                raise IntegrityError(
                    "Somebody was faster."
                )  # so that our own decision is gone before theirs is looked up
    except IntegrityError as error:
        if (faster := models.Candidate.objects.filter(id=row.id).exclude(version=row.version).first()) is None:
            raise Unlawful(
                "This cannot be kept: the database holds something that speaks against it. Open the candidate again."
            ) from error
        raise stale(faster) from error
    detail = {"step": str(made.step), "outcome": str(made.outcome), "agrees": made.agrees, "round": made.round}
    record(
        actor, EventKind.WRITE, "candidate.decide", person_id=row.person_id, subject=str(row.id), site_id=site_of(row),
        detail=detail,
    )  # fmt: skip
    return Settled(row.id, made.id, State(fields["state"]), Outcome(made.outcome), row.version + 1)


def stale(row: models.Candidate) -> Stale:
    """That somebody was faster: who, and what they found, as far as the reader may know it."""
    last = models.Decision.objects.filter(candidate_id=row.id).order_by("decided_at", "id").last()
    if last is None or last.round != row.round:
        return Stale(
            "This candidate changed while you had it open. Look at it as it is now; what you wrote is kept here."
        )
    told: dict[str, str] = {"name": last.decided_name, "decision": str(last.id)}
    if row.blind_due:
        return Stale(
            "%(name)s decided this candidate first. It was drawn to be looked at again, so what they found is not shown: "
            "send what you found once more, and it counts as that second look.",
            **told, blind=True,
        )  # fmt: skip
    return Stale(
        "%(name)s decided this candidate first. What they found stands beside what you wrote: compare the two.",
        **told, blind=False,
    )  # fmt: skip


def site_of(row: models.Candidate) -> UUID | None:
    """Where the person of a candidate is, or an invented case is said to be."""
    if row.person is not None:
        return row.person.site_id
    return row.planted.site_id if row.planted is not None else None


def _seen(row: models.Candidate, both: Both) -> bytes:
    """What somebody had before them: both records as they were, and what was weighed."""
    shown = {
        "profile": msgspec.to_builtins(both.profile),
        "entry": msgspec.to_builtins(both.listing) if both.listing else {"document": row.entry_id},
        "evidence": row.evidence,
        "millibits": row.millibits,
        "edition": row.edition_id.hex,
    }
    return json.dumps(shown, ensure_ascii=False, sort_keys=True).encode()
