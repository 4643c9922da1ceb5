"""Who in a household may be a child, who cares for them, and which change would leave one without carers. Pure decisions.

Comes in: members before and after a change. Goes out: children whom it separates; refusals of roles that contradict themselves.
A change that separates is never refused for good and never made by accident: child protection decides it (guardrail 9).
Never carries anything from one member to another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from homeward.registry.errors import Invalid
from homeward.registry.facts.households import (
    INTERESTS_BASES,
    CareBasis,
    FamilyDraft,
    Member,
    RelationDraft,
    RelationKind,
    SeparationDraft,
)
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.rules.counts import age_on, last_day
from homeward.registry.rules.custody import check_reason

ADULT: Final = 18
LARGEST_FAMILY: Final = 60
REVIEW_WITHIN: Final = timedelta(days=90)
CARING_ROLES: Final = frozenset(
    {HouseholdRole.HEAD, HouseholdRole.SPOUSE, HouseholdRole.PARENT, HouseholdRole.GRANDPARENT, HouseholdRole.GUARDIAN}
)
ALONE: Final = frozenset({HouseholdRole.SEPARATED_CHILD, HouseholdRole.UNACCOMPANIED_CHILD})
# What a clerk may record as reported. The others are decisions of child protection, or of a court that it passes on.
REPORTED_BASES: Final = frozenset({CareBasis.FAMILY_AGREEMENT, CareBasis.CUSTOM, CareBasis.UNKNOWN})
_TURNED: Final[Mapping[RelationKind, RelationKind]] = {
    RelationKind.CHILD: RelationKind.PARENT,
    RelationKind.GRANDCHILD: RelationKind.GRANDPARENT,
    RelationKind.WARD: RelationKind.GUARDIAN,
}
_BOTH_WAYS: Final = frozenset({RelationKind.SPOUSE, RelationKind.SIBLING, RelationKind.OTHER_RELATIVE})


def may_be_child(born_to: date | None, role: HouseholdRole, day: date) -> bool:
    """Whether somebody may be under 18 on a day. Without a birth, only a role that adults have speaks against it."""
    if born_to is None:
        return role not in CARING_ROLES
    return age_on(min(last_day(born_to), day), day) < ADULT


def carers(child: Member, members: Iterable[Member], day: date) -> frozenset[UUID]:
    """Who cares for a child in the household they live in now: the nearest of whom anything is recorded.

    Parents first; where there are none, guardians and carers; then whoever has a role that cares; then any adult.
    """
    near = [other for other in members if other.person_id != child.person_id and together(child, other)]
    here = {other.person_id for other in near}
    caring = {other.person_id for other in near if other.role in CARING_ROLES}
    adults = {other.person_id for other in near if not may_be_child(other.born_to, other.role, day)}
    return next(
        (frozenset(found) for found in (child.parents & here, child.guardians & here, caring, adults) if found),
        frozenset(),
    )


def together(one: Member, other: Member) -> bool:
    """Whether two people are recorded as living in one household at one site."""
    same_place = one.present_at is not None and one.present_at == other.present_at
    return same_place and one.household_id is not None and one.household_id == other.household_id


def separated(before: Sequence[Member], after: Sequence[Member], day: date) -> tuple[UUID, ...]:
    """The children who were with somebody who cares for them, and after the change are with none of those any more."""
    then = {member.person_id: member for member in after}
    return tuple(
        child.person_id
        for child in before
        if may_be_child(child.born_to, child.role, day)
        and (had := carers(child, before, day))
        and not any(together(then[child.person_id], then[carer]) for carer in had)
    )


def uncared(members: Sequence[Member], day: date) -> tuple[UUID, ...]:
    """The children present in a household with nobody present in it who cares for them, as far as is recorded."""
    return tuple(
        child.person_id
        for child in members
        if child.present_at and may_be_child(child.born_to, child.role, day) and not carers(child, members, day)
    )


def check_roles(members: Sequence[Member], day: date) -> None:
    """Refuse two heads, and a child without parents who has one here or is an adult. Raises `Invalid`."""
    heads = Counter(member.household_id for member in members if member.role is HouseholdRole.HEAD)
    if any(count > 1 for count in heads.values()):
        raise Invalid("A household has one head. Give the other one another role.", field="role")
    for child in members:
        if child.role in ALONE:
            _check_alone(child, members, day)


def check_newborn(role: HouseholdRole) -> None:
    """Refuse a role that somebody has who cares for others. Raises `Invalid`."""
    if role in CARING_ROLES:
        raise Invalid("A newborn cares for nobody. Choose what the child is in the household.", field="role")


def _check_alone(child: Member, members: Sequence[Member], day: date) -> None:
    if not may_be_child(child.born_to, child.role, day):
        raise Invalid(
            "A separated or unaccompanied child is under 18. Check the birth, or choose another role.", field="role"
        )
    if any(other.person_id in child.parents and together(child, other) for other in members):
        raise Invalid(
            "This child has a parent in the household, so they are neither separated nor unaccompanied.", field="role"
        )


def check_family(draft: FamilyDraft) -> None:
    """Refuse nobody, far too many, two heads, and relations to nobody or to oneself. Raises `Invalid`."""
    size = len(draft.members)
    if not 0 < size <= LARGEST_FAMILY:
        raise Invalid(
            "A family has from 1 to %(largest_family)s people here. Register larger ones in parts.",
            field="members",
            largest_family=LARGEST_FAMILY,
        )
    if sum(member.role is HouseholdRole.HEAD for member in draft.members) > 1:
        raise Invalid("A household has one head. Give the other one another role.", field="role")
    for number, member in enumerate(draft.members):
        if any(not 0 <= kin.of < size or kin.of == number for kin in member.kin):
            raise Invalid("Say to which other member of the family this one is related.", field="kin")


def one_way(draft: RelationDraft) -> RelationDraft:
    """A relation as it is kept: a parent, grandparent or guardian of somebody; a relation both ways from the lesser id."""
    if draft.person_id == draft.of_id:
        raise Invalid("Nobody is related to themselves. Choose the other person.", field="of")
    turned = RelationDraft(draft.of_id, _TURNED.get(draft.kind, draft.kind), draft.person_id, draft.source)
    if draft.kind in _TURNED or (draft.kind in _BOTH_WAYS and draft.of_id < draft.person_id):
        return turned
    return draft


def check_separation(draft: SeparationDraft, born_to: date | None, today: date, *, determined: bool) -> None:
    """Refuse a decision without reasons, authority or review, about an adult, or for best interests that nobody determined.

    Raises `Invalid`.
    """
    if draft.basis in INTERESTS_BASES and not determined:
        raise Invalid(
            "A separation for the child's best interests rests on what a panel determined. Record it from the determination, "
            "in the child's case.",
            field="basis",
        )
    check_reason(draft.reason)
    if not draft.authority.strip():
        raise Invalid("Say which authority decided, such as the court or the panel.", field="authority")
    if not today < draft.review_on <= today + REVIEW_WITHIN:
        raise Invalid(
            "A separation is reviewed within %(days)s days. Choose a day of review.",
            field="review_on",
            days=REVIEW_WITHIN.days,
        )
    if not may_be_child(born_to, HouseholdRole.UNKNOWN, today):
        raise Invalid("This person is recorded as 18 or older, so no such decision is needed.", field="child")
