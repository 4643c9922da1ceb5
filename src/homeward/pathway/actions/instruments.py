"""Bring an instrument, withdraw one, and record who was trained to use it.

Comes in: an actor who keeps the instruments; a file's text, a training. Goes out: ids. A definition that would add anything up is
refused, and nobody records a training of their own. A new version takes the place of the one before; what was asked with that one stays
as it was.
"""

from __future__ import annotations

from hashlib import sha256
from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.selectors.staff import staff_for
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.facts.instruments import TrainingDraft
from homeward.pathway.rules.instruments import check_training, read
from homeward.pathway.selectors.instruments import instrument_row
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy


@action
def instrument_load(actor: Actor, *, text: str) -> UUID:
    """Bring a version of an instrument. Raises `Refused`, `Invalid`."""
    authorise(actor, Capability.INSTRUMENT_MANAGE)
    content = read(text)
    before = models.Instrument.objects.filter(key=content.key).order_by("-version").first()
    if before and before.version >= content.version:
        raise Invalid(
            "Version %(version)s of this instrument is here already. Give the file the next number.",
            field="file", version=before.version,
        )  # fmt: skip
    now = timezone.now()
    models.Instrument.objects.filter(key=content.key, retired_at__isnull=True).update(retired_at=now)
    row = models.Instrument.objects.create(
        key=content.key, version=content.version, population=content.population, content=msgspec.to_builtins(content),
        sha=sha256(text.encode()).hexdigest(), loaded_at=now, loaded_by=actor.user_id,
    )  # fmt: skip
    detail: dict[str, str | int] = {"instrument": content.key, "version": content.version}
    record(actor, EventKind.WRITE, "instrument.load", subject=str(row.id), detail=detail)
    return row.id


@action
def instrument_retire(actor: Actor, *, instrument_id: UUID) -> None:
    """Withdraw a version: nobody uses it from now on. Raises `Refused`, `NotFound`, `Stale`."""
    authorise(actor, Capability.INSTRUMENT_MANAGE)
    row = instrument_row(instrument_id)
    rows = models.Instrument.objects.filter(id=row.id, retired_at__isnull=True)
    if not rows.update(retired_at=timezone.now()):
        raise Stale("This instrument was withdrawn meanwhile.")
    detail: dict[str, str | int] = {"instrument": row.key, "version": row.version}
    record(actor, EventKind.WRITE, "instrument.retire", subject=str(row.id), detail=detail)


@action
def training_record(actor: Actor, draft: TrainingDraft) -> UUID:
    """Record that a colleague was trained. Raises `Refused`, `Invalid`."""
    authorise(actor, Capability.INSTRUMENT_MANAGE)
    if draft.user_id == actor.user_id:
        raise Invalid("Nobody records a training of their own. Ask a colleague.", field="user_id")
    names = dict(staff_for(actor, Capability.ASSESSMENT, asking=Capability.INSTRUMENT_MANAGE))
    if draft.user_id not in names:
        raise Invalid("Choose a colleague who may use instruments.", field="user_id")
    known = {row.content["training"]["key"] for row in models.Instrument.objects.only("content")}
    if draft.training not in known:
        raise Invalid("No instrument asks for this training. Choose another one.", field="training")
    words = tidy(draft.words)[:300]
    check_training(draft.trained_on, draft.until, timezone.localdate(), words)
    row = models.Training(
        user_id=draft.user_id, username=names[draft.user_id], training=draft.training, trained_on=draft.trained_on,
        until=draft.until, words=words, recorded_by=actor.user_id, recorded_name=actor.username,
        recorded_at=timezone.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Invalid("This training cannot be kept as it is. Look at its days again.", field="until") from None
    record(actor, EventKind.WRITE, "training.record", subject=str(row.user_id), detail={"training": draft.training})
    return row.id


@action
def training_end(actor: Actor, *, training_id: UUID) -> None:
    """Say that a training holds no longer. Raises `Refused`, `NotFound`."""
    authorise(actor, Capability.INSTRUMENT_MANAGE)
    row = models.Training.objects.filter(id=training_id, ended_at__isnull=True).first()
    if row is None:
        raise NotFound("There is no such training that holds.")
    models.Training.objects.filter(id=row.id).update(ended_at=timezone.now())
    record(actor, EventKind.WRITE, "training.end", subject=str(row.user_id), detail={"training": row.training})
