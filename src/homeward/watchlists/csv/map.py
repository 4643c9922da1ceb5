"""One row of a published table becomes a `Listing`, by a map that says which column holds what.

Comes in: the row's cells in the order of `FIELDS`. Goes out: a frozen `Listing`; dates and countries that could not be
read stay in its remarks and nationalities as they were written.
Never opens a file and never drops a row: whether a row can be kept is for `read` to say.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Literal

import msgspec

from homeward.kernel.dates import PartialDate
from homeward.kernel.sources import Position
from homeward.watchlists.csv.cells import countries, dates, several, sex
from homeward.watchlists.listing import Kind, ListedDocument, ListedName, ListedPlace, Listing

NameOrder = Literal["as_written", "surname_first"]

_KINDS: dict[Kind, str] = {
    "individual": "person individual individuals natural_person p i",
    "entity": "organization organisation company legalentity entity entities publicbody enterprise e",
    "vessel": "vessel ship",
    "aircraft": "airplane aircraft",
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}


class ColumnMap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which columns of a table hold what. Several columns of one field are joined: words of a name, or further values.

    `separator` parts the values in one cell; `name_order` says whether names are written surname first; without a
    column for `kind` every row is an individual.
    """

    id: tuple[str, ...]
    name: tuple[str, ...]
    surname: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    weak_aliases: tuple[str, ...] = ()
    birth_date: tuple[str, ...] = ()
    sex: tuple[str, ...] = ()
    nationality: tuple[str, ...] = ()
    birth_place: tuple[str, ...] = ()
    passports: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    father: tuple[str, ...] = ()
    mother: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    programme: tuple[str, ...] = ()
    reference: tuple[str, ...] = ()
    listed_on: tuple[str, ...] = ()
    amended_on: tuple[str, ...] = ()
    separator: str = ";"
    name_order: NameOrder = "as_written"


FIELDS = ColumnMap.__struct_fields__[:-2]

SIMPLE = ColumnMap(  # OpenSanctions `targets.simple.csv`, and our own two columns `weak_aliases` and `gender`
    id=("id",),
    name=("name",),
    aliases=("aliases",),
    weak_aliases=("weak_aliases",),
    birth_date=("birth_date",),
    sex=("gender",),
    nationality=("countries",),
    documents=("identifiers",),
    kind=("schema",),
    programme=("sanctions",),
    amended_on=("last_change",),
)


def to_listing(cells: tuple[str, ...], columns: ColumnMap, list_id: str, position: Position) -> Listing:
    """The listing of one row. Its hash covers every cell but `amended_on`, which exporters move without a change."""
    (
        entry_id, name, surname, aliases, weak, born, sex_word, nationality, birth_place, passports, documents,
        father, mother, kind, programme, reference, listed_on, amended_on,
    ) = cells  # fmt: skip
    part = columns.separator
    births, unread = dates(born, part) if born else ((), ())
    return Listing(
        list_id=list_id,
        entry_id=entry_id,
        kind=_KIND_OF.get(kind.casefold(), "other") if kind else "individual",
        names=_names(name, surname, aliases, weak, columns),
        position=position,
        content_hash=blake2b("\x1f".join(cells[:-1]).encode(), digest_size=8).hexdigest(),
        reference=reference,
        programmes=several(programme, part) if programme else (),
        births=births,
        sex=sex(sex_word) if sex_word else None,
        nationalities=_nationalities(nationality, part) if nationality else (),
        birth_places=tuple(ListedPlace(place) for place in several(birth_place, part)) if birth_place else (),
        documents=_documents(passports, documents, part) if passports or documents else (),
        father_names=several(father, part) if father else (),
        mother_names=several(mother, part) if mother else (),
        listed_on=_day(listed_on) if listed_on else None,
        amended_on=_day(amended_on) if amended_on else None,
        remarks=f"birth date as published: {'; '.join(unread)}" if unread else "",
    )


def _names(name: str, surname: str, aliases: str, weak: str, columns: ColumnMap) -> tuple[ListedName, ...]:
    names = [_primary(name, surname, columns.name_order)] if name or surname else []
    if aliases:
        names += [ListedName(alias) for alias in several(aliases, columns.separator)]
    if weak:
        names += [ListedName(alias, "weak") for alias in several(weak, columns.separator)]
    return tuple(names)


def _primary(name: str, surname: str, order: NameOrder) -> ListedName:
    if surname:
        return ListedName(f"{surname}, {name}" if name else surname, primary=True, surname=surname)
    if order == "surname_first":
        return ListedName(name, primary=True, surname=(name.split(",") if "," in name else name.split())[0].strip())
    return ListedName(name, primary=True)


def _nationalities(text: str, separator: str) -> tuple[str, ...]:
    codes, words = countries(text, separator)
    return codes + words


def _documents(passports: str, others: str, separator: str) -> tuple[ListedDocument, ...]:
    pairs = (("passport", passports), ("other", others))
    return tuple(ListedDocument(kind, number) for kind, cell in pairs for number in several(cell, separator))


def _day(text: str) -> PartialDate | None:
    """The day of a date or of a time stamp."""
    found, _ = dates(text.partition("T")[0])
    return found[0] if found else None
