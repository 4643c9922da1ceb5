"""One edition of a list, as it was on the day it was received: what it held, and the bytes themselves, never to change.

Comes in: a `Reading` gone through to its end, or a path and the folder of an installation. Goes out: a frozen `Snapshot`.
An edition that is older than the newest kept, or that lost many people against it, is refused until somebody accepts it:
a file that was cut short looks exactly like a mass delisting.
Never changes what was kept before, and leaves nothing half-written.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec

from homeward.kernel.dates import PartialDate
from homeward.kernel.errors import CannotWrite, Inconsistent, Unreadable
from homeward.watchlists.catalog import Reading, fingerprint, open_list
from homeward.watchlists.csv.map import ColumnMap
from homeward.watchlists.listing import Kind

# An edition may hold this many per cent fewer people (or entries) than the newest kept. Publishers remove a few names at a time;
# a download that broke off usually loses a third or more. The UN and OFAC publish far more often than they lose a tenth.
SHRINKS_AT_MOST = 10

LISTS, RECEIVED, RECORD = "lists", "received", "snapshot.json"
_STAGING = ".receiving-"


class Entry(msgspec.Struct, frozen=True, array_like=True):
    """One entry of an edition: the publisher's id, its kind, and the hash of the publisher's text for it."""

    entry_id: str
    kind: Kind
    content_hash: str


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What one edition of a list held. `entries` stand in the order of their ids; `kinds` counts what was kept by kind.

    `received` is set when the bytes were kept. `column_map` is what a table was read by.
    """

    file: str
    format: str
    list_id: str
    sha256: str
    published_on: PartialDate | None
    kinds: dict[str, int]
    refused: int
    entries: tuple[Entry, ...]
    column_map: ColumnMap | None = None
    received: datetime | None = None

    @property
    def individuals(self) -> int:
        """Number of people on the edition."""
        return self.kinds.get("individual", 0)


def take(reading: Reading, column_map: ColumnMap | None = None) -> Snapshot:
    """Go through a reading to its end and say what it held. Raises what its reader raises."""
    entries = sorted(
        (Entry(listing.entry_id, listing.kind, listing.content_hash) for listing in reading),
        key=lambda entry: entry.entry_id,
    )
    source = reading.source
    return Snapshot(
        file=source.file,
        format=source.format,
        list_id=source.list_id,
        sha256=source.sha256,
        published_on=source.published_on,
        kinds=dict(sorted(Counter(entry.kind for entry in entries).items())),
        refused=reading.tally.refused,
        entries=tuple(entries),
        column_map=column_map,
    )


def save(snapshot: Snapshot, path: Path) -> None:
    """Write a snapshot as JSON, whole or not at all. Raises `CannotWrite`."""
    part = path.with_name(f".{path.name}.part")
    try:
        _write(part, msgspec.json.encode(snapshot))
        part.replace(path)
    except OSError as error:
        part.unlink(missing_ok=True)
        raise _cannot_write(path.name, error) from error


