"""The one search box: names in any script by their keyed sounds, numbers, days of birth, tents.

Comes in: an actor and what they typed. Goes out: at most a page of rows, ranked, and how many there are; where too many are left,
none, and what would narrow them. The search is written to the trail without its words.
How the parts of a name are looked up is `bearers`; why there are no names to look in, docs/decisions/0007.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Final
from uuid import UUID

from django.db.models import Q, QuerySet

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.vault import vault
from homeward.access.trail import record
from homeward.names.lexicon import lexemes_of
from homeward.names.parts import read
from homeward.names.sounds import sound
from homeward.registry import models
from homeward.registry.facts.persons import PersonRow, Standing
from homeward.registry.rules.exact import NUMBER, PHONE, SHORTEST, born_key, plain
from homeward.registry.rules.namekeys import skeleton
from homeward.registry.rules.query import Part, Query, near, read_query
from homeward.registry.selectors.bearers import COMMON, Bearers
from homeward.registry.selectors.persons import rows_of, visible

MOST: Final = 500  # persons that are ranked; above this, something narrower is asked for


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: `total` is true up to `MOST`, above which `too_many` says so and nothing is ranked."""

    query: Query
    rows: tuple[PersonRow, ...]
    total: int
    too_many: bool = False


def persons_search(
    actor: Actor, text: str, *, site_ids: Sequence[UUID] = (), limit: int = 25, offset: int = 0
) -> Found:
    """Search. An empty box finds nobody; a query that only common names make up asks for more."""
    authorise(actor, Capability.PERSON_SEARCH)
    query = read_query(text)
    if not query:
        return Found(query, (), 0)
    people = visible(actor, Capability.PERSON_SEARCH).exclude(standing__in=(Standing.MERGED, Standing.ERASED))
    if site_ids:
        people = people.filter(site_id__in=site_ids)
    found = _found(people, query)
    record(actor, EventKind.SEARCH, "person.search", detail={"found": len(found)})
    if len(found) > MOST:
        return Found(query, (), MOST, too_many=True)
    rows = sorted(rows_of(found), key=lambda row: _rank(query, row), reverse=True)
    return Found(query, tuple(rows[offset : offset + limit]), len(rows))


def document_holders(actor: Actor, number: str, *, limit: int = 25) -> tuple[tuple[PersonRow, ...], int]:
    """Who holds a paper with this number, whatever stands between its characters; and how many. Nothing else is looked up."""
    authorise(actor, Capability.DOCUMENT_READ)
    text = plain(number)
    codes = [vault().blind(NUMBER, text)] if len(text) >= SHORTEST else []
    people = visible(actor, Capability.DOCUMENT_READ).exclude(standing__in=(Standing.MERGED, Standing.ERASED))
    found = list(people.filter(serial__in=list(_serials(codes)[:COMMON])).order_by("serial")[:MOST])
    record(actor, EventKind.SEARCH, "person.search", detail={"found": len(found)})
    return tuple(rows_of(found[:limit])), len(found)


def _found(people: QuerySet[models.Person], query: Query) -> list[models.Person]:
    asked = _narrowed(people, query)
    if not query.parts:
        return list(asked[: MOST + 1])
    bearers = Bearers(people, asked, MOST)
    for parts in _tries(query.parts):
        for whole in (True, False):
            if found := bearers.of(parts, whole):
                return found
    return []


def _tries(parts: tuple[Part, ...]) -> Iterable[tuple[Part, ...]]:
    """All parts; where nobody has them all, all but one."""
    yield parts
    if len(parts) > 2:
        yield from combinations(parts, len(parts) - 1)


def _narrowed(people: QuerySet[models.Person], query: Query) -> QuerySet[models.Person]:
    """The persons that fit everything but the name."""
    if query.person:
        people = people.filter(number=query.person)
    if query.household:
        people = people.filter(household__number=query.household)
    if query.born:
        first, last = near(query.born)
        people = people.filter(born_from__lte=last, born_to__gte=first)
        if query.born.first == query.born.last:
            people = people.filter(serial__in=_serials([vault().blind(*born_key(query.born.first))]))
    if query.numbers or query.tents:
        codes = [
            vault().blind(kind, text[-9:] if kind == PHONE else text)
            for text in query.numbers
            for kind in (NUMBER, PHONE)
        ]
        holders = (
            list(_serials(codes)[:COMMON]) if codes else []
        )  # looked up before: beside an "or" it would be asked of everybody
        people = people.filter(Q(serial__in=holders) | Q(tent__in=query.tents) | Q(section__in=query.tents))
    return people


def _serials(codes: Sequence[bytes]) -> QuerySet[models.BlindKey, int]:
    return models.BlindKey.objects.filter(code__in=codes).values_list("serial", flat=True)


def _rank(query: Query, row: PersonRow) -> tuple[float, int]:
    """How well a person's names fit what was typed, part by part; among equals those who are present come first."""
    mine = [_sides(key) for name in _names(row) for key in read(name).keys]
    fits = sum(max((_fit(_sides(part.key), side) for side in mine), default=0.0) for part in query.parts)
    return fits, row.standing is Standing.PRESENT


def _names(row: PersonRow) -> Iterable[str]:
    return (name for name in (row.summary.name, row.summary.romanised, row.summary.kunya) if name)


@lru_cache(maxsize=1 << 15)
def _sides(key: str) -> tuple[str, frozenset[int], str]:
    return key, frozenset(lexemes_of(key)), skeleton(sound(key.strip("<>^=~")))


def _fit(asked: tuple[str, frozenset[int], str], recorded: tuple[str, frozenset[int], str]) -> float:
    """Letter for letter, one known name, its beginning letter for letter, one skeleton of consonants, its beginning."""
    if asked[0] == recorded[0]:
        return 1.0
    if asked[1] & recorded[1]:
        return 0.9
    if recorded[0].startswith(asked[0]):
        return 0.8
    if asked[2] == recorded[2]:
        return 0.7
    return 0.4 if recorded[2].startswith(asked[2]) else 0.0
