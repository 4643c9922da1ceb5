"""Items of evidence beside a question to an authority: put there with what they show, taken away, read, and told to the defence.

Comes in: an actor, an item, words. Goes out: nothing, or a chain's next link. That somebody read what speaks for the person, and that the
defence received an item, is written as a chain: who decided without having read it can be seen, and nobody can add that they had.
"""

from __future__ import annotations

import secrets
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.actions.prosecuting import drafted, key_of
from homeward.pathway.facts.evidence import Note, Told
from homeward.pathway.rules.chains import linked
from homeward.pathway.rules.wording import words_of
from homeward.pathway.selectors.evidence import item_row
from homeward.pathway.selectors.justice import referral_row
from homeward.pathway.selectors.proceedings import exhibit_row
from homeward.pathway.worded import put, sealed
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

DOCUMENT = "document"


@action
def exhibit_add(actor: Actor, referral_id: UUID, item_id: UUID, *, words: str, favours: bool) -> None:
    """Put an item beside a question: what it shows that this person did, or what in it speaks for them. Raises as others do."""
    authorise(actor, Capability.EVIDENCE)
    row = drafted(actor, referral_id)
    item = item_row(actor, item_id)
    asked = (
        "Say what in it speaks for this person. A few words at least."
        if favours
        else "Say what it shows that this person did themselves. A few words at least."
    )
    one = models.Exhibit(
        referral=row, item=item, favours=favours, added_by=actor.user_id, added_name=actor.username, added_at=timezone.now()
    )  # fmt: skip
    put(key_of(row), one, words=words_of(words, "words", asked))
    try:
        with transaction.atomic():
            one.save(force_insert=True)
    except IntegrityError:
        raise Invalid("This item stands beside it already.", field="item") from None
    record(actor, EventKind.WRITE, "justice.exhibit", subject=row.file.number, detail={"item": item.number})


@action
def exhibit_remove(actor: Actor, referral_id: UUID, item_id: UUID, *, words: str) -> None:
    """Take an item away; that it stood there, and why it was taken away, stays. Raises as others do."""
    row = drafted(actor, referral_id)
    one = exhibit_row(row, item_id)
    if one.favours:
        raise Invalid("What speaks for the person is not taken away.", field="words")
    told = words_of(words, "words", "Say why it is taken away. A few words at least.")
    one.removed_at, one.removed_by = timezone.now(), actor.user_id
    one.removed_words = sealed(key_of(row), one, "removed_words", told)
    one.save(update_fields=["removed_at", "removed_by", "removed_words"])
    record(actor, EventKind.WRITE, "justice.unexhibit", subject=row.file.number, detail={"item": one.item.number})


@action
def exhibit_seen(actor: Actor, referral_id: UUID, item_id: UUID) -> None:
    """Say that one read an item that speaks for the person. Raises `Refused`, `NotFound`, `Stale`."""
    row = referral_row(actor, referral_id, Capability.JUSTICE_READ)
    one = exhibit_row(row, item_id)
    known = row.notes.filter(what=Told.SEEN, item_id=item_id, recorded_by=actor.user_id)
    if not known.exists():
        _note(actor, row, one, Told.SEEN, to="", words="")
        record(actor, EventKind.READ, "justice.seen", subject=row.file.number, detail={"item": one.item.number})


@action
def defence_tell(actor: Actor, referral_id: UUID, item_id: UUID, *, to: str, words: str) -> None:
    """Record that the defence received an item: to whom and how. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    row = referral_row(actor, referral_id, Capability.JUSTICE_WRITE)
    one = exhibit_row(row, item_id)
    whom = tidy(to)[:300]
    if len(whom) < 3:
        raise Invalid("Say who of the defence received it.", field="to")
    _note(actor, row, one, Told.DEFENCE, to=whom, words=words_of(words, "words", "Say how they received it."))
    record(actor, EventKind.WRITE, "justice.defence", subject=row.file.number, detail={"item": one.item.number})


def _note(actor: Actor, row: models.CourtReferral, one: models.Exhibit, what: Told, *, to: str, words: str) -> None:
    last, now = row.notes.order_by("-seq").first(), timezone.now()
    previous = bytes(last.digest) if last else b""
    made = linked(
        Note(
            referral=f"{row.file.number}/{row.place}", seq=last.seq + 1 if last else 1, what=what.value,
            item=one.item.number, item_sha256=bytes(one.item.digest).hex(), favours=one.favours, to=to, words=words,
            by=actor.username, at=now.isoformat(), previous=previous.hex(), salt=secrets.token_hex(16),
        )
    )  # fmt: skip
    kept = models.ReferralNote(
        referral=row, seq=made.seq, what=what.value, item=one.item, previous=previous, digest=made.digest,
        recorded_by=actor.user_id, recorded_name=actor.username, recorded_at=now,
    )  # fmt: skip
    put(key_of(row), kept, document=made.document.decode())
    try:
        with transaction.atomic():
            kept.save(force_insert=True)
    except IntegrityError:
        raise Stale("Somebody else wrote at the same instant. Try again.") from None
