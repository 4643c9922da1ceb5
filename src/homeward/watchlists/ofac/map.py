"""One entry of the primary file, with its aliases, addresses and continued remark, becomes a `Listing`.

Comes in: the cells of the primary row and what is `Attached` to it. Goes out: a frozen `Listing` and the quirks met.
Never reads an address: addresses count for the hash of the source only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import blake2b

from homeward.kernel.sources import Position
from homeward.watchlists.listing import Kind, ListedName, Listing, Quality
from homeward.watchlists.ofac.remarks import CUT, Remarks, read_remarks

_KINDS: dict[str, Kind] = {"": "entity", "individual": "individual", "vessel": "vessel", "aircraft": "aircraft"}
_QUALITIES: dict[str, Quality] = {"aka": "strong", "fka": "former", "nka": "strong"}
_CRAFT = ("call sign", "vessel type", "tonnage", "gross registered tonnage", "flag", "owner")


@dataclass(slots=True)
class Attached:
    """The rows of the other files about one entry: aliases as cells, addresses, and the continued remark."""

    aliases: list[list[str]] = field(default_factory=list)
    addresses: list[list[str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)


def to_listing(cells: list[str], attached: Attached, list_id: str, position: Position) -> tuple[Listing, list[str]]:
    """The listing of one entry, and its quirks. Its names are empty where the primary row has none."""
    ent_num, name, kind_word, programmes, title = (cell.strip() for cell in cells[:5])
    kind = _KINDS.get(kind_word.lower(), "other")
    remark = cells[11] + "".join(attached.comments)
    said = read_remarks(remark)
    names, quirks = _names(name, kind == "individual", attached, said)
    if len(cells[11]) == CUT and not attached.comments:
        quirks.append("remark_cut")
    listing = Listing(
        list_id=list_id,
        entry_id=ent_num,
        kind=kind,
        names=names,
        position=position,
        content_hash=_hash(cells, attached),
        programmes=tuple(filter(None, programmes.strip("[]").split("] ["))),
        births=tuple(dict.fromkeys(said.births)),
        sex=said.sex,
        nationalities=tuple(dict.fromkeys(said.nationalities)),
        birth_places=tuple(dict.fromkeys(said.birth_places)),
        documents=tuple(dict.fromkeys(said.documents)),
        titles=tuple(part for text in title.split("; ") if (part := text.strip())) if title else (),
        remarks=_remarks(cells, said.rest),
    )
    return listing, quirks + said.quirks


def _names(name: str, person: bool, attached: Attached, said: Remarks) -> tuple[tuple[ListedName, ...], list[str]]:
    """The name it is published under, then the aliases of the file of aliases, then those of the remark, each once."""
    if not name:
        return (), []
    names, quirks = [_name(name, "strong", person, primary=True)], []
    for _, _, kind, alias, _ in attached.aliases:
        quality = _QUALITIES.get(kind.strip())
        if quality is None or not alias.strip():
            quirks.append("unknown_alias_type" if alias.strip() else "empty_alias")
        if alias.strip():
            names.append(_name(alias.strip(), quality or "strong", person))
    return tuple(dict.fromkeys([*names, *said.aliases])), quirks


def _name(text: str, quality: Quality, person: bool, *, primary: bool = False) -> ListedName:
    """A name; a person's is `SURNAME, Given`, and what follows a second comma (`, Jr.`) is no surname."""
    return ListedName(text, quality, primary, text.partition(",")[0].strip() if person and "," in text else "")


def _remarks(cells: list[str], rest: str) -> str:
    craft = [f"{label}: {cell.strip()}" for label, cell in zip(_CRAFT, cells[5:11], strict=True) if cell]
    return "; ".join([*craft, rest] if rest else craft)


def _hash(cells: list[str], attached: Attached) -> str:
    """A hash of every row about the entry. The order in which a file holds its rows does not count."""
    rows = ["\x1f".join(map(str.strip, row)) for row in (cells, *attached.aliases, *attached.addresses)]
    rows[1:] = sorted(rows[1:])
    return blake2b("\x1e".join([*rows, *attached.comments]).encode(), digest_size=8).hexdigest()
