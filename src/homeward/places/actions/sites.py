"""What is done to places: a site is made, changed, closed, opened again; names, successions, capacities, sections are added.

Comes in: an actor and a draft. Goes out: the fact as it stands now, and an event of the trail. Each: authorise → rules → save →
trail, in one transaction. Raises `Refused`, `NotFound`, `BadInput`, and `Stale` where somebody else saved meanwhile.
Never deletes a site, and never touches the people in one: who is unaccounted for after a closing is the registry's business.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.kernel.dates import PartialDate
from homeward.kernel.errors import BadInput, Inconsistent
from homeward.kernel.ids import uuid7
from homeward.places import rules
from homeward.places.facts import SiteDraft, SiteRow, SiteStatus
from homeward.places.models import AdminArea, Site, SiteStep
from homeward.places.rows import site_row


@action
def site_create(actor: Actor, *, draft: SiteDraft) -> SiteRow:
    """Make a site. Only who may write at every site makes one: a role at one site does not reach to a new one."""
    site_id = uuid7()
    authorise(actor, Capability.SITE_WRITE, site_id=site_id)
    _check(draft)
    if draft.status is SiteStatus.CLOSED:
        raise BadInput("Make the site first, then close it with its day and the reason.", field="status")
    row = Site(id=site_id, **_columns(draft))
    with _code_once(site_id, draft.code):
        row.save(force_insert=True)
    told(actor, "site.create", site_id, code=row.code)
    return site_row(row)


@action
def site_change(actor: Actor, *, site_id: UUID, version: int, draft: SiteDraft, reason: str = "") -> SiteRow:
    """Change a site, seen as of a version. Closing and opening again have actions of their own."""
    authorise(actor, Capability.SITE_WRITE, site_id=site_id)
    _check(draft)
    old = site_for(site_id)
    if SiteStatus.CLOSED in (old.status, draft.status) and old.status != draft.status:
        raise BadInput("To close a site or open it again, use the action for it.", field="status")
    rules.check_step(SiteStatus(old.status), draft.status, reason)
    row = _update(site_id, version, _columns(draft))
    _step(actor, old, row, reason)
    told(actor, "site.change", site_id, **_changed(old, row))
    return site_row(row)


@action
def site_close(actor: Actor, *, site_id: UUID, version: int, closed: PartialDate, reason: str) -> SiteRow:
    """Close a site, as of a day, for a reason. It stays, with its names and its past."""
    authorise(actor, Capability.SITE_WRITE, site_id=site_id)
    old = site_for(site_id)
    if old.status == SiteStatus.CLOSED:
        raise Inconsistent("The site is closed already. Read its page again.", field="status")
    rules.check_step(SiteStatus(old.status), SiteStatus.CLOSED, reason)
    rules.check_closing(site_row(old).opened, closed, timezone.localdate())
    row = _update(site_id, version, {"status": SiteStatus.CLOSED.value, **day_columns("closed", closed)})
    _step(actor, old, row, reason)
    told(actor, "site.close", site_id, closed=closed.iso())
    return site_row(row)


@action
def site_reopen(actor: Actor, *, site_id: UUID, version: int, reason: str) -> SiteRow:
    """Open a closed site again, for a reason, such as a closing that was a mistake."""
    authorise(actor, Capability.SITE_WRITE, site_id=site_id)
    old = site_for(site_id)
    if old.status != SiteStatus.CLOSED:
        raise Inconsistent("The site is not closed. Read its page again.", field="status")
    rules.check_step(SiteStatus.CLOSED, SiteStatus.OPEN, reason)
    row = _update(site_id, version, {"status": SiteStatus.OPEN.value, **day_columns("closed", None)})
    _step(actor, old, row, reason)
    told(actor, "site.reopen", site_id)
    return site_row(row)


def day_columns(name: str, day: PartialDate | None) -> dict[str, Any]:
    """The three columns of a partial date."""
    if day is None:
        return {f"{name}_first": None, f"{name}_last": None, f"{name}_said": ""}
    return {f"{name}_first": day.first, f"{name}_last": day.last, f"{name}_said": rules.said(day)}


def site_for(site_id: UUID) -> Site:
    """The site that an action writes to. Raises `NotFound`."""
    row = Site.objects.filter(id=site_id).first()
    if row is None:
        raise NotFound("There is no such site. Go back to the list of sites.")
    return row


def told(actor: Actor, what: str, site_id: UUID, **detail: str | int | None) -> None:
    """Tell the trail what was done to a site. Never the reason somebody wrote: it may name a person, and stands with the step."""
    record(actor, EventKind.WRITE, what, site_id=site_id, detail=detail)


def _step(actor: Actor, old: Site, new: Site, reason: str) -> None:
    """Keep a step of the site's life, where there was one."""
    if old.status != new.status:
        SiteStep.objects.create(
            site=new, before=old.status, after=new.status, reason=reason.strip(),
            recorded_by=actor.user_id, recorded_at=timezone.now(),
        )  # fmt: skip


def _check(draft: SiteDraft) -> None:
    rules.check_draft(draft)
    if draft.area_code and not AdminArea.objects.filter(code=draft.area_code, country=draft.country).exists():
        raise BadInput("This area is not one of the country's. Choose it from the list.", field="area_code")


def _columns(draft: SiteDraft) -> dict[str, Any]:
    return {
        "code": draft.code, "kind": draft.kind.value, "name": draft.name.strip(), "country": draft.country,
        "names": {language: name.strip() for language, name in draft.names.items()}, "area_code": draft.area_code,
        "time_zone": draft.time_zone, "status": draft.status.value, **day_columns("opened", draft.opened),
    }  # fmt: skip


def _update(site_id: UUID, version: int, columns: dict[str, Any]) -> Site:
    """Write columns to the version that the actor saw. Raises `Stale`, `Inconsistent`."""
    with _code_once(site_id, columns.get("code", "")):
        changed = Site.objects.filter(id=site_id, version=version).update(version=version + 1, **columns)
    row = site_for(site_id)
    if not changed:
        raise Stale(
            "Somebody else changed this site meanwhile. Compare both versions below, and save again.",
            version=row.version,
        )
    return row


@contextmanager
def _code_once(site_id: UUID, code: str) -> Iterator[None]:
    """Let the database say whether a code is taken, also by somebody who saves at this moment. Raises `Inconsistent`."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        if not Site.objects.filter(code=code).exclude(id=site_id).exists():
            raise
        raise Inconsistent("Another site has the code %(code)s. Write another.", field="code", code=code) from None


def _changed(old: Site, new: Site) -> dict[str, str]:
    """The columns that differ, for the trail: old and new."""
    columns = ("code", "kind", "name", "country", "area_code", "time_zone", "opened_said", "status")
    names = {"names": "changed"} if old.names != new.names else {}
    values = {name: (getattr(old, name), getattr(new, name)) for name in columns}
    return names | {f"{name}_changed": f"{was} → {now}" for name, (was, now) in values.items() if was != now}
