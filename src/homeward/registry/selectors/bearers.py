"""Who bears some names: the postings of their parts are intersected, and only then are persons' rows opened.

Comes in: the persons whom an actor may find, those of them who are asked for, and parts of a name. Goes out: persons, one more than
are ranked where there are too many.
Three ways, by what is least: the postings of a rare part, the persons of a small site, or the postings of all parts together.
Never tells of anybody who is not among the persons that came in.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from typing import Final, TypeVar

from django.db import connection
from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import RawSQL

from homeward.access.sealing.vault import vault
from homeward.registry import models
from homeward.registry.rules.query import Part

COMMON: Final = 20_000  # postings or persons that are counted; more than these are as good as more
AMPLE: Final = (
    4  # postings for each person that is ranked: enough to see that there are too many, where most are in reach
)
Row = TypeVar("Row", models.Person, models.NameKey)
Codes = tuple[int, ...]


class Bearers:
    """One search: what is counted for one try is known for the next."""

    def __init__(self, reached: QuerySet[models.Person], people: QuerySet[models.Person], most: int) -> None:
        self._reached, self._people, self._most = reached, people, most
        self._postings: dict[Codes, int] = {}

    def of(self, parts: Sequence[Part], whole: bool) -> list[models.Person]:
        """Persons whose names have all the parts, each as it was typed, or also as the beginning of a word."""
        codes = sorted((_codes(part, whole) for part in parts), key=self._count)
        rarest, ample = self._count(codes[0]), AMPLE * self._most
        if not rarest:
            return []
        if rarest >= ample and self._few:
            return list(_bearing(self._people, codes)[: self._most + 1])
        for most in (ample, COMMON):
            postings = list(_serials(codes)[:most])
            found = list(self._people.filter(serial__in=_listed(postings))[: self._most + 1])
            if len(postings) < most or len(found) > self._most:
                return found
        return list(_bearing(self._people, codes)[: self._most + 1])

    @cached_property
    def _few(self) -> bool:
        """Whether the actor reaches so few persons that going through them costs less than going through a common name."""
        return self._reached[:COMMON].count() < COMMON

    def _count(self, codes: Codes) -> int:
        """How many postings a part has, counted as far as it matters for which to begin with."""
        if codes not in self._postings:
            self._postings[codes] = models.NameKey.objects.filter(code__in=codes)[:COMMON].count()
        return self._postings[codes]


def _codes(part: Part, whole: bool) -> Codes:
    return tuple(vault().code("name", key) for key in sorted(part.whole if whole else part.whole | part.begun))


def _serials(codes: Sequence[Codes]) -> QuerySet[models.NameKey, int]:
    """The serials of everybody with a posting of each part, the rarest part asked first."""
    return _bearing(models.NameKey.objects.filter(code__in=codes[0]), codes[1:]).values_list("serial", flat=True)


def _bearing(rows: QuerySet[Row], codes: Sequence[Codes]) -> QuerySet[Row]:
    """The rows of those with a posting of each part."""
    for part in codes:
        rows = rows.filter(Exists(models.NameKey.objects.filter(serial=OuterRef("serial"), code__in=part)))
    return rows


def _listed(serials: Sequence[int]) -> RawSQL:
    """Serials as one parameter, however many: a parameter for each costs more than finding the rows."""
    distinct = list(dict.fromkeys(serials))
    if connection.vendor == "postgresql":
        return RawSQL("SELECT unnest(%s::bigint[])", [distinct])
    return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(distinct)])
