"""A merge that was cancelled leaves nobody: not seen, and not hidden either."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.apps import apps

from exchange_files import FAMILIES, kobo_xlsx, member, work
from homeward.access.facts import Actor
from homeward.access.models import SubjectKey
from homeward.exchange.actions.deciding import import_merge, import_preview, import_withdraw
from homeward.exchange.facts.imports import ImportState
from homeward.exchange.selectors.imports import import_of
from homeward.registry import models
from homeward.registry.actions import discarding
from homeward.registry.actions.discarding import batches_discard
from homeward.registry.selectors.persons import visible
from homeward.work.actions import job_cancel
from homeward.work.leases import claim, keep
from homeward.work.registry import kind_of

OTHERS = ("Serial", "keys")  # numbers that were taken stay taken; the import's file has a key of its own
FURTHER = ({"registration_group_no": "INV-1"}, (member("INV-1-9", "زينب عمر", relationship_to_head="son_daughter"),))
LATER = ({"registration_group_no": "INV-7"}, (member("INV-7-1", "سعاد كامل", relationship_to_head="head"),))


def rows() -> dict[str, int]:
    """How many rows each table of the registry has, and how many keys there are."""
    tables = apps.get_app_config("registry").get_models()
    return {table.__name__: table._default_manager.count() for table in tables} | {"keys": SubjectKey.objects.count()}


def cancelled(officer: Actor, import_id: UUID) -> None:
    """Merge for a step, then cancel."""
    row = import_of(officer, import_id)
    row = import_preview(actor=officer, import_id=row.id, version=row.version)
    import_merge(actor=officer, import_id=row.id, version=row.version)
    job = claim("test")
    assert job is not None
    progress = kind_of(job.kind).step(job)
    job = keep(job, "test", lambda: progress)
    assert job is not None
    job_cancel(actor=officer, job_id=job.id)
    following = kind_of(job.kind).step(job)
    assert keep(job, "test", lambda: following) is None


def test_nothing_stays_of_a_cancelled_merge(officer: Actor, checked: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("homeward.exchange.actions.merging.CHUNK", 2)
    monkeypatch.setattr(discarding, "PIECE", 2)
    row = checked(kobo_xlsx())
    before = rows()
    cancelled(officer, row.id)
    hidden = models.Person.objects.count()
    assert hidden > 0 and visible(officer).count() == 0
    assert batches_discard() == hidden
    after = rows()
    assert {name: n for name, n in after.items() if n != before[name] and name != "Serial"} == {}
    assert batches_discard() == 0
    row = import_of(officer, row.id)
    import_merge(actor=officer, import_id=row.id, version=row.version)
    work()
    assert visible(officer).count() == 5


def test_who_was_here_before_stays_whole(officer: Actor, merged: Any, checked: Any, monkeypatch: Any) -> None:
    """A new member of a household that is here was to join it: only the newcomer goes."""
    merged(kobo_xlsx())
    before = rows()
    monkeypatch.setattr("homeward.exchange.actions.merging.CHUNK", 1)
    row = checked(kobo_xlsx((*FAMILIES, FURTHER, LATER)))
    assert row.counts.new == 2
    cancelled(officer, row.id)
    assert models.Person.objects.count() > 5 and batches_discard() > 0
    after = rows()
    assert {name: n - before[name] for name, n in after.items() if n != before[name] and name not in OTHERS} == {}
    assert visible(officer).count() == 5


def test_a_withdrawn_import_is_not_thrown_away(officer: Actor, merged: Any) -> None:
    row = merged(kobo_xlsx())
    import_withdraw(actor=officer, import_id=row.id, version=row.version, reason="It was another camp's file.")
    assert batches_discard() == 0 and models.Person.objects.count() == 5
    assert import_of(officer, row.id).state is ImportState.WITHDRAWN
