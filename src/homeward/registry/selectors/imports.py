"""What an import asks the registry before it saves: who holds a number already, and what was done with a batch since.

Comes in: an actor and exact values, or a batch. Goes out: ids and counts. Values are compared by their keyed hashes alone.
Never tells of a person whom the actor may not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db.models import Q

from homeward.access.facts import Actor, Capability
from homeward.access.sealing.vault import vault
from homeward.access.selectors import may
from homeward.registry import models
from homeward.registry.facts.batches import BatchState, BatchUse
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.persons import Standing
from homeward.registry.rules.exact import NUMBER, exact_keys
from homeward.registry.selectors.persons import visible

_AT_ONCE = 500


def number_codes(statements: Iterable[Statement]) -> frozenset[bytes]:
    """The keyed hashes of the papers' numbers that some statements hold: what two records of one person share."""
    blind = vault().blind
    values = [said.answer.value for said in statements if said.answer.value is not None]
    return frozenset(blind(kind, text) for kind, text in exact_keys(values) if kind == NUMBER)


def holders_of(actor: Actor, codes: Sequence[bytes]) -> Mapping[bytes, tuple[UUID, ...]]:
    """Who, of those whom the actor may see, holds the numbers with these keyed hashes."""
    found: dict[bytes, set[int]] = {}
    for start in range(0, len(codes), _AT_ONCE):
        rows = models.BlindKey.objects.filter(code__in=codes[start : start + _AT_ONCE])
        for code, serial in rows.values_list("code", "serial"):
            found.setdefault(bytes(code), set()).add(serial)
    serials = list({serial for some in found.values() for serial in some})
    people: dict[int, UUID] = {}
    for start in range(0, len(serials), _AT_ONCE):
        rows_seen = visible(actor).filter(serial__in=serials[start : start + _AT_ONCE])
        people.update(rows_seen.exclude(standing=Standing.ERASED).values_list("serial", "id"))
    return {code: tuple(people[serial] for serial in sorted(some) if serial in people) for code, some in found.items()}


def batch_use(batch_id: UUID) -> BatchUse:
    """What was done with a batch's people since they came in: for the rules to look at."""
    people = models.Person.objects.filter(batch_id=batch_id)
    merged = people.filter(Q(merged_into__isnull=False) | Q(merged__isnull=False)).distinct()
    return BatchUse(people.count(), people.filter(version__gt=1).count(), merged.count())


def batch_state(actor: Actor, batch_id: UUID) -> BatchState | None:
    """How far a batch is, for who may decide about imports; None where there is none."""
    batch = models.Batch.objects.filter(id=batch_id).first() if may(actor, Capability.IMPORT_DECIDE) else None
    if batch is None:
        return None
    return BatchState(batch.shown, tuple(batch.persons.order_by("serial").values_list("id", flat=True)))


def batch_ids(actor: Actor) -> tuple[UUID, ...]:
    """Every batch that came in, shown or not, for who may decide about imports."""
    if not may(actor, Capability.IMPORT_DECIDE):
        return ()
    return tuple(models.Batch.objects.order_by("id").values_list("id", flat=True))
