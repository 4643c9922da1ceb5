"""Make a list, change what is said about it, take it out of use.

Comes in: an actor and what they say. Goes out: the list as a fact. A withdrawn list keeps its editions: findings were made on them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability, EventKind, Role
from homeward.access.sealing.subjects import new_keys
from homeward.access.trail import record
from homeward.kernel.errors import BadInput
from homeward.kernel.ids import uuid7
from homeward.lists import models
from homeward.lists.facts.lists import Desk, ListKind, WatchList
from homeward.lists.rules.addresses import is_secure
from homeward.lists.rules.known import Known
from homeward.lists.rules.seeing import is_sealed, sees
from homeward.lists.selectors.rows import list_row, lists_as_facts

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}")
_TAKEN = frozenset({"new", "bring", "known", "editions"})  # words of the pages' own addresses
LONGEST_STALE = 3_650


@dataclass(frozen=True, slots=True)
class ListDraft:
    """What somebody says about a list. `roles` see a restricted one."""

    list_id: str
    title: str
    desk: Desk = Desk.SECURITY
    kind: ListKind = ListKind.NAMES
    restricted: bool = False
    roles: frozenset[Role] = field(default=frozenset())
    originator: str = ""
    caveat: str = ""
    url: str = ""
    stale_after_days: int = 60
    known: str = ""


def draft_of(known: Known) -> ListDraft:
    """What is said about a known list."""
    return ListDraft(
        list_id=known.id, title=known.title, desk=known.desk, originator=known.originator, caveat=known.caveat,
        url=known.url, stale_after_days=known.stale_after_days, known=known.id,
    )  # fmt: skip


@action
def list_make(*, actor: Actor, draft: ListDraft) -> WatchList:
    """Make a list without an edition. Raises `Refused`, `BadInput`."""
    authorise(actor, Capability.LIST_MANAGE)
    if not _ID.fullmatch(draft.list_id) or draft.list_id in _TAKEN:
        raise BadInput(
            _("Give the list a short name of small Latin letters, digits, dots and hyphens."), field="list_id"
        )
    if models.WatchList.objects.filter(list_id=draft.list_id).exists():
        raise BadInput(_("There is a list of that short name already. Choose another one."), field="list_id")
    check_said(actor, draft)
    row = models.WatchList(
        id=uuid7(), list_id=draft.list_id, desk=draft.desk.value, kind=draft.kind.value, known=draft.known,
        made_by=actor.user_id, made_at=timezone.now(),
    )  # fmt: skip
    say(row, draft)
    if is_sealed(draft.restricted, draft.kind):
        new_keys([row.id])
    row.save(force_insert=True)
    record(actor, EventKind.WRITE, "list.make", subject=f"list:{row.list_id}", detail={"restricted": row.restricted})
    return lists_as_facts([row])[0]


@action
def list_withdraw(*, actor: Actor, list_id: str) -> WatchList:
    """Take a list out of use. Nothing is compared with it any more; its editions stay. Raises `Refused`, `NotFound`."""
    authorise(actor, Capability.LIST_MANAGE)
    row = list_row(actor, list_id, Capability.LIST_MANAGE)
    if not row.withdrawn_at:
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at"])
        record(actor, EventKind.WRITE, "list.withdraw", subject=f"list:{list_id}")
    return lists_as_facts([row])[0]


@action
def list_restore(*, actor: Actor, list_id: str) -> WatchList:
    """Take a list into use again that was taken out of it. Raises `Refused`, `NotFound`."""
    authorise(actor, Capability.LIST_MANAGE)
    row = list_row(actor, list_id, Capability.LIST_MANAGE)
    if row.withdrawn_at:
        row.withdrawn_at = None
        row.save(update_fields=["withdrawn_at"])
        record(actor, EventKind.WRITE, "list.restore", subject=f"list:{list_id}")
    return lists_as_facts([row])[0]


def say(row: models.WatchList, draft: ListDraft) -> None:
    """Put what was said into a row."""
    row.title, row.originator, row.caveat = draft.title.strip(), draft.originator.strip(), draft.caveat.strip()
    row.restricted, row.roles = draft.restricted, sorted(role.value for role in draft.roles) if draft.restricted else []
    row.url, row.stale_after_days = draft.url.strip(), draft.stale_after_days


def check_said(actor: Actor, draft: ListDraft) -> None:
    """Raises `BadInput` for what cannot be said about a list."""
    if not 0 < len(draft.title.strip()) <= 200:
        raise BadInput(_("Give the list a title of at most 200 characters."), field="title")
    if len(draft.originator) > 200:
        raise BadInput(_("The originator's name is too long: at most 200 characters."), field="originator")
    if not 0 < draft.stale_after_days <= LONGEST_STALE:
        raise BadInput(_("Say after how many days an edition is old: 1 to 3650."), field="stale_after_days")
    if draft.restricted and not sees(actor, True, [role.value for role in draft.roles], timezone.now()):
        raise BadInput(_("Name the roles that may see this list, your own among them."), field="roles")
    check_url(draft.url.strip())


def check_url(url: str) -> None:
    """Raises `BadInput` for an address from which no list is fetched: only https, or this machine itself."""
    if url and not is_secure(url):
        raise BadInput(
            _("Give an address that begins with https://, without a name or password in it. It may also stay empty."),
            field="url",
        )
