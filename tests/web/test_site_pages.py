"""Sites are made, changed, closed and opened again on pages; what is added stays; a refusal stands at its field."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.urls import reverse
from drafts import person

from homes import site
from homeward.access.facts import Role
from homeward.places.facts import SiteStatus
from homeward.places.selectors import site_of, sites_list
from homeward.registry import models
from homeward.registry.actions import custody
from homeward.registry.actions.persons import person_register
from homeward.registry.facts.persons import Standing

NEW = {
    "code": "ns-9", "kind": "camp", "name": "Gamma camp", "names.ar": "مخيم", "country": "sy", "area_code": "",
    "time_zone": "Asia/Damascus", "opened": "3/2019", "status": "open",
}  # fmt: skip


@pytest.fixture
def client(signed_in: Any) -> Any:
    return signed_in(Role.ADMINISTRATOR)


@pytest.fixture
def reader(actor: Any) -> Any:
    return actor(Role.ADMINISTRATOR)


@pytest.fixture
def place(actor: Any) -> UUID:
    return site(actor)


def at(name: str, *args: Any) -> str:
    return reverse(name, args=args)


def test_a_site_is_made(client: Any, reader: Any) -> None:
    assert "Make a site" in client.get(at("sites")).content.decode()
    answer = client.post(at("site_new"), NEW)
    (made,) = sites_list(reader)
    assert answer["Location"] == at("site", made.id)
    assert (made.code, made.name, made.names, made.opened.iso()) == ("NS-9", "Gamma camp", {"ar": "مخيم"}, "2019-03")


@pytest.mark.parametrize(
    ("field", "wrong", "said"),
    [
        ("code", "not a code", "A site&#x27;s code has"),
        ("opened", "soon", "This is not read as a date"),
        ("area_code", "XX1", "This area is not one"),
        ("names.ar", "x" * 201, "at most 200"),
        ("status", "closed", "Select a valid choice"),
    ],
)
def test_what_is_wrong_stands_at_its_field(client: Any, reader: Any, field: str, wrong: str, said: str) -> None:
    answer = client.post(at("site_new"), NEW | {field: wrong})
    text = answer.content.decode()
    assert answer.status_code == 400
    assert said in text
    assert f'href="#id_{field}"' in text
    assert "Gamma camp" in text
    assert sites_list(reader) == ()


def test_who_may_write_at_one_site_makes_none(signed_in: Any, place: UUID) -> None:
    officer = signed_in(Role.IDENTITY_OFFICER, place, "registration")
    assert "Make a site" not in officer.get(at("sites")).content.decode()
    assert officer.post(at("site_new"), NEW).status_code == 403
    assert officer.get(at("site_edit", place)).status_code == 200


def test_a_clerk_changes_no_site(signed_in: Any, place: UUID) -> None:
    clerk = signed_in(Role.REGISTRATION_CLERK, place)
    text = clerk.get(at("site", place)).content.decode()
    assert at("site_edit", place) not in text
    for name in ("site_edit", "site_state"):
        assert clerk.get(at(name, place)).status_code == 403
    assert clerk.get(at("site_add", place, "alias")).status_code == 403


def test_a_site_is_changed_and_an_older_version_is_shown_both(client: Any, reader: Any, place: UUID) -> None:
    before = site_of(reader, place).site
    sent = NEW | {
        "code": before.code,
        "status": "closing",
        "reason": "The people move north.",
        "version": before.version,
    }
    assert client.post(at("site_edit", place), sent).status_code == 302
    now = site_of(reader, place)
    assert (now.site.name, now.site.status, now.steps[0].reason) == (
        "Gamma camp", SiteStatus.CLOSING, "The people move north.",
    )  # fmt: skip
    late = client.post(at("site_edit", place), sent | {"name": "Delta camp"})
    assert late.status_code == 409
    text = late.content.decode()
    assert "Somebody else changed this site" in text
    assert "What the site is by now" in text
    assert "Delta camp" in text
    assert f'name="version" value="{now.site.version}"' in text


def test_closing_marking_and_opening_again(
    client: Any, signed_in: Any, actor: Any, reader: Any, place: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    clerk = actor(Role.REGISTRATION_CLERK, place)
    people = [person_register(clerk, person(place, f"Salim {name}")) for name in ("Haddad", "Nasser", "Karim")]
    address, version = at("site_state", place), site_of(reader, place).site.version
    assert client.post(address, {"closed": "2020", "reason": "", "version": version}).status_code == 400
    assert (
        "has not come yet"
        in client.post(address, {"closed": "2999", "reason": "Moved.", "version": version}).content.decode()
    )
    marker = signed_in(Role.REGISTRATION_CLERK, place)
    assert marker.get(at("site_unaccounted", place)).status_code == 400
    assert client.post(address, {"closed": "2025", "reason": "All moved.", "version": version}).status_code == 302
    monkeypatch.setattr(custody, "MARKED_AT_ONCE", 2)
    assert at("site_unaccounted", place) in marker.get(at("site", place)).content.decode()
    assert "3 persons" in marker.get(at("site_unaccounted", place)).content.decode()
    assert client.post(at("site_unaccounted", place)).status_code == 403
    assert marker.post(at("site_unaccounted", place))["Location"] == at("site", place)
    assert set(models.Person.objects.filter(id__in=people).values_list("standing", flat=True)) == {Standing.UNACCOUNTED}
    closed = site_of(reader, place).site
    again = {"reason": "It was a mistake.", "version": closed.version}
    assert client.post(address, again | {"version": 1}).status_code == 409
    assert client.post(address, again).status_code == 302
    assert site_of(reader, place).site.status is SiteStatus.OPEN
    assert "It was a mistake." in client.get(at("site", place)).content.decode()


def test_what_is_added_stays(client: Any, actor: Any, reader: Any, place: UUID) -> None:
    other = site(actor, "Beta camp")
    added = {
        "alias": {"text": "Alfa", "kind": "spelling", "language": "en", "source": "A map"},
        "capacity": {"amount": "400", "unit": "persons", "as_of": "2024", "source": "A survey"},
        "section": {"code": "P-2", "english": "North", "names.ar": "شمال"},
        "succession": {"order": "before", "successor": str(other), "since": "2021", "moved": "people", "words": ""},
    }
    for what, sent in added.items():
        assert client.get(at("site_add", place, what)).status_code == 200
        assert client.post(at("site_add", place, what), sent).status_code == 302, what
    file = site_of(reader, place)
    assert [one.text for one in file.aliases] == ["Alfa"]
    assert [(one.amount, one.as_of.iso()) for one in file.capacities] == [(400, "2024")]
    assert [(one.code, one.names) for one in file.sections] == [("P-2", {"en": "North", "ar": "شمال"})]
    assert [one.predecessor_id for one in file.predecessors] == [other]
    for what in ("alias", "section", "succession"):
        assert client.post(at("site_add", place, what), added[what]).status_code == 400, what
    circle = added["succession"] | {"order": "after"}
    assert "cannot follow itself" in client.post(at("site_add", place, "succession"), circle).content.decode()
    assert client.post(at("site_add", place, "capacity"), added["capacity"] | {"amount": "0"}).status_code == 400
    assert client.get(at("site_add", place, "nothing")).status_code == 404
    assert "North" in client.get(at("site", place)).content.decode()
