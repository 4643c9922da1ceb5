"""Whoever was recorded by an earlier version is found as this one finds people, and nothing else changes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from drafts import person

from homeward.access.errors import Refused
from homeward.access.facts import Purpose, Role
from homeward.access.models import Event
from homeward.cli.main import main
from homeward.registry.actions import reindexing
from homeward.registry.actions.merging import records_merge
from homeward.registry.actions.persons import person_register
from homeward.registry.models import BlindKey, NameKey
from homeward.registry.selectors.search import persons_search

NAMES = ("عبد الرحمن خلف الجبوري", "Hassan Darwish", "Abla Nuri Saleh")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings) -> None:
    settings.HOMEWARD_HOME = tmp_path


@pytest.fixture
def officer(actor):
    return actor(Role.IDENTITY_OFFICER, purpose=Purpose.IDENTITY)


@pytest.fixture
def people(officer, make_site):
    site = make_site("Alpha camp")
    return [person_register(officer, person(site, name, passport=f"A{n}234567")) for n, name in enumerate(NAMES)]


@pytest.fixture
def run(capsys):
    def reindex(*more: str) -> tuple[int, str]:
        return main(["reindex", *more]), capsys.readouterr().out

    return reindex


def keys() -> tuple[set[tuple[int, int]], set[tuple[bytes, int]]]:
    blind = {(bytes(code), serial) for code, serial in BlindKey.objects.values_list("code", "serial")}
    return set(NameKey.objects.values_list("code", "serial")), blind


def test_records_without_keys_are_found_again(officer, people, run, monkeypatch) -> None:
    monkeypatch.setattr(reindexing, "PIECE", 2)
    before = keys()
    NameKey.objects.all().delete()
    BlindKey.objects.all().delete()
    assert persons_search(officer, "Darwish").rows == ()
    code, printed = run("--json")
    assert (code, json.loads(printed)) == (0, {"records": 3})
    assert keys() == before
    for text, id in zip(("Abdulrahman", "Darwish", "A2234567"), people, strict=True):
        assert [row.id for row in persons_search(officer, text).rows] == [id], text


def test_a_merged_record_leads_to_the_kept_one(officer, people, run) -> None:
    records_merge(officer, people[0], people[1], versions=(1, 1), reason="The same passport and mother.")
    before = keys()
    assert run()[0] == 0
    assert keys() == before
    assert [row.id for row in persons_search(officer, "Darwish").rows] == [people[0]]


def test_the_trail_says_how_many_and_nobody_s_name(people, run) -> None:
    assert "3 records" in run()[1]
    event = Event.objects.get(what="record.reindex")
    assert (event.detail, event.person_id) == ({"records": 3}, None)


def test_a_registrar_may_not(officer, people) -> None:
    with pytest.raises(Refused):
        reindexing.records_reindex(officer)
