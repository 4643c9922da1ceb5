"""The file of a run while it grows: finished blocks beside the output, moved into place when all are there.

Comes in: blocks in order. Goes out: the output, mode 0600, whole or not at all; what was finished of a run that stopped, whatever
stopped it, stays in `FILE.part` with its journal `FILE.part.jsonl`, for --resume.
Never trusts what it finds: a block whose journal line or checksum is not whole is done again.
"""

from __future__ import annotations

import fcntl
import os
import zlib
from collections.abc import Callable
from contextlib import suppress
from io import FileIO
from pathlib import Path

import msgspec

from homeward.kernel.errors import CannotWrite, Inconsistent
from homeward.screening.runs.plan import Plan


class Done(msgspec.Struct, frozen=True):
    """How far a run has come: people, rows and bytes written so far, how many people had candidates, checksum of the last block."""

    people: int = 0
    rows: int = 0
    size: int = 0
    with_candidates: int = 0
    crc: int = 0


class Output:
    """The growing output of one run. `done` says how far it is; `append` adds a block; `finish` moves it into place."""

    def __init__(self, path: Path, plan: Plan, *, resume: bool) -> None:
        """Open for writing, after the last whole block of an earlier run where `resume` says so.

        Raises `Inconsistent` where that run had another plan, `CannotWrite` where there is no writing.
        """
        check_place(path)
        self.path, self.done = path, Done()
        self._part, self._journal = part_of(path), journal_of(path)
        try:
            if resume and self._part.exists() and self._journal.exists():
                self._reopen(plan)
            else:
                self._begin(plan)
        except OSError as error:
            raise cannot_write(path, error) from error

    def _begin(self, plan: Plan) -> None:
        self._data = _locked(self._part, self.path)
        self._data.truncate(0)
        self._log = private(self._journal)
        _all(self._log, msgspec.json.encode(plan) + b"\n")

    def _reopen(self, plan: Plan) -> None:
        self._data = _locked(self._part, self.path)
        first, *lines = self._journal.read_bytes().splitlines(keepends=True)
        try:
            earlier = msgspec.json.decode(first, type=Plan)
        except msgspec.DecodeError as error:
            raise Inconsistent(
                f"{self._journal.name} is damaged: delete it and start again without --resume."
            ) from error
        if differ := plan.differences(earlier):
            raise Inconsistent(
                f"{self._part.name} belongs to a run that was not the same: {', '.join(differ)} changed since. "
                "Give what that run was given, or start again without --resume."
            )
        kept = len(first)
        for line in lines:
            done = _whole(line, self._data, self.done)
            if done is None:
                break
            self.done, kept = done, kept + len(line)
        self._data.truncate(self.done.size)
        self._data.seek(self.done.size)
        self._log = FileIO(os.open(self._journal, os.O_RDWR | os.O_NOFOLLOW), "r+")
        self._log.truncate(kept)
        self._log.seek(kept)

    def append(self, block: bytes, people: int, rows: int, with_candidates: int) -> None:
        """Add a block of so many people. Raises `CannotWrite`; what was there before stays whole."""
        before = self.done
        done = Done(
            before.people + people,
            before.rows + rows,
            before.size + len(block),
            before.with_candidates + with_candidates,
            zlib.crc32(block),
        )
        try:
            _all(self._data, block)
            _all(self._log, msgspec.json.encode(done) + b"\n")
        except OSError as error:
            raise cannot_write(self.path, error, before.people) from error
        self.done = done

    def finish(self, beside: Callable[[], None]) -> None:
        """Write what stands beside the output, then move the output into place and forget the journal."""
        try:
            os.fsync(self._data.fileno())
            beside()
            self._part.replace(self.path)
            self._journal.unlink()
        except OSError as error:
            raise cannot_write(self.path, error, self.done.people) from error
        finally:
            self.close()

    def close(self) -> None:
        """Let go of the files; they stay where they are."""
        self._data.close()
        self._log.close()


def part_of(path: Path) -> Path:
    """Where finished blocks wait."""
    return path.with_name(f"{path.name}.part")


def journal_of(path: Path) -> Path:
    """Where it is written which blocks are finished."""
    return path.with_name(f"{path.name}.part.jsonl")


def check_place(path: Path) -> None:
    """Whether a file can be written there, before any work is done. Raises `CannotWrite`."""
    if path.is_dir():
        raise CannotWrite(f"{path.name or path} is a folder: name a file in it.")
    if not path.parent.is_dir():
        raise CannotWrite(f"The folder for {path.name} does not exist: make it first, or name another place.")
    if not os.access(path.parent, os.W_OK | os.X_OK):
        raise CannotWrite(f"The folder for {path.name} takes no files: name another place.")


def write_beside(path: Path, content: bytes) -> None:
    """A whole file, mode 0600, in place of an earlier one. Raises `CannotWrite`."""
    new = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        with private(new) as handle:
            _all(handle, content)
        new.replace(path)
    except OSError as error:
        raise cannot_write(path, error) from error
    finally:
        new.unlink(missing_ok=True)


def cannot_write(path: Path, error: OSError, people: int = 0) -> CannotWrite:
    """A refusal of the system in words."""
    kept = f" {people:,} people are done and kept: --resume goes on from there." if people else ""
    return CannotWrite(
        f"{path.name} could not be written: {error.strerror or error}. Make room or name another place, and run it again.{kept}"
    )


def private(path: Path) -> FileIO:
    """A new file that only its owner can read, in place of an earlier one."""
    with suppress(FileNotFoundError):
        path.unlink()
    return FileIO(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "r+")


def _locked(part: Path, output: Path) -> FileIO:
    """The file of finished blocks, for one process alone."""
    handle = FileIO(os.open(part, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600), "r+")
    try:
        os.fchmod(handle.fileno(), 0o600)
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        handle.close()
        raise CannotWrite(f"Another run is writing {output.name}: wait for it, or name another file.") from error
    return handle


def _all(handle: FileIO, content: bytes) -> None:
    """Write all of it; the system may take less at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[handle.write(rest) :]


def _whole(line: bytes, data: FileIO, before: Done) -> Done | None:
    """What a journal line says, if it is whole and the block it stands for is there as it was written."""
    if not line.endswith(b"\n"):
        return None
    try:
        done = msgspec.json.decode(line, type=Done)
    except msgspec.DecodeError:
        return None
    data.seek(before.size)
    content = data.read(done.size - before.size) if done.size >= before.size else b""
    return done if len(content) == done.size - before.size and zlib.crc32(content) == done.crc else None
