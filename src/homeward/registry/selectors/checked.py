"""How far the claims that hold now were checked, read for many persons at once and without any value.

Comes in: an actor, persons, kinds of claims. Goes out: for each claim its state, how far it was checked and on what it rests. Nothing is
opened, so nothing that somebody is called, or where they were born, is told.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from homeward.access.facts import Actor, Capability
from homeward.registry import models
from homeward.registry.facts.answers import Known
from homeward.registry.facts.claims import Source, Verification
from homeward.registry.facts.values import ClaimKind
from homeward.registry.selectors.persons import visible


@dataclass(frozen=True, slots=True)
class Checked:
    """One claim that holds now: whether there is an answer, how far it was checked, and on what it rests."""

    kind: ClaimKind
    state: Known
    source: Source
    verification: Verification


def checked_of(actor: Actor, ids: Collection[UUID], kinds: Collection[ClaimKind]) -> dict[UUID, tuple[Checked, ...]]:
    """The current claims of these kinds of each person whom the actor reaches, those of records merged into theirs among them."""
    reached = visible(actor, Capability.PERSON_READ).filter(id__in=list(ids)).values_list("id", flat=True)
    root = {id: id for id in reached}
    found: dict[UUID, list[Checked]] = {id: [] for id in root}
    new = list(root)
    while new:
        merges = models.Merge.objects.filter(kept__in=new, parted_at__isnull=True)
        held = {absorbed: root[kept] for kept, absorbed in merges.values_list("kept_id", "absorbed_id")}
        root |= held
        new = list(held)
    for kind in kinds:
        rows = models.CLAIM_MODELS[kind]._default_manager.filter(person__in=list(root), superseded_at__isnull=True)
        columns = rows.order_by("recorded_at", "id").values_list("person_id", "state", "source", "verification")
        for person, state, source, verification in columns:
            found[root[person]].append(Checked(kind, Known(state), Source(source), Verification(verification)))
    return {id: tuple(claims) for id, claims in found.items()}
