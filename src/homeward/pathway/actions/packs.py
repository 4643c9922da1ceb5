"""Load a version of a destination pack, retire one, and take it back into use.

Comes in: an actor and a file's text. Goes out: the version as it stands. A version is never changed: another content needs the next number,
and running cases keep the version that they began with.
"""

from __future__ import annotations

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.kernel.errors import BadInput, Inconsistent
from homeward.pathway import models
from homeward.pathway.facts.loaded import PackRow
from homeward.pathway.rules.pack_files import read, sha_of
from homeward.pathway.selectors.packs import pack_row


@action
def pack_load(actor: Actor, *, text: str, file: str) -> PackRow:
    """Make a version out of a file; the one that is there already where it holds the same. Raises `Refused`, `BadPack`, `Inconsistent`."""
    authorise(actor, Capability.PACK_MANAGE)
    pack = read(text, file)
    newest = models.Pack.objects.filter(key=pack.key).order_by("-version").first()
    same = models.Pack.objects.filter(key=pack.key, version=pack.version).first()
    if same is not None and same.sha == sha_of(pack):
        return pack_row(same)
    if newest is not None and pack.version <= newest.version:
        raise _taken(file, pack.key, pack.version, newest.version + 1)
    row = models.Pack(
        key=pack.key, version=pack.version, country=pack.country, sha=sha_of(pack), content=msgspec.to_builtins(pack),
        loaded_at=timezone.now(), loaded_by=actor.user_id,
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise _taken(file, pack.key, pack.version, pack.version + 1) from None
    record(actor, EventKind.WRITE, "pack.load", subject=f"{row.key} {row.version}", detail={"sha": row.sha})
    return pack_row(row, new=True)


@action
def pack_retire(actor: Actor, *, key: str, version: int, retired: bool = True) -> PackRow:
    """Let no new case begin with a version, or let them again. Running cases keep it. Raises `Refused`, `NotFound`, `BadInput`."""
    authorise(actor, Capability.PACK_MANAGE)
    row = models.Pack.objects.filter(key=key, version=version).first()
    if row is None:
        raise NotFound("There is no such destination pack. Go back to the list of packs.")
    if (row.retired_at is not None) is retired:
        raise BadInput("It stands so already. Nothing needs to be done.", field="retired")
    row.retired_at = timezone.now() if retired else None
    row.save(update_fields=["retired_at"])
    what = "pack.retire" if retired else "pack.use_again"
    record(actor, EventKind.WRITE, what, subject=f"{row.key} {row.version}")
    return pack_row(row)


def _taken(file: str, key: str, version: int, free: int) -> Inconsistent:
    return Inconsistent(
        "%(file)s, version: Version %(version)s of %(key)s is loaded already with other content, or a later one is, and running cases "
        "go by it. Give this one the number %(free)s.",
        file=file, key=key, version=version, free=free, field="file",
    )  # fmt: skip
