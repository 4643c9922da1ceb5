"""Check rows in waiting: what each states, whether it is here already, who holds the same numbers, and what holds of families.

Comes in: an import's rows, in pieces. Goes out: an outcome and problems for each row, and counts. The registry is only asked.
Checking again gives the same: a mapping that was changed is applied to the same cells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping as Bag
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple
from uuid import UUID

import msgspec
from django.db.models import Count, Min
from django.utils.translation import gettext as _

from homeward.access.facts import Actor, Capability
from homeward.access.sealing.subjects import data_key
from homeward.access.sealing.vault import vault
from homeward.access.selectors import may
from homeward.exchange import models
from homeward.exchange.actions.whole import HELD, finish
from homeward.exchange.facts.entries import Understood
from homeward.exchange.facts.imports import Counts, Outcome
from homeward.exchange.facts.mappings import Mapping
from homeward.exchange.facts.problems import Problem, Weight
from homeward.exchange.rules import families
from homeward.exchange.rules.people import Reader
from homeward.exchange.sealed import entry_bytes, open_cells, seal_entry
from homeward.exchange.selectors.imports import columns_of, import_row
from homeward.exchange.updating import update
from homeward.places.selectors import sites_found
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.inserting import insert
from homeward.registry.selectors.imports import holders_of, number_codes
from homeward.work.facts import Plain, Progress

CHUNK: Final = 500
SURE: Final = 1_000  # how alike a word and a site's name must be to be taken for it without asking
_SET: Final = (
    "entry", "outcome", "problems", "doubles", "site_id", "reference", "digest", "family", "family_row", "head",
)  # fmt: skip


class _Waiting(NamedTuple):
    """What is read of a row in waiting."""

    id: UUID
    number: int
    sheet: str
    row: int
    cells: bytes


@dataclass(slots=True)
class _Checked:
    """A row on its way: what was understood, and what it is compared by."""

    row: _Waiting
    understood: Understood
    site_id: UUID | None
    reference: bytes
    digest: bytes
    family: bytes
    sealed: bytes
    codes: frozenset[bytes]
    family_row: int = 0
    problems: list[Problem] = field(default_factory=list)
    doubles: list[dict[str, Plain]] = field(default_factory=list)
    outcome: Outcome = Outcome.NEW


def check_chunk(actor: Actor, import_id: UUID, checkpoint: Bag[str, Plain]) -> Progress:
    """Check a piece of the rows; after the last, what holds of families and of the whole file. Raises `NotFound`, `Erased`."""
    imported = import_row(actor, import_id)
    counts = msgspec.convert(imported.counts, Counts)
    start = int(str(checkpoint.get("next", 0)))
    waiting = models.StagedRow.objects.filter(imported=imported, number__gt=start).order_by("number")
    rows = [_Waiting(*row) for row in waiting.values_list(*_Waiting._fields)[:CHUNK]]
    if not rows:
        return finish(actor, imported, counts)
    checked = _checked(actor, imported, rows)
    _judge(actor, imported, checked, start)
    done = rows[-1].number

    def write() -> None:
        if not start:
            models.StagedKey.objects.filter(imported=imported).delete()
        update(models.StagedRow, _SET, [_values(one) for one in checked])
        keys = [(code, one.row.number) for one in checked for code in sorted(one.codes)]
        insert(models.StagedKey, [{"imported_id": import_id, "code": code, "number": number} for code, number in keys])

    return Progress(done, counts.rows, _("checking rows"), {"next": done}, write=write)


def _values(one: _Checked) -> tuple[Any, ...]:
    problems = msgspec.to_builtins(one.problems)
    head = one.understood.entry.role is HouseholdRole.HEAD
    return (
        one.sealed, one.outcome.value, problems, one.doubles, one.site_id, one.reference, one.digest, one.family,
        one.family_row, head, one.row.id,
    )  # fmt: skip


def _checked(actor: Actor, imported: models.Import, rows: Sequence[_Waiting]) -> list[_Checked]:
    """Rows read under the import's mapping, with the keyed hashes by which they are compared."""
    mapping = msgspec.convert(imported.mapping, Mapping)
    reader = Reader(columns_of(imported), mapping, imported.staged_at.date())
    key, blind, sites = data_key(imported.id), vault().blind, _Sites(actor, imported.site_id, mapping.sites)
    found = []
    for row in rows:
        understood = reader.understood(open_cells(key, row.id, row.cells, (row.sheet, row.row)))
        entry, encoded = understood.entry, entry_bytes(understood.entry)
        site_id, problems = sites.of(entry.site)
        place = site_id or imported.site_id
        found.append(
            _Checked(
                row=row,
                understood=understood,
                site_id=site_id,
                reference=blind("reference", f"{place}|{entry.reference}") if entry.reference else b"",
                digest=blind("row", f"{place}|{encoded.decode()}"),
                family=blind("family", f"{place}|{entry.household}") if entry.household else b"",
                sealed=seal_entry(key, row.id, encoded),
                codes=number_codes(entry.statements),
                problems=[*understood.problems, *problems],
            )
        )
    return found


