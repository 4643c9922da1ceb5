"""A file of stolen and lost documents is looked up by number; no number lies on the disk in plain."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from exchange_files import work
from homeward.access.errors import Damaged
from homeward.access.facts import Actor
from homeward.kernel.errors import BadInput
from homeward.lists.actions.deciding import edition_accept
from homeward.lists.actions.lists import ListDraft, list_make
from homeward.lists.facts.lists import Ailment, Desk, Edition, ListKind
from homeward.lists.keeping.folders import index_folder
from homeward.lists.rules.documents import columns_as, plain_number
from homeward.lists.selectors.editions import current, editions_of
from homeward.lists.selectors.held import documents, forget
from homeward.lists.selectors.lists import list_file
from shelves import bring

ROWS = """Document No,Type,Issuing country,Status,Date
A-12 345 67,Passport,Syria,stolen,2019-03
٧٧٠٠١٢٣٤٥٦٧٨٩,جواز سفر,العراق,lost,2020
A1234567,Passport,Iraq,lost,2021-01-02
N 001-22,ID card,,stolen,2018
,Passport,Syria,stolen,2019
"""


@pytest.fixture
def edition(analyst: Actor) -> Edition:
    list_make(actor=analyst, draft=ListDraft(list_id="papers", title="Invented lost papers", kind=ListKind.DOCUMENTS))
    bring(analyst, "papers", ROWS.encode())
    work()
    waiting = list_file(analyst, "papers")
    assert Ailment.REFUSED_ROWS in waiting.health.ailments  # one row of five has no number: somebody looks first
    (held,) = editions_of(analyst, "papers")
    edition_accept(actor=analyst, edition_id=held.id, why="One row without a number, as published.")
    work()
    (found,) = current(analyst, Desk.SECURITY, ListKind.DOCUMENTS)
    assert current(analyst, Desk.SECURITY) == ()
    return found


def test_a_number_is_found_however_it_is_written(edition: Edition) -> None:
    papers = documents(edition)
    assert len(papers) == 4
    for written in ("A1234567", "a-1234567", " A 12 34 567 ", "A١٢٣٤٥٦٧"):
        assert {one.row.status for one in papers.find(written)} == {"stolen", "lost"}
    (found,) = papers.find("A1234567", kind="passport", issuer="sy")
    assert (found.row.status, found.row.date, found.same_kind, found.same_issuer) == ("stolen", "2019-03", True, True)
    (found,) = papers.find("770012345678 9", issuer="IQ")
    assert (found.row.issuer, found.same_issuer, found.same_kind) == ("iq", True, None)
    (found,) = papers.find("N00122", kind="passport", issuer="sy")
    assert (found.same_kind, found.same_issuer) == (False, None)
    for nothing in ("", "--", "A123456", "A12345678"):
        assert papers.find(nothing) == ()


def test_no_number_lies_in_plain(edition: Edition) -> None:
    home = Path(settings.HOMEWARD_HOME)
    files = [file for name in ("lists", "indexes", "files") for file in (home / name).rglob("*") if file.is_file()]
    assert files
    for file in files:
        content = file.read_bytes()
        for text in (b"12 345 67", b"A1234567", b"7700123456789", "٧٧٠٠١٢٣٤٥".encode(), b"001-22"):
            assert text not in content, file


def test_it_is_laid_out_anew_where_its_folder_is_gone(edition: Edition) -> None:
    shutil.rmtree(index_folder(edition.id))
    forget()
    assert len(documents(edition)) == 4


def test_a_table_without_a_number_is_refused(analyst: Actor) -> None:
    list_make(actor=analyst, draft=ListDraft(list_id="papers", title="Invented lost papers", kind=ListKind.DOCUMENTS))
    with pytest.raises(BadInput, match="no column for the number"):
        bring(analyst, "papers", b"name,colour\nInvented,blue\n")


def test_headings_of_other_languages() -> None:
    assert columns_as(("Numéro", "Pays", "رقم الوثيقة")) == {"number": 0, "issuer": 1}
    assert columns_as(("حالة", "رقم الوثيقة", "تاريخ")) == {"status": 0, "number": 1, "date": 2}


@given(st.text(alphabet="ABZ019-/ ٣", max_size=12))
def test_a_number_is_plain_after_one_time(text: str) -> None:
    assert plain_number(plain_number(text)) == plain_number(text)


def test_rows_of_another_edition_do_not_open(edition: Edition) -> None:
    papers = replace(documents(edition), edition_id=UUID(int=uuid4().int))
    with pytest.raises(Damaged):
        papers.find("770012345678 9")
