"""A caseload laid out: the names of people read, their facts as arrays, their papers by number.

Comes in: profiles. Goes out: `People`, the same whether this process read them all or others helped.
Knows no list and compares nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from homeward.names.compounds import Role
from homeward.names.parts import MAX_PARTS, Reading, read
from homeward.screening.index.crew import in_order
from homeward.screening.index.store import document_key
from homeward.screening.profile import Profile
from homeward.screening.sheet import Facts, Sheet, SheetBuilder, SheetJoin, SheetPart, Vocabulary

PIECE = 4_000  # people that another process lays out at a time
_ENCODER, _DECODER = msgspec.msgpack.Encoder(), msgspec.msgpack.Decoder(list[Profile])


@dataclass(frozen=True, slots=True)
class People:
    """A caseload laid out. `documents` is (key, kind and issuer, person)."""

    sheet: Sheet
    vocabulary: Vocabulary
    ids: tuple[str, ...]
    documents: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.ids)


class _Piece(NamedTuple):
    """Some people laid out; `documents` by their place among them."""

    sheet: SheetPart
    ids: tuple[str, ...]
    documents: list[tuple[int, int, int]]


def lay_out(profiles: Iterable[Profile], helpers: int = 0) -> People:
    """Read the names of people and lay their facts out; so many other processes help, where many people are read one by one."""
    first, *others = _pieces(iter(profiles), helpers)
    sheets, ids, documents = SheetJoin(), list(first.ids), list(first.documents)
    for piece in (first, *others) if others else ():
        sheets.add(piece.sheet)
    for piece in others:
        documents += [(key, kind, len(ids) + person) for key, kind, person in piece.documents]
        ids += piece.ids
    laid_out = sheets.finish() if others else first.sheet.coded()
    return People(*laid_out, tuple(ids), np.array(sorted(documents), np.int64).reshape(-1, 3))


def _pieces(profiles: Iterator[Profile], helpers: int) -> Iterator[_Piece]:
    first = list(islice(profiles, PIECE))
    if not helpers or len(first) < PIECE:
        yield _piece(chain(first, profiles))
        return
    pieces = chain([first], iter(lambda: list(islice(profiles, PIECE)), []))
    yield from in_order(lambda content: _piece(_DECODER.decode(content)), map(_ENCODER.encode, pieces), helpers)


def _piece(profiles: Iterable[Profile]) -> _Piece:
    sheet, ids, documents = SheetBuilder(), list[str](), list[tuple[int, int, int]]()
    for profile in profiles:
        sheet.add([(reading, False) for reading in full_names(profile)], _facts(profile))
        documents += [(*document_key(d.kind, d.number, d.issuer), len(ids)) for d in profile.documents]
        ids.append(profile.query_id)
    return _Piece(sheet.part(), tuple(ids), documents)


def full_names(profile: Profile) -> list[Reading]:
    """The readings of a person's names; parts recorded in columns of their own complete the first name where it lacks them.

    Of somebody whose names cannot be read but who has papers, a name without a part is left, for these to be compared.
    """
    first, *others = map(read, profile.names)
    if profile.father_name or profile.grandfather_name or profile.family_name or profile.kunya:
        first = _completed(first, profile)
    return [reading for reading in (first, *others) if reading.keys] or [first] * bool(profile.documents)


def _completed(name: Reading, profile: Profile) -> Reading:
    """A name with what other columns add: fathers behind the given name or the last father it has, then family name and kunya."""
    keys, roles = list(name.keys), list(name.roles)
    at = roles.index(Role.GIVEN) + 1 if Role.GIVEN in roles else 0
    for key in (*read(profile.father_name).keys, *read(profile.grandfather_name).keys):
        if key in keys[at:]:
            at = keys.index(key, at) + 1
        else:
            keys.insert(at, key)
            roles.insert(at, Role.CHAIN)
            at += 1
    for text, role in ((profile.family_name, Role.FAMILY), (profile.kunya, Role.KUNYA)):
        lacking = [key for key in read(text).keys if key not in keys]
        if lacking and role is Role.FAMILY:
            roles = [Role.CHAIN if one is Role.FAMILY else one for one in roles]
        keys += lacking
        roles += [role] * len(lacking)
    return Reading(tuple(keys[:MAX_PARTS]), tuple(roles[:MAX_PARTS]), name.rules)


def _facts(profile: Profile) -> Facts:
    return Facts(
        births=profile.births,
        sex=profile.sex,
        nationalities=profile.nationalities,
        places=profile.birth_places,
        fathers=(profile.father_name,) if profile.father_name else (),
        mothers=(profile.mother_name,) if profile.mother_name else (),
    )
