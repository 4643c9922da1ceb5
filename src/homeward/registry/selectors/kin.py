"""Who is recorded as related to a person, for the person's own page.

Comes in: an actor and a person. Goes out: what each relative is to them, and the relative's row where the actor reaches it. Never carries
anything from one to the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db.models import Q

from homeward.access.facts import Actor
from homeward.registry import models
from homeward.registry.facts.households import RelationKind
from homeward.registry.facts.persons import PersonRow
from homeward.registry.selectors.persons import person_row, persons_of, records_of

K = RelationKind
_FROM_THE_OTHER_SIDE: Final[Mapping[RelationKind, RelationKind]] = {
    K.PARENT: K.CHILD,
    K.GRANDPARENT: K.GRANDCHILD,
    K.GUARDIAN: K.WARD,
}


@dataclass(frozen=True, slots=True)
class KinRow:
    """A relative: what they are to the person, and who; `row` None where the actor does not reach them."""

    kind: RelationKind
    person_id: UUID
    row: PersonRow | None


def kin_of(actor: Actor, person_id: UUID) -> tuple[KinRow, ...]:
    """The relations of a person that hold, parents first. Raises `NotFound`."""
    mine = {record.id for record in records_of(person_row(actor, person_id))}
    lasting = models.Relation.objects.filter(ended_at__isnull=True).exclude(batch__shown=False)
    found: dict[tuple[UUID, RelationKind], None] = {}
    for one in lasting.filter(Q(person__in=mine) | Q(of__in=mine)).order_by("recorded_at", "id"):
        kind = RelationKind(one.kind)
        if one.of_id in mine and one.person_id not in mine:
            found[one.person_id, kind] = None
        elif one.of_id not in mine:
            found[one.of_id, _FROM_THE_OTHER_SIDE.get(kind, kind)] = None
    rows = persons_of(actor, [id for id, _ in found])
    order = list(RelationKind)
    told = sorted(found, key=lambda one: order.index(one[1]))
    return tuple(KinRow(kind, id, rows.get(id)) for id, kind in told)
