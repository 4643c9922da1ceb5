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
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Model
from django.utils import timezone

from homeward.pathway.facts.packs import Document
from homeward.pathway.rules.pack_files import read, sha_of

NOBODY = UUID(int=0)


@cache
def shipped() -> tuple[Document, ...]:
    """The packs of the package. Raises `BadPack` for a broken one, which is a broken installation."""
    return tuple(_read())


def load_shipped(using: str = DEFAULT_DB_ALIAS, **_: Any) -> int:
    """Make the rows that are missing; how many. What `post_migrate` calls, also where this room has no tables yet."""
    pack = apps.get_model("pathway", "Pack")
    if not is_there(pack, using):
        return 0
    rows, made = pack.objects.using(using), 0
    for document in shipped():
        given = {
            "country": document.country, "sha": sha_of(document), "content": msgspec.to_builtins(document),
            "loaded_at": timezone.now(), "loaded_by": NOBODY,
        }  # fmt: skip
        made += rows.get_or_create(key=document.key, version=document.version, defaults=given)[1]
    return made


def is_there(model: type[Model], using: str) -> bool:
    """Whether the table of a model is there: migrating another room alone leaves it out."""
    return model._meta.db_table in connections[using].introspection.table_names()


def _read() -> Iterator[Document]:
    folder = files("homeward.resources").joinpath("packs")
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".yaml"):
            yield read(file.read_text("utf-8"), file.name)
