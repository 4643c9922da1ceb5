"""Throw away for good what a cancelled import had saved: people whom nobody ever saw.

Comes in: a batch that was given up. Goes out: nothing of it: rows, postings and keys, in pieces, by the worker's chore. Never a batch that
is shown or was shown before and withdrawn: those are brought back, or erased person by person.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from homeward.access.sealing.subjects import keys_discard
from homeward.registry import models

PIECE: Final = 200  # people in one transaction
AT_ONCE: Final = 10  # pieces in one run of the chore


def batch_give_up(batch_id: UUID) -> None:
    """Say that a batch which nobody sees is not wanted any more: `batches_discard` throws its people away."""
    models.Batch.objects.filter(id=batch_id, shown=False).update(given_up=True)


def batches_discard() -> int:
    """Throw away people of given-up batches, some thousand at most. How many."""
    gone = 0
    for _ in range(AT_ONCE):
        batch = models.Batch.objects.filter(given_up=True, shown=False).order_by("id").first()
        if batch is None:
            break
        with transaction.atomic():
            found = _piece(batch)
            gone += found
            if not found:
                _last(batch)
    return gone


def _piece(batch: models.Batch) -> int:
    """The next people of a batch, with everything that tells of them."""
    people = list(
        models.Person.objects.filter(batch=batch).order_by("id").values_list("id", "serial", "key_id")[:PIECE]
    )
    ids, serials = [id for id, _, _ in people], [serial for _, serial, _ in people]
    for table in (models.NameKey, models.BlindKey):
        table._default_manager.filter(serial__in=serials).delete()
    for claim in models.CLAIM_MODELS.values():
        claim._default_manager.filter(person__in=ids).delete()
    models.Relation.objects.filter(Q(person__in=ids) | Q(of__in=ids)).delete()
    models.CareArrangement.objects.filter(Q(child__in=ids) | Q(carer__in=ids)).delete()
    models.Membership.objects.filter(person__in=ids).delete()
    models.Shelter.objects.filter(episode__person__in=ids).delete()
    models.CustodyEpisode.objects.filter(person__in=ids).delete()
    models.Person.objects.filter(id__in=ids).delete()
    keys_discard(key for _, _, key in people)
    return len(people)


def _last(batch: models.Batch) -> None:
    """The households that came with it, and the batch itself."""
    for table in (models.Relation, models.CareArrangement, models.Membership, models.Household):
        table._default_manager.filter(batch=batch).delete()
    batch.delete()
