"""An edition opened to be screened against: index, entries in full and marks, kept open in this process.

Comes in: an edition that the caller was given. Goes out: `Held`. One that was laid out by another version of Homeward, or whose folder
is gone, is laid out anew from its bytes: so a run of years ago can be done again. A restricted one is laid out in memory only.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from uuid import UUID

import msgspec

from homeward.access.sealing.subjects import data_key
from homeward.kernel.errors import BadInput, Inconsistent
from homeward.kernel.tally import Tally
from homeward.lists import models
from homeward.lists.facts.lists import Desk, Edition, Mark
from homeward.lists.keeping.documents import Documents, lay_out_documents, open_documents
from homeward.lists.keeping.folders import index_folder
from homeward.lists.keeping.laying import Laid, Marks, lay_out, open_laid, save
from homeward.lists.keeping.received import opened_plain, opened_sealed
from homeward.lists.rules.seeing import is_sealed
from homeward.screening.index.book import EntryBook
from homeward.screening.index.store import Index
from homeward.watchlists.catalog import Reading, open_list
from homeward.watchlists.csv.map import ColumnMap
from homeward.watchlists.listing import Listing

_KEPT_OPEN = 12  # editions: those in use, and a few that are compared with or done again


@dataclass(frozen=True, slots=True)
class Held:
    """An opened edition. Row n of index, book and marks is the same entry."""

    edition: Edition
    index: Index
    book: EntryBook
    marks: Marks

    def entry(self, entry_id: str) -> Listing | None:
        """An entry in full by its publisher's id; None where the edition does not have it."""
        return self.book.listing(entry_id)

    def mark(self, entry_id: str) -> Mark | None:
        """What an entry says now, as marks; None where the edition does not have it."""
        row = self.book.row(entry_id)
        return None if row is None else self.marks.at(row)


def opened(edition: Edition) -> Held:
    """An edition of names, opened. Raises `BadInput` where its bytes are gone, `Inconsistent` where they were changed."""
    laid = _laid(edition.id, edition.indexed_at)
    return Held(edition, laid.index, laid.book, laid.marks)


@lru_cache(maxsize=_KEPT_OPEN)
def _laid(edition_id: UUID, indexed_at: datetime | None) -> Laid:
    row = models.Edition.objects.select_related("watch_list").get(id=edition_id)
    if row.watch_list.restricted:
        return lay_out_row(row)
    try:
        return open_laid(index_folder(edition_id))
    except BadInput:
        save(lay_out_row(row), index_folder(edition_id))
        return open_laid(index_folder(edition_id))


def documents(edition: Edition) -> Documents:
    """An edition of documents, opened to look numbers up. Raises as `opened`."""
    return _documents(edition.id, edition.indexed_at)


@lru_cache(maxsize=_KEPT_OPEN)
def _documents(edition_id: UUID, indexed_at: datetime | None) -> Documents:
    row = models.Edition.objects.select_related("watch_list").get(id=edition_id)
    folder, key = index_folder(edition_id), data_key(row.watch_list_id)
    try:
        return open_documents(folder, edition_id, key)
    except BadInput:
        documents_of_row(row).save(folder)
        return open_documents(folder, edition_id, key)


def documents_of_row(row: models.Edition) -> Documents:
    """Lay a file of documents out from its bytes, in memory."""
    with path_of(row) as path:
        return lay_out_documents(path, row.id, data_key(row.watch_list_id), Tally())


def forget() -> None:
    """Close what this process has open."""
    _laid.cache_clear()
    _documents.cache_clear()


def lay_out_row(row: models.Edition) -> Laid:
    """Lay an edition out from its bytes, in memory."""
    with reading_of(row) as reading:
        return lay_out(reading, Desk(row.watch_list.desk), private=row.watch_list.restricted)


@contextmanager
def reading_of(row: models.Edition) -> Iterator[Reading]:
    """An edition's bytes, opened to be read once. Raises `Inconsistent` where they are not those that came."""
    columns = msgspec.convert(row.column_map, ColumnMap) if row.column_map else None
    with path_of(row) as path:
        reading = open_list(path, row.watch_list.list_id, columns)
        if reading.source.sha256 != row.sha256:
            raise Inconsistent(
                "The kept edition %(edition)s was changed after it was received. Get it again from its publisher.",
                edition=row.sha256[:12],
            )
        yield reading


@contextmanager
def path_of(row: models.Edition) -> Iterator[Path]:
    """Where an edition's bytes can be read for a while."""
    of = row.watch_list
    kept = opened_sealed(data_key(of.id), row.id) if is_sealed(of.restricted, of.kind) else opened_plain(row.sha256)
    with kept as path:
        yield path
