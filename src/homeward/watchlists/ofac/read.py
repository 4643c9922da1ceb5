"""OFAC's SDN or consolidated list: the primary file streamed, with what its neighbours say about each entry.

Comes in: the path of `sdn.csv` or `cons_prim.csv`, the rest of its set beside it. Goes out: one `Listing` per row.
Aliases and addresses of an entry that is not there mean files of different days: the whole set is `Inconsistent`.
The tally counts rows of the primary file. A broken row there is refused; in a neighbour it would silently cost somebody
a name or a remark, so it stops the reading.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from homeward.kernel.dates import PartialDate
from homeward.kernel.errors import Inconsistent, Unreadable
from homeward.kernel.sources import Position
from homeward.kernel.tally import Tally
from homeward.watchlists.listing import Listing
from homeward.watchlists.ofac.family import FAMILIES, Files, family_of, find
from homeward.watchlists.ofac.map import Attached, to_listing
from homeward.watchlists.ofac.rows import Row, rows

WIDTH, ALIAS_WIDTH, ADDRESS_WIDTH, COMMENT_WIDTH = 12, 5, 6, 2
HEAD = 1 << 14  # bytes in which the first row ends
_KINDS = {"-0-", "individual", "vessel", "aircraft"}
_NEIGHBOURS = {name for family in FAMILIES for name in family.neighbours}


def sniff(head: bytes, path: Path) -> bool:
    """Whether a file starts as a primary file does, or is named as a neighbour of one and starts with a number."""
    lines = head[:HEAD].decode("utf-8-sig", "replace").splitlines()
    cells = next(csv.reader(lines[:1]), [])
    if not cells or not cells[0].strip().isdigit():
        return False
    return (len(cells) == WIDTH and cells[2].strip().lower() in _KINDS) or path.name.lower() in _NEIGHBOURS


def files(path: Path) -> tuple[Path, ...]:
    """The files of the set that a primary file names, the primary first. Raises `BadInput` where one is missing."""
    found = find(path)
    return tuple(file for file in (found.primary, found.aliases, found.addresses, found.comments) if file)


def published_on(path: Path) -> PartialDate | None:
    """None: the files carry no date."""
    return None


def read(path: Path, list_id: str, tally: Tally) -> Iterator[Listing]:
    """Listings of a set. An empty `list_id` stands for `ofac-sdn` or `ofac-cons`.

    Raises `BadInput` where a file of the set is missing, `Unreadable` where one is no such file or a neighbour has a
    broken row, and `Inconsistent` where the files do not belong together: before the first listing.
    """
    found = find(path)
    entries = list(rows(path, WIDTH, tally))
    if all(row.fault for row in entries):
        raise _no_entry(path)
    attached = _attached(found, tally)
    _check_orphans(found, {row.party for row in entries}, attached, tally)
    yield from _listings(path, entries, attached, list_id or family_of(path).list_id, tally)
    if not tally.kept:
        raise _no_entry(path)


def _no_entry(path: Path) -> Unreadable:
    return Unreadable(
        f"{path.name} holds no row that can be read as an entry of OFAC's list: each must have {WIDTH} cells parted by "
        "commas, the first a number. Get it again.",
        file=path.name,
    )


def _listings(
    path: Path, entries: list[Row], attached: dict[str, Attached], list_id: str, tally: Tally
) -> Iterator[Listing]:
    seen: set[str] = set()
    nothing = Attached()
    for row in entries:
        position = tally.at = Position(path.name, row.number)
        if row.fault:
            tally.refuse(str(position), *row.fault)
        elif row.party in seen:
            tally.refuse(str(position), "duplicate_id", f"the entry {row.party} stands in an earlier line")
        else:
            listing, quirks = to_listing(row.cells, attached.get(row.party, nothing), list_id, position)
            if not listing.names:
                tally.refuse(str(position), "no_name", f"the entry {row.party} has no name")
                continue
            seen.add(row.party)
            for quirk in quirks:
                tally.quirk(quirk)
            tally.keep(listing.kind)
            yield listing


def _attached(found: Files, tally: Tally) -> dict[str, Attached]:
    """What the neighbours say, by entry."""
    attached: defaultdict[str, Attached] = defaultdict(Attached)
    for row in _sound(found.aliases, ALIAS_WIDTH, tally):
        attached[row.party].aliases.append(row.cells)
    for row in _sound(found.addresses, ADDRESS_WIDTH, tally):
        attached[row.party].addresses.append(row.cells)
    if found.comments:
        for row in _sound(found.comments, COMMENT_WIDTH, tally):
            attached[row.party].comments.append(row.cells[1])
    return attached


def _sound(path: Path, width: int, tally: Tally) -> Iterator[Row]:
    for row in rows(path, width, tally, may_be_empty=width == COMMENT_WIDTH):
        if row.fault:
            raise Unreadable(
                f"{path.name}, line {row.number}: {row.fault[1]}. An entry would lose what stands there: get the set again.",
                file=path.name,
                line=row.number,
            )
        yield row


def _check_orphans(found: Files, parties: set[str], attached: dict[str, Attached], tally: Tally) -> None:
    """Refuse a set in which an alias or an address is about an entry that the primary file does not hold.

    A comment about no entry is a quirk: the optional file is of another day, and costs no other entry anything.
    """
    lost = [one for party, one in attached.items() if party not in parties]
    aliases, addresses = (sum(len(one.aliases) for one in lost), sum(len(one.addresses) for one in lost))
    if comments := sum(len(one.comments) for one in lost):
        tally.quirk("orphan_comment", comments)
    if not aliases + addresses:
        return
    all_aliases = sum(len(one.aliases) for one in attached.values())
    all_addresses = sum(len(one.addresses) for one in attached.values())
    raise Inconsistent(
        f"{found.primary.name} and the files beside it do not belong together: {aliases:,} of {all_aliases:,} aliases and "
        f"{addresses:,} of {all_addresses:,} addresses are about no entry in it. They are of different days, or "
        f"{found.primary.name} is cut short: fetch the whole set again, at one time.",
        file=found.primary.name,
        orphans=aliases + addresses,
        orphan_aliases=aliases,
        orphan_addresses=addresses,
    )
