"""An index as it is kept: in memory after building, or memory-mapped from a folder that many processes read at once.

Comes in: an `Index` to save, or a folder to open. Goes out: files (one array each, and `index.json`) or an `Index` over them.
A folder is written beside its place and moved there whole; one that is damaged, foreign or of another version is refused, not
guessed at. Opening reads nothing whose size depends on the list.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar, overload

import msgspec
import numpy as np
import numpy.typing as npt

from homeward import __version__
from homeward.kernel.errors import Unreadable
from homeward.names.costs import VERSION as COSTS
from homeward.names.lexicon import load
from homeward.names.likeness import SoundArrays, Sounds
from homeward.names.trie import Trie
from homeward.screening.index.arrays import Array, Manifest, open_folder, verify, write_folder
from homeward.screening.index.ids import Ids
from homeward.screening.index.junctions import Junctions
from homeward.screening.index.lately import Lately
from homeward.screening.index.turns import Turns
from homeward.screening.sheet import Sheet, Vocabulary

VERSION = 16
_NOT_ALNUM = re.compile(r"[^0-9A-Za-z\u0600-\u06ff\u0400-\u04ff]+")
_T = TypeVar("_T")
SAID = ("\x1f", "\x1e")  # between the fields of `Index.said`, and between the texts of a field


class Texts(NamedTuple):
    """n texts as UTF-8, one after another; starts (n+1)."""

    content: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]

    def get(self, row: int) -> str:
        """The text of a row."""
        return bytes(self.content[self.starts[row] : self.starts[row + 1]]).decode("utf-8")


class Keys(Sequence[str]):
    """Texts as a sequence of words that is read only where it is asked."""

    def __init__(self, texts: Texts) -> None:
        self.texts = texts

    def __len__(self) -> int:
        return len(self.texts.starts) - 1

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> list[str]: ...
    def __getitem__(self, row: int | slice) -> str | list[str]:
        if isinstance(row, slice):
            return [self.texts.get(one) for one in range(*row.indices(len(self)))]
        if not -len(self) <= row < len(self):
            raise IndexError(row)
        return self.texts.get(row % len(self))

    def __iter__(self) -> Iterator[str]:
        return (self.texts.get(row) for row in range(len(self)))


class Postings(NamedTuple):
    """For each part the turns of the names that hold it, ascending: `turns[starts[part]:starts[part + 1]]`."""

    starts: npt.NDArray[np.int64]
    turns: npt.NDArray[np.int32]


class ListSource(msgspec.Struct, frozen=True, kw_only=True, rename={"list_id": "list"}):
    """A list that an index holds: its file, edition and hash, and what was read, kept and refused."""

    list_id: str
    file: str = ""
    format: str = ""
    published_on: str | None = None
    sha256: str = ""
    read: int = 0
    kept: int = 0
    refused: int = 0
    individuals: int = 0


@dataclass(frozen=True)
class Planted(Sounds):
    """Sounds whose trie was kept with them."""

    kept: Trie

    @cached_property
    def trie(self) -> Trie:
        """The tree as it was kept."""
        return self.kept


@dataclass(frozen=True)
class Index:
    """One or more lists ready to be screened against. Rows of `sheet` are entries; `order` is their rank by list and entry id.

    `said` is what each entry says in words of its own: places of birth, fathers, mothers (`SAID`), to show and not to compare.
    `primary` is each entry's main name among the names, -1 where it has none that can be read.
    """

    sheet: Sheet
    vocabulary: Vocabulary
    order: npt.NDArray[np.int32]
    entry_list: npt.NDArray[np.int32]
    lists: tuple[str, ...]
    ids: Texts
    by_id: Ids
    names: Texts
    said: Texts
    primary: npt.NDArray[np.int32]
    hashes: npt.NDArray[np.uint64]
    documents: npt.NDArray[np.int64]  # (key, kind and issuer, entry), sorted
    on_list: npt.NDArray[np.int64]
    in_reference: npt.NDArray[np.int64]
    name_entry: npt.NDArray[np.int32]
    days: npt.NDArray[np.int32]  # exact births, ascending
    fields: npt.NDArray[np.uint8]  # by part: in which fields of facts it stands, see `Sheet.fields`
    turns: Turns
    postings: Postings
    junctions: Junctions
    reference: str
    years: dict[int, int]
    left_out: int = 0
    sources: tuple[ListSource, ...] = ()
    rarities: dict[str, npt.NDArray[np.int32]] = field(
        default_factory=dict, compare=False, repr=False
    )  # by reference, as asked for
    lately: Lately = field(default_factory=Lately, compare=False, repr=False)

    def __len__(self) -> int:
        return len(self.entry_list)

    def row(self, entry_id: str, list_id: str = "") -> int | None:
        """The row of an entry by its publisher's id, whatever its case, of a certain list or of the first that has it, or None."""
        wanted = entry_id.strip().casefold()
        rows = (row for row in self.by_id.rows_of(wanted) if self.ids.get(row).strip().casefold() == wanted)
        return next((row for row in rows if not list_id or self.lists[int(self.entry_list[row])] == list_id), None)

    @cached_property
    def turn_of(self) -> npt.NDArray[np.int32]:
        """The turn of each name."""
        found = np.empty_like(self.turns.names)
        found[self.turns.names] = np.arange(len(found), dtype=np.int32)
        return found

    def save(self, folder: Path, inside: Callable[[Path], object] | None = None) -> Manifest:
        """Write the index to a folder; `inside` writes what belongs into it besides.

        Raises `BadInput` where something else is there, `CannotWrite` where it cannot be.
        """
        arrays = {name: getattr(self, name) for name in _ARRAYS}
        for name, group in _GROUPS.items():
            arrays |= {f"{name}.{key}": array for key, array in zip(group._fields, getattr(self, name), strict=True)}
        sounds = self.vocabulary.sounds
        arrays |= {f"sounds.{key}": array for key, array in sounds.arrays._asdict().items()}
        arrays |= {f"trie.{key}": array for key, array in sounds.trie._asdict().items()}
        arrays |= {f"keys.{key}": array for key, array in texts(self.vocabulary.keys)._asdict().items()}
        arrays["counts"] = self.vocabulary.counts
        return write_folder(folder, VERSION, arrays, msgspec.to_builtins(_facts_of(self), str_keys=True), inside=inside)


