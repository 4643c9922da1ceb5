"""The search box: every way in, the same statements however many it finds, and what is too common asks for more."""

from __future__ import annotations

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from drafts import person

from homeward.access.facts import Purpose, Role
from homeward.registry import models
from homeward.registry.facts.persons import Standing
from homeward.registry.recording import save_persons
from homeward.registry.selectors import bearers, search
from homeward.registry.selectors.search import document_holders, persons_search

NAMES = ("Yusuf Karim", "يوسف كريم", "Youssef Kareem Naji")


@pytest.fixture
def site(make_site) -> UUID:
    return make_site("Alpha camp")


@pytest.fixture
def clerk(actor, site):
    return actor(Role.REGISTRATION_CLERK, site)


@pytest.fixture
def register(clerk, site):
    """Registers so many people of these names, one after another."""

    def make(count: int, *names: str, site_id: UUID = site) -> list[models.Person]:
        drafts = [person(site_id, names[n % len(names)], born="1986") for n in range(count)]
        return save_persons(clerk, drafts, timezone.now())

    return make


def statements(function) -> int:
    with CaptureQueriesContext(connection) as captured:
        function()
    return len(captured)


@pytest.mark.parametrize("text", ["Yusuf", "Yusuf Karim", "Kari", "يوسف", "1986", "Karim 1986", "3-14"])
def test_the_number_of_statements_does_not_grow_with_what_is_found(clerk, register, text: str) -> None:
    register(10, *NAMES)
    ten = statements(lambda: persons_search(clerk, text, limit=100))
    register(40, *NAMES)
    assert persons_search(clerk, text, limit=100).total == 50
    assert statements(lambda: persons_search(clerk, text, limit=100)) == ten


@pytest.mark.parametrize("everywhere", [True, False])
def test_more_than_are_ranked_ask_for_something_narrower(
    actor, clerk, site, register, monkeypatch: pytest.MonkeyPatch, everywhere: bool
) -> None:
    monkeypatch.setattr(search, "MOST", 5)
    register(7, *NAMES)
    who = actor(Role.IDENTITY_OFFICER) if everywhere else clerk
    assert persons_search(who, "Yusuf Karim").too_many
    assert len(persons_search(who, "Yusuf Karim Naji").rows) == 2


@pytest.mark.parametrize("common", [1, 3, 30, 1000])
def test_every_way_of_looking_up_finds_the_same_people(
    actor, make_site, site, register, monkeypatch: pytest.MonkeyPatch, common: int
) -> None:
    """The rare part first, the persons of the site, or all postings together: which is taken depends on how many there are."""
    other = make_site("Beta camp")
    here = {one.id for one in register(12, *NAMES)}
    register(20, *NAMES, site_id=other)
    register(5, "Hanna Boulos")
    monkeypatch.setattr(bearers, "COMMON", common)
    monkeypatch.setattr(search, "MOST", 40)
    monkeypatch.setattr(bearers, "AMPLE", 0)
    clerk, officer = actor(Role.REGISTRATION_CLERK, site), actor(Role.IDENTITY_OFFICER)
    assert {row.id for row in persons_search(clerk, "Yusuf Karim", limit=100).rows} == here
    assert persons_search(officer, "Yusuf Karim", limit=100).total == 32
    assert persons_search(clerk, "Boulos Karim").rows == ()


def test_merged_erased_and_hidden_people_are_not_found(clerk, register) -> None:
    kept, erased, hidden = register(3, NAMES[0])
    models.Person.objects.filter(id=erased.id).update(standing=Standing.ERASED)
    models.Person.objects.filter(id=hidden.id).update(batch=models.Batch.objects.create(shown=False))
    assert [row.id for row in persons_search(clerk, "Yusuf Karim").rows] == [kept.id]


@pytest.mark.parametrize(
    ("typed", "recorded"),
    [
        ("Yus", "Yusuf Karim"), ("Yus", "يوسف كريم"), ("يوس", "Youssef Kareem"), ("Hus", "حسين كريم"), ("حس", "Hussein Karim"),
        ("Os", "أسامة كريم"), ("اس", "Usama Karim"), ("Waf", "وفاء كريم"), ("Sai", "سعيد كريم"), ("Lay", "Layla Karim"),
        ("Yus Kar", "Yusuf Karim"), ("Kar Yus", "يوسف كريم"),
    ],
)  # fmt: skip
def test_a_name_begun_with_one_consonant_is_found_in_either_script(clerk, register, typed: str, recorded: str) -> None:
    (somebody,) = register(1, recorded)
    register(1, "Dawud Ghanim")
    assert [row.id for row in persons_search(clerk, typed).rows] == [somebody.id]


def test_a_known_name_is_not_taken_for_a_beginning(clerk, register) -> None:
    (hana, *_) = register(3, "Hana Karim", "Hamid Karim", "Hamza Karim")
    assert [row.id for row in persons_search(clerk, "Hana").rows] == [hana.id]


def test_what_begins_with_the_letters_that_were_typed_stands_first(clerk, register) -> None:
    people = register(3, "Yasir Karim", "Yusuf Karim", "Isa Karim")
    assert [row.id for row in persons_search(clerk, "Yus").rows][:1] == [people[1].id]


@pytest.mark.parametrize(
    ("held", "text"),
    [("A7654321", "A 7654321"), ("A7654321", "a-765 4321"), ("7654321A", "7654321 A"), ("A7654321", "A ٧٦٥٤٣٢١")],
)
def test_a_paper_whose_letters_stand_apart_is_found(clerk, site, held: str, text: str) -> None:
    save_persons(clerk, [person(site, NAMES[0], passport=held), person(site, NAMES[0])], timezone.now())
    assert persons_search(clerk, text).total == 1


def test_who_holds_a_paper_is_asked_by_its_number_and_by_nothing_else(actor, clerk, site) -> None:
    officer = actor(Role.IDENTITY_OFFICER, None, Purpose.IDENTITY)
    drafts = [person(site, NAMES[0], born="1986", passport="A7654321"), person(site, NAMES[0], born="1986")]
    save_persons(clerk, drafts, timezone.now())
    (held,), total = document_holders(officer, "a 765-4321")
    assert (held.summary.name, total) == (NAMES[0], 1)
    for text in ("Yusuf", "1986", "7654321", "A76", ""):
        assert document_holders(officer, text) == ((), 0), text
