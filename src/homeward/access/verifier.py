"""The verifier: computes the whole chain anew and says whether the trail is what was sealed.

Comes in: the database, the keys, the heads that were written down. Goes out: a `Verdict` with every fault found, and what is not
sealed yet, which nothing proves. It finds an event changed or deleted, a seal deleted or exchanged, an end cut off, a head
replaced, a guard taken down. It cannot find what was changed by somebody who has both the keys and every copy of the heads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final

from django.db import connection
from django.db.models import Count, Min

from homeward.access import guards
from homeward.access.chain import START, link
from homeward.access.heads import Head, heads_file, read_heads
from homeward.access.links import Link, links
from homeward.access.models import Seal
from homeward.access.sealer import unsealed
from homeward.access.sealing.keyring import Keyring
from homeward.access.sealing.vault import vault
from homeward.kernel.errors import Inconsistent

KEPT: Final = 100  # faults told one by one; the rest are counted


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as it was sealed: a code for programs, the place in the chain, a sentence."""

    code: str
    seq: int | None
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found. `unsealed` events are proved by nothing yet; `heads` were compared, the last of them at `anchored`."""

    sealed: int
    unsealed: int
    unsealed_since: datetime | None
    heads: int
    anchored: int
    faults: tuple[Fault, ...]
    faults_total: int

    @property
    def whole(self) -> bool:
        """Whether the trail is what was sealed."""
        return self.faults_total == 0


@dataclass
class _Found:
    faults: list[Fault] = field(default_factory=list)
    total: int = 0

    def add(self, code: str, seq: int | None, text: str) -> None:
        self.total += 1
        if len(self.faults) < KEPT:
            self.faults.append(Fault(code, seq, text))


def verify(*, heads: Path | None = None, on_chunk: Callable[[int, int], None] = lambda done, of: None) -> Verdict:
    """Compute the chain anew and compare it with the heads, of this installation or of a copy kept elsewhere.

    `on_chunk` hears how many seals were checked, and of how many.
    """
    found = _Found()
    _check_guards(found)
    written = _read(heads or heads_file(), found)
    wanted = {head.seq: head for head in written}
    total, done, last, before = Seal.objects.count(), 0, 0, START
    reached: dict[int, bytes] = {}
    ring = vault().keyring
    for chunk in links():
        for one in chunk:
            if one.seq != last + 1:
                found.add("seal_missing", last + 1, f"{_places(last + 1, one.seq - 1)} was deleted from the chain.")
            _check_link(one, before, ring, found)
            last, before = one.seq, one.mac
            if last in wanted:
                reached[last] = before
        done += len(chunk)
        on_chunk(done, total)
    _check_heads(written, reached, last, found)
    tail = unsealed().aggregate(count=Count("id"), since=Min("at"))
    return Verdict(
        sealed=done,
        unsealed=tail["count"],
        unsealed_since=tail["since"],
        heads=len(written),
        anchored=max(wanted, default=0),
        faults=tuple(found.faults),
        faults_total=found.total,
    )


def _check_link(one: Link, before: bytes, ring: Keyring, found: _Found) -> None:
    if one.event is None:
        found.add("event_missing", one.seq, f"The event at place {one.seq} was deleted.")
        return
    key = ring.keys.get(("trail", one.key_number))
    if key is None:
        text = f"Place {one.seq} names the key trail-{one.key_number}, which is not in the keys folder."
        found.add("key_missing", one.seq, text)
    elif link(key, one.seq, before, one.event) != one.mac:
        text = f"Place {one.seq} is not what was sealed: the event, its seal or its place was changed."
        found.add("changed", one.seq, text)


def _read(path: Path, found: _Found) -> tuple[Head, ...]:
    try:
        written = read_heads(path).heads
    except Inconsistent as error:
        found.add("heads_changed", None, str(error))
        return ()
    if not written and Seal.objects.exists():
        found.add(
            "heads_missing", None, f"{path.name} is missing or empty, though events were sealed. It was taken away."
        )
    return written


def _check_heads(written: tuple[Head, ...], reached: dict[int, bytes], last: int, found: _Found) -> None:
    for head in written:
        if head.seq > last:
            text = f"The chain had reached place {head.seq} on {head.at:%Y-%m-%d %H:%M} UTC and now ends at {last}: its end was cut off."
            found.add("cut_off", head.seq, text)
        elif head.seq not in reached or reached[head.seq].hex() != head.mac:
            found.add("head_replaced", head.seq, f"Place {head.seq} is not what was written down outside the database.")


def _check_guards(found: _Found) -> None:
    standing = {name for _, name in guards.names(connection)}
    if missing := guards.wanted(connection) - standing:
        down = f"{len(missing)} of {len(guards.wanted(connection))}"
        text = (
            f"Guards of the database are down ({down}). `homeward migrate` puts them up; find out who took them down."
        )
        found.add("guards_down", None, text)


def _places(first: int, last: int) -> str:
    return f"Place {first}" if first == last else f"From place {first} to {last}, everything"
