"""The life of keys: a subject's key destroyed, the installation's key changed, an old one thrown away.

Comes in: an actor and an id or a number. Goes out: proofs and counts. Changing the key rewraps subjects' keys in chunks, each a
short transaction of its own: interrupted, it goes on where it stopped, and everything opens meanwhile.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from homeward.access.actions.authority import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.models import SubjectKey
from homeward.access.sealing.keyring import Use, add_key, key_file, read_keyring
from homeward.access.sealing.vault import Wrapped, vault
from homeward.access.selectors.keys import keys_folder, wrapped_by_number
from homeward.access.trail import record
from homeward.kernel.errors import BadInput

CHUNK = 500  # rows rewrapped in one transaction: it holds the database for less than 200 ms


@dataclass(frozen=True, slots=True)
class Erasure:
    """The proof that a subject's key is gone: when, and the SHA-256 of the wrapped key that was destroyed."""

    subject_id: UUID
    at: datetime
    digest: bytes


@dataclass(frozen=True, slots=True)
class Rotation:
    """A change of the installation's key: the number that seals now, how many keys were rewrapped, whether one was resumed."""

    number: int
    rewrapped: int
    resumed: bool


@action
def subject_erase(actor: Actor, *, subject_id: UUID) -> Erasure:
    """Destroy a subject's key: what it sealed is gone for good. Erasing twice gives the first proof again.

    Raises `Refused`, and `NotFound` where the subject never had a key.
    """
    authorise(actor, Capability.ERASE, person_id=subject_id)
    row = SubjectKey.objects.select_for_update().filter(id=subject_id).first()
    if row is None:
        raise NotFound("There is no key of this subject, so nothing was erased.")
    if row.destroyed_at is None:
        _forget_old_pages()
        row.proof = hashlib.sha256(bytes(row.wrapped)).digest()
        row.wrapped, row.destroyed_at = b"", timezone.now()
        row.save(update_fields=["proof", "wrapped", "destroyed_at"])
        detail = {"proof": row.proof.hex(), "key": row.number}
        record(actor, EventKind.WRITE, "subject.erase", person_id=subject_id, detail=detail)
    assert row.destroyed_at is not None
    return Erasure(subject_id, row.destroyed_at, bytes(row.proof))


def keys_rotate(
    actor: Actor, *, use: Use = "wrap", on_chunk: Callable[[int], None] = lambda rewrapped: None
) -> Rotation:
    """Let a new key seal from now on, and rewrap every subject's key with it; or finish a change that was interrupted.

    `on_chunk` hears how many keys were rewrapped so far. Raises `Refused`; `BadInput` for the key of the blind index, which
    cannot be changed without making every look-up value anew.
    """
    authorise(actor, Capability.KEY_MANAGE)
    if use == "blind":
        raise BadInput(
            "The key of the look-up values cannot be changed alone: every look-up value would have to be made anew."
        )
    number = read_keyring(keys_folder()).newest(use)
    resumed = use == "wrap" and any(kept != number for kept in wrapped_by_number())
    if not resumed:
        number += 1
        add_key(keys_folder(), use, number)
        record(actor, EventKind.WRITE, "keys.rotate", subject=f"{use}-{number}")
    rewrapped = _rewrap_all(number, on_chunk) if use == "wrap" else 0
    if rewrapped:
        record(actor, EventKind.WRITE, "keys.rewrapped", subject=f"{use}-{number}", detail={"subjects": rewrapped})
    return Rotation(number, rewrapped, resumed)


@action
def keys_retire(actor: Actor, *, number: int) -> None:
    """Throw an old wrapping key away: backups made while it sealed can be opened no more, nor those erased since.

    Raises `Refused`, and `BadInput` where it still wraps a subject's key, seals now, or is not there.
    """
    authorise(actor, Capability.KEY_MANAGE)
    ring = read_keyring(keys_folder())
    if ("wrap", number) not in ring.keys:
        raise BadInput(f"There is no key wrap-{number}. `homeward keys list` shows those there are.")
    if number == ring.newest("wrap") or wrapped_by_number().get(number):
        raise BadInput(f"The key wrap-{number} is in use. Run `homeward keys rotate` first.")
    record(actor, EventKind.WRITE, "keys.retire", subject=f"wrap-{number}")
    key_file(keys_folder(), "wrap", number).unlink()


def _rewrap_all(number: int, on_chunk: Callable[[int], None]) -> int:
    """Rewrap until nothing is left under an older key: another process may have made some while we went through."""
    done, last = 0, UUID(int=0)
    while True:
        rows = _rewrap_chunk(number, last)
        if rows:
            done, last = done + len(rows), rows[-1].id
            on_chunk(done)
        elif last == UUID(int=0):
            return done
        else:
            last = UUID(int=0)


@transaction.atomic
def _rewrap_chunk(number: int, after: UUID) -> list[SubjectKey]:
    safe = vault()
    rows = SubjectKey.objects.select_for_update().filter(destroyed_at__isnull=True, number__lt=number, id__gt=after)
    chunk = list(rows.order_by("id")[:CHUNK])
    fresh = [safe.rewrap(Wrapped(row.id, row.number, bytes(row.wrapped))) for row in chunk]
    kept = SubjectKey._meta.pk.get_db_prep_value  # a statement of our own: `bulk_update` takes five times as long
    with connection.cursor() as cursor:
        statement = f"UPDATE {SubjectKey._meta.db_table} SET number = %s, wrapped = %s WHERE id = %s"  # noqa: S608
        cursor.executemany(statement, [(one.number, one.sealed, kept(one.id, connection)) for one in fresh])
    return chunk


def _forget_old_pages() -> None:
    """Let SQLite overwrite what an update leaves behind in its file; PostgreSQL does so at its next vacuum."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")
