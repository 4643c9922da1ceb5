"""Let all records of a site leave when it changes hands: one archive behind a password, under an agreement, written down as a disclosure.

Comes in: a data protection officer, a request, a password and a folder. Goes out: the archive in the folder, with its manifest inside.
Every row is accounted for: written, or written without what an erasure destroyed. Whoever made the agreement does not carry it out.
Nothing is deleted here: what stays behind is kept and erased by its own rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec
from django.utils import timezone
from django.utils.translation import gettext as _

from homeward.access.actions import disclosure_check, disclosure_record, refusal
from homeward.access.actions.disclosures import Contents
from homeward.access.facts import Actor, Agreement, Capability, Category, Sending
from homeward.access.selectors.agreements import agreement_of
from homeward.exchange.facts.exits import (
    CATEGORIES,
    FORMAT,
    NO_PHOTOGRAPHS,
    NOT_IN_IT,
    Exit,
    ExitRequest,
    Manifest,
    Part,
)
from homeward.exchange.writing.archive import Archive, archive_at, hash_of
from homeward.exchange.writing.protected import check_password
from homeward.kernel.errors import BadInput, CannotWrite, Inconsistent
from homeward.places.selectors import site_of
from homeward.registry.facts.persons import Standing
from homeward.registry.rules.households import may_be_child
from homeward.registry.rules.scans import SUFFIXES
from homeward.registry.selectors.leaving import (
    TABLES,
    LeavingRow,
    leaving_count,
    leaving_persons,
    leaving_photographs,
    leaving_rows,
    leaving_scans,
    leaving_unfinished,
)

_ENCODER: Final = msgspec.json.Encoder()
Told = Callable[[str], object]


def site_exit(
    actor: Actor, *, request: ExitRequest, password: str, folder: Path, on_part: Told = lambda name: None
) -> Exit:
    """Write the archive of a site into a folder. `on_part` hears the name of each file that begins.

    Raises `Refused` where role or agreement do not allow it, `NotFound`, `BadInput`, `Inconsistent` where records changed
    meanwhile, and `CannotWrite`; then no file is left behind.
    """
    agreement, sending, persons = _agreed(actor, request)
    check_password(password)
    site = site_of(actor, request.site_id)
    path = _free(folder, f"homeward-exit-{site.site.code}-{timezone.now():%Y-%m-%d-%H%M%S}.zip")
    draft = path.with_suffix(".part")
    try:
        with archive_at(draft, password) as archive:
            leaving = _Leaving(actor, request.site_id, archive, on_part)
            leaving.whole("site.json", _ENCODER.encode(site))
            leaving.tables()
            leaving.scans()
            if Category.PHOTOGRAPH in sending.categories:
                leaving.photographs()
            manifest = _manifest(actor, agreement, leaving, site.site.code, sending.categories)
            archive.add("manifest.json", [msgspec.json.format(_ENCODER.encode(manifest))])
        contents = Contents(
            [part.name for part in manifest.parts if "/" not in part.name],
            sum(part.written for part in manifest.parts),
            hash_of(draft),
            persons,
        )
        disclosure = disclosure_record(actor, sending=sending, contents=contents, capability=Capability.SITE_EXIT)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return Exit(path.name, path.stat().st_size, contents.sha256.hex(), disclosure, manifest)


@dataclass(slots=True)
class _Leaving:
    """The files of an archive as they are written, each counted."""

    actor: Actor
    site_id: UUID
    archive: Archive
    on_part: Told
    parts: list[Part] = field(default_factory=list)

    def whole(self, name: str, content: bytes) -> None:
        """A file that is one value."""
        self.on_part(name)
        size, sha256 = self.archive.add(name, [content])
        self.parts.append(Part(name, 1, 1, 0, size, sha256))

    def tables(self) -> None:
        """Each table as lines of JSON."""
        for table in TABLES:
            self.on_part(table)
            selected = leaving_count(self.actor, self.site_id, table)
            counts = {True: 0, False: 0}
            rows = leaving_rows(self.actor, self.site_id, table)
            size, sha256 = self.archive.add(f"{table}.jsonl", _lines(rows, counts))
            if sum(counts.values()) != selected:
                raise Inconsistent(_("Records of this site changed while the file was made. Make it again."))
            self.parts.append(Part(f"{table}.jsonl", selected, selected, counts[False], size, sha256))

    def scans(self) -> None:
        """The scans of papers, each a file."""
        self.on_part("scans")
        for scan in leaving_scans(self.actor, self.site_id):
            name = f"scans/{scan.claim_id}.{SUFFIXES[scan.kind]}"
            size, sha256 = self.archive.add(name, scan.pieces)
            self.parts.append(Part(name, 1, 1, 0, size, sha256))

    def photographs(self) -> None:
        """The photographs, each a file."""
        self.on_part("photographs")
        for id, pieces in leaving_photographs(self.actor, self.site_id):
            size, sha256 = self.archive.add(f"photographs/{id}.jpg", pieces)
            self.parts.append(Part(f"photographs/{id}.jpg", 1, 1, 0, size, sha256))


def _lines(rows: Iterator[LeavingRow], counts: dict[bool, int]) -> Iterator[bytes]:
    for row in rows:
        counts[row.opened] += 1
        yield _ENCODER.encode(row.values) + b"\n"


def _agreed(actor: Actor, request: ExitRequest) -> tuple[Agreement, Sending, frozenset[UUID]]:
    """The agreement, checked as for every disclosure and made by somebody else; what is sent, and of whom it tells."""
    persons = [one for one in leaving_persons(actor, request.site_id) if one.standing is not Standing.ERASED]
    if not persons:
        raise BadInput(_("Nobody is recorded at this site: there is nothing to take along."), field="site_id")
    today, found = timezone.now().date(), agreement_of(request.agreement_id)
    pictures = frozenset({Category.PHOTOGRAPH}) & (found.categories if found else frozenset())
    sending = Sending(
        agreement_id=request.agreement_id,
        recipient=request.recipient,
        categories=CATEGORIES | pictures,
        form="exit",
        persons=len(persons),
        children=sum(may_be_child(one.born_to, one.role, today) for one in persons),
        accepted=request.accepted,
        site_id=request.site_id,
    )
    agreement = disclosure_check(actor, sending=sending, capability=Capability.SITE_EXIT)
    if agreement.made_by == actor.user_id:
        sentence = _("You made this agreement. Somebody else carries it out.")
        raise refusal(actor, "exit.own_agreement", sentence, site_id=request.site_id)
    return agreement, sending, frozenset(one.id for one in persons)


def _manifest(actor: Actor, agreement: Agreement, leaving: _Leaving, code: str, held: frozenset[Category]) -> Manifest:
    everybody = leaving_persons(actor, leaving.site_id)
    erased = sum(one.standing is Standing.ERASED for one in everybody)
    return Manifest(
        format=FORMAT,
        site=code,
        site_id=leaving.site_id,
        recipient=agreement.recipient,
        agreement=agreement.title,
        purpose=str(actor.purpose),
        caveats=agreement.caveats,
        made_at=timezone.now(),
        made_by=actor.username,
        persons=len(everybody) - erased,
        persons_erased=erased,
        persons_in_unfinished_imports=leaving_unfinished(actor, leaving.site_id),
        parts=tuple(leaving.parts),
        not_in_it=NOT_IN_IT if Category.PHOTOGRAPH in held else (*NOT_IN_IT, NO_PHOTOGRAPHS),
    )


def _free(folder: Path, name: str) -> Path:
    if not folder.is_dir():
        raise CannotWrite(_("The folder is not there. Make it, or name another."))
    if (folder / name).exists():
        raise CannotWrite(_("A file of this name is there already. Choose another folder."))
    return folder / name
