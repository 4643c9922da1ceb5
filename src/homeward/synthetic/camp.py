"""A whole invented camp: households of strangers, with invented listed people and their relatives among them.

Comes in: a size, a seed, the invented list. Goes out: a `Camp`: rows, the truth (who is which entry), notes.
Strangers and listed people draw from the same names, so namesakes happen by themselves; no stranger is a listed person.
Never writes the truth into the caseload: rows, truth and notes are three files.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from pathlib import Path
from random import Random
from typing import Literal, NamedTuple

import msgspec

from homeward.synthetic.clerk import Row, Written, desk_for, write
from homeward.synthetic.cultures import MIX
from homeward.synthetic.households import households
from homeward.synthetic.lists.people import Listed
from homeward.synthetic.output import whole
from homeward.synthetic.parts import NamePart
from homeward.synthetic.people import TAIL, Community, Person
from homeward.synthetic.relatives import relative

RELATIVES = (0, 1, 1, 2, 3)  # how many relatives of a listed person are in the camp


PersonKind = Literal["listed", "relative", "other"]


class Note(NamedTuple):
    """What is true of a row and not said in it. `entry_id` is set for listed people and for relatives of one.

    `done` are the clerk's liberties in words; `role` is that in the household.
    """

    query_id: str
    kind: PersonKind
    entry_id: str
    culture: str
    segment: str
    done: str
    birth_date_kind: str
    household_id: str
    role: str


class Camp(msgspec.Struct, frozen=True):
    """`rows` and `notes` stand in the same order; `truth` maps the rows of listed people to their entries."""

    rows: tuple[Row, ...]
    notes: tuple[Note, ...]
    truth: dict[str, str]

    def write_caseload(self, path: Path) -> None:
        """Write the rows as CSV. Raises `CannotWrite`."""
        _write(path, Row._fields, self.rows)

    def write_truth(self, path: Path) -> None:
        """Write query_id, entry_id of the listed people as CSV. Raises `CannotWrite`."""
        _write(path, ("query_id", "entry_id"), self.truth.items())

    def write_notes(self, path: Path) -> None:
        """Write the notes as CSV. Raises `CannotWrite`."""
        _write(path, Note._fields, self.notes)


def camp(
    size: int, seed: int, listed: Sequence[Listed] = (), planted_share: float = 0.02, tail: float = TAIL,
    mix: Mapping[str, float] = MIX,
) -> Camp:  # fmt: skip
    """A camp of `size` rows of which a share are listed people: once each while the list lasts, then again.

    Relatives of planted people come on top of the share and count towards the size, as long as there is room.
    """
    rng = Random(f"camp {seed}")
    planted = round(size * planted_share)
    groups = _planted([entry for entry in listed if entry.person], (planted, size - planted), rng, tail)
    groups += _strangers(size - sum(map(len, groups)), seed, listed, mix, tail)
    rng.shuffle(groups)
    rows: list[Row] = []
    notes: list[Note] = []
    for group in groups:
        desk = desk_for(group[0].person, rng)
        for member in group:
            written = write(member.person, desk, f"SYN-{len(rows) + 1:07d}", rng)
            rows.append(written.row)
            notes.append(_note(member, written))
    truth = {note.query_id: note.entry_id for note in notes if note.kind == "listed"}
    return Camp(tuple(rows), tuple(notes), truth)


def strangers(culture: str, count: int, seed: int, tail: float = TAIL) -> Iterator[Row]:
    """`count` rows of people of one culture, none of them listed, as a stream: to count false alarms by culture."""
    rng = Random(f"strangers {culture} {seed}")
    people = (person for household in households({culture: 1.0}, seed, tail) for person in household)
    for number, person in enumerate(islice(people, count), 1):
        yield write(person, desk_for(person, rng), f"SYN-{number:07d}", rng).row


class _Member(NamedTuple):
    person: Person
    kind: PersonKind
    entry_id: str = ""


def _strangers(
    count: int, seed: int, listed: Sequence[Listed], mix: Mapping[str, float], tail: float
) -> list[list[_Member]]:
    """Households of `count` people, the last cut short, without anybody of a listed person's name and day of birth."""
    known = {_identity(entry.person) for entry in listed if entry.person}
    groups: list[list[_Member]] = []
    left = count
    for household in households(mix, seed, tail):
        group = [_Member(person, "other") for person in household if _identity(person) not in known][:left]
        left -= len(group)
        if group:
            groups.append(group)
        if left <= 0:
            return groups
    return groups


def _identity(person: Person) -> tuple[NamePart, NamePart, date]:
    return person.given, person.lineage.father, person.born


def _planted(entries: Sequence[Listed], places: tuple[int, int], rng: Random, tail: float) -> list[list[_Member]]:
    """Listed people, each with up to three relatives who came along; `places` are those for the one and the others."""
    count, room = places
    order: list[Listed] = []
    while entries and len(order) < count:
        order += rng.sample(entries, len(entries))
    groups = []
    for number, entry in enumerate(order[:count], 1):
        person = entry.person
        if person is not None:
            community = Community(person.culture, tail, rng)
            relatives = [
                relative(person, community, f"SYN-R{number:06d}-{n}") for n in range(min(room, rng.choice(RELATIVES)))
            ]
            room -= len(relatives)
            groups.append(
                [
                    _Member(person, "listed", entry.listing.entry_id),
                    *(_Member(r, "relative", entry.listing.entry_id) for r in relatives),
                ]
            )
    return groups


def _note(member: _Member, written: Written) -> Note:
    person = member.person
    return Note(
        written.row.query_id, member.kind, member.entry_id, person.culture, person.segment, " ".join(written.done),
        written.birth_date_kind, person.household_id, person.role,
    )  # fmt: skip


def _write(path: Path, header: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    with whole(path) as handle:
        writer = csv.writer(handle, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)
