"""The data keys of subjects: made when a person is registered, unwrapped many at once when a list is shown.

Comes in: subjects' ids. Goes out: keys in memory, or rows to be saved in the same transaction as what they seal.
Never a key whose subject was erased: `data_keys` leaves it out, and what it sealed cannot be opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import connection

from homeward.access.errors import Erased
from homeward.access.models import SubjectKey
from homeward.access.sealing.vault import DataKey, Wrapped, vault


def new_keys(subjects: Iterable[UUID]) -> dict[UUID, DataKey]:
    """Make and save a key for each of some new subjects."""
    keys, wrapped = made_keys(subjects)
    save_keys(wrapped)
    return keys


def made_keys(subjects: Iterable[UUID]) -> tuple[dict[UUID, DataKey], list[Wrapped]]:
    """A key for each of some new subjects, and what `save_keys` saves of them, in the transaction of what they seal."""
    safe, keys, wrapped = vault(), {}, []
    for subject in subjects:
        keys[subject], kept = safe.make(subject)
        wrapped.append(kept)
    return keys, wrapped


def save_keys(wrapped: Sequence[Wrapped]) -> None:
    """Save keys that were made before. Plain SQL: there is one for each of the 55,000 people of an import."""
    prepared = SubjectKey._meta.pk.get_db_prep_value
    rows = [(prepared(one.id, connection), one.number, one.sealed, b"") for one in wrapped]
    if rows:
        table = connection.ops.quote_name(SubjectKey._meta.db_table)
        sql = f"INSERT INTO {table} (id, number, wrapped, proof) VALUES (%s, %s, %s, %s)"  # noqa: S608
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def data_keys(subjects: Iterable[UUID]) -> dict[UUID, DataKey]:
    """The keys of some subjects that still have one, in one query for each 500."""
    safe, wanted, found = vault(), list(dict.fromkeys(subjects)), {}
    for start in range(0, len(wanted), 500):
        rows = SubjectKey.objects.filter(id__in=wanted[start : start + 500], destroyed_at__isnull=True)
        for id, number, sealed in rows.values_list("id", "number", "wrapped"):
            found[id] = safe.unwrap(Wrapped(id, number, bytes(sealed)))
    return found


def data_key(subject: UUID) -> DataKey:
    """The key of one subject. Raises `Erased` where it was destroyed, or never was."""
    try:
        return data_keys([subject])[subject]
    except KeyError:
        raise Erased(
            "What was recorded here was erased: its key was destroyed on purpose.", subject=str(subject)
        ) from None


def keys_discard(subjects: Iterable[UUID]) -> None:
    """Throw away keys of subjects whose rows are thrown away with them, and were never seen. An erasure leaves a proof: `subject_erase`."""
    SubjectKey.objects.filter(id__in=list(subjects)).delete()
