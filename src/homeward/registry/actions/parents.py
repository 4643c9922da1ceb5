"""Record who somebody's mother or father is: by name, by the number of a registered person, or by both.

Comes in: an actor, a statement about a parent, perhaps the registered person who is meant. Goes out: the next version. A link is two things
at once, kept in one transaction: the claim with its source and history, and the relation that rules about families go by. A correction
that names somebody else, or nobody registered, ends the relation that the old claim had made.
"""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import msgspec

from homeward.access.actions import action
from homeward.access.facts import Actor
from homeward.registry import models
from homeward.registry.actions.persons import claims_record, current_claims
from homeward.registry.actions.relations import relation_end, relation_record
from homeward.registry.errors import Invalid
from homeward.registry.facts.answers import known
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.households import RelationDraft, RelationKind
from homeward.registry.facts.values import ClaimKind, ParentValue
from homeward.registry.selectors.persons import person_row, rows_of


@action
def parent_record(actor: Actor, person_id: UUID, said: Statement, parent_id: UUID | None, *, version: int) -> int:
    """Record a parent; with `parent_id`, that it is this registered person. Returns the person's next version.

    Raises `Refused`, `NotFound`, `Stale`, and `Invalid` where somebody would be their own parent, or born before them.
    """
    child, value = person_row(actor, person_id), said.answer.value
    before = _linked(child, said.supersedes)
    if parent_id and isinstance(value, ParentValue):
        parent = person_row(actor, parent_id)
        _check(child, parent)
        name = value.name or _called(parent)
        said = replace(said, answer=known(msgspec.structs.replace(value, name=name, person_id=str(parent_id))))
    after = claims_record(actor, person_id, [said], version=version)
    if before and before != parent_id:
        _end(actor, before, person_id)
    if parent_id and isinstance(value, ParentValue):
        relation_record(actor, RelationDraft(parent_id, RelationKind.PARENT, person_id, said.source))
    return after


def _linked(child: models.Person, claim_id: UUID | None) -> UUID | None:
    """The registered person whom a claim that is about to be replaced named as a parent."""
    if claim_id is None:
        return None
    old = next((one for one in current_claims(child, [ClaimKind.PARENT]) if one.id == claim_id), None)
    value = old.value if old else None
    return UUID(value.person_id) if isinstance(value, ParentValue) and value.person_id else None


def _check(child: models.Person, parent: models.Person) -> None:
    if child.id == parent.id:
        raise Invalid("Nobody is their own parent. Check the number.", field="number")
    if child.born_to and parent.born_from and parent.born_from >= child.born_to:
        raise Invalid(
            "This parent is recorded as born after their child. Check the number and both births.", field="number"
        )


def _called(parent: models.Person) -> str:
    summary = rows_of([parent])[0].summary
    return summary.name or summary.romanised


def _end(actor: Actor, parent_id: UUID, person_id: UUID) -> None:
    lasting = models.Relation.objects.filter(
        person_id=parent_id, of_id=person_id, kind=RelationKind.PARENT, ended_at__isnull=True
    )
    for id in lasting.values_list("id", flat=True):
        relation_end(actor, id)
