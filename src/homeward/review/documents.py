"""Numbers of papers that people hold, looked up in files of stolen and lost documents: their own kind of result, apart from names.

Comes in: profiles with their places in the run, an edition of documents. Goes out: `Found` rows without any evidence about a person: a
row says something about a paper, never about whoever holds it. Ids of rows are keyed hashes: no number is written down.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from homeward.access.sealing.vault import vault
from homeward.lists.facts.documents import DocumentRow, FoundDocument
from homeward.lists.facts.lists import Edition
from homeward.lists.rules.documents import plain_kind, plain_number
from homeward.lists.selectors.held import documents
from homeward.review.facts.runs import Found
from homeward.review.weighing import PART
from homeward.screening.profile import Profile, ProfileDocument


def papers_found(edition: Edition, profiles: Iterable[tuple[int, Profile]], parts: range) -> dict[int, list[Found]]:
    """The papers of some parts that stand in a file of documents."""
    found: dict[int, list[Found]] = {part: [] for part in parts}
    for place, profile in profiles:
        if place // PART in found:
            found[place // PART] += _of(edition, place % PART, profile)
    return found


def document_of(edition: Edition, profile: Profile, entry_id: str) -> tuple[ProfileDocument, FoundDocument] | None:
    """The paper of somebody, and the row of a file, that a candidate of a document is about; None where one is gone."""
    return next(((paper, row) for paper, row in _papers(edition, profile) if entry_of(row.row) == entry_id), None)


def entry_of(row: DocumentRow) -> str:
    """What stands for a row in place of a publisher's id: the same in every edition that has it."""
    return vault().blind("document-entry-1", _plain(row.number, row.kind, row.issuer)).hex()


def _of(edition: Edition, place: int, profile: Profile) -> Iterator[Found]:
    there = set()
    for paper, found in _papers(edition, profile):
        entry = entry_of(found.row)
        if entry not in there:
            there.add(entry)
            yield Found(place, entry, 0, {}, _hash(found.row), entry, person=_mark(paper))


def _papers(edition: Edition, profile: Profile) -> Iterator[tuple[ProfileDocument, FoundDocument]]:
    if not profile.documents:
        return
    held = documents(edition)
    for paper in profile.documents:
        for found in held.find(paper.number, paper.kind, paper.issuer):
            if found.same_kind is not False:
                yield paper, found


def _hash(row: DocumentRow) -> str:
    said = msgspec.json.encode(msgspec.structs.replace(row, position="")).decode()
    return vault().blind("document-row-1", said).hex()


def _mark(paper: ProfileDocument) -> bytes:
    return vault().blind("paper-1", _plain(paper.number, paper.kind, paper.issuer))


def _plain(number: str, kind: str, issuer: str) -> str:
    return "|".join((plain_number(number), plain_kind(kind), issuer.casefold()))