class Facts(msgspec.Struct, frozen=True):
    """What the manifest says besides the arrays. `made_with` must be what opens it, else the sounds would not fit."""

    made_with: dict[str, str]
    lists: tuple[str, ...]
    sources: tuple[ListSource, ...]
    reference: str
    years: dict[int, int]
    left_out: int
    counts: dict[str, int]


_ARRAYS = (
    "order",
    "entry_list",
    "primary",
    "hashes",
    "documents",
    "on_list",
    "in_reference",
    "name_entry",
    "days",
    "fields",
)
_FACTS = ("lists", "reference", "years", "left_out", "sources")
_GROUPS: dict[str, type[Any]] = {
    "sheet": Sheet, "ids": Texts, "by_id": Ids, "names": Texts, "said": Texts, "turns": Turns, "postings": Postings,
    "junctions": Junctions,
}  # fmt: skip


def made_with() -> dict[str, str]:
    """The versions of what an index depends on."""
    return {"homeward": __version__, "lexicon": load().version, "costs": str(COSTS)}


def _facts_of(index: Index) -> Facts:
    counts = {"entries": len(index), "names": len(index.sheet.weak), "parts": len(index.vocabulary.keys)}
    return Facts(made_with(), index.lists, index.sources, index.reference, index.years, index.left_out, counts)


def open_index(folder: Path, *, check: bool = False) -> Index:
    """Open a saved index; its arrays are read when they are used. `check` compares every file with its hash first.

    Raises `BadInput` for a folder that is no index, `Unreadable` for one that is damaged or of another version.
    """
    manifest, arrays = open_folder(folder, VERSION)
    facts = _facts(folder, manifest)
    if check:
        verify(folder, manifest)
    try:
        sounds = Planted(_group(SoundArrays, "sounds", arrays), _group(Trie, "trie", arrays))
        fields: dict[str, Any] = {name: arrays[name] for name in _ARRAYS}
        fields |= {name: _group(group, name, arrays) for name, group in _GROUPS.items()}
        fields |= {name: getattr(facts, name) for name in _FACTS}
        return Index(**fields, vocabulary=Vocabulary(Keys(_group(Texts, "keys", arrays)), sounds, arrays["counts"]))
    except KeyError as error:
        raise Unreadable(f"{folder.name} is damaged: it has no {error.args[0]}. Make it again.") from error


def _facts(folder: Path, manifest: Manifest) -> Facts:
    try:
        facts = msgspec.convert(manifest.facts, Facts, strict=False)
    except msgspec.ValidationError as error:
        raise Unreadable(f"{folder.name} is damaged: its manifest is not whole. Make it again.") from error
    now = made_with()
    if differ := [key for key in now if facts.made_with.get(key) != now[key]]:
        raise Unreadable(
            f"{folder.name} was made with another version ({', '.join(differ)}). Make it again with: homeward lists index"
        )
    return facts


def _group(kind: Callable[..., _T], prefix: str, arrays: Mapping[str, Array]) -> _T:
    """A named tuple of the arrays whose names begin with its own. Raises `KeyError` for one that is missing."""
    fields: tuple[str, ...] = kind._fields  # type: ignore[attr-defined]
    return kind(*(arrays[f"{prefix}.{field}"] for field in fields))


def texts(words: Sequence[str]) -> Texts:
    """Words as texts."""
    if isinstance(words, Keys):
        return words.texts
    encoded = [word.encode("utf-8", "replace") for word in words]
    starts = np.concatenate(([0], np.cumsum([len(word) for word in encoded], dtype=np.int64))).astype(np.int64)
    return Texts(np.frombuffer(bytearray(b"".join(encoded)), np.uint8), starts)


def postings(sheet: Sheet, parts: int, turns: Turns) -> Postings:
    """The names that hold each part of a vocabulary of so many parts, by their turns."""
    starts, named = sheet.token_start[:-1], np.diff(sheet.token_start)[turns.names]
    holders = np.repeat(np.arange(len(named), dtype=np.int32), named)
    ends = np.cumsum(named)
    tokens = sheet.tokens[np.repeat(starts[turns.names] - ends + named, named) + np.arange(len(sheet.tokens))]
    order = np.argsort(tokens, kind="stable")
    counts = np.bincount(tokens, minlength=parts)
    return Postings(np.concatenate(([0], np.cumsum(counts))).astype(np.int64), holders[order])


def document_key(kind: str, number: str, issuer: str) -> tuple[int, int]:
    """A document's number without punctuation as a hash, and its kind and issuer as another (0 where not stated)."""
    plain = _NOT_ALNUM.sub("", number).upper()
    digest = hashlib.blake2b(plain.encode(), digest_size=7).digest()
    return int.from_bytes(digest, "big"), 0 if not issuer else int.from_bytes(issuer.encode()[:2], "big")
