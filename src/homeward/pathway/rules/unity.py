"""Whether a plan keeps families together: who of them would be parted, and what would let it go on. Pure decisions.

Comes in: who would move together, who of theirs would not, who cares for which child, and about which children it was decided that they
leave their carers. Goes out: partings, by person. An adult may stay apart where that is recorded of them; a child only where the best
interests decision says so. Age is never a reason: a boy of sixteen is a child (guardrail 9).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Parts(StrEnum):
    """How a plan would part somebody from others."""

    CHILD_WITHOUT_CARERS = "child_without_carers"
    LEAVES_CHILD = "leaves_child"
    LEFT_BEHIND = "left_behind"


@dataclass(frozen=True, slots=True)
class Moving:
    """Somebody with a running case: the family that they move with (a group, or a household), and whether it is recorded that they
    stay apart. `moves`: they are among those who would go now, or went ahead."""

    person_id: UUID
    families: frozenset[UUID]
    child: bool
    moves: bool
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Parting:
    """That a plan would part somebody: how, and from whom."""

    how: Parts
    others: tuple[UUID, ...]


def partings(
    people: Collection[Moving], carers: Mapping[UUID, frozenset[UUID]], decided: Collection[UUID]
) -> dict[UUID, Parting]:
    """For each person who would move, the first thing that speaks against it; nobody is in it whom nothing keeps.

    `carers` by child, of every child of their households, those without a case among them.
    """
    going = {one.person_id for one in people if one.moves}
    behind = [one for one in people if not one.moves and not _may_stay(one, decided)]
    left: dict[UUID, list[UUID]] = {}
    for child in sorted(carers):
        if _left(child, carers, going, decided):
            for carer in carers[child]:
                left.setdefault(carer, []).append(child)
    found = {}
    for one in people:
        if not one.moves:
            continue
        alone = carers.get(one.person_id, frozenset())
        mates = tuple(sorted(other.person_id for other in behind if other.families & one.families))
        if alone and not alone & going and one.person_id not in decided:
            found[one.person_id] = Parting(Parts.CHILD_WITHOUT_CARERS, tuple(sorted(alone)))
        elif one.person_id in left:
            found[one.person_id] = Parting(Parts.LEAVES_CHILD, tuple(left[one.person_id]))
        elif mates:
            found[one.person_id] = Parting(Parts.LEFT_BEHIND, mates)
    return found


def _may_stay(one: Moving, decided: Collection[UUID]) -> bool:
    return one.person_id in decided if one.child else one.apart


def _left(child: UUID, carers: Mapping[UUID, frozenset[UUID]], going: set[UUID], decided: Collection[UUID]) -> bool:
    """Whether a child would stay behind with none of those who care for them."""
    return child not in going and child not in decided and bool(carers[child]) and carers[child] <= going
