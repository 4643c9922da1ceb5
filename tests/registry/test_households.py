"""Households as people use them: families registered, moved, parted only by a decision, closed; on a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest
from django.utils import timezone
from drafts import person

from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import EventKind, Role
from homeward.access.models import Event
from homeward.registry import models
from homeward.registry.actions.custody import death_report
from homeward.registry.actions.households import (
    family_register,
    household_close,
    household_create,
    member_add,
    member_move,
    member_remove,
    member_role,
)
from homeward.registry.actions.persons import person_register
from homeward.registry.actions.relations import care_end, care_record, relation_end, relation_record
from homeward.registry.actions.separations import separation_decide, separation_withdraw
from homeward.registry.errors import Invalid, SeparatesChild
from homeward.registry.facts.claims import Source
from homeward.registry.facts.households import (
    INTERESTS_BASES,
    CareBasis,
    CareDraft,
    CareKind,
    Family,
    FamilyDraft,
    FamilyMember,
    Kin,
    Move,
    RelationDraft,
    RelationKind,
    SeparationBasis,
    SeparationDraft,
)
from homeward.registry.facts.persons import HouseholdRole as R
from homeward.registry.facts.values import Sex
from homeward.registry.selectors.households import household_by_number, household_file, households_of
from homeward.registry.selectors.persons import person_file


@pytest.fixture
def site(make_site) -> UUID:
    return make_site("Household camp")


@pytest.fixture
def clerk(actor, site):
    return actor(Role.REGISTRATION_CLERK, site)


@pytest.fixture
def guardian_of_children(actor, site):
    return actor(Role.CHILD_PROTECTION_SPECIALIST, site)


def member(site: UUID, name: str, role: R, born: str, *kin: Kin) -> FamilyMember:
    return FamilyMember(person(site, name, born=born, sex=Sex.FEMALE).statements, role, kin)


@pytest.fixture
def family(clerk, site) -> Family:
    """A mother, her child and her sister."""
    people = (
        member(site, "Invented Mother", R.HEAD, "1990", Kin(RelationKind.PARENT, 1)),
        member(site, "Invented Child", R.CHILD, "2019"),
        member(site, "Invented Aunt", R.OTHER_RELATIVE, "1994", Kin(RelationKind.SIBLING, 0)),
    )
    return family_register(clerk, FamilyDraft(people, site, "3", "3-14"))


def separation(child: UUID) -> SeparationDraft:
    review = timezone.now().date() + timedelta(days=30)
    return SeparationDraft(
        child,
        SeparationBasis.MEDICAL_TRANSFER,
        "Panel of the camp",
        "The mother is in hospital for long.",
        review,
    )


def test_a_family_is_registered_with_its_household(clerk, family, site) -> None:
    file = household_file(clerk, family.household_id)
    assert [row.role for row in file.members] == [R.HEAD, R.CHILD, R.OTHER_RELATIVE]
    assert tuple(row.person_id for row in file.members) == family.person_ids
    assert file.members[0].person.summary.name == "Invented Mother"
    assert (file.row.site_id, file.row.section, file.row.tent, file.row.number) == (site, "3", "3-14", family.number)
    kinds = {(row.person_id, row.kind, row.of_id) for row in file.relations}
    mother, child, _ = family.person_ids
    assert (mother, RelationKind.PARENT, child) in kinds and len(kinds) == 2
    assert file.uncared == () and file.former == () and file.separations == ()
    row = person_file(clerk, child).row
    assert (row.household_id, row.role, row.site_id, row.tent) == (family.household_id, R.CHILD, site, "3-14")
    assert household_by_number(clerk, family.number.lower()).id == family.household_id
    assert models.CustodyEpisode.objects.filter(person__in=family.person_ids, ended="").count() == 3


def test_one_bad_answer_registers_nobody_and_says_whose_it_is(clerk, site) -> None:
    people = (member(site, "Invented Mother", R.HEAD, "1990"), member(site, "12345", R.CHILD, "2019"))
    with pytest.raises(Invalid) as refused:
        family_register(clerk, FamilyDraft(people, site))
    assert refused.value.data["member"] == 1 and refused.value.data["field"] == "name"
    assert not models.Person.objects.exists() and not models.Household.objects.exists()


def test_opening_a_household_is_in_the_trail_of_each_member(clerk, family) -> None:
    household_file(clerk, family.household_id)
    read = Event.objects.filter(kind=EventKind.READ, what="household.file", user_id=clerk.user_id)
    assert set(read.values_list("person_id", flat=True)) == set(family.person_ids)
    assert set(read.values_list("subject", flat=True)) == {family.number}


def test_a_household_of_another_site_is_not_found(actor, make_site, family) -> None:
    stranger = actor(Role.REGISTRATION_CLERK, make_site("Far camp"))
    with pytest.raises(NotFound):
        household_file(stranger, family.household_id)
    with pytest.raises(NotFound):
        household_by_number(stranger, family.number)
    assert households_of(stranger, [family.household_id]) == {}
    with pytest.raises(NotFound):
        member_remove(stranger, family.household_id, [family.person_ids[2]], version=1)


def test_members_move_and_their_past_stays(clerk, family, site) -> None:
    new = household_create(clerk, site, section="4", tent="4-1")
    aunt = family.person_ids[2]
    assert member_move(clerk, new, [Move(aunt, R.HEAD)], version=1) == 2
    before, after = household_file(clerk, family.household_id), household_file(clerk, new)
    assert [row.person_id for row in before.former] == [aunt] and before.former[0].until is not None
    assert [row.role for row in after.members] == [R.HEAD]
    row = person_file(clerk, aunt).row
    assert (row.household_id, row.role, row.version) == (new, R.HEAD, 2)
    assert person_file(clerk, family.person_ids[0]).row.version == 1


def test_the_loser_of_two_changes_is_told(clerk, family) -> None:
    aunt = family.person_ids[2]
    member_role(clerk, family.household_id, Move(aunt, R.SIBLING), version=1)
    with pytest.raises(Stale):
        member_role(clerk, family.household_id, Move(aunt, R.GUARDIAN), version=1)
    assert person_file(clerk, aunt).row.role is R.SIBLING


def test_joining_and_leaving(clerk, family, site) -> None:
    alone = person_register(clerk, person(site, "Invented Grandmother", born="1950"))
    version = member_add(clerk, family.household_id, [Move(alone, R.GRANDPARENT)], version=1)
    with pytest.raises(Invalid):
        member_add(clerk, family.household_id, [Move(alone, R.GRANDPARENT)], version=version)
    version = member_remove(clerk, family.household_id, [alone], version=version)
    row = person_file(clerk, alone).row
    assert (row.household_id, row.role) == (None, R.UNKNOWN)
    with pytest.raises(Stale):
        member_remove(clerk, family.household_id, [alone], version=version)


def test_one_head_and_the_former_one_steps_back(clerk, family) -> None:
    mother, _, aunt = family.person_ids
    member_role(clerk, family.household_id, Move(aunt, R.HEAD), version=1, former_head=R.SIBLING)
    roles = {row.person_id: row.role for row in household_file(clerk, family.household_id).members}
    assert (roles[aunt], roles[mother]) == (R.HEAD, R.SIBLING)
    history = household_file(clerk, family.household_id).former
    assert {(row.person_id, row.role) for row in history} == {(aunt, R.OTHER_RELATIVE), (mother, R.HEAD)}


def test_a_second_head_may_not_join(clerk, family, site) -> None:
    alone = person_register(clerk, person(site, "Invented Uncle", born="1980"))
    with pytest.raises(Invalid):
        member_add(clerk, family.household_id, [Move(alone, R.HEAD)], version=1)
    assert person_file(clerk, alone).row.household_id is None


@pytest.mark.parametrize("who", [[1], [0], [1, 2]])
def test_no_clerk_parts_a_child_from_its_mother(clerk, family, site, who) -> None:
    new = household_create(clerk, site)
    moves = [Move(family.person_ids[number], R.UNKNOWN) for number in who]
    with pytest.raises(SeparatesChild) as refused:
        member_move(clerk, new, moves, version=1)
    assert refused.value.data == {"children": 1}
    with pytest.raises(SeparatesChild):
        member_remove(clerk, family.household_id, [move.person_id for move in moves], version=1)
    assert [row.role for row in household_file(clerk, family.household_id).members] == [
        R.HEAD,
        R.CHILD,
        R.OTHER_RELATIVE,
    ]
    denied = Event.objects.filter(kind=EventKind.DENIED, what="child.protection", user_id=clerk.user_id)
    assert [event.person_id for event in denied] == [family.person_ids[1]] * 2


def test_a_clerk_cannot_decide_it_either(clerk, family) -> None:
    with pytest.raises(Refused):
        separation_decide(clerk, separation(family.person_ids[1]))
    assert not models.Separation.objects.exists()


def test_the_specialist_too_decides_before_and_the_decision_serves_once(
    clerk, guardian_of_children, family, site
) -> None:
    _, child, aunt = family.person_ids
    new = household_create(clerk, site)
    moves = [Move(child, R.SEPARATED_CHILD), Move(aunt, R.HEAD)]
    with pytest.raises(SeparatesChild):
        member_move(guardian_of_children, new, moves, version=1)
    separation_decide(guardian_of_children, separation(child))
    member_move(clerk, new, moves, version=1)
    file = household_file(guardian_of_children, new)
    (decision,) = file.separations
    assert decision.used_at and decision.reason == "The mother is in hospital for long."
    (hidden,) = household_file(clerk, new).separations
    assert hidden.restricted and (hidden.reason, hidden.basis, hidden.review_on) == ("", None, None)
    version = member_move(clerk, family.household_id, [Move(child, R.CHILD), Move(aunt, R.OTHER_RELATIVE)], version=2)
    with pytest.raises(SeparatesChild):
        member_remove(clerk, family.household_id, [child], version=version)
    assert Event.objects.filter(what="separation.carry_out", person_id=child).count() == 1


@pytest.mark.parametrize("basis", sorted(INTERESTS_BASES))
def test_nobody_decides_for_best_interests_without_a_determination(guardian_of_children, family, basis) -> None:
    draft = replace(separation(family.person_ids[1]), basis=basis)
    with pytest.raises(Invalid, match="what a panel determined") as refused:
        separation_decide(guardian_of_children, draft)
    assert refused.value.data["field"] == "basis" and not models.Separation.objects.exists()


def test_a_withdrawn_decision_serves_no_more(clerk, guardian_of_children, family) -> None:
    child = family.person_ids[1]
    separation_decide(guardian_of_children, separation(child))
    separation_decide(guardian_of_children, separation(child))
    separation_withdraw(guardian_of_children, child)
    with pytest.raises(SeparatesChild):
        member_remove(clerk, family.household_id, [child], version=1)
    assert models.Separation.objects.filter(withdrawn_at__isnull=False).count() == 2


def test_reason_and_authority_lie_sealed(guardian_of_children, family) -> None:
    separation_decide(guardian_of_children, separation(family.person_ids[1]))
    row = models.Separation.objects.get()
    assert b"hospital" not in bytes(row.reason) and b"Panel" not in bytes(row.authority)


def test_a_dead_mother_cares_no_more_and_it_is_shown(clerk, family) -> None:
    mother, child, aunt = family.person_ids
    death_report(clerk, mother, None, source=Source.RELATIVE)
    version = member_remove(clerk, family.household_id, [mother], version=1)
    assert household_file(clerk, family.household_id).uncared == ()
    with pytest.raises(SeparatesChild):  # the aunt is now the only adult
        member_remove(clerk, family.household_id, [aunt], version=version)
    death_report(clerk, aunt, None, source=Source.RELATIVE)
    assert household_file(clerk, family.household_id).uncared == (child,)


def test_nothing_about_a_member_reaches_another(clerk, family) -> None:
    mother, child, aunt = family.person_ids
    before = [person_file(clerk, id) for id in (child, aunt)]
    death_report(clerk, mother, None, source=Source.RELATIVE)
    relation_record(clerk, RelationDraft(mother, RelationKind.SPOUSE, aunt, Source.RELATIVE))
    assert [person_file(clerk, id) for id in (child, aunt)] == before


def test_relations_are_kept_once_and_end(clerk, family) -> None:
    mother, child, _ = family.person_ids
    again = relation_record(clerk, RelationDraft(child, RelationKind.CHILD, mother, Source.DOCUMENT))
    assert models.Relation.objects.filter(of=child).count() == 1
    relation_end(clerk, again)
    with pytest.raises(NotFound):
        relation_end(clerk, again)
    ended = [row for row in household_file(clerk, family.household_id).relations if row.id == again]
    assert ended[0].ended_at is not None
    with pytest.raises(Invalid):
        relation_record(clerk, RelationDraft(child, RelationKind.SIBLING, child, Source.PERSON))


def test_care_as_reported_and_care_as_decided(clerk, guardian_of_children, family) -> None:
    _, child, aunt = family.person_ids
    with pytest.raises(Refused):
        care_record(clerk, CareDraft(child, aunt, CareKind.KINSHIP, CareBasis.COURT_ORDER))
    care = care_record(clerk, CareDraft(child, aunt, CareKind.KINSHIP, CareBasis.CUSTOM))
    with pytest.raises(Invalid):
        care_record(guardian_of_children, CareDraft(child, aunt, CareKind.FOSTER, CareBasis.COURT_ORDER))
    with pytest.raises(Refused):
        care_end(clerk, care, until=None)
    care_end(guardian_of_children, care, until=timezone.now().date())
    care_record(guardian_of_children, CareDraft(child, None, CareKind.RESIDENTIAL, CareBasis.COURT_ORDER))
    assert [row.ended_at is None for row in household_file(clerk, family.household_id).care] == [False, True]
    for wrong in (
        CareDraft(aunt, child, CareKind.KINSHIP, CareBasis.CUSTOM),
        CareDraft(child, child, CareKind.KINSHIP, CareBasis.CUSTOM),
    ):
        with pytest.raises(Invalid):
            care_record(clerk, wrong)


def test_an_empty_household_closes_and_a_full_one_does_not(clerk, family, site) -> None:
    with pytest.raises(Invalid):
        household_close(clerk, family.household_id, version=1)
    empty = household_create(clerk, site)
    household_close(clerk, empty, version=1)
    alone = person_register(clerk, person(site, "Invented Cousin", born="1999"))
    with pytest.raises(Invalid):
        member_add(clerk, empty, [Move(alone, R.HEAD)], version=2)
    assert household_file(clerk, empty).row.closed_at


@pytest.mark.parametrize(
    "role", [Role.COORDINATION_ANALYST, Role.CONVOY_LEAD, Role.ADMINISTRATOR, Role.SCREENING_ANALYST]
)
def test_who_may_not_change_households(actor, site, family, role) -> None:
    somebody = actor(role, site)
    with pytest.raises(Refused):
        household_create(somebody, site)
    with pytest.raises((Refused, NotFound)):
        member_remove(somebody, family.household_id, [family.person_ids[2]], version=1)
    with pytest.raises(Refused):
        family_register(somebody, FamilyDraft((member(site, "Invented", R.HEAD, "1990"),), site))
