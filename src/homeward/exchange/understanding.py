"""Rows in waiting are read under the import's mapping: what each states, and the keyed hashes by which it is compared.

Comes in: an import, the row after which to go on. Goes out: `Checked` rows, for `actions.checking` to judge and save. It only reads, so
another process may do it. The text of a row goes out sealed.
"""

from __future__ import annotations

from collections.abc import Mapping as Bag
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from uuid import UUID

import msgspec

from homeward.access.facts import Actor, Capability
from homeward.access.sealing.subjects import data_key
from homeward.access.sealing.vault import vault
from homeward.access.selectors import may
from homeward.exchange import models
from homeward.exchange.facts.imports import Outcome
from homeward.exchange.facts.mappings import Mapping
from homeward.exchange.facts.problems import Problem
from homeward.exchange.rules import families
from homeward.exchange.rules.people import Reader
from homeward.exchange.sealed import entry_bytes, open_cells, seal_entry
from homeward.exchange.selectors.imports import columns_of, import_row
from homeward.places.selectors import sites_found
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.selectors.imports import number_codes
from homeward.work.facts import Plain

SURE: Final = 1_000  # how alike a word and a site's name must be to be taken for it without asking


class _Waiting(NamedTuple):
    """What is read of a row in waiting."""

    id: UUID
    number: int
    sheet: str
    row: int
    cells: bytes


@dataclass(slots=True)
class Checked:
    """A row on its way: what it is compared by, and what is judged of it."""

    id: UUID
    number: int
    site_id: UUID | None
    reference: bytes
    digest: bytes
    family: bytes
    head: bool
    sealed: bytes
    codes: tuple[bytes, ...]
    problems: list[Problem]
    family_row: int = 0
    doubles: list[dict[str, Plain]] = field(default_factory=list)
    outcome: Outcome = Outcome.NEW


def understood(actor: Actor, import_id: UUID, version: int, start: int, most: int) -> list[Checked]:
    """The next rows after one, at most so many, read under the mapping that the import has at a version. Raises `NotFound`, `Erased`."""
    imported = import_row(actor, import_id)
    waiting = models.StagedRow.objects.filter(imported=imported, number__gt=start).order_by("number")
    rows = [_Waiting(*row) for row in waiting.values_list(*_Waiting._fields)[:most]]
    mapping = msgspec.convert(imported.mapping, Mapping)
    reader = Reader(columns_of(imported), mapping, imported.staged_at.date())
    key, blind, sites = data_key(imported.id), vault().blind, _Sites(actor, imported.site_id, mapping.sites)
    found = []
    for row in rows:
        said = reader.understood(open_cells(key, row.id, row.cells, (row.sheet, row.row)))
        entry, encoded = said.entry, entry_bytes(said.entry)
        site_id, problems = sites.of(entry.site)
        place = site_id or imported.site_id
        found.append(
            Checked(
                id=row.id,
                number=row.number,
                site_id=site_id,
                reference=blind("reference", f"{place}|{entry.reference}") if entry.reference else b"",
                digest=blind("row", f"{place}|{encoded.decode()}"),
                family=blind("family", f"{place}|{entry.household}") if entry.household else b"",
                head=entry.role is HouseholdRole.HEAD,
                sealed=seal_entry(key, row.id, encoded),
                codes=tuple(sorted(number_codes(entry.statements))),
                problems=[*said.problems, *problems],
            )
        )
    return found


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
