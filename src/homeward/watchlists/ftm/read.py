"""FollowTheMoney JSON lines: a first pass gathers sanctions and papers, a second streams the parties they point to.

Comes in: `entities.ftm.json` or `targets.nested.json`. Goes out: a stream of `Listing`s and a tally that adds up.
An entity the publisher marks as no target (a relative, an owner) is counted as a quirk and never becomes a listing.
Never reads a delta: it says what changed since a file that we may not have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import msgspec

from homeward.kernel.dates import PartialDate, parse
from homeward.kernel.errors import Unreadable
from homeward.kernel.sources import Position
from homeward.kernel.table_formats import opened
from homeward.kernel.tables import visible
from homeward.kernel.tally import Tally
from homeward.watchlists.ftm.map import HOLDERS, PARTIES, Attached, Entity, to_attached, to_listing
from homeward.watchlists.listing import Listing

_BROKEN = (
    ValueError,
    RecursionError,
)  # what a decoder raises: a broken line, a value of the wrong type, bottomless nesting


class _Outline(msgspec.Struct):
    schema: str = ""
    last_seen: str | None = None
    op: str = ""


_entity = msgspec.json.Decoder(Entity)
_outline = msgspec.json.Decoder(_Outline)


def sniff(head: bytes, path: Path) -> bool:
    """Whether a file starts like FollowTheMoney JSON lines, a delta among them: `read` says why that one is refused."""
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    return start.startswith(b"{") and b'"id"' in start and (b'"schema"' in start or b'"op"' in start)


def read(path: Path, list_id: str, tally: Tally) -> Iterator[Listing]:
    """Listings of the parties in a file. Raises `Unreadable` for a delta and for a file without any party."""
    attached = _gather(path)
    seen: set[str] = set()
    for number, line in _lines(path):
        position = tally.at = Position(path.name, number)
        try:
            entity = _entity.decode(line)
        except _BROKEN:
            tally.refuse(str(position), "broken_json", "the line is not a whole entity")
            continue
        if not entity.id or not entity.schema:
            tally.refuse(str(position), "no_id", "the line has no id or no schema")
        elif _is_entry(entity, tally):
            if entity.id in seen:
                tally.refuse(str(position), "duplicate_id", f"the id {entity.id} stands in an earlier line")
                continue
            seen.add(entity.id)
            own = [*attached.get(entity.id, ()), *map(to_attached, entity.nested())]
            listing = to_listing(_cleaned(entity, tally), own, list_id, position)
            if not listing.names:
                tally.refuse(str(position), "no_name", f"the entity {entity.id} has no name")
                continue
            tally.keep(listing.kind)
            yield listing
    if not tally.kept:
        raise Unreadable(f"{path.name} holds no party that can be read. Is it the whole entities file?", file=path.name)


def published_on(path: Path) -> PartialDate | None:
    """The day of the run that wrote the file: the last day on which any entity was seen. None where none is told."""
    latest = ""
    for _, line in _lines(path):
        try:
            latest = max(latest, _outline.decode(line).last_seen or "")
        except _BROKEN:
            continue
    return parse(latest.partition("T")[0])


def _gather(path: Path) -> dict[str, list[Attached]]:
    """Sanctions and papers by the id of the party they point to. Broken lines are left to the second pass to refuse."""
    found: defaultdict[str, list[Attached]] = defaultdict(list)
    for number, line in _lines(path):
        try:
            outline = _outline.decode(line)
            entity = _entity.decode(line) if outline.schema in HOLDERS else None
        except _BROKEN:
            continue
        if outline.op:
            raise Unreadable(
                f"{path.name}, line {number}, is a delta of changes: a full file is needed (entities.ftm.json).",
                file=path.name,
            )
        if entity:
            for holder in entity.texts(HOLDERS[entity.schema]):
                found[holder].append(to_attached(entity))
    return found


def _is_entry(entity: Entity, tally: Tally) -> bool:
    """Whether an entity is an entry of the list: a target, or any party where the file marks no targets."""
    if entity.target is None:
        return entity.schema in PARTIES
    if not entity.target and entity.schema in PARTIES:
        tally.quirk("not_a_target")
    return entity.target


def _cleaned(entity: Entity, tally: Tally) -> Entity:
    properties = {
        name: [visible(value, tally) if isinstance(value, str) else value for value in values]
        for name, values in entity.properties.items()
    }
    return msgspec.structs.replace(entity, caption=visible(entity.caption, Tally()), properties=properties)


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with opened(path) as handle:
        for number, line in enumerate(handle, 1):
            if bare := line.removeprefix(b"\xef\xbb\xbf").strip():
                yield number, bare
