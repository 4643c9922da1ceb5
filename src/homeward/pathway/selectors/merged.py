"""Whatever this room keeps about a person whose records were merged: found with the record that is kept, by those who reach that one.

Comes in: persons, or rows of a table that says how it leads to one. Goes out: conditions and rows. Nothing moves when records are merged,
so parting them gives each its own files back. Where a record is moved to another site by it, those of both sites reach what it holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import or_
from typing import Any, Final, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet

from homeward.access.facts import Actor, Capability
from homeward.access.selectors import reach_of
from homeward.access.selectors import scope as scope_by_own

DEPTH: Final = 3  # a record that absorbed others may be merged itself, and that one again
_SITE: Final = "site_id"

Row = TypeVar("Row", bound=Model)


def same(path: str, person_ids: Iterable[UUID]) -> Q:
    """That rows are about these persons, or about a record that was merged into one of theirs; `path` leads to the person."""
    ids = list(person_ids)
    return reduce(or_, (Q(**{f"{path}{'__merged_into' * depth}__in": ids}) for depth in range(DEPTH + 1)))


def kept(person: Any) -> Any:
    """The record that a person's record was merged into, or itself."""
    while person.merged_into is not None:
        person = person.merged_into
    return person


def scope(actor: Actor, rows: QuerySet[Row], capability: Capability | None = None) -> QuerySet[Row]:
    """As `access.selectors.scope`; and rows about a record that was merged into one at a site that the actor reaches."""
    reach = rows.model.reach  # type: ignore[attr-defined]
    sites = reach_of(actor, capability or reach.read)
    if sites.everywhere or not sites or not reach.site.endswith(_SITE):
        return scope_by_own(actor, rows, capability)
    path = reach.site.removesuffix(_SITE)
    ways = (Q(**{f"{path}{'merged_into__' * depth}{_SITE}__in": sites.ids}) for depth in range(1, DEPTH + 1))
    own = scope_by_own(actor, rows.model._default_manager.all(), capability).values("pk")
    return rows.filter(reduce(or_, ways, Q(pk__in=own)))
