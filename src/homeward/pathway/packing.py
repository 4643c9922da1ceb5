"""The document of a loaded pack, and those of many groups at once, for this room alone.

Comes in: rows. Goes out: documents. A version never changes, so each is read once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from uuid import UUID

import msgspec

from homeward.pathway import models
from homeward.pathway.facts.packs import Document, Titles


def document_of(row: models.Pack) -> Document:
    """The document of a version; one that holds nothing asks for nothing."""
    if not row.content:
        return Document(
            key=row.key,
            version=row.version,
            country=row.country,
            titles=Titles(*[row.key] * 4),
            authorities=(),
            items=(),
        )
    return _document(row.sha, msgspec.json.encode(row.content))


def packs_of_groups(group_ids: Collection[UUID]) -> Mapping[UUID, Document]:
    """The pack by which each group goes. Two queries at most, and each version is read from the database once."""
    pairs = dict(models.Group.objects.filter(id__in=list(group_ids)).values_list("id", "pack_id"))
    packs = {row.id: document_of(row) for row in models.Pack.objects.filter(id__in=set(pairs.values()))}
    return {group: packs[pack] for group, pack in pairs.items()}


@lru_cache(maxsize=64)
def _document(sha: str, content: bytes) -> Document:
    return msgspec.json.decode(content, type=Document)