def load(path: Path) -> Snapshot:
    """A snapshot from its JSON. Raises `Unreadable` where there is none."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Snapshot)
    except OSError as error:
        raise Unreadable(f"{path.name} cannot be opened: {error.strerror}. Check the path.", file=path.name) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Unreadable(f"{path.name} is no snapshot of a list, or it was cut short.", file=path.name) from error


def keep(
    path: Path, home: Path, list_id: str | None = None, column_map: ColumnMap | None = None, *, accept: bool = False
) -> Snapshot:
    """Keep an edition under `home`, as received and read-only. One that is kept already is returned as it is.

    Raises `Inconsistent` for an edition that is older than the newest kept, or that shrank, unless `accept`; `CannotWrite`
    where there is no room; and what the reader raises.
    """
    path = path.resolve() if path.is_dir() else path
    reading = open_list(path, list_id, column_map)
    snapshot = take(reading, column_map)
    folder = home / LISTS / snapshot.sha256
    if (folder / RECORD).is_file():
        return load(folder / RECORD)
    if not accept:
        check_succession(kept(home, snapshot.list_id), snapshot)
    received = msgspec.structs.replace(snapshot, received=datetime.now(UTC))
    _put(received, path, reading.files, folder)
    return load(folder / RECORD)


def kept(home: Path, list_id: str | None = None) -> list[Snapshot]:
    """The editions kept under `home`, of one list or of all, the newest last."""
    found = [load(record) for record in sorted((home / LISTS).glob(f"[0-9a-f]*/{RECORD}"))]
    return sorted((one for one in found if list_id in (None, one.list_id)), key=_age)


def reopen(home: Path, snapshot: Snapshot) -> Reading:
    """Read a kept edition again. Raises `Inconsistent` where its bytes are no longer those that were received."""
    path = home / LISTS / snapshot.sha256 / RECEIVED / snapshot.file
    reading = open_list(path, snapshot.list_id, snapshot.column_map)
    if reading.source.sha256 != snapshot.sha256:
        raise Inconsistent(
            f"The kept edition {snapshot.sha256[:12]} of the list {snapshot.list_id} was changed after it was received. "
            "Get the edition again from its publisher.",
            list=snapshot.list_id,
        )
    return reading


def check_succession(editions: list[Snapshot], new: Snapshot) -> None:
    """Refuse an edition that cannot follow those kept: an older one, or one that lost more than it may."""
    if not editions:
        return
    newest = editions[-1]
    if new.published_on and newest.published_on and new.published_on.last < newest.published_on.first:
        raise Inconsistent(
            f"{new.file} is the edition of {new.published_on.iso()}, older than the one kept, of "
            f"{newest.published_on.iso()}. Get the newest edition; or accept this one, if you mean to go back.",
            file=new.file,
            published_on=new.published_on.iso(),
            newest=newest.published_on.iso(),
        )
    for noun, before, now in (
        ("individuals", newest.individuals, new.individuals),
        ("entries", len(newest.entries), len(new.entries)),
    ):
        if now * 100 < before * (100 - SHRINKS_AT_MOST):
            raise Inconsistent(
                f"{new.file} holds {now:,} {noun}; the edition before it held {before:,}. It may have been cut short. Get it "
                "again; or accept it, if the publisher removed that many.",
                file=new.file,
                before=before,
                now=now,
            )


def _age(snapshot: Snapshot) -> tuple[date, datetime]:
    published = snapshot.published_on
    return published.last if published else date.min, snapshot.received or datetime.min.replace(tzinfo=UTC)


def _put(snapshot: Snapshot, path: Path, files: tuple[Path, ...], folder: Path) -> None:
    """Write everything beside its place, then move it there in one step. Raises `CannotWrite`."""
    staging = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=folder.parent))
        copies = tuple(_copy(source, target) for source, target in _places(path, files, staging / RECEIVED))
        if fingerprint(copies) != snapshot.sha256:
            raise Inconsistent(f"{snapshot.file} changed while it was read. Try again when it is whole.")
        _write(staging / RECORD, msgspec.json.encode(snapshot))
        _sync(staging)
        staging.chmod(0o755)
        _move(staging, folder)
    except OSError as error:
        raise _cannot_write(f"The edition {snapshot.file}", error) from error
    finally:
        if staging:
            shutil.rmtree(staging, ignore_errors=True)


def _move(staging: Path, folder: Path) -> None:
    """Move a whole edition to its place and close it; one that stands there already is the same."""
    try:
        staging.rename(folder)
    except OSError:
        if not (folder / RECORD).is_file():
            raise
        return
    _sync(folder.parent)
    for inner in sorted([folder, *(entry for entry in folder.rglob("*") if entry.is_dir())], reverse=True):
        inner.chmod(0o555)


def _places(path: Path, files: tuple[Path, ...], received: Path) -> Iterator[tuple[Path, Path]]:
    """Each file with where its copy goes: a folder keeps its shape, a set stays side by side."""
    top = path.parent
    yield from ((file, received / (file.relative_to(top) if path.is_dir() else file.name)) for file in files)


def _copy(source: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    with source.open("rb") as reading, target.open("wb") as writing:
        shutil.copyfileobj(reading, writing, 1 << 20)
        writing.flush()
        os.fsync(writing.fileno())
    target.chmod(0o444)
    return target


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())
    path.chmod(0o444)


def _sync(folder: Path) -> None:
    """Make a folder's entries last, as fsync does for a file."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _cannot_write(what: str, error: OSError) -> CannotWrite:
    reason = error.strerror or type(error).__name__
    return CannotWrite(f"{what} could not be written: {reason}. Make room or choose another place, and try again.")
