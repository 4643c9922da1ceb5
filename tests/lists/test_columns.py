"""A national list in a table waits until somebody says what its columns hold; the next edition is read the same way."""

from __future__ import annotations

from typing import Any

import pytest

from exchange_files import work, workbook
from homeward.access.facts import Actor
from homeward.kernel.errors import BadInput
from homeward.lists.actions.columns import columns_choose
from homeward.lists.actions.deciding import edition_accept
from homeward.lists.actions.lists import ListDraft, list_make
from homeward.lists.facts.lists import Ailment, Desk, Edition, Outcome
from homeward.lists.selectors.columns import preview_of, table_of
from homeward.lists.selectors.editions import current
from homeward.lists.selectors.held import opened
from homeward.lists.selectors.lists import list_file
from homeward.watchlists.csv.map import ColumnMap
from shelves import bring

TABLE = """الرقم;الاسم;اسم الأب;سنة الولادة;الجنسية
1;مخترع الأنصاري;سعيد;1990;سوري
2;خيالي البغدادي;;1985;عراقي
3;;أحمد;1970;
""".replace(";", ",").encode()
COLUMNS = ColumnMap(
    id=("الرقم",), name=("الاسم",), father=("اسم الأب",), birth_date=("سنة الولادة",), nationality=("الجنسية",)
)
WHY = "The third row has no name in the publisher's own file."


@pytest.fixture
def waiting(analyst: Actor) -> Edition:
    list_make(actor=analyst, draft=ListDraft(list_id="national", title="An invented national list"))
    receipt = bring(analyst, "national", TABLE)
    assert receipt.outcome is Outcome.HELD
    assert receipt.edition
    assert receipt.edition.problems == (Ailment.NO_COLUMNS,)
    return receipt.edition


def test_the_table_and_its_first_rows_as_read(analyst: Actor, waiting: Edition) -> None:
    table = table_of(analyst, waiting.id)
    assert table.columns == ("الرقم", "الاسم", "اسم الأب", "سنة الولادة", "الجنسية")
    assert table.rows[0] == ("1", "مخترع الأنصاري", "سعيد", "1990", "سوري")
    assert table.kept is None
    preview = preview_of(analyst, waiting.id, COLUMNS)
    first = preview.entries[0]
    assert (first.names[0].text, first.father_names, first.nationalities) == ("مخترع الأنصاري", ("سعيد",), ("sy",))
    assert [one.code for one in preview.refusals] == ["no_name"]
    with pytest.raises(BadInput, match="no column"):
        preview_of(analyst, waiting.id, ColumnMap(id=("nowhere",), name=("الاسم",)))


def test_it_is_read_by_the_map_from_now_on(analyst: Actor, waiting: Edition) -> None:
    with pytest.raises(BadInput, match="which column of this table"):
        edition_accept(actor=analyst, edition_id=waiting.id, why=WHY)
    receipt = columns_choose(actor=analyst, edition_id=waiting.id, columns=COLUMNS)
    assert receipt.outcome is Outcome.HELD  # one row of three is refused: somebody looks first
    edition_accept(actor=analyst, edition_id=waiting.id, why=WHY)
    work()
    (edition,) = current(analyst, Desk.SECURITY)
    entry = opened(edition).entry("2")
    assert entry
    assert (entry.names[0].text, entry.births[0].iso()) == ("خيالي البغدادي", "1985")
    sheet: list[list[Any]] = [["الرقم", "الاسم", "اسم الأب", "سنة الولادة", "الجنسية"]]
    sheet += [[str(n), f"خيالي {letter}", "", "1985", ""] for n, letter in enumerate("ابجدهو", 1)]
    assert bring(analyst, "national", workbook({"Sheet1": sheet}), name="national.xlsx").outcome is Outcome.TAKEN
    work()
    (edition,) = current(analyst, Desk.SECURITY)
    assert edition.individuals == 6
    assert list_file(analyst, "national").health.good


def test_a_map_that_reads_nobody_is_refused_and_not_kept(analyst: Actor, waiting: Edition) -> None:
    for wrong in (
        ColumnMap(id=("الاسم",), name=("لا شيء",)),
        ColumnMap(id=(), name=("الاسم",)),
        ColumnMap(id=("الرقم",), name=()),
    ):
        with pytest.raises(BadInput):
            columns_choose(actor=analyst, edition_id=waiting.id, columns=wrong)
    assert not list_file(analyst, "national").mapped


def test_an_edition_in_use_is_laid_out_anew_by_other_columns(analyst: Actor, waiting: Edition) -> None:
    columns_choose(actor=analyst, edition_id=waiting.id, columns=COLUMNS)
    edition_accept(actor=analyst, edition_id=waiting.id, why=WHY)
    work()
    before = list_file(analyst, "national").current
    assert before
    assert opened(before).mark("1")
    swapped = ColumnMap(id=("الرقم",), name=("اسم الأب",))
    columns_choose(actor=analyst, edition_id=waiting.id, columns=swapped)
    work()
    (edition,) = current(analyst, Desk.SECURITY)
    entry = opened(edition).entry("1")
    assert edition.id == before.id
    assert entry
    assert entry.names[0].text == "سعيد"
    assert opened(edition).mark("1") != opened(before).mark("1")
