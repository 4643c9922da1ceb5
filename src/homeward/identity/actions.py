"""Decide a pair, and keep the pairs that a search for duplicates found.

Comes in: an actor, a pair, a finding, the reason. Goes out: nothing. A pair that was decided stays so until either record changes.
Merging is an action of the registry; here it is asked for, and part of the same transaction. No finding is taken by itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.trail import record
from homeward.identity.facts import Finding
from homeward.identity.fingerprints import fingerprint
from homeward.identity.models import Pair, PairDecision
from homeward.identity.profiles import profiles_of
from homeward.identity.selectors import REASON, pair_row
from homeward.registry.actions.merging import records_merge
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy
from homeward.registry.sealed import seal_words
from homeward.registry.selectors.persons import persons_of
from homeward.screening.profile import Profile

LEAST_WORDS = 10
AT_ONCE = 500
_OPENED = ("millibits", "fingerprint", "found_at", "finding", "decided_at")


@action
def pair_decide(
    actor: Actor,
    pair_id: UUID,
    finding: Finding,
    *,
    reason: str,
    kept_id: UUID | None = None,
    versions: tuple[int, int] | None = None,
) -> None:
    """Say what two records are. For `same`, the right one is merged into the left one, or the other way round with `kept_id`.

    `versions` are those of the left and the right record as they were seen. Raises `Refused`, `NotFound`, `Stale`, `Invalid`.
    """
    authorise(actor, Capability.MERGE if finding is Finding.SAME else Capability.DUPLICATE_REVIEW)
    pair = pair_row(actor, pair_id)
    words = tidy(reason)
    if len(words) < LEAST_WORDS:
        raise Invalid("Say why, in a few words: whoever reads this later needs them.", field="reason")
    now = timezone.now()
    decision = PairDecision(
        pair=pair, finding=finding, fingerprint=_state(actor, pair), decided_by=actor.user_id, decided_at=now
    )
    if finding is Finding.SAME:
        decision.merge_id = _merge(actor, pair, words, kept_id or pair.left_id, versions)
    decision.reason = seal_words(data_keys([pair.left_id])[pair.left_id], REASON, decision.id, words)
    decision.save(force_insert=True)
    Pair.objects.filter(id=pair.id).update(finding=finding, decided_at=now, fingerprint=decision.fingerprint)
    for id in (pair.left_id, pair.right_id):
        record(
            actor, EventKind.WRITE, "pair.decide", person_id=id, subject=str(pair.id), detail={"finding": finding.value}
        )


@action
def pairs_keep(actor: Actor, found: Iterable[tuple[UUID, UUID, int]], profiles: Mapping[UUID, Profile]) -> int:
    """Keep what a search found: new pairs, and decided ones of which a record changed since. Returns how many wait now."""
    authorise(actor, Capability.DUPLICATE_REVIEW)
    now, opened = timezone.now(), []
    told = list(found)
    known = _known({left for left, _, _ in told})
    for left, right, millibits in told:
        mark = fingerprint(profiles[left], profiles[right])
        pair = known.get((left, right)) or Pair(left_id=left, right_id=right)
        if pair.fingerprint != mark:
            pair.millibits, pair.fingerprint, pair.found_at, pair.finding, pair.decided_at = (
                millibits,
                mark,
                now,
                "",
                None,
            )
            opened.append(pair)
    Pair.objects.bulk_create([pair for pair in opened if pair._state.adding], ignore_conflicts=True)
    Pair.objects.bulk_update([pair for pair in opened if not pair._state.adding], _OPENED, batch_size=100)
    return len(opened)


def _known(lefts: Collection[UUID]) -> dict[tuple[UUID, UUID], Pair]:
    """The pairs of some left records that were found before."""
    ids = sorted(lefts)
    rows = [
        row
        for start in range(0, len(ids), AT_ONCE)
        for row in Pair.objects.filter(left__in=ids[start : start + AT_ONCE])
    ]
    for row in rows:
        row.fingerprint = bytes(row.fingerprint)
    return {(row.left_id, row.right_id): row for row in rows}


def _merge(actor: Actor, pair: Pair, words: str, kept_id: UUID, versions: tuple[int, int] | None) -> UUID:
    people = persons_of(actor, [pair.left_id, pair.right_id])
    seen = versions or (people[pair.left_id].version, people[pair.right_id].version)
    if kept_id == pair.right_id:
        return records_merge(actor, pair.right_id, pair.left_id, versions=(seen[1], seen[0]), reason=words)
    return records_merge(actor, pair.left_id, pair.right_id, versions=seen, reason=words)


def _state(actor: Actor, pair: Pair) -> bytes:
    both = list(profiles_of(actor, [pair.left_id, pair.right_id]))
    return fingerprint(both[0], both[1]) if len(both) == 2 else b"\0" * 16
