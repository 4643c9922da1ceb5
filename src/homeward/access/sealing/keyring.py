"""The keys of an installation: one file each under `HOMEWARD_HOME/keys`, outside the database and outside its backups.

Comes in: the folder. Goes out: 32 bytes for a use and a number; the newest number of a use seals, older ones still open.
A file is `wrap-1.key`, `blind-1.key`, `trail-1.key`, `sign-1.key`: 32 random bytes, readable by its owner alone.
Never derives a key from the web framework's secret, and never writes one anywhere else.
"""

from __future__ import annotations

import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from homeward.access.errors import Sealed

Use = Literal["wrap", "blind", "trail", "sign"]
USES: Final[tuple[Use, ...]] = ("wrap", "blind", "trail", "sign")
SIZE: Final = 32
_FILE: Final = re.compile(r"^(wrap|blind|trail|sign)-(\d{1,4})\.key$")


@dataclass(frozen=True, slots=True)
class Keyring:
    """Every key of an installation, by use and number."""

    keys: Mapping[tuple[str, int], bytes] = field(repr=False)

    def newest(self, use: Use) -> int:
        """The number of the key that seals now."""
        return max(number for kept, number in self.keys if kept == use)

    def key(self, use: Use, number: int) -> bytes:
        """The 32 bytes of one key. Raises `Sealed` where its file is missing."""
        try:
            return self.keys[use, number]
        except KeyError:
            raise Sealed(
                f"The key {use}-{number} is not in the keys folder. Put its file back from the keys' own backup.",
                key=use,
            ) from None


def read_keyring(folder: Path) -> Keyring:
    """The keys under a folder, making the first of each use where there is none."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = _read(folder)
    for use in USES:
        if not any(kept == use for kept, _ in keys):
            add_key(folder, use, 1)
    return Keyring(_read(folder))


def key_file(folder: Path, use: Use, number: int) -> Path:
    """The file of one key."""
    return folder / f"{use}-{number}.key"


def add_key(folder: Path, use: Use, number: int) -> None:
    """Write a new key. The file must not exist: a key that sealed something is never overwritten."""
    path = key_file(folder, use, number)
    descriptor, beside = tempfile.mkstemp(dir=folder, prefix=".new-")  # its owner's alone
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(SIZE))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):  # another process that started at the same moment made it
        os.link(beside, path)  # whole at once: nobody reads half a key
    Path(beside).unlink()


def _read(folder: Path) -> dict[tuple[str, int], bytes]:
    found = {}
    for path in sorted(folder.iterdir()):
        if name := _FILE.match(path.name):
            content = path.read_bytes()
            if len(content) != SIZE:
                raise Sealed(f"{path.name} in the keys folder holds {len(content)} bytes where a key has {SIZE}.")
            found[name[1], int(name[2])] = content
    return found
