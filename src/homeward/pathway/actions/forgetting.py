"""Take away what this room keeps about people whose record was erased: their cases, and whatever file stood beside them.

Comes in: the clock. Goes out: rows gone, with a count in the trail as the proof. Whether a record may be erased was decided before, by
retention, a request and the legal holds on it (`registry.actions.rights`); here nothing is decided. Tables are found by how they lead to a
person, so that none is forgotten when it is new; that somebody had a file of some kind is told by nothing that stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.models import ForeignKey, Model

from homeward.access.facts import Actor, EventKind
from homeward.access.sealing.files import file_remove
from homeward.access.sealing.subjects import keys_discard
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.settling import settle

Kind = type[Model]


def erased_forget(actor: Actor) -> int:
    """Take away the cases and the files of people whose record was erased. How many cases and files went."""
    rows = models.Case.objects.filter(person__key__destroyed_at__isnull=False)
    cases = list(rows.order_by("id").values_list("id", "person_id", "group_id"))
    for case_id, person_id, group_id in cases:
        with transaction.atomic():
            count = _forget_case(case_id)
            mates = list(models.Case.objects.filter(group_id=group_id).values_list("id", flat=True))
            if mates:
                settle(mates)
            record(actor, EventKind.WRITE, "case.forget", person_id=person_id, detail={"rows": count})
    return len(cases) + sum(_forget_files(actor, kind, field) for kind, field in _about_somebody())


def _forget_case(case_id: UUID) -> int:
    """Delete a case and every row of this room that belongs to it. How many; somebody extra at a count stays, unless born on the way."""
    with_them = models.Extra.objects.filter(came_with=case_id)
    born = list(with_them.values_list("pk", flat=True)) if with_them.filter(person__isnull=True).exists() else []
    with_them.filter(person__isnull=False).update(came_with=None)
    return _take(models.Extra, born) + _take(models.Case, [case_id])


def _forget_files(actor: Actor, kind: Kind, field: str) -> int:
    """Delete the rows of a table that are about somebody who was erased. The trail is told their own numbers, and not whose they were."""
    rows = kind._default_manager.filter(**{f"{field}__key__destroyed_at__isnull": False})
    found = list(rows.order_by("pk"))
    for row in found:
        with transaction.atomic():
            count = _take(kind, [row.pk])
            record(actor, EventKind.WRITE, "file.forget", subject=getattr(row, "number", ""), detail={"rows": count})
    return len(found)


def _take(kind: Kind, ids: Sequence[Any]) -> int:
    """Delete rows, and before them whatever belongs to them: keys of their own and sealed files too. How many rows."""
    if not ids:
        return 0
    count = len(ids)
    for other, lookup in _belonging(kind):
        count += _take(other, list(other._default_manager.filter(**{lookup: ids}).values_list("pk", flat=True)))
    rows = kind._default_manager.filter(pk__in=ids)
    keys = list(rows.values_list("key_id", flat=True)) if _has_key(kind) else []
    rows._raw_delete(rows.db)  # the database refuses what is not erased, and keeps no row that points to nothing
    if keys:
        keys_discard(keys)
        transaction.on_commit(lambda: [file_remove(id) for id in ids])
    return count


def _about_somebody() -> Iterator[tuple[Kind, str]]:
    """The tables whose rows are each about one person, cases apart; and who could be the one that a child looks for."""
    for kind in apps.get_app_config("pathway").get_models():
        for field in kind._meta.concrete_fields:
            to = field.related_model if isinstance(field, ForeignKey) else None
            about = to is not None and to._meta.label == "registry.Person" and kind is not models.Case
            if about and (not field.null or kind is models.Lead):
                yield kind, field.name


def _belonging(to: Kind) -> Iterator[tuple[Kind, str]]:
    """The tables of this room whose rows are part of a row of another one, each with how to look them up.

    A key that may be empty only refers to a row, a case's own apart; a table says itself (`goes_with`) where it keeps an id without a key.
    """
    for kind in apps.get_app_config("pathway").get_models():
        if kind is to:
            continue
        for field in kind._meta.concrete_fields:
            if isinstance(field, ForeignKey) and field.related_model is to and (not field.null or field.name == "case"):
                yield kind, f"{field.name}__in"
        for column, label in getattr(kind, "goes_with", {}).items():
            if to._meta.label == label:
                yield kind, f"{column}__in"


def _has_key(kind: Kind) -> bool:
    """Whether rows of a table have a key of their own."""
    return any(field.attname == "key_id" for field in kind._meta.concrete_fields)
