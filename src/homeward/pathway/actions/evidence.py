"""Register an item of evidence, follow whose hands it is in, say how it was obtained and what its originator asks.

Comes in: an actor, a draft, perhaps the bytes of the thing itself. Goes out: ids. Nothing is changed afterwards: what is learned is
added. The file is sealed with a key of the item's own; its hash is taken of the bytes before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone

from homeward.access.actions import action, authorise
from homeward.access.facts import Actor, Capability, Caveat, EventKind
from homeward.access.sealing.files import Stored, file_store
from homeward.access.sealing.subjects import new_keys
from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import key_to_write
from homeward.access.trail import record
from homeward.kernel.ids import spoken, uuid7
from homeward.pathway import models
from homeward.pathway.custody import Happened, link
from homeward.pathway.facts.evidence import ItemDraft, Keeping, Moved, Obtained
from homeward.pathway.rules.evidence import LARGEST, check_item, check_link
from homeward.pathway.rules.wording import words_of
from homeward.pathway.selectors.evidence import item_row
from homeward.pathway.worded import put
from homeward.places.actions.sites import day_columns
from homeward.registry.errors import Invalid
from homeward.registry.rules.statements import tidy

READ = Capability.EVIDENCE
MOST_CAVEATS = 20


@action
def evidence_register(actor: Actor, draft: ItemDraft, *, content: Iterable[bytes] | None = None) -> UUID:
    """Register an item; `content` is the thing itself, in pieces, where it is kept here. Raises `Refused`, `Invalid`, `BadInput`."""
    authorise(actor, READ, site_id=draft.site_id)
    if draft.site_id is None:
        raise Invalid("Choose the site that it belongs to.", field="site")
    told = check_item(draft, timezone.localdate(), has_file=content is not None)
    now, id = timezone.now(), uuid7()
    key = new_keys([id])[id]
    row = models.EvidenceItem(
        id=id, number=spoken("E"), key_id=id, site_id=draft.site_id, kind=told.kind.value, keeping=told.keeping.value,
        registered_by=actor.user_id, registered_name=actor.username, registered_at=now,
        **day_columns("collected", told.collected_on),
    )  # fmt: skip
    stored = (
        file_store(key, id, content, limit=LARGEST) if content is not None else Stored(0, bytes.fromhex(told.sha256))
    )
    if told.keeping is Keeping.HERE and not stored.size:
        raise Invalid("The file is empty. Choose another.", field="content")
    row.digest, row.size = stored.sha256, stored.size
    put(
        key, row, description=told.description, source=told.source, collected_by=told.collected_by,
        collected_where=told.collected_where, reference=told.reference, file_name=told.file_name,
    )  # fmt: skip
    row.save(force_insert=True)
    _answer(actor, row, key, told.obtained, told.obtained_words, told.source)
    begun = Happened(
        Moved.COLLECTED, told.collected_on.iso(), told.collected_by, told.collected_where, told.description
    )
    link(actor, row, key, begun)
    record(actor, EventKind.WRITE, "evidence.register", subject=row.number)
    return id


@action
def custody_link(
    actor: Actor, item_id: UUID, what: Moved, *, holder: str, place: str, words: str, day: date | None = None
) -> None:
    """Add a link to the chain of custody. Raises `Refused`, `NotFound`, `Invalid`, `Stale`."""
    row, today = item_row(actor, item_id), timezone.localdate()
    on = day or today
    who, where, told = check_link(holder, place, words, on, today)
    link(actor, row, key_to_write(row.key_id), Happened(what, on.isoformat(), who, where, told))
    record(actor, EventKind.WRITE, "evidence.link", subject=row.number, detail={"what": what.value})


@action
def obtained_answer(actor: Actor, item_id: UUID, answer: Obtained, *, words: str, source: str) -> None:
    """Say anew how an item was obtained: what is known now, and from whom. Raises `Refused`, `NotFound`, `Invalid`."""
    row = item_row(actor, item_id)
    told = words_of(words, "words", "Say what is known of how it was obtained.")
    whence = words_of(source, "source", "Say from whom or where you know it.", least=3, most=300)
    _answer(actor, row, key_to_write(row.key_id), answer, told, whence)
    record(actor, EventKind.WRITE, "evidence.obtained", subject=row.number)


@action
def caveat_add(actor: Actor, item_id: UUID, caveat: Caveat) -> UUID:
    """Keep what an originator said about passing an item on. Raises `Refused`, `NotFound`, `Invalid`."""
    row = item_row(actor, item_id)
    who = words_of(caveat.originator, "originator", "Say who gave it and set this condition.", least=2, most=200)
    words = words_of(caveat.words, "words", "Write the condition as they put it.", most=1000)
    if row.caveats.count() >= MOST_CAVEATS:
        raise Invalid("This item has as many conditions as can be kept. Write them together.", field="words")
    made = models.EvidenceCaveat(
        item=row, originator=who, words=words, recorded_by=actor.user_id, recorded_name=actor.username,
        recipients=None if caveat.recipients is None else sorted(filter(None, map(tidy, caveat.recipients))),
        purposes=None if caveat.purposes is None else sorted(caveat.purposes), recorded_at=timezone.now(),
    )  # fmt: skip
    made.save(force_insert=True)
    record(actor, EventKind.WRITE, "evidence.caveat", subject=row.number)
    return made.id


def _answer(actor: Actor, row: models.EvidenceItem, key: DataKey, answer: Obtained, words: str, source: str) -> None:
    made = models.ObtainedAnswer(
        item=row, answer=answer.value, answered_by=actor.user_id, answered_name=actor.username, answered_at=timezone.now()
    )  # fmt: skip
    put(key, made, words=words, source=source)
    made.save(force_insert=True)
