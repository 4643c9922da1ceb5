"""Seal and open what a survivor told: with the file's own key, and within it with the person's, so that both are needed.

Comes in: a file's row. Goes out: its keys, which seal and open columns. Whoever holds a person's key opens nothing of this; where the
person or the file was erased, the words are gone.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Model

from homeward.access.errors import Erased
from homeward.access.sealing.subjects import data_keys
from homeward.access.sealing.vault import DataKey, seal, vault
from homeward.pathway import models


@dataclass(frozen=True, slots=True)
class Keys:
    """The two keys of a file; None where one was destroyed."""

    own: DataKey | None
    person: DataKey | None

    def put(self, row: Model, **words: str) -> None:
        """Seal words into the columns of a row that has its id. Raises `Erased`."""
        for column, text in words.items():
            setattr(row, column, self.sealed(row, column, text))

    def sealed(self, row: Model, column: str, text: str) -> bytes:
        """Words sealed twice; nothing where there are none. Raises `Erased`."""
        if self.own is None or self.person is None:
            raise Erased("This file was erased: nothing more can be written in it.")
        place, id = f"{row._meta.db_table}.{column}", _id(row)
        return seal(self.own, place, id, seal(self.person, place, id, text.encode())) if text else b""

    def said(self, row: Model, column: str) -> str:
        """The words of a column; nothing where there are none, or a key is gone."""
        kept = bytes(getattr(row, column))
        if not kept or self.own is None or self.person is None:
            return ""
        place, id = f"{row._meta.db_table}.{column}", _id(row)
        return vault().open(self.person, place, id, vault().open(self.own, place, id, kept)).decode()


def keys_of(file: models.SurvivorFile) -> Keys:
    """The keys of a file, in one query."""
    found = data_keys([file.key_id, file.person.key_id])
    return Keys(found.get(file.key_id), found.get(file.person.key_id))


def _id(row: Model) -> UUID:
    id: UUID = row.pk
    return id
