"""Which records are compared with each other, and by which kinds of claims. What those say is read in bulk by `readings`.

Comes in: an actor and a purpose that allows reading files. Goes out: ids. Never a value.
"""

from __future__ import annotations

from uuid import UUID

from homeward.access.facts import Actor, Capability
from homeward.registry.facts.persons import Standing
from homeward.registry.facts.values import ClaimKind
from homeward.registry.selectors.persons import visible

KINDS = (
    ClaimKind.NAME,
    ClaimKind.BIRTH,
    ClaimKind.SEX,
    ClaimKind.NATIONALITY,
    ClaimKind.PARENT,
    ClaimKind.DOCUMENT,
)
_CLOSED = (Standing.MERGED, Standing.ERASED)


def comparable(actor: Actor) -> list[UUID]:
    """The records that stand for themselves, of those that the actor may read, oldest first."""
    rows = visible(actor, Capability.PERSON_READ).exclude(standing__in=_CLOSED)
    return list(rows.order_by("serial").values_list("id", flat=True))
