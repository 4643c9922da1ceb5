"""Tools for OpenSanctions beside the pages: with a token of somebody who may look names up, over the lists that they may see."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client
from django.utils import timezone

import documented
from actors import MakeActor
from exchange_files import work
from homeward.access.actions import token_make
from homeward.access.facts import Actor, Assignment, Purpose, Role
from homeward.access.models import Event
from homeward.access.rules import GRANTS
from homeward.lists import models as lists
from homeward.lists.actions.lists import ListDraft, list_make
from homeward.lists.facts.lists import WatchList
from homeward.matching.service import MOST_BODY
from homeward.synthetic.lists.people import listed_people
from homeward.synthetic.lists.un import write_un_xml
from published import check_the_client, with_the_client
from shelves import a_list, bring

BASE = "/api/yente"
ROWS = (("X-1", "Kasimov, Invented Timur", "1986-03-04"), ("X-2", "مخترع الأنصاري", "1990-03-04"))
QUERY = {
    "queries": {
        "q": {"schema": "Person", "properties": {"name": ["Timur Invented Kasimov"], "birthDate": ["1986-03-04"]}}
    }
}
Ask = Callable[..., tuple[int, Any]]


@pytest.fixture
def analyst(actor: MakeActor) -> Actor:
    return actor(Role.SCREENING_ANALYST)


@pytest.fixture
def listed(analyst: Actor) -> WatchList:
    return a_list(analyst, ROWS)


def token(holder: Actor, role: Role, purpose: Purpose) -> str:
    asked = Assignment(role, None, purpose, timezone.now() + timedelta(days=1))
    return token_make(holder, user_id=holder.user_id, name="a tool", assignment=asked).bearer


def of(bearer: str, scheme: str = "ApiKey") -> Ask:
    """Ask as a tool with that key."""
    client = Client(headers={"Authorization": f"{scheme} {bearer}"}, raise_request_exception=False)

    def ask(path: str, sent: Any = None, **parameters: Any) -> tuple[int, Any]:
        body = sent if isinstance(sent, (bytes, type(None))) else json.dumps(sent).encode()
        answer = (
            client.get(BASE + path, parameters)
            if sent is None
            else client.post(BASE + path, body, content_type="application/json", query_params=parameters)
        )
        return answer.status_code, answer.json() if answer.content else None

    return ask


@pytest.fixture
def ask(analyst: Actor) -> Ask:
    return of(token(analyst, Role.SCREENING_ANALYST, Purpose.SCREENING))


def test_a_tool_asks_and_the_trail_is_told_counts_alone(ask: Ask, listed: WatchList) -> None:
    before = Event.objects.filter(what="screen.live").count()
    status, body = ask("/match/all", QUERY)
    assert status == 200
    msgspec.convert(body, documented.MatchAnswer)
    assert [one["properties"]["name"] for one in body["responses"]["q"]["results"]] == [["Kasimov, Invented Timur"]]
    assert body["outdated"] == []
    told = Event.objects.filter(what="screen.live").latest("at")
    assert told.detail == {"asked": "match", "dataset": "all", "queries": 1, "candidates": 1}
    assert told.channel.startswith("token:")
    assert "asimov" not in str(told.detail)
    known_as = body["responses"]["q"]["results"][0]["id"]
    assert ask(f"/entities/{known_as}")[0] == 200
    assert ask("/search/all", q="Kasimov")[1]["results"][0]["id"] == known_as
    assert Event.objects.filter(what="screen.live").count() == before + 3


@pytest.mark.parametrize("path", ["", "/", "/catalog", "/algorithms", "/readyz", "/healthz"])
def test_what_is_asked_about_nobody_is_not_in_the_trail(ask: Ask, listed: WatchList, path: str) -> None:
    assert ask(path)[0] == 200
    assert not Event.objects.filter(what="screen.live").exists()


def test_the_catalogue_says_which_lists_are_not_in_order(ask: Ask, listed: WatchList) -> None:
    _, body = ask("/catalog")
    assert listed.list_id in body["current"]
    lists.Edition.objects.update(published_on="2019-01-01")
    _, body = ask("/catalog")
    assert (body["outdated"], body["index_stale"]) == ([listed.list_id], True)
    assert body["current"] == []
    assert ask("/match/all", QUERY)[1]["outdated"] == [listed.list_id]


def test_a_caveat_travels_with_each_entry(ask: Ask, listed: WatchList) -> None:
    lists.WatchList.objects.update(caveat="Ask before it is passed on.")
    _, body = ask("/search/all", q="Kasimov")
    assert "Ask before it is passed on." in body["results"][0]["properties"]["notes"][0]


def test_nobody_is_compared_where_somebody_may_be_a_child(ask: Ask, listed: WatchList) -> None:
    child = {"schema": "Person", "properties": {"name": ["Invented Small"], "birthDate": [str(date.today().year - 9)]}}
    status, body = ask("/match/all", {"queries": QUERY["queries"] | {"c": child}})
    assert (status, "individual legal ground" in body["detail"]) == (400, True)
    assert not Event.objects.filter(what="screen.live").exists()


def test_without_a_list_it_is_not_ready_and_finds_nobody(ask: Ask) -> None:
    assert ask("/readyz")[0] == 503
    assert ask("/match/all", QUERY)[1]["responses"]["q"]["results"] == []


@pytest.mark.parametrize("header", ["", "ApiKey", "ApiKey wrong", "Bearer ", "Basic abc", "wrong"])
def test_without_a_valid_token_nothing_is_told(db: None, header: str) -> None:
    client = Client(headers={"Authorization": header} if header else {})
    for path in ("", "/catalog", "/match/all", "/nowhere", "/entities/x"):
        answer = client.get(BASE + path)
        assert (answer.status_code, answer["WWW-Authenticate"][:6]) == (401, "Bearer")
        assert answer.json()["detail"].startswith("Send a valid token")
    assert client.get(f"{BASE}/healthz").json() == {"status": "ok"}


def test_a_session_is_no_token(signed_in: Callable[..., Client], listed: WatchList) -> None:
    assert signed_in(Role.SCREENING_ANALYST).get(f"{BASE}/catalog").status_code == 401


HELD = [(role, purpose) for role in Role if role is not Role.SERVICE for purpose in GRANTS[role]]


@pytest.mark.parametrize(("role", "purpose"), HELD)
def test_only_roles_that_may_look_names_up(actor: MakeActor, listed: WatchList, role: Role, purpose: Purpose) -> None:
    bearer = token(actor(role, None, purpose), role, purpose)
    may = any(capability.value == "screen.live" for capability in GRANTS[role][purpose])
    for scheme in ("ApiKey", "Bearer"):
        assert of(bearer, scheme)("/match/all", QUERY)[0] == (200 if may else 403)
        assert of(bearer, scheme)("/catalog")[0] == (200 if may else 403)


def test_a_restricted_list_is_not_there_for_others(ask: Ask, actor: MakeActor, listed: WatchList) -> None:
    lists.WatchList.objects.update(restricted=True, roles=[Role.ADMINISTRATOR.value])
    assert ask("/catalog")[1]["datasets"][0]["children"] == []
    assert ask(f"/match/{listed.list_id}", QUERY)[0] == 404


def test_what_is_wrong_is_told_in_the_tools_own_form(ask: Ask, listed: WatchList) -> None:
    assert ask("/nowhere") == (404, {"detail": "There is nothing at this address. / says what there is."})
    assert ask("/match/all", b"{")[1]["detail"][0]["loc"] == ["body"]
    assert ask("/match/all")[0] == 405
    assert ask("/match/all", b" " * (MOST_BODY + 1))[0] == 413
    client = Client(headers={"Authorization": "ApiKey x"})
    assert client.get(f"{BASE}/entities/X-1").status_code == 401


def test_an_entity_by_its_publishers_own_id_leads_below_the_base(analyst: Actor, listed: WatchList) -> None:
    bearer = token(analyst, Role.SCREENING_ANALYST, Purpose.SCREENING)
    client = Client(headers={"Authorization": f"Bearer {bearer}"})
    moved = client.get(f"{BASE}/entities/X-1")
    assert (moved.status_code, moved["Location"]) == (308, f"{BASE}/entities/{listed.list_id}-X-1")
    assert client.get(moved["Location"]).json()["referents"] == ["X-1"]


@with_the_client
@pytest.mark.django_db(transaction=True)
def test_the_published_client_works_unchanged_with_a_token(live_server: Any, actor: MakeActor, tmp_path: Path) -> None:
    analyst = actor(Role.SCREENING_ANALYST)
    write_un_xml(tmp_path / "un.xml", tuple(listed_people(60, 31, "un")))
    list_make(actor=analyst, draft=ListDraft(list_id="un", title="Invented list"))
    bring(analyst, "un", (tmp_path / "un.xml").read_bytes(), "un.xml")
    work()
    bearer = token(analyst, Role.SCREENING_ANALYST, Purpose.SCREENING)
    check_the_client(live_server.url + BASE, bearer)
