"""Put the instruments that come with Homeward into their table, after every migration.

Comes in: the shipped files. Goes out: rows, for instruments of which no version is there yet. Nobody's decision, so it has no actor.
Whoever withdrew one, or brought another version, keeps that.
"""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any
from uuid import UUID

import msgspec
from django.apps import apps
from django.db import DEFAULT_DB_ALIAS
from django.utils import timezone

from homeward.pathway.facts.instruments import Instrument
from homeward.pathway.rules.instruments import read
from homeward.pathway.shipped import is_there

NOBODY = UUID(int=0)


@cache
def shipped() -> tuple[tuple[Instrument, str], ...]:
    """The instruments of the package with the hash of each file. Raises `Invalid` for a broken one, which is a broken installation."""
    folder = files("homeward.resources").joinpath("instruments")
    texts = [
        one.read_text("utf-8")
        for one in sorted(folder.iterdir(), key=lambda one: one.name)
        if one.name.endswith(".yaml")
    ]
    return tuple((read(text), sha256(text.encode()).hexdigest()) for text in texts)


def load_shipped(using: str = DEFAULT_DB_ALIAS, **_: Any) -> int:
    """Make the rows that are missing; how many. What `post_migrate` calls, also where this room has no tables yet."""
    instrument = apps.get_model("pathway", "Instrument")
    if not is_there(instrument, using):
        return 0
    rows, made = instrument.objects.using(using), 0
    for content, sha in shipped():
        if rows.filter(key=content.key).exists():
            continue
        rows.create(
            key=content.key, version=content.version, population=content.population.value, sha=sha,
            content=msgspec.to_builtins(content), loaded_at=timezone.now(), loaded_by=NOBODY,
        )  # fmt: skip
        made += 1
    return made
