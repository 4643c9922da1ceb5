"""Merge two records of one person, and part them again: without loss, whatever happened in between.

Comes in: an actor who may merge, two records as they were seen, and the reason. Goes out: the merge's id, or nothing.
Nothing moves: the merged record keeps its claims, stays and memberships and only steps back behind the kept one. What is recorded
afterwards is recorded on the kept record; parting gives the other one back as it was, and a claim of its own that was superseded through
the kept record holds again.
"""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.trail import record
from homeward.registry import models
from homeward.registry.actions.persons import check_version, rebuild
from homeward.registry.errors import Invalid
from homeward.registry.facts.persons import Standing
from homeward.registry.recording import blind_codes, insert_keys, name_codes
from homeward.registry.rules.statements import tidy
from homeward.registry.sealed import seal_words
from homeward.registry.selectors.persons import open_claims, person_row, records_of

REASON = "registry_merge.reason"
PARTED_WHY = "registry_merge.parted_why"
LEAST_WORDS = 10
_CLOSED = frozenset({Standing.MERGED, Standing.ERASED})


@action
def records_merge(actor: Actor, kept_id: UUID, absorbed_id: UUID, *, versions: tuple[int, int], reason: str) -> UUID:
    """Take one record into another, both seen at their version. Returns the merge's id.

    Raises `Refused`, `NotFound`, `Stale`, and `Invalid` without a reason, or for one that was merged or erased.
    """
    kept, absorbed = person_row(actor, kept_id), person_row(actor, absorbed_id)
    for person in (kept, absorbed):
        authorise(actor, Capability.MERGE, site_id=person.site_id, person_id=person.id)
    words = _words(reason)
    if kept.id == absorbed.id or kept.standing in _CLOSED or absorbed.standing in _CLOSED:
        raise Invalid("Only two records that are both open can be merged. Open them again.", field="record")
    check_version(kept, versions[0])
    check_version(absorbed, versions[1])
    merge = models.Merge(
        kept=kept, absorbed=absorbed, standing=absorbed.standing, merged_at=timezone.now(), merged_by=actor.user_id
    )
    merge.reason = _seal(absorbed, REASON, merge.id, words)
    merge.save(force_insert=True)
    models.Person.objects.filter(id=absorbed.id).update(standing=Standing.MERGED, merged_into=kept)
    rebuild(kept)
    reindex(kept)
    for person in (kept, absorbed):
        record(actor, EventKind.WRITE, "person.merge", person_id=person.id, subject=str(merge.id))
    return merge.id


@action
def records_part(actor: Actor, merge_id: UUID, *, reason: str) -> None:
    """Undo a merge: the record that had stepped back stands as it stood. Raises `Refused`, `NotFound`, `Invalid`."""
    merge = models.Merge.objects.select_related("kept", "absorbed").filter(id=merge_id, parted_at__isnull=True).first()
    if merge is None:
        raise NotFound("This merge was undone already, or there is none such.")
    kept, absorbed = person_row(actor, merge.kept_id), merge.absorbed
    for person in (kept, absorbed):
        authorise(actor, Capability.MERGE, site_id=person.site_id, person_id=person.id)
    check_version(kept, kept.version)
    check_version(absorbed, absorbed.version)
    now = timezone.now()
    why = _seal(absorbed, PARTED_WHY, merge.id, _words(reason))
    models.Merge.objects.filter(id=merge.id).update(parted_at=now, parted_by=actor.user_id, parted_why=why)
    models.Person.objects.filter(id=absorbed.id).update(standing=merge.standing, merged_into=None)
    _give_back(absorbed)
    for person in (kept, absorbed):
        rebuild(person)
        reindex(person)
        record(actor, EventKind.WRITE, "person.part", person_id=person.id, subject=str(merge.id))


def reindex(person: models.Person) -> None:
    """Make the keys by which a record is found anew, from every claim it was ever read with."""
    claims = open_claims(records_of(person))
    models.NameKey.objects.filter(serial=person.serial).delete()
    models.BlindKey.objects.filter(serial=person.serial).delete()
    insert_keys(models.NameKey, name_codes(claims, person.serial))
    insert_keys(models.BlindKey, blind_codes(claims, person.serial))


def _give_back(absorbed: models.Person) -> None:
    """What was superseded on a record by a claim of another one holds again."""
    records = records_of(absorbed)
    for model in models.CLAIM_MODELS.values():
        own = model._default_manager.filter(person__in=records)
        lost = own.filter(superseded_by__isnull=False).exclude(superseded_by__in=own)
        lost.update(superseded_by=None, superseded_at=None)


def _words(reason: str) -> str:
    words = tidy(reason)
    if len(words) < LEAST_WORDS:
        raise Invalid("Say why, in a few words: whoever reads this later needs them.", field="reason")
    return words


def _seal(person: models.Person, column: str, row: UUID, words: str) -> bytes:
    return seal_words(data_keys([person.key_id])[person.key_id], column, row, words)
