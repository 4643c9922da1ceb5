"""A person of the registry becomes a `Profile`, the one thing that the engine compares. Nothing else does this.

Comes in: claims of a record, or statements of a draft. Goes out: a frozen `Profile` whose query_id is the record's id.
Hands over what describes an identity: names, births, sex, nationalities, places of birth, parents' names, papers. Never where somebody
lives, what they need, whom they are related to, or anything about conduct.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from uuid import UUID

from django.utils import timezone

from homeward.access.facts import Actor
from homeward.registry.facts.claims import Statement
from homeward.registry.facts.values import (
    BirthValue,
    ClaimValue,
    DocumentValue,
    NameKind,
    NameValue,
    NationalityValue,
    ParentRole,
    ParentValue,
    SexValue,
)
from homeward.registry.selectors.readings import values_at
from homeward.screening.profile import Profile, ProfileDocument


def profiles_of(actor: Actor, ids: Sequence[UUID]) -> Iterator[Profile]:
    """The profiles of some records, in their order; those without a name that can be read are left out."""
    made = {id: profile(str(id), values) for id, values in values_at(actor, ids, timezone.now())}
    return (made[id] for id in ids if id in made and made[id].names)


def profile_of_statements(query_id: str, statements: Iterable[Statement]) -> Profile:
    """The profile of a draft."""
    return profile(query_id, [said.answer.value for said in statements if said.answer.value is not None])


def profile(query_id: str, values: Sequence[ClaimValue]) -> Profile:
    """The profile of some values, in the order in which they were recorded."""
    births = [value for value in values if isinstance(value, BirthValue)]
    sexes = [value.sex for value in values if isinstance(value, SexValue)]
    papers = [value for value in values if isinstance(value, DocumentValue) and value.number]
    names = [value for value in values if isinstance(value, NameValue)]
    return Profile(
        query_id=query_id,
        names=tuple(dict.fromkeys(name.text for name in names if name.kind is not NameKind.KUNYA)),
        births=tuple(dict.fromkeys(birth.date for birth in births if birth.date)),
        sex=sexes[-1].value if sexes else None,
        nationalities=tuple(dict.fromkeys(n.country for n in values if isinstance(n, NationalityValue) and n.country)),
        birth_places=tuple(dict.fromkeys(birth.place for birth in births if birth.place)),
        father_name=_parent(values, ParentRole.FATHER),
        mother_name=_parent(values, ParentRole.MOTHER),
        kunya=next((name.text for name in names if name.kind is NameKind.KUNYA), ""),
        documents=tuple(ProfileDocument(paper.number, paper.kind.value, paper.issuer) for paper in papers),
    )


def _parent(values: Sequence[ClaimValue], role: ParentRole) -> str:
    found = [value.name for value in values if isinstance(value, ParentValue) and value.role is role and value.name]
    return found[-1] if found else ""