def _judge(actor: Actor, imported: models.Import, checked: Sequence[_Checked], start: int) -> None:
    """What becomes of each row, in place."""
    _without_reference(imported, checked, start)
    _first_of_family(imported, checked, start)
    known = {
        bytes(ref.code): ref
        for ref in models.SourceReference.objects.filter(
            code__in=[one.reference for one in checked], imported__state__in=HELD
        ).exclude(imported=imported)
    }
    holders = holders_of(actor, sorted({code for one in checked for code in one.codes}))
    for one in checked:
        before = known.get(one.reference)
        if any(problem.weight is Weight.ERROR for problem in one.problems):
            one.outcome = Outcome.FAULTY
        elif before:
            one.outcome = Outcome.ALREADY_HERE if bytes(before.digest) == one.digest else Outcome.CHANGED
        people = dict.fromkeys(id for code in sorted(one.codes) for id in holders.get(code, ()))
        one.doubles = [{"person": str(id)} for id in people if before is None or id != before.person_id]


def _without_reference(imported: models.Import, checked: Sequence[_Checked], start: int) -> None:
    """Rows that the source gave no reference are known by what they state, and by how often it was stated before in the file."""
    digests = [one.digest for one in checked if not one.reference]
    rows = models.StagedRow.objects.filter(imported=imported, number__lte=start, digest__in=digests)
    seen = Counter({bytes(d): n for d, n in rows.values_list("digest").annotate(n=Count("id")).order_by()})
    for one in checked:
        if not one.reference:
            seen[one.digest] += 1
            one.reference = vault().blind("reference", f"{one.digest.hex()}#{seen[one.digest]}")


def _first_of_family(imported: models.Import, checked: Sequence[_Checked], start: int) -> None:
    """Give each row the number of the first row of its family, so that families are saved whole."""
    codes = [one.family for one in checked if one.family]
    rows = models.StagedRow.objects.filter(imported=imported, number__lte=start, family__in=codes)
    first = {bytes(f): n for f, n in rows.values_list("family").annotate(n=Min("number")).order_by()}
    for one in checked:
        one.family_row = first.setdefault(one.family, one.row.number) if one.family else one.row.number


class _Sites:
    """Which site a word for a place means: as somebody said, or one whose name it is."""

    def __init__(self, actor: Actor, default: UUID, said: Bag[str, str]) -> None:
        self._actor, self._default, self._said = actor, default, said
        self._known: dict[str, tuple[UUID | None, tuple[Problem, ...]]] = {}

    def of(self, word: str) -> tuple[UUID | None, tuple[Problem, ...]]:
        """The site of a word, or a problem."""
        if word not in self._known:
            self._known[word] = self._look(word)
        return self._known[word]

    def _look(self, word: str) -> tuple[UUID | None, tuple[Problem, ...]]:
        site_id = UUID(self._said[word]) if word in self._said else self._default if not word else self._named(word)
        if site_id is None:
            return None, (families.unknown_site(),)
        if not may(self._actor, Capability.IMPORT_STAGE, site_id=site_id):
            return site_id, (families.site_out_of_reach(),)
        return site_id, ()

    def _named(self, word: str) -> UUID | None:
        found = [one.site.id for one in sites_found(self._actor, word) if one.likeness >= SURE]
        return found[0] if len(found) == 1 else None
