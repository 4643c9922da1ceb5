"""Change what is said about a list: title, age at which it is old, originator, caveat, address, and who may see it.

Comes in: an actor and what they say now. Goes out: the list as a fact. A list that becomes restricted has its bytes sealed and what was
laid out of them taken off the disk, in this moment. A restricted list never becomes open again: make another one.
"""

from __future__ import annotations

import shutil

from django.utils.translation import gettext as _

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_key, new_keys
from homeward.access.trail import record
from homeward.kernel.errors import BadInput
from homeward.lists import models
from homeward.lists.actions.lists import ListDraft, check_said, say
from homeward.lists.facts.lists import WatchList
from homeward.lists.keeping.folders import bytes_folder, index_folder
from homeward.lists.keeping.received import drop_plain, keep_sealed, received_of
from homeward.lists.rules.seeing import is_sealed
from homeward.lists.selectors.held import forget
from homeward.lists.selectors.rows import list_row, lists_as_facts


def list_change(*, actor: Actor, list_id: str, draft: ListDraft) -> WatchList:
    """Say other things about a list; its short name, desk and kind stay. Raises `Refused`, `NotFound`, `BadInput`."""
    changed, gone = _change(actor=actor, list_id=list_id, draft=draft)
    for sha256 in gone:  # only once it is certain that the sealed bytes are kept
        drop_plain(sha256)
    return changed


@action
def _change(*, actor: Actor, list_id: str, draft: ListDraft) -> tuple[WatchList, list[str]]:
    authorise(actor, Capability.LIST_MANAGE)
    row = list_row(actor, list_id, Capability.LIST_MANAGE)
    check_said(actor, draft)
    if row.restricted and not draft.restricted:
        raise BadInput(
            _("A restricted list stays restricted: whoever gave it did so on that condition. Make another list."),
            field="restricted",
        )
    gone = _seal(row) if draft.restricted and not row.restricted else []
    if row.url != draft.url.strip():
        row.etag = row.modified = ""
    say(row, draft)
    row.save()
    record(actor, EventKind.WRITE, "list.change", subject=f"list:{list_id}", detail={"restricted": row.restricted})
    return lists_as_facts([row])[0], gone


def _seal(row: models.WatchList) -> list[str]:
    """Seal the bytes of every edition; gives the hashes whose plain bytes nobody else needs."""
    if is_sealed(False, row.kind):
        return []
    new_keys([row.id])
    key, gone = data_key(row.id), []
    for edition in models.Edition.objects.filter(watch_list=row):
        if bytes_folder(edition.sha256).is_dir():
            keep_sealed(received_of(edition.sha256), key, edition.id)
            others = models.Edition.objects.filter(sha256=edition.sha256, watch_list__restricted=False)
            if not others.exclude(watch_list=row).exists():
                gone.append(edition.sha256)
        shutil.rmtree(index_folder(edition.id), ignore_errors=True)
    forget()
    return gone
