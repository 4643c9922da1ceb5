"""Put the destination packs that come with Homeward into their table, after every migration.

Comes in: the shipped files. Goes out: rows, for versions that are not there yet. Nobody's decision, so it has no actor. Never changes a
version that stands: running cases go by it, and whoever loaded another content of the same version keeps theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any
from uuid import UUID

import msgspec
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from homeward.pathway.facts.packs import Document
from homeward.pathway.rules.pack_files import read, sha_of

NOBODY = UUID(int=0)


@cache
def shipped() -> tuple[Document, ...]:
    """The packs of the package. Raises `BadPack` for a broken one, which is a broken installation."""
    return tuple(_read())


def load_shipped(using: str = DEFAULT_DB_ALIAS, **_: Any) -> int:
    """Make the rows that are missing; how many. What `post_migrate` calls."""
    rows = apps.get_model("pathway", "Pack").objects.using(using)
    made = 0
    for pack in shipped():
        given = {
            "country": pack.country, "sha": sha_of(pack), "content": msgspec.to_builtins(pack),
            "loaded_at": timezone.now(), "loaded_by": NOBODY,
        }  # fmt: skip
        made += rows.get_or_create(key=pack.key, version=pack.version, defaults=given)[1]
    return made


def _read() -> Iterator[Document]:
    folder = files("homeward.resources").joinpath("packs")
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            yield read(file.read_text("utf-8"), file.name)
