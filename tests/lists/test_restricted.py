"""A restricted list is seen by the roles it names and by nobody else; nothing of it lies on the disk in plain."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from homeward.access.actions import service_actor
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Purpose, Role
from homeward.kernel.errors import BadInput
from homeward.lists.actions.changing import list_change
from homeward.lists.actions.lists import ListDraft, list_make
from homeward.lists.actions.receiving import edition_receive
from homeward.lists.facts.lists import Desk, Upload, Way
from homeward.lists.keeping.folders import bytes_folder, index_folder
from homeward.lists.selectors.changes import changes_of
from homeward.lists.selectors.editions import current, edition_of, editions_of
from homeward.lists.selectors.held import forget, opened
from homeward.lists.selectors.lists import hidden_count, list_file, lists_of
from shelves import a_list, new_edition, simple_csv

OWN = frozenset({Role.SCREENING_ANALYST})
SECRET = [("R-1", "Restrictedson, Invented Qwertz", "1971"), ("R-2", "Otherrestricted, Invented")]


def on_disk(word: str) -> list[Path]:
    """The files of the installation in which a word stands."""
    home = Path(settings.HOMEWARD_HOME)
    files = (file for name in ("lists", "indexes", "files") for file in (home / name).rglob("*") if file.is_file())
    return [file for file in files if word.encode() in file.read_bytes()]


def test_others_see_nothing_of_it(analyst: Actor, actor: Callable[..., Actor], men: Any) -> None:
    shelf = a_list(analyst, SECRET, restricted=True, roles=OWN)
    a_list(analyst, men, list_id="open")
    assert [one.list_id for one in lists_of(analyst)] == ["open", "test-list"]
    assert hidden_count(analyst) == 0
    assert shelf.current
    for role in (Role.SECOND_REVIEWER, Role.NCB_LIAISON, Role.AUDITOR):
        other = actor(role)
        assert [one.list_id for one in lists_of(other)] == ["open"]
        assert hidden_count(other) == 1
        assert [one.list_id for one in current(other, Desk.SECURITY)] == ["open"]
        with pytest.raises(NotFound):
            list_file(other, "test-list")
        with pytest.raises(NotFound):
            editions_of(other, "test-list")
        with pytest.raises(NotFound):
            edition_of(other, shelf.current.id)
    night = service_actor("night", purpose=Purpose.SCREENING)
    assert {one.list_id for one in current(night, Desk.SECURITY)} == {"open", "test-list"}


def test_nothing_of_it_lies_on_the_disk(analyst: Actor) -> None:
    shelf = a_list(analyst, SECRET, restricted=True, roles=OWN)
    assert on_disk("Restrictedson") == []
    assert shelf.current
    assert not index_folder(shelf.current.id).exists()
    forget()
    held = opened(shelf.current)
    entry = held.entry("R-1")
    assert entry
    assert entry.names[0].text == SECRET[0][1]
    assert held.mark("R-1")
    new = new_edition(analyst, "test-list", [SECRET[0]] * 1 + [("R-2", "Otherrestricted, Invented", "1980")]).edition
    assert new
    assert changes_of(analyst, shelf.current.id, new.id).amended == ("R-2",)
    assert on_disk("Otherrestricted") == []


def test_a_list_that_becomes_restricted_is_sealed_at_once(analyst: Actor) -> None:
    shelf = a_list(analyst, SECRET)
    assert shelf.current
    assert on_disk("Restrictedson")
    draft = ListDraft(list_id="test-list", title="Invented", restricted=True, roles=OWN)
    changed = list_change(actor=analyst, list_id="test-list", draft=draft)
    assert changed.restricted
    assert on_disk("Restrictedson") == []
    assert not bytes_folder(shelf.current.sha256).exists()
    (edition,) = current(analyst, Desk.SECURITY)
    assert len(opened(edition).book) == 2
    with pytest.raises(BadInput, match="stays restricted"):
        list_change(actor=analyst, list_id="test-list", draft=ListDraft(list_id="test-list", title="Invented"))


def test_bytes_that_an_open_list_also_keeps_stay(analyst: Actor) -> None:
    first = a_list(analyst, SECRET, list_id="one")
    list_make(actor=analyst, draft=ListDraft(list_id="two", title="Two"))
    edition_receive(
        actor=analyst, list_id="two", files=[Upload("one.csv", [simple_csv(SECRET, list_id="one")])], way=Way.UPLOAD
    )
    draft = ListDraft(list_id="two", title="Two", restricted=True, roles=OWN)
    list_change(actor=analyst, list_id="two", draft=draft)
    assert first.current
    assert bytes_folder(first.current.sha256).exists()


def test_whoever_makes_it_is_among_its_roles(analyst: Actor) -> None:
    for roles in (frozenset[Role](), frozenset({Role.NCB_LIAISON})):
        with pytest.raises(BadInput, match="your own among them"):
            a_list(analyst, SECRET, restricted=True, roles=roles)
