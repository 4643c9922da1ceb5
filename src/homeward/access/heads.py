"""The head of the trail, written down outside the database each time the sealer moved it: `HOMEWARD_HOME/trail/heads.jsonl`.

Comes in: a place and its hash. Goes out: a line more, on the disk before we go on; later every line.
A file that only grows: copied to another machine (or printed), it proves later that nothing before it was changed or cut off.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from django.conf import settings

from homeward.kernel.errors import Inconsistent


class Head(msgspec.Struct, frozen=True):
    """The place that the chain had reached at a moment, and its hash in hexadecimal."""

    seq: int
    mac: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Heads:
    """Every head written down. `torn`: the last line was cut off while it was being written, and counts for nothing."""

    heads: tuple[Head, ...]
    torn: bool


def heads_file() -> Path:
    """Where the heads of this installation are written down."""
    return Path(settings.HOMEWARD_HOME) / "trail" / "heads.jsonl"


def write_head(seq: int, mac: bytes) -> None:
    """Write a head down, unless it stands there already."""
    path = heads_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        end = os.lseek(descriptor, 0, os.SEEK_END)
        tail = os.pread(descriptor, 512, max(0, end - 512))
        last = tail.rstrip(b"\n").rpartition(b"\n")[2]
        if last.startswith(b'{"seq":%d,"mac":"%s"' % (seq, mac.hex().encode())):
            return
        torn = b"" if tail.endswith(b"\n") or not tail else b"\n"
        os.write(descriptor, torn + msgspec.json.encode(Head(seq, mac.hex(), datetime.now(UTC))) + b"\n")
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read_heads(path: Path) -> Heads:
    """Every head of a file. Raises `Inconsistent` for a line that is none, other than one torn off at its end."""
    if not path.exists():
        return Heads((), torn=False)
    lines = path.read_bytes().split(b"\n")
    torn = lines.pop() != b""
    found = []
    for number, line in enumerate(lines, 1):
        try:
            found.append(msgspec.json.decode(line, type=Head))
        except msgspec.DecodeError:
            if number < len(lines) and _begins_like_a_head(line):
                continue  # torn off by a crash; the next line was begun after it
            raise Inconsistent(f"Line {number} of {path.name} is not the head of a trail. It was changed.") from None
    return Heads(tuple(found), torn)


def _begins_like_a_head(line: bytes) -> bool:
    return b'{"seq":'.startswith(line[:7]) and not line.endswith(b"}")
