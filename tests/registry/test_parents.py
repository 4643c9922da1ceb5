"""A parent by name and by link: one record of both the claim and the relation, which a correction ends again."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from drafts import person, said

from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Role
from homeward.access.models import Event
from homeward.registry import models
from homeward.registry.actions.parents import parent_record
from homeward.registry.actions.persons import person_register
from homeward.registry.errors import Invalid
from homeward.registry.facts.claims import Source
from homeward.registry.facts.households import RelationKind
from homeward.registry.facts.values import ClaimKind, ParentRole, ParentValue
from homeward.registry.selectors.kin import kin_of
from homeward.registry.selectors.persons import person_file


@pytest.fixture
def site(make_site):
    return make_site("Alpha camp")


@pytest.fixture
def clerk(actor, site):
    return actor(Role.REGISTRATION_CLERK, site)


@pytest.fixture
def mother(clerk, site) -> UUID:
    return person_register(clerk, person(site, "Maryam Nuri", born="1985"))


@pytest.fixture
def child(clerk, site) -> UUID:
    return person_register(clerk, person(site, "Omar Khalil", born="2012"))


def parent(name: str = "", **more):
    return said(ClaimKind.PARENT, ParentValue(ParentRole.MOTHER, name, **more), Source.PERSON)


def now(clerk, child):
    (claim,) = (one for one in person_file(clerk, child).claims if one.kind is ClaimKind.PARENT and one.current)
    return claim


def relations(ended: bool = False) -> list[tuple[UUID, UUID, str]]:
    rows = models.Relation.objects.filter(ended_at__isnull=not ended)
    return list(rows.values_list("person_id", "of_id", "kind"))


def test_a_registered_parent_is_a_claim_and_a_relation(clerk, mother, child) -> None:
    assert parent_record(clerk, child, parent(), mother, version=1) == 2
    assert now(clerk, child).value == ParentValue(ParentRole.MOTHER, "Maryam Nuri", str(mother))
    assert relations() == [(mother, child, "parent")]
    assert [(one.kind, one.person_id) for one in kin_of(clerk, child)] == [(RelationKind.PARENT, mother)]
    assert [(one.kind, one.person_id) for one in kin_of(clerk, mother)] == [(RelationKind.CHILD, child)]
    assert set(Event.objects.filter(what="relation.record").values_list("person_id", flat=True)) == {mother, child}


def test_what_the_person_calls_them_is_kept(clerk, mother, child) -> None:
    parent_record(clerk, child, parent("Umm Omar"), mother, version=1)
    assert now(clerk, child).value == ParentValue(ParentRole.MOTHER, "Umm Omar", str(mother))


def test_by_name_alone_there_is_no_relation(clerk, child) -> None:
    parent_record(clerk, child, parent("Maryam Nuri"), None, version=1)
    assert now(clerk, child).value.person_id == "" and relations() == []


def test_said_twice_it_is_one_relation(clerk, mother, child) -> None:
    parent_record(clerk, child, parent(), mother, version=1)
    old = now(clerk, child)
    parent_record(clerk, child, replace(parent(), supersedes=old.id), mother, version=2)
    assert len(relations()) == 1 and relations(ended=True) == []


@pytest.mark.parametrize("to_another", [True, False])
def test_a_correction_ends_the_relation(clerk, site, mother, child, to_another: bool) -> None:
    parent_record(clerk, child, parent(), mother, version=1)
    other = person_register(clerk, person(site, "Hana Nuri", born="1984")) if to_another else None
    said_now = replace(parent("" if other else "Hana Nuri"), supersedes=now(clerk, child).id)
    parent_record(clerk, child, said_now, other, version=2)
    assert relations(ended=True) == [(mother, child, "parent")]
    assert relations() == ([(other, child, "parent")] if other else [])


def test_nobody_is_their_own_parent_or_born_before_them(clerk, site, child) -> None:
    with pytest.raises(Invalid, match="own parent"):
        parent_record(clerk, child, parent(), child, version=1)
    later = person_register(clerk, person(site, "Hana Nuri", born="2015"))
    with pytest.raises(Invalid, match="born after"):
        parent_record(clerk, child, parent(), later, version=1)
    assert relations() == [] and person_file(clerk, child).row.version == 1


def test_nothing_of_it_is_kept_where_a_part_is_refused(actor, clerk, make_site, mother, child) -> None:
    with pytest.raises(Stale):
        parent_record(clerk, child, parent(), mother, version=7)
    beta = make_site("Beta camp")
    elsewhere = person_register(actor(Role.REGISTRATION_CLERK, beta), person(beta, "Hana Nuri", born="1984"))
    with pytest.raises(NotFound):
        parent_record(clerk, child, parent(), elsewhere, version=1)
    with pytest.raises(Refused):
        parent_record(actor(Role.CASE_MANAGER, None, "protection"), child, parent(), mother, version=1)
    assert relations() == [] and person_file(clerk, child).row.version == 1


def test_a_parent_out_of_reach_is_there_without_a_name(actor, clerk, site, make_site, child) -> None:
    officer = actor(Role.IDENTITY_OFFICER)
    elsewhere = person_register(officer, person(make_site("Beta camp"), "Hana Nuri", born="1984"))
    parent_record(officer, child, parent(), elsewhere, version=1)
    (kin,) = kin_of(clerk, child)
    assert (kin.kind, kin.row) == (RelationKind.PARENT, None)
