"""Hand evidence over: under an agreement, with every originator's condition, in a package that verifies itself.

Comes in: an actor, a referral that two people made, the items and the agreement. Goes out: the id of what was handed over. Checked as
every export is (guardrail 14), before the package is made and again before it can be had. What speaks for the person always goes along.
The bytes are never on a disk unsealed: the package is written through the sealing, piece by piece, outside any transaction.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import msgspec
from django.utils import timezone

from homeward.access.actions import Contents, action, authorise, disclosure_check, disclosure_record
from homeward.access.facts import Actor, Agreement, Capability, Category, EventKind, Sending
from homeward.access.sealing.files import file_open, file_store
from homeward.access.sealing.signing import Signer, sign, signer
from homeward.access.sealing.subjects import data_key, data_keys, new_keys
from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import key_to_write
from homeward.access.trail import record
from homeward.kernel.ids import spoken, uuid7
from homeward.pathway import models
from homeward.pathway.custody import Happened, link
from homeward.pathway.facts.evidence import HandoverDraft, ItemRow, Keeping, Moved, Obtained
from homeward.pathway.facts.justice import Proceeding
from homeward.pathway.facts.packages import (
    FORMAT,
    MANIFEST,
    READ_ME,
    SIGNATURE,
    SIGNER,
    TOLD,
    Manifest,
    PackedFile,
    PackedItem,
    PackedNotes,
    Part,
)
from homeward.pathway.rules.evidence import MOST
from homeward.pathway.rules.justice import AFTER_TWO
from homeward.pathway.rules.packages import READ_ME_TEXT, written
from homeward.pathway.rules.wording import words_of
from homeward.pathway.selectors.evidence import caveats_of, chain_of
from homeward.pathway.selectors.items import item_rows
from homeward.pathway.selectors.justice import child_now, referral_row
from homeward.pathway.worded import said
from homeward.registry.errors import Invalid


@dataclass(frozen=True, slots=True)
class _Text:
    """A small file of a package."""

    name: str
    content: bytes

    @property
    def packed(self) -> PackedFile:
        return PackedFile(self.name, len(self.content), hashlib.sha256(self.content).hexdigest())


@dataclass(frozen=True, slots=True)
class _Planned:
    """A package before it is written: what is sent, its small files, and the items whose content goes in."""

    number: str
    sending: Sending
    signer: Signer
    manifest: bytes
    texts: tuple[_Text, ...]
    contents: tuple[tuple[str, UUID, UUID], ...]
    site_id: UUID
    person_id: UUID
    file_number: str
    items: int
    at: datetime


def evidence_hand_over(actor: Actor, referral_id: UUID, draft: HandoverDraft) -> UUID:
    """Make a package and write it down as a disclosure. Raises `Refused`, which the trail keeps, `NotFound`, `Invalid`."""
    planned = _plan(actor, referral_id, draft)
    id = uuid7()
    key = new_keys([id])[id]
    stored = file_store(key, id, _pieces(planned), limit=MOST)
    return _finish(actor, referral_id, planned, id, stored.size, stored.sha256)


@action
def _plan(actor: Actor, referral_id: UUID, draft: HandoverDraft) -> _Planned:
    authorise(actor, Capability.EVIDENCE)
    row = referral_row(actor, referral_id, Capability.JUSTICE_WRITE)
    items = _items(row, draft)
    received = words_of(draft.received_by, "received_by", "Say who receives it there.", least=3, most=200)
    sending = Sending(
        agreement_id=draft.agreement_id, recipient=draft.recipient, categories=frozenset({Category.EVIDENCE}), form="zip",
        persons=1, children=int(row.may_be_child or child_now(row.file)), accepted=draft.accepted,
        caveats=tuple(one.caveat for item in items for one in caveats_of(item)), site_id=row.file.person.site_id,
    )  # fmt: skip
    agreement = disclosure_check(actor, sending=sending, capability=Capability.EVIDENCE)
    number, at = spoken("G"), timezone.now()
    for item in items:
        told = f"Put into the package {number} under the agreement {agreement.title}."
        given = Happened(
            Moved.HANDED_OVER, at.date().isoformat(), f"{agreement.recipient}: {received}", agreement.recipient, told
        )
        link(actor, item, key_to_write(item.key_id), given)
    return _planned(actor, row, items, _About(number, at, received, agreement, sending))


@dataclass(frozen=True, slots=True)
class _About:
    number: str
    at: datetime
    received: str
    agreement: Agreement
    sending: Sending


def _items(row: models.CourtReferral, draft: HandoverDraft) -> list[models.EvidenceItem]:
    """The items to hand over. Raises `Invalid` where one does not stand there, or one that speaks for the person is left out."""
    if Proceeding(row.state) not in AFTER_TWO:
        raise Invalid("Evidence is handed over once two people have referred somebody, and not before.", field="items")
    beside = list(row.exhibits.filter(removed_at__isnull=True).select_related("item").order_by("added_at", "id"))
    chosen = [one for one in beside if one.item_id in draft.item_ids]
    if not chosen or len(chosen) != len(draft.item_ids):
        raise Invalid("Choose among the items that stand beside this question.", field="items")
    if any(one.favours and one.item_id not in draft.item_ids for one in beside):
        raise Invalid("What speaks for the person goes along, always. Choose those items too.", field="items")
    against = item_rows([one.item for one in chosen if not one.favours])
    if any(one.obtained is not Obtained.UNTAINTED for one in against):
        raise Invalid(
            "How one of these was obtained is not known, or force was used. It is not handed over.", field="items"
        )
    return [one.item for one in chosen]


def _planned(actor: Actor, row: models.CourtReferral, items: Sequence[models.EvidenceItem], about: _About) -> _Planned:
    """The manifest and the small files of a package."""
    favour = set(row.exhibits.filter(favours=True).values_list("item_id", flat=True))
    keys = data_keys([*(one.key_id for one in items), row.file.person.key_id])
    texts, packed, contents = [_Text(READ_ME, READ_ME_TEXT.encode())], [], []
    sized: list[PackedFile] = []
    for item, fact in zip(items, item_rows(items), strict=True):
        folder = f"items/{item.number}"
        links = chain_of(item, keys.get(item.key_id))
        record_text = _record(item, fact, keys.get(item.key_id))
        texts.append(_Text(f"{folder}/record.json", record_text))
        texts.append(_Text(f"{folder}/chain.jsonl", b"".join(document + b"\n" for document, _ in links)))
        here = item.keeping == Keeping.HERE
        if here:
            contents.append((f"{folder}/content.bin", item.key_id, item.id))
            sized.append(PackedFile(f"{folder}/content.bin", item.size, fact.sha256))
        packed.append(
            PackedItem(
                item.number, item.kind, fact.sha256, f"{folder}/record.json", f"{folder}/chain.jsonl", len(links),
                links[-1][1].hex(), item.id in favour, f"{folder}/content.bin" if here else "",
            )
        )  # fmt: skip
    notes = [
        (said(keys.get(row.file.person.key_id), one, "document").encode(), bytes(one.digest))
        for one in row.notes.order_by("seq")
    ]
    texts.append(_Text(TOLD, b"".join(document + b"\n" for document, _ in notes)))
    agreement, sending, by = about.agreement, about.sending, signer()
    manifest = Manifest(
        format=FORMAT, signer=by.fingerprint, number=about.number, made_at=about.at.isoformat(), made_by=actor.username,
        referral=f"{row.file.number}/{row.place}", person=row.file.person.number, recipient=agreement.recipient,
        received_by=about.received, agreement=agreement.title, basis=agreement.basis, purpose=str(actor.purpose),
        caveats=[*agreement.caveats, *(f"{one.originator}: {one.words}" for one in sending.caveats)], items=packed,
        told=PackedNotes(len(notes), notes[-1][1].hex() if notes else ""), files=[*(one.packed for one in texts), *sized],
    )  # fmt: skip
    document = msgspec.json.format(msgspec.json.encode(manifest), indent=2)
    person = row.file.person
    return _Planned(
        number=about.number, sending=sending, signer=by, manifest=document, texts=tuple(texts), contents=tuple(contents),
        site_id=person.site_id, person_id=person.id, file_number=row.file.number, items=len(items), at=about.at,
    )  # fmt: skip


def _record(item: models.EvidenceItem, fact: ItemRow, key: DataKey | None) -> bytes:
    """What is recorded of an item, for its recipient."""
    answer = item.obtained.order_by("-answered_at", "-id").first()
    fields = {
        "number": item.number, "kind": item.kind, "description": fact.description, "source": said(key, item, "source"),
        "collected_by": said(key, item, "collected_by"), "collected_where": said(key, item, "collected_where"),
        "collected_on": item.collected_said, "sha256": fact.sha256, "kept": item.keeping,
        "reference": said(key, item, "reference"), "obtained": fact.obtained.value,
        "obtained_words": said(key, answer, "words") if answer else "",
        "caveats": [f"{one.caveat.originator}: {one.caveat.words}" for one in caveats_of(item)],
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(fields), indent=2)


def _pieces(planned: _Planned) -> Iterator[bytes]:
    """The archive, its manifest first, and what signs it."""
    parts = [
        Part(MANIFEST, [planned.manifest]),
        Part(SIGNATURE, [sign(planned.manifest, planned.signer)]),
        Part(SIGNER, [planned.signer.pem]),
        *(Part(one.name, [one.content]) for one in planned.texts),
    ]
    moment = planned.at
    parts += [Part(name, file_open(data_key(key_id), row)) for name, key_id, row in planned.contents]
    return written(parts, (moment.year, moment.month, moment.day, moment.hour, moment.minute, moment.second))


@action
def _finish(actor: Actor, referral_id: UUID, planned: _Planned, id: UUID, size: int, sha256: bytes) -> UUID:
    """Write the disclosure down; only then the package can be had."""
    contents = Contents(("record", "chain", "content"), planned.items, sha256, frozenset({planned.person_id}))
    disclosure = disclosure_record(actor, sending=planned.sending, contents=contents, capability=Capability.EVIDENCE)
    models.EvidenceHandover.objects.create(
        id=id, number=planned.number, site_id=planned.site_id, key_id=id, referral_id=referral_id,
        disclosure_id=disclosure, recipient=planned.sending.recipient, items=planned.items,
        manifest=hashlib.sha256(planned.manifest).digest(), size=size, made_by=actor.user_id, made_name=actor.username,
        made_at=planned.at,
    )  # fmt: skip
    record(actor, EventKind.DISCLOSURE, "evidence.hand_over", subject=planned.file_number)
    return id
