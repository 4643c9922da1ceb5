"""The registry's thin river: a family registered in Arabic is found again in Latin script, and every step is in the trail."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from drafts import person, said, silent

from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import EventKind, Role
from homeward.access.models import Event, SubjectKey
from homeward.kernel.dates import parse
from homeward.registry import models
from homeward.registry.actions.persons import claims_record, person_register
from homeward.registry.errors import Invalid
from homeward.registry.facts.answers import Known
from homeward.registry.facts.values import BirthBasis, BirthValue, ClaimKind, NeedValue, Sex
from homeward.registry.selectors.persons import person_by_number, person_file
from homeward.registry.selectors.search import persons_search


@pytest.fixture
def site(make_site) -> UUID:
    return make_site("Alpha camp")


@pytest.fixture
def clerk(actor, site):
    return actor(Role.REGISTRATION_CLERK, site)


def test_found_in_every_spelling(clerk, site) -> None:
    id = person_register(clerk, person(site, "عبد الرحمن خلف الجبوري", born="1986", sex=Sex.MALE, passport="A1234567"))
    for text in (
        "Abdulrahman Khalaf al-Jubouri", "abd al rahman khalaf aljuburi", "Ebdulrehman Xelef", "عبدالرحمن خلف", "Абдуррахман Халаф",
        "khalaf abdurahman", "a1234567", "A-123 4567", "Abdulrahman 1986", "3-14", "Khal",
    ):  # fmt: skip
        found = persons_search(clerk, text)
        assert [row.id for row in found.rows] == [id], text
    assert persons_search(clerk, "Abdulrahman 1962").rows == ()


def test_numbers_as_people_write_them(clerk, site) -> None:
    id = person_register(clerk, person(site, "نور"))
    number = person_file(clerk, id).row.number
    assert person_by_number(clerk, number.lower().replace("-", " ")).id == id
    assert persons_search(clerk, f" {number} ").rows[0].id == id
    with pytest.raises(NotFound):
        person_by_number(clerk, number[:-1] + ("A" if number[-1] != "A" else "B"))


def test_nothing_personal_is_legible_at_rest(clerk, site) -> None:
    person_register(clerk, person(site, "Khadija Yassin", passport="B7654321", romanised="Hadice Yasin"))
    everything = []
    for model in (*models.CLAIM_MODELS.values(), models.Person, models.NameKey, models.BlindKey, SubjectKey, Event):
        for row in model._default_manager.all().values():
            everything.append(repr({k: bytes(v) if isinstance(v, memoryview) else v for k, v in row.items()}).lower())
    text = " ".join(everything)
    assert not any(word in text for word in ("khadija", "yassin", "hadice", "b7654321"))


def test_a_correction_takes_the_place_and_keeps_what_was(clerk, site) -> None:
    id = person_register(clerk, person(site, "Salim", born="1990"))
    file = person_file(clerk, id)
    born = next(claim for claim in file.claims if claim.kind is ClaimKind.BIRTH)
    corrected = said(ClaimKind.BIRTH, BirthValue(parse("1991-03"), BirthBasis.DOCUMENT))
    claims_record(clerk, id, [replace(corrected, supersedes=born.id)], version=file.row.version)
    after = person_file(clerk, id)
    assert after.row.summary.birth == "1991-03"
    births = [claim for claim in after.claims if claim.kind is ClaimKind.BIRTH]
    assert [claim.current for claim in births] == [False, True]
    before = person_file(clerk, id, as_of=births[0].recorded_at)
    assert [c.current for c in before.claims if c.kind is ClaimKind.BIRTH] == [True]


def test_the_loser_of_two_edits_is_told(clerk, site) -> None:
    id = person_register(clerk, person(site, "Salim"))
    claims_record(clerk, id, [silent(ClaimKind.LANGUAGE, Known.DECLINED)], version=1)
    with pytest.raises(Stale):
        claims_record(clerk, id, [silent(ClaimKind.LANGUAGE, Known.UNKNOWN)], version=1)


def test_needs_exist_and_hold_nothing_for_those_who_may_not(clerk, actor, site) -> None:
    id = person_register(clerk, person(site, "Salim"))
    manager = actor(Role.CASE_MANAGER, site)
    claims_record(manager, id, [said(ClaimKind.NEED, NeedValue("DS", "wheelchair"))], version=1)
    need = next(claim for claim in person_file(clerk, id).claims if claim.kind is ClaimKind.NEED)
    assert need.restricted and need.value is None
    need = next(claim for claim in person_file(manager, id).claims if claim.kind is ClaimKind.NEED)
    assert need.value == NeedValue("DS", "wheelchair")
    with pytest.raises(Refused):
        claims_record(clerk, id, [said(ClaimKind.NEED, NeedValue("DS"))], version=2)


def test_another_site_finds_nothing(clerk, actor, site, make_site) -> None:
    id = person_register(clerk, person(site, "Salim Haddad", passport="C1112223"))
    stranger = actor(Role.REGISTRATION_CLERK, make_site("Beta camp"))
    assert persons_search(stranger, "Salim").rows == persons_search(stranger, "C1112223").rows == ()
    with pytest.raises(NotFound):
        person_file(stranger, id)
    with pytest.raises(Refused):
        person_register(stranger, person(site, "Salim"))


@pytest.mark.parametrize("name", ["", "   ", "1234", "\u202e\u202d", "x" * 301])
def test_a_name_that_is_none_is_refused_and_nothing_is_kept(clerk, site, name: str) -> None:
    with pytest.raises(Invalid):
        person_register(clerk, person(site, name))
    assert not models.Person.objects.exists()


def test_the_trail_knows_it_all(clerk, site) -> None:
    id = person_register(clerk, person(site, "Salim"))
    person_file(clerk, id)
    persons_search(clerk, "Salim")
    kinds = list(Event.objects.exclude(what="site.create").order_by("at").values_list("kind", "what"))
    assert kinds == [
        (EventKind.WRITE, "person.register"),
        (EventKind.READ, "person.file"),
        (EventKind.SEARCH, "person.search"),
    ]
