"""Rows of candidates become lines of a file: CSV or JSON lines, as bytes, in compiled code.

Comes in: `Rows` of a block, the texts to show, the order of the evidence. Goes out: UTF-8 bytes, the same for the same rows.
A CSV cell with a name that a spreadsheet would take for a formula is given an apostrophe; identifiers stay as they came.
Never writes the recorded name unless it was handed in to be shown. Numbers are written from integers, so they add up as read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.names.compiling import compiled, inner
from homeward.names.parts import MAX_PARTS
from homeward.screening.engine import Rows
from homeward.screening.features import Slot
from homeward.screening.index.store import Index, Texts, texts

KEYS: tuple[str, ...] = (
    *(f"part{i}" for i in range(1, MAX_PARTS + 1)),
    *(f"listed{i}" for i in range(1, MAX_PARTS + 1)),
    *(slot.name.lower() for slot in sorted(Slot)),
)  # keys of the evidence by slot: the recorded parts by position, then the listed parts that nothing met, then the fields
COLUMNS = ("query_id", "rank", "list", "entry_id", "listed_name", "matched_name", "score", "bits", "evidence")
RECORDED = "recorded_name"  # the further column of --explain
MOST_BITS = 30_000  # millibits from which a score is as near to 1 as nine digits can say
_NANO = 1_000_000_000
_BITS = np.arange(-MOST_BITS, MOST_BITS + 1) / 1000
_SCORES = np.clip(np.rint(_NANO / (1 + np.exp2(-_BITS))), 1, _NANO - 1).astype(np.int64)
_KEYS = texts(KEYS)
_PIECES = texts((
    '{"query_id":', ',"rank":', ',"list":', ',"entry_id":', ',"listed_name":', ',"recorded_name":', ',"matched_name":', ',"score":',
    ',"bits":', ',"evidence":{',
))  # fmt: skip
_ANY, _THREE, _NINE = np.array(
    [1, 3, 9]
)  # digits at the least; numpy's own numbers: for Python's a function is compiled for each
_AS_IT_IS, _GUARDED = np.array([False, True])  # cells
_NO_PLUS, _PLUS = np.array([False, True])
_PIECE = np.arange(10)
_LINE = 1200  # bytes of a line without its texts, at the most


def score(millibits: int) -> float:
    """The likelihood, to nine digits, that two records describe one person; never quite 0 or 1."""
    return int(_SCORES[min(max(millibits, -MOST_BITS), MOST_BITS) + MOST_BITS]) / _NANO


def least_bits(likelihood: float) -> int:
    """The fewest millibits whose score is at least this. All of them for 0."""
    if likelihood <= 0:
        return -(1 << 30)
    if likelihood >= 1:
        return 1 << 30
    return int(np.ceil(round(1000 * float(np.log2(likelihood / (1 - likelihood))), 6)))


class Shown(NamedTuple):
    """The texts of a run: ids of people, recorded names (no rows: not shown), lists, and the index's ids and names."""

    people: Texts
    recorded: Texts
    lists: Texts
    list_of: npt.NDArray[np.int32]
    ids: Texts
    names: Texts
    primary: npt.NDArray[np.int32]


def shown(ids: Sequence[str], index: Index, recorded: Sequence[str] = ()) -> Shown:
    """Lay out what a run's lines say. `recorded` holds the text of every recorded name, for --explain."""
    return Shown(
        texts(ids), texts(recorded), texts(index.lists), index.entry_list, index.ids, index.names, index.primary
    )


def header(explain: bool) -> bytes:
    """The first line of a CSV file."""
    names = [*COLUMNS[:5], RECORDED, *COLUMNS[5:]] if explain else COLUMNS
    return (",".join(names) + "\n").encode()


def write(rows: Rows, what: Shown, *, as_json: bool) -> bytes:
    """The lines of a block."""
    return lines_of(rows, what, as_json=as_json) if len(rows.chosen) else b""


