"""A piece that was made ready before its turn is saved as it is, or made ready anew where the registry changed meanwhile."""

from __future__ import annotations

import pickle

import pytest

from exchange_files import FAMILIES, kobo_xlsx, member
from homeward.access.models import SubjectKey
from homeward.exchange import models
from homeward.exchange.actions.deciding import import_merge, import_preview, import_withdraw
from homeward.exchange.actions.merging import CHUNK, merge_chunk
from homeward.exchange.facts.imports import Outcome
from homeward.exchange.pieces import piece_of
from homeward.exchange.selectors.imports import import_rows
from homeward.registry.models import Household, Membership, Person

BORN = member("INV-1-4", "نوال عمر سالم", birth_date="2026-01-20", relationship_to_head="son_daughter")


@pytest.fixture
def merging(checked, officer):
    """Takes files to where their people are about to be saved."""

    def make(*contents: bytes):
        rows = [checked(content) for content in contents]
        rows = [import_preview(actor=officer, import_id=row.id, version=row.version) for row in rows]
        return [import_merge(actor=officer, import_id=row.id, version=row.version) for row in rows]

    return make


def batch(row):
    return models.Import.objects.get(id=row.id).batch_id


def finish(officer, row) -> None:
    """Whatever is left of a merge."""
    checkpoint, finished = {}, False
    while not finished:
        progress = merge_chunk(officer, row.id, checkpoint)
        progress.write()
        checkpoint, finished = progress.checkpoint, progress.finished


def test_making_ready_writes_nothing_and_travels(merging, officer) -> None:
    (row,) = merging(kobo_xlsx())
    before = SubjectKey.objects.count()
    piece = piece_of(officer, row.id, batch(row), 0, CHUNK)
    assert (piece.rows, len(piece.people.people.ids), len(piece.people.households.rows)) == (5, 5, 2)
    assert (SubjectKey.objects.count(), Person.objects.count(), Household.objects.count()) == (before, 0, 0)
    assert pickle.loads(pickle.dumps(piece)) == piece
    for open_text in ("سلمى", "Salma", "199012345678"):
        assert open_text.encode() not in pickle.dumps(piece)


def test_a_piece_holds_whole_families(merging, officer) -> None:
    (row,) = merging(kobo_xlsx())
    first = piece_of(officer, row.id, batch(row), 0, 2)
    second = piece_of(officer, row.id, batch(row), first.last, 2)
    assert (first.rows, second.rows) == (3, 2)
    assert piece_of(officer, row.id, batch(row), second.last, 2) is None


def test_who_came_in_by_another_import_meanwhile_stays_out(merging, officer) -> None:
    late, early = merging(kobo_xlsx(), kobo_xlsx(FAMILIES[:1]))
    progress = merge_chunk(officer, late.id, {})
    finish(officer, early)
    progress.write()
    assert Person.objects.count() == 5
    assert import_rows(officer, late.id, outcome=Outcome.ALREADY_HERE).total == 3


def test_a_household_that_came_in_meanwhile_is_joined(merging, officer) -> None:
    household, people = FAMILIES[0]
    late, early = merging(kobo_xlsx(((household, (BORN,)),)), kobo_xlsx(((household, people),)))
    progress = merge_chunk(officer, late.id, {})
    finish(officer, early)
    progress.write()
    (home,) = Household.objects.all()
    assert Membership.objects.filter(household=home).count() == 4


def test_whose_import_is_withdrawn_meanwhile_comes_in_after_all(merging, officer) -> None:
    late, early = merging(kobo_xlsx(), kobo_xlsx(FAMILIES[:1]))
    finish(officer, early)
    progress = merge_chunk(officer, late.id, {})
    version = models.Import.objects.get(id=early.id).version
    import_withdraw(actor=officer, import_id=early.id, version=version, reason="The wrong camp")
    progress.write()
    assert Person.objects.filter(batch=batch(late)).count() == 5
    assert models.SourceReference.objects.filter(imported=late.id).count() == 5
    assert not models.SourceReference.objects.filter(imported=early.id).exists()
