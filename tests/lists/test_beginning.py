"""Files of lists that are known by name: recognised, made with one action; missing people go to their own desk by themselves."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest

from exchange_files import work
from homeward.access.facts import Actor
from homeward.kernel.errors import BadInput
from homeward.lists.actions.beginning import list_begin
from homeward.lists.facts.lists import Desk, Outcome, Upload, Way
from homeward.lists.selectors.editions import current, editions_of
from homeward.lists.selectors.held import opened
from homeward.lists.selectors.lists import list_file, lists_of
from shelves import bring, simple_csv

API = "https://ws-public.interpol.int/notices/v1"
SDN = b'1,"EXAMPLE, Invented","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 1970."\r\n'


def notice(colour: str, number: int, **said: Any) -> Upload:
    """A notice as the public API gives it."""
    document = {
        "entity_id": f"2099/{number}", "name": "EXAMPLE", "forename": f"INVENTED{number}", "date_of_birth": "1985/03/00",
        "_links": {"self": {"href": f"{API}/{colour}/2099-{number}"}}, **said,
    }  # fmt: skip
    return Upload(f"{colour}-{number}.json", [json.dumps(document).encode()])


def begin(actor: Actor, *files: Upload) -> Any:
    """Bring files and do what waits."""
    receipt = list_begin(actor=actor, files=files, way=Way.UPLOAD)
    work()
    return receipt


def test_yellow_notices_are_a_tracing_list(analyst: Actor) -> None:
    receipt = begin(analyst, notice("yellow", 1), notice("yellow", 2))
    assert receipt.edition.list_id == "interpol-yellow"
    assert receipt.edition.file == "2 files"
    assert current(analyst, Desk.SECURITY) == ()
    (edition,) = current(analyst, Desk.TRACING)
    held = opened(edition)
    assert len(held.index) == 2
    assert all(entry.tracing for entry in held.book)
    assert list_file(analyst, "interpol-yellow").caveat


def test_notices_of_both_kinds_become_two_lists(analyst: Actor) -> None:
    receipt = begin(analyst, notice("red", 1), notice("yellow", 2), notice("red", 3))
    assert "tracing list" in receipt.words
    (wanted,), (missing,) = current(analyst, Desk.SECURITY), current(analyst, Desk.TRACING)
    assert (wanted.list_id, wanted.individuals, wanted.entries) == ("interpol-red", 2, 3)
    assert (missing.list_id, missing.individuals) == ("interpol-yellow", 1)
    assert [entry.entry_id for entry in opened(missing).book] == ["2099/2"]
    with pytest.raises(BadInput, match="no person to be screened for"):
        list_begin_into(analyst, "interpol-red", notice("yellow", 4))


def list_begin_into(actor: Actor, list_id: str, upload: Upload) -> None:
    """Bring one file to a list."""
    bring(actor, list_id, b"".join(upload.pieces), upload.name)


def test_a_set_comes_together_or_as_an_archive(analyst: Actor) -> None:
    names = {
        "sdn.csv": SDN,
        "alt.csv": b'1,1,"aka","SAMPLE, Invented",-0- \r\n',
        "add.csv": b'1,1,-0- ,"Nowhere",-0- ,-0- \r\n',
    }
    with pytest.raises(BadInput, match="must stand beside"):
        begin(analyst, Upload("sdn.csv", [SDN]))
    assert lists_of(analyst) == ()
    receipt = begin(analyst, *(Upload(name, [content]) for name, content in names.items()))
    assert receipt.outcome is Outcome.TAKEN
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in names.items():
            archive.writestr(f"folder/{name}", content)
    assert begin(analyst, Upload("sdn.zip", [packed.getvalue()])).outcome is Outcome.SAME
    (edition,) = editions_of(analyst, "ofac-sdn")
    entry = opened(edition).entry("1")
    assert entry
    assert {name.text for name in entry.names} == {"EXAMPLE, Invented", "SAMPLE, Invented"}


def test_a_list_that_is_there_gets_an_edition(analyst: Actor) -> None:
    for rows in ([("1", "Invented Person")], [("1", "Invented Person"), ("2", "Invented Other")]):
        begin(analyst, Upload("x.csv", [simple_csv(rows, list_id="gb_fcdo_sanctions")]))
    assert len(editions_of(analyst, "uk")) == 2
    assert [one.list_id for one in lists_of(analyst)] == ["uk"]


def test_archives_that_lead_elsewhere_or_explode_are_refused(analyst: Actor) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../escaped.csv", simple_csv([("1", "Invented Person")], list_id="eu_fsf"))
    assert begin(analyst, Upload("a.zip", [packed.getvalue()])).edition.file == "escaped.csv"
    two = io.BytesIO()
    with zipfile.ZipFile(two, "w") as archive:
        archive.writestr("one/same.csv", b"x")
        archive.writestr("two/same.csv", b"y")
    with pytest.raises(BadInput, match="files of one name"):
        begin(analyst, Upload("b.zip", [two.getvalue()]))
    empty = io.BytesIO()
    zipfile.ZipFile(empty, "w").close()
    with pytest.raises(BadInput):
        begin(analyst, Upload("c.zip", [empty.getvalue()]))
    with pytest.raises(BadInput, match="Choose a file"):
        begin(analyst)