def lines_of(rows: Rows, what: Shown, *, as_json: bool) -> bytes:
    """The same from compiled code even where there are none."""
    text = _json if as_json else _csv
    queries = np.repeat(np.arange(len(rows.starts) - 1), np.diff(rows.starts)) + rows.q_from
    ranks = np.arange(len(rows.chosen)) - np.repeat(rows.starts[:-1], np.diff(rows.starts)) + 1
    out = np.empty(_longest(rows.chosen, queries, what), np.uint8)
    used = text(out, rows.chosen, queries, ranks, rows.evidence, what, _KEYS, _PIECES, _SCORES)
    return bytes(out[:used])


def _longest(chosen: npt.NDArray[np.int64], queries: npt.NDArray[np.int64], what: Shown) -> int:
    """More bytes than the lines can take, whatever has to be escaped in their texts; only those written to are ever used."""
    entries, names, listed, _ = chosen.T
    shown = [(what.people, queries), (what.lists, what.list_of[entries]), (what.ids, entries), (what.names, listed)]
    shown += [(what.names, what.primary[entries])] + [(what.recorded, names)] * (len(what.recorded.starts) > 1)
    sizes = sum(int(np.maximum(0, text.starts[rows + 1] - text.starts[rows]).sum()) for text, rows in shown)
    return 6 * sizes + _LINE * len(chosen)


@inner
def _put(out, used, text, row):  # type: ignore[no-untyped-def]
    """A text as it is."""
    for k in range(text.starts[row], text.starts[row + 1]):
        out[used] = text.content[k]
        used += 1
    return used


@inner
def _digits(out, used, value, least):  # type: ignore[no-untyped-def]
    """A number that is not negative, with leading zeros up to `least` digits."""
    ten, left, size = np.uint64(10), np.uint64(value), 1  # division without a sign is quicker
    rest = left // ten
    while rest or size < least:
        size += 1
        rest //= ten
    for k in range(size):
        rest = left // ten
        out[used + size - 1 - k] = np.uint8(left - rest * ten) + 48
        left = rest
    return used + size


