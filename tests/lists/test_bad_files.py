"""Ten wrong files: each is refused with a sentence that says what it is and what to do, and the good edition stays in use."""

from __future__ import annotations

import gzip
import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from exchange_files import work
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Role
from homeward.kernel.errors import BadInput
from homeward.lists.actions.beginning import list_begin
from homeward.lists.actions.receiving import edition_receive
from homeward.lists.facts.lists import Ailment, EditionState, Outcome, Upload, Way
from homeward.lists.selectors.editions import attempts_of, editions_of
from homeward.lists.selectors.held import opened
from homeward.lists.selectors.lists import list_file
from shelves import a_list, bring, new_edition, simple_csv

LOGIN = b"<!DOCTYPE html><html><head><title>Log in</title></head><body><form><input name='user'></form></body></html>"
HALF_XML = (
    b'<?xml version="1.0"?><CONSOLIDATED_LIST dateGenerated="2026-01-01T00:00:00Z"><INDIVIDUALS><INDIVIDUAL><DATAID>1'
)


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "."), content)
    return packed.getvalue()


WRONG = {
    "a login page": (LOGIN, "web page"),
    "nothing": (b"", "empty"),
    "only spaces": (b" \n\n ", "empty"),
    "half a list in XML": (HALF_XML, ""),
    "a PDF": (b"%PDF-1.7 invented", "PDF"),
    "packed with gzip": (gzip.compress(b"id,schema,name\n"), "gzip"),
    "a locked or broken archive": (zipped(a__csv=b"x")[:-20], ""),
    "not UTF-8": (b"id,schema,name,birth_date\n1,Person,\xe4\xf6\xfc,1980\n" * 50, "UTF-8"),
    "a list without a row": (b"id,schema,name\n", "no rows"),
    "only organisations": (b"id,schema,name\n1,Organization,Invented Works\n", "no person"),
    "plain words": (b"We could not find that list.\nPlease ask again.\n", "list"),
    "numbers in NUL bytes": (b"id,schema,name\n\x00\x00\x00", ""),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_wrong_file_is_refused_and_the_good_edition_stays(analyst: Actor, men: Any, what: str) -> None:
    content, said = WRONG[what]
    good = a_list(analyst, men).current
    with pytest.raises(BadInput) as refused:
        bring(analyst, "test-list", content)
    sentence = str(refused.value)
    assert said in sentence
    assert len(sentence.split()) > 4
    shelf = list_file(analyst, "test-list")
    assert shelf.current == good
    assert good
    assert len(opened(good).book) == 3
    assert shelf.health.ailments == (Ailment.LAST_ATTEMPT_FAILED,)
    assert shelf.health.words == sentence
    last = attempts_of(analyst, "test-list")[0]
    assert (last.outcome, last.words) == (Outcome.FAILED, sentence)
    assert len(editions_of(analyst, "test-list")) == 1


def test_a_good_attempt_ends_the_ailment(analyst: Actor, men: Any) -> None:
    a_list(analyst, men)
    with pytest.raises(BadInput), time_machine.travel(timezone.now() + timedelta(hours=3), tick=True):
        bring(analyst, "test-list", LOGIN)  # and the clock was set back after that
    assert not list_file(analyst, "test-list").health.good
    assert bring(analyst, "test-list", simple_csv(men)).outcome is Outcome.SAME
    assert list_file(analyst, "test-list").health.good


def test_half_a_list_waits_for_somebody(analyst: Actor, men: Any) -> None:
    many = [(f"X-{n}", f"Invented Number{n}") for n in range(100)]
    a_list(analyst, many)
    receipt = new_edition(analyst, "test-list", many[:50])
    assert receipt.outcome is Outcome.HELD
    shelf = list_file(analyst, "test-list")
    assert shelf.current
    assert shelf.current.individuals == 100
    assert shelf.health.ailments == (Ailment.SHRUNK,)


def test_an_older_edition_waits_for_somebody(analyst: Actor, men: Any) -> None:
    a_list(analyst, men, list_id="dated")
    assert new_edition(analyst, "dated", men, last_seen="2026-11-20").outcome is Outcome.TAKEN
    assert new_edition(analyst, "dated", men, last_seen="2026-11-19").outcome is Outcome.HELD
    assert new_edition(analyst, "dated", [*men, ("X-9", "Undated, Invented")]).outcome is Outcome.HELD
    assert set(list_file(analyst, "dated").health.ailments) == {Ailment.OLDER, Ailment.UNDATED}


def test_an_entry_without_a_name_is_refused_alone_and_told(analyst: Actor, men: Any) -> None:
    many = [(f"X-{n}", f"Invented Number{n}") for n in range(200)]
    shelf = a_list(analyst, [*many, ("X-nameless", "")])
    assert shelf.current
    assert (shelf.current.individuals, shelf.current.refused) == (200, 1)
    assert "has no name" in shelf.current.words
    assert shelf.health.ailments == (Ailment.REFUSED_ROWS,)


def test_another_list_is_not_taken_for_an_edition(analyst: Actor) -> None:
    rows = b"id,schema,name,dataset\n1,Person,Invented Person,eu_fsf\n"
    receipt = list_begin(actor=analyst, files=[Upload("targets.simple.csv", [rows])], way=Way.UPLOAD)
    assert receipt.edition
    assert receipt.edition.list_id == "eu"
    with pytest.raises(BadInput, match="is another list, United Kingdom sanctions list"):
        bring(analyst, "eu", rows.replace(b"eu_fsf", b"gb_fcdo_sanctions"))


def test_a_million_bytes_without_an_end_stop_at_the_limit(
    analyst: Actor, men: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_list(analyst, men)
    monkeypatch.setattr("homeward.lists.actions.receiving.LARGEST", 1_000_000)
    taken = 0

    def endless() -> Iterator[bytes]:
        nonlocal taken
        while True:
            taken += 1
            yield b"x" * 100_000

    with pytest.raises(BadInput, match="larger than any list"):
        edition_receive(actor=analyst, list_id="test-list", files=[Upload("x.csv", endless())], way=Way.UPLOAD)
    assert taken == 11


def test_names_of_files_lead_nowhere_else(analyst: Actor, men: Any) -> None:
    a_list(analyst, men)
    receipt = bring(
        analyst, "test-list", simple_csv([*men, ("X-7", "Seventh, Invented")]), name="../../..\\..\\etc/.x.csv"
    )
    assert receipt.edition
    assert receipt.edition.file == "x.csv"


def test_a_large_edition_is_read_by_the_worker(analyst: Actor, men: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("homeward.lists.actions.receiving.AT_ONCE", 10)
    shelf = a_list(analyst, men)
    assert shelf.current
    assert shelf.current.individuals == 3
    receipt = bring(analyst, "test-list", b"id,schema,name\n1,Organization,Invented Works\n")
    assert receipt.outcome is Outcome.TAKEN
    work()
    shelf = list_file(analyst, "test-list")
    assert shelf.health.ailments == (Ailment.LAST_ATTEMPT_FAILED,)
    assert [one.state for one in editions_of(analyst, "test-list")] == [EditionState.REFUSED, EditionState.CURRENT]
    new_edition(analyst, "test-list", men[:1])
    assert list_file(analyst, "test-list").health.ailments == (Ailment.SHRUNK,)


def test_who_may_not_keep_lists(actor: Callable[..., Actor], analyst: Actor, men: Any) -> None:
    a_list(analyst, men)
    with pytest.raises(Refused):
        bring(actor(Role.SECOND_REVIEWER), "test-list", simple_csv(men))
    with pytest.raises(NotFound):
        bring(analyst, "no-such-list", simple_csv(men))
