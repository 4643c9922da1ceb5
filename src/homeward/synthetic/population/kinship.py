"""How the people of a family are related, and what each is in their household.

Comes in: the people of a `Family`. Goes out: roles, kin and parents by their place in the household. A relation is kept one way
round: a parent is said to be a child's parent. Never more than what the family itself would state.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from homeward.synthetic.people import Person
from homeward.synthetic.population.records import HouseholdRole, Kinship

_ROLES: dict[str, HouseholdRole] = {
    "head": "head", "widow": "head", "spouse": "spouse", "child": "child", "grandchild": "grandchild",
    "sibling": "sibling", "parent": "parent", "unaccompanied": "unaccompanied_child",
}  # fmt: skip


class Kin(NamedTuple):
    """That the person at one place is something to the person at another."""

    who: int
    kind: Kinship
    of: int


def roles(people: Sequence[Person]) -> list[HouseholdRole]:
    """What each is in the household: one head at most; a second wife without the husband is the head's relative."""
    married = any(p.role == "head" and p.sex == "male" for p in people)
    return ["other_relative" if p.role == "spouse" and not married else _ROLES[p.role] for p in people]


def parents(people: Sequence[Person]) -> list[tuple[int | None, int | None]]:
    """Father and mother of each, where they are in the household."""
    grown = [(n, p) for n, p in enumerate(people) if p.sex == "female" and p.age >= 16 and p.role != "child"]
    women = {(p.given, p.lineage.father): n for n, p in reversed(grown)}  # a daughter may be called as her mother is
    husband = next((n for n, p in enumerate(people) if p.role == "head" and p.sex == "male"), None)
    return [
        (husband if p.role == "child" else None, women.get(p.mother) if p.role == "child" else None) for p in people
    ]


def kin(people: Sequence[Person]) -> list[Kin]:
    """Who is what to whom, in the order of the people."""
    found: list[Kin] = []
    for child, (father, mother) in enumerate(parents(people)):
        found += [Kin(parent, "parent", child) for parent in (father, mother) if parent is not None]
    husband = next((n for n, p in enumerate(people) if p.role == "head" and p.sex == "male"), None)
    for n, person in enumerate(people):
        if person.role == "spouse" and husband is not None:
            found.append(Kin(n, "spouse", husband))
        elif person.role == "sibling":
            found += [Kin(n, "sibling", m) for m, p in enumerate(people) if m != n and p.lineage is person.lineage][:1]
        elif person.role == "parent":
            found += [Kin(n, "grandparent", m) for m, p in enumerate(people) if p.role == "child"]
        elif person.role == "head" and any(p.role == "grandchild" for p in people):
            found += [Kin(n, "grandparent", m) for m, p in enumerate(people) if p.role == "grandchild"]
    orphans = [n for n, p in enumerate(people) if p.role in ("grandchild", "unaccompanied")]
    found += [Kin(n, "sibling", orphans[0]) for n in orphans[1:]]
    return sorted(found)
