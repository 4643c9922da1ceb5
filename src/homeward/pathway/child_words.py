"""Seal and open what a child's file and a tracing say, with the key of whom they are about.

Comes in: keys, rows and words. Goes out: bytes bound to their column and row, or words; nothing where somebody was erased.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

import msgspec

from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import open_text, seal_text
from homeward.pathway import models
from homeward.pathway.facts.child_files import Entry, EntryWords
from homeward.pathway.facts.tracing import SoughtWords, WishWords
from homeward.pathway.rules.child_files import WORDS

ENTRY, MOVE = "pathway_childentry.said", "pathway_childmove.words"
SOUGHT, WISH, LEAD = "pathway_tracing.said", "pathway_tracingmove.said", "pathway_lead.words"
_ENTRIES: Final = {kind: msgspec.json.Decoder(words) for kind, words in WORDS.items()}
_SOUGHT: Final = msgspec.json.Decoder(SoughtWords)
_WISH: Final = msgspec.json.Decoder(WishWords)


def seal_struct(key: DataKey, column: str, row: UUID, said: msgspec.Struct) -> bytes:
    """What something says, sealed."""
    return seal_text(key, column, row, msgspec.json.encode(said).decode())


def open_entry(key: DataKey | None, row: models.ChildEntry) -> EntryWords | None:
    """What an entry says."""
    text = open_text(key, ENTRY, row.id, row.said)
    return _ENTRIES[Entry(row.kind)].decode(text) if text else None


def open_sought(key: DataKey | None, row: models.Tracing) -> SoughtWords | None:
    """Who is looked for."""
    text = open_text(key, SOUGHT, row.id, row.said)
    return _SOUGHT.decode(text) if text else None


def open_wish(key: DataKey | None, row: models.TracingMove) -> WishWords | None:
    """Why a tracing went on."""
    text = open_text(key, WISH, row.id, row.said)
    return _WISH.decode(text) if text else None