@inner
def _thousandths(out, used, value, plus):  # type: ignore[no-untyped-def]
    """Thousandths as a number with three decimals, with a plus where it is asked for."""
    if value < 0:
        out[used] = 45
        used += 1
    elif plus:
        out[used] = 43
        used += 1
    value = abs(value)
    used = _digits(out, used, value // 1000, _ANY)
    out[used] = 46
    return _digits(out, used + 1, value % 1000, _THREE)


@inner
def _score(out, used, millibits, scores):  # type: ignore[no-untyped-def]
    half = len(scores) // 2
    out[used], out[used + 1] = 48, 46
    return _digits(out, used + 2, scores[min(max(millibits, -half), half) + half], _NINE)


@inner
def _cell(out, used, text, row, guard):  # type: ignore[no-untyped-def]
    """A CSV cell: quoted where it must be; with `guard`, an apostrophe before what a spreadsheet would take for a formula."""
    low, high = text.starts[row], text.starts[row + 1]
    quoted = False
    for k in range(low, high):
        letter = text.content[k]
        quoted |= letter == 44 or letter == 34 or letter == 10 or letter == 13
    if quoted:
        out[used] = 34
        used += 1
    if guard and high > low:
        letter = text.content[low]
        if letter == 61 or letter == 43 or letter == 45 or letter == 64 or letter == 9:
            out[used] = 39
            used += 1
    for k in range(low, high):
        letter = text.content[k]
        out[used] = letter
        used += 1
        if letter == 34:
            out[used] = 34
            used += 1
    if quoted:
        out[used] = 34
        used += 1
    return used


@inner
def _string(out, used, text, row):  # type: ignore[no-untyped-def]
    """A JSON string."""
    out[used] = 34
    used += 1
    for k in range(text.starts[row], text.starts[row + 1]):
        letter = text.content[k]
        if letter < 32:
            out[used], out[used + 1], out[used + 2], out[used + 3] = 92, 117, 48, 48
            out[used + 4] = 48 + letter // 16
            out[used + 5] = 48 + letter % 16 if letter % 16 < 10 else 87 + letter % 16
            used += 6
            continue
        if letter == 34 or letter == 92:
            out[used] = 92
            used += 1
        out[used] = letter
        used += 1
    out[used] = 34
    return used + 1


@compiled
def _csv(out, chosen, queries, ranks, evidence, what, keys, pieces, scores):  # type: ignore[no-untyped-def]
    used = np.int64(0)
    comma, named = 44, len(what.recorded.starts) > 1
    for r in range(len(chosen)):
        entry, name, listed, millibits = chosen[r]
        used = _cell(out, used, what.people, queries[r], _AS_IT_IS)
        out[used] = comma
        used = _digits(out, used + 1, ranks[r], _ANY)
        out[used] = comma
        used = _cell(out, used + 1, what.lists, np.int64(what.list_of[entry]), _AS_IT_IS)
        out[used] = comma
        used = _cell(out, used + 1, what.ids, entry, _AS_IT_IS)
        out[used] = comma
        used = _cell(out, used + 1, what.names, np.int64(what.primary[entry]), _GUARDED)
        out[used] = comma
        if named:
            used = _cell(out, used + 1, what.recorded, name, _GUARDED)
            out[used] = comma
        used = _cell(out, used + 1, what.names, listed, _GUARDED)
        out[used] = comma
        used = _score(out, used + 1, millibits, scores)
        out[used] = comma
        used = _thousandths(out, used + 1, millibits, _NO_PLUS)
        out[used] = comma
        used += 1
        first = True
        for slot in range(evidence.shape[1]):
            if evidence[r, slot]:
                if not first:
                    out[used] = 32
                    used += 1
                first = False
                used = _put(out, used, keys, slot)
                out[used] = 61
                used = _thousandths(out, used + 1, np.int64(evidence[r, slot]), _PLUS)
        out[used] = 10
        used += 1
    return used


@compiled
def _json(out, chosen, queries, ranks, evidence, what, keys, pieces, scores):  # type: ignore[no-untyped-def]
    used = np.int64(0)
    for r in range(len(chosen)):
        entry, name, listed, millibits = chosen[r]
        used = _put(out, used, pieces, _PIECE[0])
        used = _string(out, used, what.people, queries[r])
        used = _put(out, used, pieces, _PIECE[1])
        used = _digits(out, used, ranks[r], _ANY)
        used = _put(out, used, pieces, _PIECE[2])
        used = _string(out, used, what.lists, np.int64(what.list_of[entry]))
        used = _put(out, used, pieces, _PIECE[3])
        used = _string(out, used, what.ids, entry)
        used = _put(out, used, pieces, _PIECE[4])
        used = _string(out, used, what.names, np.int64(what.primary[entry]))
        if len(what.recorded.starts) > 1:
            used = _put(out, used, pieces, _PIECE[5])
            used = _string(out, used, what.recorded, name)
        used = _put(out, used, pieces, _PIECE[6])
        used = _string(out, used, what.names, listed)
        used = _put(out, used, pieces, _PIECE[7])
        used = _score(out, used, millibits, scores)
        used = _put(out, used, pieces, _PIECE[8])
        used = _thousandths(out, used, millibits, _NO_PLUS)
        used = _put(out, used, pieces, _PIECE[9])
        first = True
        for slot in range(evidence.shape[1]):
            if evidence[r, slot]:
                if not first:
                    out[used] = 44
                    used += 1
                first = False
                out[used] = 34
                used = _put(out, used + 1, keys, slot)
                out[used], out[used + 1] = 34, 58
                used = _thousandths(out, used + 2, np.int64(evidence[r, slot]), _NO_PLUS)
        out[used], out[used + 1], out[used + 2] = 125, 125, 10
        used += 3
    return used
