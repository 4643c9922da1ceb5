"""A run's people in this process: read as of the run's moment, laid out, and made ready for one edition after another.

Comes in: a run, an actor who may read them. Goes out: how each was read, and comparisons. Another process reads the same again. Nothing
is written down, and one run is held at a time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final
from uuid import UUID

from homeward.access.facts import Actor
from homeward.lists.facts.lists import Desk, Edition, ListKind
from homeward.lists.selectors.held import opened
from homeward.review import models
from homeward.review.documents import papers_found
from homeward.review.facts.runs import Found
from homeward.review.packing import Read, ids_of
from homeward.review.selectors.people import Person, people_at, planted_of
from homeward.review.weighing import PART, Laid, Pair, Weighing, laid, weighing
from homeward.screening.profile import Profile

THREADS: Final = 2


@dataclass
class Memory:
    """A run's people, read up to a part."""

    read: dict[int, list[Read]] = field(default_factory=dict)
    profiles: list[tuple[int, Profile]] = field(default_factory=list)
    weighings: dict[UUID, Weighing] = field(default_factory=dict)

    @cached_property
    def laid(self) -> Laid:
        """Everyone laid out. Asked for once all are read."""
        return laid(self.profiles)


_MEMORY: dict[UUID, Memory] = {}


def memory_of(key: UUID, actor: Actor, run: models.Run, upto: int) -> Memory:
    """The people of a run for a job `key`, read up to a part: those that another process had read are read again."""
    if key not in _MEMORY:
        _MEMORY.clear()
        _MEMORY[key] = Memory()
    memory = _MEMORY[key]
    while len(memory.read) < upto:
        part = len(memory.read)
        people = _people(actor, run, part)
        memory.read[part] = [read for read, _ in people]
        first = part * PART
        memory.profiles += [(first + place, one) for place, (_, one) in enumerate(people) if one]
    return memory


def forget(key: UUID) -> None:
    """Let go of a job's people."""
    _MEMORY.pop(key, None)


def found_of(
    memory: Memory, run: models.Run, edition: Edition, parts: range, known: Mapping[int, Sequence[Pair]]
) -> dict[int, list[Found]]:
    """What is found for some parts of a run in an edition of names or of documents, with `known` pairs weighed again."""
    if edition.kind is ListKind.DOCUMENTS:
        return papers_found(edition, memory.profiles, parts)
    return weighing_of(memory, run, edition).parts(parts, known, THREADS)


def weighing_of(memory: Memory, run: models.Run, edition: Edition) -> Weighing:
    """The people of a run against an edition, made ready once in this process."""
    if edition.id not in memory.weighings:
        memory.weighings.clear()
        memory.weighings[edition.id] = weighing(
            opened(edition), memory.laid, least=run.least, top=run.top, threads=THREADS
        )
    return memory.weighings[edition.id]


def _people(actor: Actor, run: models.Run, part: int) -> list[Person]:
    row = models.RunPeople.objects.get(run=run, part=part)
    ids = ids_of(bytes(row.ids))
    if row.planted:
        return list(planted_of(ids))
    assert run.as_of is not None, "a run is prepared before it is read"
    return list(people_at(actor, ids, run.as_of, Desk(run.desk)))
