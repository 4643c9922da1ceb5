"""Seal and open personal text; make the keyed hashes by which sealed values are found again.

Comes in: a subject's key, the column and row that a value belongs to, and text. Goes out: bytes (a nonce of 12, the cipher
text, a tag of 16) or the text. AES-256-GCM; its associated data binds column and row, so a value moved elsewhere does not open.
Every subject (a person, a household) has one data key, wrapped by the installation's key: destroying it erases all of theirs.
`blind` and `code` are HMAC-SHA256: equal inputs give equal outputs, so they leak how often a value occurs (an accepted risk:
docs/decisions/0007-sealing-and-search.md). Never puts a value into an error.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from homeward.access.errors import Damaged
from homeward.access.sealing.keyring import SIZE, Keyring, read_keyring

_NONCE: Final = 12
SEALED_OVERHEAD: Final = _NONCE + 16


@dataclass(frozen=True, slots=True)
class DataKey:
    """An unwrapped key of one subject, in memory only."""

    id: UUID
    cipher: AESGCM


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A subject's key as the database keeps it: sealed by the installation's key of that number."""

    id: UUID
    number: int
    sealed: bytes


@dataclass(frozen=True)
class Vault:
    """What seals and opens, for one installation."""

    keyring: Keyring

    def make(self, subject: UUID) -> tuple[DataKey, Wrapped]:
        """A new data key for a subject, unwrapped and wrapped."""
        key = secrets.token_bytes(SIZE)
        return DataKey(subject, AESGCM(key)), self._wrap(subject, key)

    def unwrap(self, wrapped: Wrapped) -> DataKey:
        """A subject's data key. Raises `Damaged` where its bytes were changed."""
        return DataKey(wrapped.id, AESGCM(self._unwrap(wrapped)))

    def rewrap(self, wrapped: Wrapped) -> Wrapped:
        """The same data key under the installation's newest key."""
        return self._wrap(wrapped.id, self._unwrap(wrapped))

    def seal(self, key: DataKey, column: str, row: UUID, text: bytes) -> bytes:
        """Seal a value of one column of one row."""
        return seal(key, column, row, text)

    def open(self, key: DataKey, column: str, row: UUID, sealed: bytes) -> bytes:
        """Open what `seal` made for this column and row. Raises `Damaged` for anything else."""
        return self.opener(column)(key, row.bytes, bytes(sealed))

    def opener(self, column: str) -> Callable[[DataKey, bytes, bytes], bytes]:
        """What `open` is for one column of many rows, whose ids are given as bytes."""
        begins = column.encode() + b"\0"

        def opened(key: DataKey, row: bytes, sealed: bytes) -> bytes:
            try:
                return key.cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], begins + row)
            except (InvalidTag, ValueError):
                raise Damaged(
                    f"A sealed value of {column} does not open: it was changed outside Homeward. Restore it from a backup.",
                    column=column,
                    row=str(UUID(bytes=row)),
                ) from None

        return opened

    def blind(self, kind: str, text: str) -> bytes:
        """16 bytes by which an exact, normalised value of a kind is found."""
        return self._mac(kind, text)[:16]

    def code(self, kind: str, text: str) -> int:
        """A signed 64-bit number by which a sound, skeleton or prefix of a name is found."""
        return _code(self._blinding, kind, text)

    def codes(self, kind: str, texts: frozenset[str]) -> tuple[int, ...]:
        """The numbers of several, in no order."""
        return _codes(self._blinding, kind, texts)

    def _mac(self, kind: str, text: str) -> bytes:
        return _digest(self._blinding, kind, text)

    @cached_property
    def _blinding(self) -> bytes:
        return self.keyring.key("blind", self.keyring.newest("blind"))

    def _wrap(self, subject: UUID, key: bytes) -> Wrapped:
        number = self.keyring.newest("wrap")
        nonce = secrets.token_bytes(_NONCE)
        sealed = AESGCM(self.keyring.key("wrap", number)).encrypt(nonce, key, subject.bytes)
        return Wrapped(subject, number, nonce + sealed)

    def _unwrap(self, wrapped: Wrapped) -> bytes:
        sealed = bytes(wrapped.sealed)
        try:
            cipher = AESGCM(self.keyring.key("wrap", wrapped.number))
            return cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], wrapped.id.bytes)
        except (InvalidTag, ValueError):
            raise Damaged(
                "A subject's key does not open: it was changed outside Homeward. Restore it from a backup.",
                key=str(wrapped.id),
            ) from None


def seal(key: DataKey, column: str, row: UUID, text: bytes) -> bytes:
    """Seal a value of one column of one row with its subject's key, for which the installation's own are not needed."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + key.cipher.encrypt(nonce, text, _bound(column, row))


# The same few thousand sounds and beginnings make up a million names: they are worked out once in a process.
@lru_cache(maxsize=1 << 15)
def _codes(key: bytes, kind: str, texts: frozenset[str]) -> tuple[int, ...]:
    return tuple(_code(key, kind, text) for text in texts)


@lru_cache(maxsize=1 << 15)
def _code(key: bytes, kind: str, text: str) -> int:
    return int.from_bytes(_digest(key, kind, text)[:8], "big", signed=True)


def _digest(key: bytes, kind: str, text: str) -> bytes:
    return hmac.digest(key, f"{kind}\0{text}".encode(), hashlib.sha256)


def _bound(column: str, row: UUID) -> bytes:
    return column.encode() + b"\0" + row.bytes


def vault() -> Vault:
    """The vault of this installation, read anew when its keys folder changes: another process may have added a key."""
    folder = _folder(settings.HOMEWARD_HOME)
    try:
        changed = folder.stat().st_mtime_ns
    except FileNotFoundError:
        changed = 0
    return _vault(folder, changed)


@lru_cache(maxsize=4)
def _folder(home: Path) -> Path:
    return Path(home) / "keys"


@lru_cache(maxsize=4)
def _vault(folder: Path, changed: int) -> Vault:
    return Vault(read_keyring(folder))
