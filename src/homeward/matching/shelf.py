"""An opened index with its book of entries: row n of both is the same entry, which has an id for other programs.

Comes in: the folder that `homeward lists index` wrote. Goes out: a `Shelf`, which many threads may read at once.
An entity's id is the list's name, a dash and the publisher's own id, so that two lists never share one; entries of lists in the
FollowTheMoney form keep theirs, by which their users know them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from homeward.kernel.errors import Unreadable
from homeward.matching.entities import KNOWN_BY_OWN_ID, Entity, entity, entity_id
from homeward.screening.index.arrays import read_manifest
from homeward.screening.index.book import EntryBook, open_book
from homeward.screening.index.store import Index, ListSource, open_index


@dataclass(frozen=True, eq=False)
class Shelf:
    """What is asked. `version` is the hash of the index; `caveat` what the lists' originator asks of whoever reads an entry.

    `ailing` names lists about which "nobody found" is no result: an old edition, or a doubtful one.
    """

    index: Index
    book: EntryBook
    version: str
    caveat: str = ""
    ailing: tuple[str, ...] = ()

    @cached_property
    def sources(self) -> tuple[ListSource, ...]:
        """Each list's source, by the list's position in the index; the last edition read where there are several."""
        known = {source.list_id: source for source in self.index.sources}
        return tuple(known.get(name, ListSource(list_id=name)) for name in self.index.lists)

    def source_of(self, row: int) -> ListSource:
        """The source of an entry's list."""
        return self.sources[int(self.index.entry_list[row])]

    def entity(self, row: int) -> Entity:
        """The entity of a row."""
        return entity(self.book.at(row), self.source_of(row), self.caveat)

    def id_of(self, row: int) -> str:
        """The id of an entity."""
        return entity_id(self.source_of(row), self.index.ids.get(row))

    def row_of(self, wanted: str) -> int | None:
        """The row of an entity, by its id."""
        for source in self.sources:
            own = source.format == KNOWN_BY_OWN_ID
            if own or wanted.startswith(f"{source.list_id}-"):
                rest = wanted if own else wanted.removeprefix(f"{source.list_id}-")
                if (row := self.index.row(rest, source.list_id)) is not None:
                    return row
        return None

    def row_of_own(self, wanted: str) -> int | None:
        """The row of an entry, by its publisher's own id; of lists that share it, the first."""
        return self.index.row(wanted)


def open_shelf(folder: Path, *, check: bool = False) -> Shelf:
    """Open an index and its book. Raises `BadInput` where one is missing, `Unreadable` where they do not belong together."""
    index, book = open_index(folder, check=check), open_book(folder)
    ends = (0, len(index) - 1) if len(index) else ()
    if len(book) != len(index) or any(book.at(row).entry_id != index.ids.get(row) for row in ends):
        raise Unreadable(
            f"{folder.name} is damaged: its book of entries is another's. Make it again with: homeward lists index"
        )
    return Shelf(index, book, read_manifest(folder).hash)
