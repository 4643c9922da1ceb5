"""Households: the list and what is changed on a household's page; a refusal stands in place and nothing is saved."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from django.utils import timezone
from drafts import person

from homes import family, site
from homeward.access.facts import Role
from homeward.registry import models
from homeward.registry.actions.households import household_create
from homeward.registry.actions.persons import person_register
from homeward.registry.facts.households import Family
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.selectors.households import household_file, households_list
from homeward.registry.selectors.persons import person_file


@pytest.fixture
def place(actor: Any) -> UUID:
    return site(actor)


@pytest.fixture
def clerk(actor: Any, place: UUID) -> Any:
    return actor(Role.REGISTRATION_CLERK, place)


@pytest.fixture
def home(clerk: Any, place: UUID) -> Family:
    return family(clerk, place)


@pytest.fixture
def client(signed_in: Any, place: UUID) -> Any:
    return signed_in(Role.REGISTRATION_CLERK, place)


@pytest.fixture
def specialist(signed_in: Any, place: UUID) -> Any:
    return signed_in(Role.CHILD_PROTECTION_SPECIALIST, place)


def at(name: str, *args: Any) -> str:
    return reverse(name, args=args)


def number_of(clerk: Any, person_id: UUID) -> str:
    return person_file(clerk, person_id).row.number


def rows(*given: tuple[str, str], **more: Any) -> dict[str, Any]:
    """What the form sends for so many people who join."""
    sent: dict[str, Any] = {"form-TOTAL_FORMS": "4", "form-INITIAL_FORMS": "0"} | more
    for place, (number, role) in enumerate([*given, *[("", "unknown")] * (4 - len(given))]):
        sent |= {f"form-{place}-number": number, f"form-{place}-role": role}
    return sent


def members(household: UUID) -> set[UUID]:
    return set(models.Person.objects.filter(household=household).values_list("id", flat=True))


def test_the_list_says_who_heads_each_and_how_many_belong_to_it(
    client: Any, clerk: Any, place: UUID, home: Family
) -> None:
    other = family(clerk, place, "Nasser")
    lines, total = households_list(clerk)
    assert total == 2
    assert [(line.row.id, line.members) for line in lines] == [(other.household_id, 2), (home.household_id, 2)]
    text = client.get(at("households")).content.decode()
    assert text.index(other.number) < text.index(home.number)
    assert "Maryam Haddad" in text
    assert "Omar" not in text
    found = client.get(at("households"), {"q": home.number.lower()}).content.decode()
    assert home.number in found
    assert other.number not in found
    assert "No household found" in client.get(at("households"), {"q": "H-000000-0"}).content.decode()


def test_the_list_asks_as_often_for_many_as_for_one(
    client: Any, clerk: Any, place: UUID, home: Family, django_assert_num_queries: Any
) -> None:
    client.get(at("households"))
    with django_assert_num_queries(6):
        households_list(clerk)
    for name in ("Nasser", "Salim", "Karim"):
        family(clerk, place, name)
    with django_assert_num_queries(6):
        households_list(clerk)


def test_another_site_lists_none_of_them(actor: Any, signed_in: Any, home: Family) -> None:
    elsewhere = signed_in(Role.REGISTRATION_CLERK, site(actor, "Beta camp"))
    assert home.number not in elsewhere.get(at("households")).content.decode()
    assert elsewhere.get(at("household_join", home.household_id)).status_code == 404


def test_somebody_joins_by_their_number(client: Any, clerk: Any, place: UUID, home: Family) -> None:
    aunt = person_register(clerk, person(place, "Zaynab Haddad", born="1990"))
    address = at("household_join", home.household_id)
    version = household_file(clerk, home.household_id).row.version
    assert f'name="version" value="{version}"' in client.get(address).content.decode()
    answer = client.post(address, rows((number_of(clerk, aunt).lower(), "other_relative"), version=version))
    assert answer["Location"] == at("household", home.household_id)
    assert aunt in members(home.household_id)


def test_what_was_typed_is_kept_where_a_number_is_wrong(client: Any, clerk: Any, home: Family) -> None:
    answer = client.post(at("household_join", home.household_id), rows(("P-NOBODY-X", "sibling"), version=1))
    assert answer.status_code == 400
    text = answer.content.decode()
    assert 'value="P-NOBODY-X"' in text
    assert "Check the number and its last letter" in text
    assert client.post(at("household_join", home.household_id), rows(version=1)).status_code == 400
    assert len(members(home.household_id)) == 2


def test_a_child_moves_with_their_carer_and_not_without(client: Any, clerk: Any, place: UUID, home: Family) -> None:
    mother, child = home.person_ids
    target = household_create(clerk, place)
    address = at("household_join", target)
    alone = client.post(address, rows((number_of(clerk, child), "child"), version=1, leaving="on"))
    assert alone.status_code == 400
    assert "without the people who care for them" in alone.content.decode()
    assert members(target) == set()
    still = client.post(address, rows((number_of(clerk, child), "child"), version=1))
    assert "belongs to a household already" in still.content.decode()
    both = rows((number_of(clerk, mother), "head"), (number_of(clerk, child), "child"), version=1, leaving="on")
    assert client.post(address, both).status_code == 302
    assert members(target) == {mother, child}
    closed = client.post(
        at("household_end", home.household_id), {"version": models.Household.objects.get(id=home.household_id).version}
    )
    assert closed.status_code == 302
    assert models.Household.objects.get(id=home.household_id).closed_at


def test_whoever_saw_an_older_version_is_told_so(client: Any, clerk: Any, place: UUID, home: Family) -> None:
    aunt = person_register(clerk, person(place, "Zaynab Haddad", born="1990"))
    answer = client.post(at("household_join", home.household_id), rows((number_of(clerk, aunt), "sibling"), version=77))
    assert answer.status_code == 409
    assert "Somebody else changed this household" in answer.content.decode()
    assert aunt not in members(home.household_id)


def test_a_household_with_people_is_not_closed(client: Any, clerk: Any, home: Family) -> None:
    answer = client.post(at("household_end", home.household_id), {"version": 1})
    assert answer.status_code == 400
    assert "2 people belong to this household" in answer.content.decode()
    assert household_file(clerk, home.household_id).row.closed_at is None


def test_a_role_changes_and_a_new_head_takes_over(client: Any, clerk: Any, place: UUID, home: Family) -> None:
    mother, _child = home.person_ids
    aunt = person_register(clerk, person(place, "Zaynab Haddad", born="1990"))
    client.post(at("household_join", home.household_id), rows((number_of(clerk, aunt), "sibling"), version=1))
    address = at("household_member", home.household_id, aunt)
    assert client.post(address, {"change": "1", "role": "king", "version": 2}).status_code == 400
    sent = {"change": "1", "role": "head", "former_head": "sibling", "version": 2}
    assert client.post(address, sent).status_code == 302
    roles = dict(models.Person.objects.filter(household=home.household_id).values_list("id", "role"))
    assert (roles[aunt], roles[mother]) == (HouseholdRole.HEAD, HouseholdRole.SIBLING)


def test_a_mother_does_not_leave_her_child_behind_by_accident(client: Any, clerk: Any, home: Family) -> None:
    mother, _child = home.person_ids
    answer = client.post(at("household_member", home.household_id, mother), {"leave": "1", "version": 1})
    assert answer.status_code == 400
    assert "without the people who care for them" in answer.content.decode()
    assert mother in members(home.household_id)


def test_child_protection_decides_a_separation_and_the_change_uses_it_up(
    client: Any, specialist: Any, clerk: Any, home: Family
) -> None:
    _mother, child = home.person_ids
    address = at("household_separation", home.household_id, child)
    assert client.get(address).status_code == 403
    sent = {
        "basis": "court_order", "authority": "The invented court", "reason": "A reason in several words.",
        "review_on": (timezone.localdate() + timedelta(days=30)).isoformat(),
    }  # fmt: skip
    late = specialist.post(address, sent | {"review_on": (timezone.localdate() + timedelta(days=300)).isoformat()})
    assert late.status_code == 400
    assert "The invented court" in late.content.decode()
    assert specialist.post(address, sent).status_code == 302
    assert "not carried out yet" in specialist.get(address).content.decode()
    assert specialist.post(address, {"withdraw": "1"}).status_code == 302
    leaves = {"leave": "1", "version": household_file(clerk, home.household_id).row.version}
    assert client.post(at("household_member", home.household_id, child), leaves).status_code == 400
    specialist.post(address, sent)
    assert client.post(at("household_member", home.household_id, child), leaves).status_code == 302
    assert child not in members(home.household_id)
    seen = client.get(at("household", home.household_id)).content.decode()
    assert "carried out" in seen
    assert "The invented court" not in seen


def test_relations_are_recorded_and_ended(client: Any, clerk: Any, place: UUID, home: Family) -> None:
    mother, child = home.person_ids
    aunt = person_register(clerk, person(place, "Zaynab Haddad", born="1990"))
    address = at("household_relations", home.household_id)
    sent = {"person": str(mother), "kind": "sibling", "of": "other", "number": "", "source": "person"}
    missing = client.post(address, sent)
    assert missing.status_code == 400
    assert "Write the number of the person." in missing.content.decode()
    assert "P-NOBODY-X" in client.post(address, sent | {"number": "P-NOBODY-X"}).content.decode()
    assert client.post(address, sent | {"number": number_of(clerk, aunt)}).status_code == 302
    assert client.post(address, sent | {"of": str(mother), "number": ""}).status_code == 400
    text = client.get(at("household", home.household_id)).content.decode()
    assert "Zaynab Haddad" in text
    made = models.Relation.objects.get(kind="sibling")
    assert client.post(address, {"end": str(made.id)}).status_code == 302
    assert models.Relation.objects.get(id=made.id).ended_at
    assert client.post(address, {"end": str(made.id)}).status_code == 400
    assert client.post(address, {"end": "nonsense"}).status_code == 400
    assert models.Relation.objects.filter(of=child, ended_at__isnull=True).count() == 1


def test_care_is_recorded_by_a_clerk_and_ended_by_child_protection(
    client: Any, specialist: Any, clerk: Any, home: Family
) -> None:
    mother, child = home.person_ids
    address = at("household_care", home.household_id)
    sent = {
        "child": str(child),
        "carer": str(mother),
        "kind": "kinship",
        "basis": "family_agreement",
        "since": "2024-03-01",
    }
    assert client.post(address, sent | {"since": "2999-01-01"}).status_code == 400
    assert client.post(address, sent | {"basis": "court_order"}).status_code == 403
    assert client.post(address, sent).status_code == 302
    again = client.post(address, sent)
    assert "Another care arrangement of this child lasts" in again.content.decode()
    care = models.CareArrangement.objects.get()
    assert client.post(address, {"end": str(care.id), f"{care.id.hex}-until": ""}).status_code == 403
    early = specialist.post(address, {"end": str(care.id), f"{care.id.hex}-until": "2023-01-01"})
    assert early.status_code == 400
    assert specialist.post(address, {"end": str(care.id), f"{care.id.hex}-until": "2025-01-01"}).status_code == 302
    assert specialist.post(address, {"end": str(care.id)}).status_code == 409
    assert "cared for by relatives" in client.get(at("household", home.household_id)).content.decode()
