"""Sign what leaves this installation, and show the public halves of its keys.

Comes in: bytes. Goes out: a signature with the public key that proves it. The secret half is `sign-1.key` among the other keys, never
leaves the keys folder, and signs nothing that does not say by itself what it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from homeward.access.sealing.keyring import key_file
from homeward.access.sealing.vault import vault
from homeward.access.signatures import fingerprint, public_key, signature_of


@dataclass(frozen=True, slots=True)
class Signer:
    """The public half of a signing key: its number, since when, and whether it signs now."""

    number: int
    pem: bytes
    fingerprint: str
    made_at: datetime
    signs_now: bool


def signer() -> Signer:
    """The key that signs now."""
    return next(one for one in signers() if one.signs_now)


def signers() -> tuple[Signer, ...]:
    """Every signing key of this installation, the newest first."""
    ring, folder = vault().keyring, Path(settings.HOMEWARD_HOME) / "keys"
    newest = ring.newest("sign")
    numbers = sorted((number for use, number in ring.keys if use == "sign"), reverse=True)
    return tuple(_signer(ring.key("sign", one), one, key_file(folder, "sign", one), one == newest) for one in numbers)


def sign(document: bytes, by: Signer) -> bytes:
    """The signature of a document by one of this installation's keys."""
    return signature_of(vault().keyring.key("sign", by.number), document)


def _signer(secret: bytes, number: int, file: Path, signs_now: bool) -> Signer:
    pem = public_key(secret)
    return Signer(number, pem, fingerprint(pem), datetime.fromtimestamp(file.stat().st_mtime, UTC), signs_now)
