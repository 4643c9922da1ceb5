"""A file of stolen and lost documents, laid out to be looked up by number: keyed hashes in their order, and sealed rows.

Comes in: the path of a table. Goes out: `Documents`, in memory or in a folder. No number lies on the disk in plain: the hashes need the
installation's key, and each row opens with the list's. Never says anything about who holds a document.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import msgspec
import numpy as np
import numpy.typing as npt

from homeward.access.sealing.vault import DataKey, vault
from homeward.kernel.countries import country_code
from homeward.kernel.errors import BadInput, Unreadable
from homeward.kernel.tables import ABSENT, read_columns
from homeward.kernel.tally import Tally
from homeward.lists.facts.documents import DocumentRow, FoundDocument
from homeward.lists.rules.documents import FIELDS, columns_as, plain_kind, plain_number
from homeward.screening.index.arrays import Array, open_folder, write_folder

KIND, VERSION = "book of documents", 1
_CODE, _COLUMN = "lists.document", "lists.documents"
_DECODER = msgspec.json.Decoder(DocumentRow)


@dataclass(frozen=True)
class Documents:
    """n rows by the hash of their number, ascending; `starts` (n+1) and `content` hold the sealed rows in the same order."""

    edition_id: UUID
    key: DataKey
    hashes: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int64]
    content: npt.NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.hashes)

    def find(self, number: str, kind: str = "", issuer: str = "") -> tuple[FoundDocument, ...]:
        """The rows of a number. Another issuing country, where both state one, makes it another document."""
        plain = plain_number(number)
        if not plain:
            return ()
        code = vault().code(_CODE, plain)
        low, high = np.searchsorted(self.hashes, [code, code], "left")[0], np.searchsorted(self.hashes, code, "right")
        rows = (row for row in map(self._at, range(int(low), int(high))) if plain_number(row.number) == plain)
        found = (
            FoundDocument(row, _same(plain_kind(row.kind), plain_kind(kind)), _same(row.issuer, issuer.lower()))
            for row in rows
        )
        return tuple(one for one in found if one.same_issuer is not False)

    def save(self, folder: Path) -> None:
        """Write the rows to a folder. Raises `CannotWrite`."""
        arrays: dict[str, Array] = {"hashes": self.hashes, "starts": self.starts, "content": self.content}
        write_folder(folder, VERSION, arrays, {"rows": len(self), "key": _key_mark()}, kind=KIND)

    def _at(self, place: int) -> DocumentRow:
        sealed = self.content[self.starts[place] : self.starts[place + 1]].tobytes()
        return _DECODER.decode(vault().open(self.key, _COLUMN, self.edition_id, sealed))


def lay_out_documents(path: Path, edition_id: UUID, key: DataKey, tally: Tally) -> Documents:
    """Lay a table of documents out. Raises `BadInput` where it has no column for the number."""
    safe, hashes, content, starts = vault(), array("q"), bytearray(), array("q", [0])
    for row in read_documents(path, tally):
        hashes.append(safe.code(_CODE, plain_number(row.number)))
        content += safe.seal(key, _COLUMN, edition_id, msgspec.json.encode(row))
        starts.append(len(content))
    return _sorted(
        edition_id, key, np.array(hashes, np.int64), np.array(starts, np.int64), np.frombuffer(bytes(content), np.uint8)
    )


def open_documents(folder: Path, edition_id: UUID, key: DataKey) -> Documents:
    """Open what was saved. Raises `BadInput` where it is not there, `Unreadable` where the installation's key is another one."""
    manifest, arrays = open_folder(folder, VERSION, kind=KIND)
    if manifest.facts.get("key") != _key_mark():
        raise Unreadable(f"{folder.name} was made with another key of this installation.")
    return Documents(edition_id, key, arrays["hashes"], arrays["starts"], arrays["content"])


def read_documents(path: Path, tally: Tally) -> Iterator[DocumentRow]:
    """The rows of a table of documents; those without a number are refused in the tally."""

    def pick(columns: tuple[str, ...]) -> list[int]:
        found = columns_as(columns)
        if "number" not in found:
            raise BadInput(
                "%(file)s has no column for the number of a document; its columns are %(columns)s. Name the columns number, "
                "kind, issuing country, status and date.",
                file=path.name,
                columns=", ".join(columns),
            )
        return [found.get(field, ABSENT) for field in FIELDS]

    for position, (number, kind, issuer, status, date) in read_columns(path, pick, tally):
        if not plain_number(number):
            tally.refuse(str(position), "no_number", "the row has no number of a document")
            continue
        tally.keep("document")
        yield DocumentRow(number, kind, country_code(issuer) or issuer.casefold(), status, date, str(position))


def _sorted(
    edition_id: UUID,
    key: DataKey,
    hashes: npt.NDArray[np.int64],
    starts: npt.NDArray[np.int64],
    content: npt.NDArray[np.uint8],
) -> Documents:
    """The rows in the order of their hashes."""
    order = np.argsort(hashes, kind="stable")
    lengths = np.diff(starts)[order]
    moved = np.concatenate(([0], np.cumsum(lengths))).astype(np.int64)
    pieces = [content[starts[row] : starts[row + 1]] for row in order]
    return Documents(edition_id, key, hashes[order], moved, np.concatenate(pieces) if pieces else np.zeros(0, np.uint8))


def _same(one: str, other: str) -> bool | None:
    return one == other if one and other else None


def _key_mark() -> int:
    """A number that tells whether hashes were made with the key of now."""
    return vault().code(_CODE, "\0mark")
