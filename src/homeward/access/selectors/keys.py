"""The keys of the installation, for whoever looks after them: numbers, dates and how many subjects' keys each wraps.

Comes in: an actor. Goes out: lines. Never a key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _

from homeward.access.denials import refusal
from homeward.access.facts import Actor, Capability
from homeward.access.models import Seal, SubjectKey
from homeward.access.sealing.keyring import USES, key_file, read_keyring
from homeward.access.selectors.scoping import may


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One key of the installation: what for, its number, since when; `used` counts what only it opens (None: not counted)."""

    use: str
    number: int
    made_at: datetime
    seals_now: bool
    used: int | None


def keys_folder() -> Path:
    """Where the keys of this installation lie."""
    return Path(settings.HOMEWARD_HOME) / "keys"


def keys_of_installation(actor: Actor) -> tuple[KeyLine, ...]:
    """Every key, by use and number. Raises `Refused`."""
    if not may(actor, Capability.KEY_MANAGE):
        sentence = _("Only an administrator sees the keys' numbers and dates.")
        raise refusal(actor, Capability.KEY_MANAGE.value, sentence)
    folder, ring = keys_folder(), read_keyring(keys_folder())
    used: dict[str, Mapping[int, int]] = {"wrap": wrapped_by_number(), "trail": _sealed_by_number()}
    return tuple(
        KeyLine(
            use=use,
            number=number,
            made_at=datetime.fromtimestamp(key_file(folder, use, number).stat().st_mtime, UTC),
            seals_now=number == ring.newest(use),
            used=used[use].get(number, 0) if use in used else None,
        )
        for use in USES
        for kept, number in sorted(ring.keys)
        if kept == use
    )


def wrapped_by_number() -> dict[int, int]:
    """How many subjects' keys each wrapping key wraps."""
    rows = SubjectKey.objects.filter(destroyed_at__isnull=True).order_by("number")
    return dict(rows.values_list("number").annotate(count=Count("id")))


def _sealed_by_number() -> dict[int, int]:
    return dict(Seal.objects.order_by("key_number").values_list("key_number").annotate(count=Count("seq")))
