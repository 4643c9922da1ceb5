"""The exact comparison of people with their candidates, and the choice of the best few: one compiled pass per block of people.

Comes in: `Inputs`, candidates with the most that each could say. Goes out: rows (entry, recorded name, listed name, millibits) best
first, each with the evidence and the feature counts that its comparison left on the bench.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.names.alignment import ROWS, WIDTH
from homeward.names.bench import COUNTS, EVIDENCE, MET, SIZE, bench
from homeward.names.compare import NAME_FEATURES, NAME_SLOTS, UNIT, best
from homeward.names.compiling import compiled, inner
from homeward.names.joins import loose, mend
from homeward.names.ordered import ascending
from homeward.names.parts import MAX_PARTS
from homeward.screening.desks import desk
from homeward.screening.features import DOCUMENT_AGREES, FEATURES, SLOTS, WEAK_NAME, Slot
from homeward.screening.inputs import Inputs
from homeward.screening.laid import lay, swap_name, swap_words
from homeward.screening.score import WORD_ROWS, weigh_facts
from homeward.screening.sieve import runs
from homeward.screening.worths import beyond_bound, of_single

Array = npt.NDArray[Any]
_ALTERNATIVES, _DOCUMENT, _PRIOR = int(Slot.ALTERNATIVES), int(Slot.DOCUMENT), int(Slot.PRIOR)
_ENTRY, _NAME, _LISTED, _BITS, _REST = range(5)  # columns of a row; the last, while it is found: all but the names
_SURE = 1 << 29  # bound of a name that is compared whatever it is
_INDEX = (
    32  # bits of a key that hold a candidate's place; those above hold what it could say, turned round to come first
)
_INDICES = (1 << _INDEX) - 1
NOTHING = -(1 << 40)  # millibits of an entry that was not compared yet


@inner
def _weigh_laid(b, weak, weights, sounds, space, rows):  # type: ignore[no-untyped-def]
    """Compare the two names on the bench. Returns (millibits, reading)."""
    mine, theirs = loose(b)
    if mine:
        mend(b, mine, theirs, sounds, space, rows)
    total, _, reading = best(b, weights)
    b[COUNTS, WEAK_NAME] = UNIT if weak else 0
    return total + (weights[WEAK_NAME] if weak else 0), reading


@inner
def _shares(shared, q, entry):  # type: ignore[no-untyped-def]
    """Whether a person and an entry share a document; `shared` is in order of the people."""
    low, high = 0, len(shared)
    while low < high:
        middle = (low + high) // 2
        if shared[middle, 0] < q:
            low = middle + 1
        else:
            high = middle
    while low < len(shared) and shared[low, 0] == q:
        if shared[low, 1] == entry:
            return True
        low += 1
    return False


@inner
def _weigh_rest(b, near, facts, f, other_facts, g, names, tables, is_shared, prior):  # type: ignore[no-untyped-def]
    """Everything but the names: facts, papers, and what was known before. Counts and evidence stand on the bench."""
    total = weigh_facts(b, near, facts, f, other_facts, g, names, tables) + prior
    b[EVIDENCE, _PRIOR] = prior
    if is_shared:
        b[COUNTS, DOCUMENT_AGREES] = UNIT
        b[EVIDENCE, _DOCUMENT] = tables[3][DOCUMENT_AGREES]
        total += tables[3][DOCUMENT_AGREES]
    return total


@inner
def _place(found, top, count, slot, order):  # type: ignore[no-untyped-def]
    """Put a slot whose bits have risen into its place among the best; returns how many there are now."""
    at = 0
    while at < count and top[at] != slot:
        at += 1
    if at == count and count == len(top):
        if not _ahead(found, slot, top[count - 1], order):
            return count
        at -= 1
    elif at == count:
        count += 1
    while at and _ahead(found, slot, top[at - 1], order):
        top[at] = top[at - 1]
        at -= 1
    top[at] = slot
    return count


@inner
def _ahead(found, one, other, order):  # type: ignore[no-untyped-def]
    if found[one, _BITS] != found[other, _BITS]:
        return found[one, _BITS] > found[other, _BITS]
    return order[found[one, _ENTRY]] < order[found[other, _ENTRY]]


def _with_shared(
    inputs: Inputs, q_from: int, q_to: int, starts: Array, candidates: Array, bounds: Array
) -> tuple[Array, Array, Array]:
    """Candidates and every name of the entries that share a document with a person: those are compared whatever their names."""
    low, high = np.searchsorted(inputs.shared[:, 0], (q_from, q_to))
    if low == high:
        return starts, candidates, bounds
    more, at, listed = np.zeros(len(starts), np.int64), list[int](), list[int]()
    for q, entry in inputs.shared[low:high].tolist():
        names = range(inputs.other_name_start[entry], inputs.other_name_start[entry + 1])
        for name in np.arange(*inputs.name_start[[q, q + 1]]) - inputs.name_start[q_from] + 1:
            more[name] += len(names)
            at += [starts[name]] * len(names)
            listed += names
    return starts + np.cumsum(more), np.insert(candidates, at, listed), np.insert(bounds, at, _SURE)


class Tried(NamedTuple):
    """What is compared: `people`, the recorded `names[firsts[k]:firsts[k + 1]]` of the k-th of them, and beside the n-th name the
    `listed[starts[n]:starts[n + 1]]`, each with a bound: the most that their comparison could say.
    """

    people: Array
    firsts: Array
    names: Array
    starts: Array
    listed: Array
    bounds: Array


class Told(NamedTuple):
    """Evidence (rows, SLOTS), counts (rows, features), parts met (rows, 8; -1 not met) and reading, a row for each comparison."""

    evidence: Array
    counts: Array
    met: Array
    readings: Array


def _told(rows: int) -> Told:
    """Room for so many rows, not yet filled."""
    evidence, counts = np.empty((rows, SLOTS), np.int32), np.empty((rows, len(FEATURES)), np.int32)
    return Told(evidence, counts, np.empty((rows, MAX_PARTS), np.int8), np.empty(rows, np.int8))


class Desk(NamedTuple):
    """Working arrays of one thread: likeness by listed part, zero where nothing is laid; a bench; space for joins; zeros by entry."""

    near: Array
    b: Array
    space: Array
    rows: Array
    slot_of: Array


def _desk(inputs: Inputs) -> Desk:
    return desk(Desk, (len(inputs.other_codes), len(inputs.entry_order)), lambda: _made(inputs))


def _made(inputs: Inputs) -> Desk:
    return Desk(
        np.zeros((WORD_ROWS, len(inputs.other_codes)), np.int16), bench(), np.zeros((2, WIDTH), np.uint8),
        np.zeros(ROWS, np.int32), np.zeros(len(inputs.entry_order), np.int32),
    )  # fmt: skip


def rank(
    inputs: Inputs, q_from: int, q_to: int, starts: Array, candidates: Array, bounds: Array, least: int, top: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Told]:
    """The best `top` entries of each person q_from <= q < q_to that reach `least` millibits, and what makes them up.

    starts, candidates and bounds are CSR over the names of these people, as `candidates.gather` returns them: the most promising are
    compared first, until none can enter the best any more. Returns (starts by person, rows of entry, recorded name, listed name,
    millibits, what was told of each), best first; ties by the entries' order.
    """
    starts, candidates, bounds = _with_shared(inputs, q_from, q_to, starts, candidates, bounds)
    name_from, name_to = inputs.name_start[q_from], inputs.name_start[q_to]
    firsts = inputs.name_start[q_from : q_to + 1] - name_from
    tried = Tried(np.arange(q_from, q_to), firsts, np.arange(name_from, name_to), starts, candidates, bounds)
    return compare(inputs, tried, least, min(top, len(inputs.entry_order)))


def pair(inputs: Inputs, queries: Array, entries: Array) -> tuple[npt.NDArray[np.int64], Told]:
    """Each person beside the entry in the same place, by those names of the two that meet best: a row as those of `rank`.

    Where one has no name to compare, the row has -1 for names and millibits, and nothing is told.
    """
    first, other_first = inputs.name_start[queries], inputs.other_name_start[entries]
    names, others = inputs.name_start[queries + 1] - first, inputs.other_name_start[entries + 1] - other_first
    low, count = np.repeat(other_first, names), np.repeat(others, names)
    listed = runs(low, low + count).astype(np.int32)
    tried = Tried(
        np.ascontiguousarray(queries), _starts(names), runs(first, first + names), _starts(count), listed,
        np.full(len(listed), _SURE, np.int32),
    )  # fmt: skip
    ends, found, told = compare(inputs, tried, NOTHING, 1)
    compared = np.diff(ends) > 0
    rows, told = _filled_out(found, compared, -1), Told(*(_filled_out(array, compared) for array in told))
    rows[:, _ENTRY], told.met[~compared] = entries, -1
    return rows, told


def _filled_out(rows: Array, known: Array, otherwise: int = 0) -> Array:
    """The rows at the places that are known, and between them rows of one number."""
    whole: Array = np.full((len(known), *rows.shape[1:]), otherwise, rows.dtype)
    whole[known] = rows
    return whole


def _starts(counts: Array) -> npt.NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)


def compare(
    inputs: Inputs, tried: Tried, least: int, top: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], Told]:
    """The best `top` entries that each person was tried beside, as `rank` returns them; from `NOTHING` on everyone is one of them."""
    room = np.diff(tried.starts[tried.firsts])  # candidates by person
    most = int(room.max(initial=1))
    space = np.empty((most, 5), np.int64), np.empty(most, np.int64), np.empty(max(1, top), np.int64), _told(most)
    rows, ends = int(np.minimum(room, top).sum()), np.zeros(len(room) + 1, np.int64)
    out, told = np.empty((rows, 4), np.int64), _told(rows)
    _rank(inputs, tried, least, _desk(inputs), *space, ends, out, told)
    filled = slice(ends[-1])
    return ends, out[filled], Told(*(array[filled] for array in told))


@compiled
def _rank(inputs, tried, least, desk, found, keys, best_few, heard, ends, out, told):  # type: ignore[no-untyped-def]
    """Fill where each person's rows end, `out`, and what is told of each row. found, keys and heard have room for any person's
    candidates, best_few for the best.
    """
    near, b, space, rows, slot_of = desk
    mine = (inputs.token_start, inputs.tokens, inputs.roles, inputs.info, inputs.weight)
    theirs = (inputs.other_token_start, inputs.other_tokens, inputs.other_roles, inputs.other_info, inputs.other_weight)
    like = (inputs.like_starts, inputs.like_columns, inputs.like_values)
    sounds = (
        inputs.codes, inputs.vocal, inputs.weight, inputs.other_codes, inputs.other_vocal, inputs.other_weight,
        inputs.substitute, inputs.gap,
    )  # fmt: skip
    weights, weak, name_entry, order = inputs.weights, inputs.other_weak, inputs.name_entry, inputs.entry_order
    names, starts, listed, written = tried.names, tried.starts, tried.listed, np.int64(0)
    person, laid = np.int64(-1), np.int64(-1)  # whose words, and which name's parts, are spread
    for k in range(len(tried.people)):
        q, used, count = tried.people[k], np.int64(0), np.int64(0)
        if q != person:
            swap_words(near, inputs, person, q, like)
            person = q
        for n in range(tried.firsts[k], tried.firsts[k + 1]):
            name = names[n]
            beyond = beyond_bound(inputs.slack[name], weights, inputs.costs)
            used, hopes = _hopes(
                inputs, q, listed, tried.bounds, starts[n], starts[n + 1], least - beyond, near, b, slot_of, found, heard, used, keys
            )  # fmt: skip
            ascending(keys, np.int64(0), hopes)
            if hopes and name != laid:
                swap_name(near, mine, laid, name, like)
                laid = name
            for hope in range(hopes):
                floor = found[best_few[count - 1], _BITS] if count == len(best_few) else least
                if -(keys[hope] >> _INDEX) < floor:
                    break
                one = listed[keys[hope] & _INDICES]
                slot = np.int64(slot_of[name_entry[one]]) - 1
                lay(b, near, mine, name, theirs, one)
                bits, reading = _weigh_laid(b, weak[one], weights, sounds, space, rows)
                bits, before = bits + found[slot, _REST], found[slot, _BITS]
                if bits < least or bits < before:
                    continue
                if bits > before or (found[slot, _NAME] == name and one < found[slot, _LISTED]):
                    found[slot, _NAME], found[slot, _LISTED], found[slot, _BITS] = name, one, bits
                    count = _place(found, best_few, count, slot, order)
                    _hear_names(b, heard, slot, reading)
        for row in range(used):
            slot_of[found[row, _ENTRY]] = 0
        for place in range(count):
            slot = best_few[place]
            for column in range(_REST):
                out[written + place, column] = found[slot, column]
            _tell(heard, slot, told, written + place, weights)
        written += count
        ends[k + 1] = written
    swap_words(near, inputs, person, np.int64(-1), like)
    swap_name(near, mine, laid, np.int64(-1), like)


@inner
def _hopes(inputs, q, listed, bounds, low, high, least, near, b, slot_of, found, heard, used, keys):  # type: ignore[no-untyped-def]
    """Everything but the names of a person's candidates, each entry once, and which of listed[low:high] could then reach `least`.

    Fills `found`, a row for each entry, and `keys`, in which the most promising come first when sorted. Returns how many of both.
    """
    tables = (inputs.year, inputs.silent, inputs.nation, inputs.weights)
    hopes, f, single = np.int64(0), inputs.fact_start[q], of_single(inputs.weights)
    for c in range(low, high):
        entry = inputs.name_entry[listed[c]]
        slot = np.int64(slot_of[entry]) - 1
        if slot < 0:
            slot = used
            used += 1
            slot_of[entry] = used
            names = inputs.other_name_start[entry + 1] - inputs.other_name_start[entry]
            is_shared = len(inputs.shared) > 0 and _shares(inputs.shared, q, np.int64(entry))
            found[slot, _ENTRY], found[slot, _BITS] = entry, NOTHING
            found[slot, _REST] = _weigh_rest(
                b, near, inputs.facts, f, inputs.other_facts, inputs.other_fact_start[entry], names, tables, is_shared, inputs.prior
            )  # fmt: skip
            _hear_rest(b, heard, slot)
        if bounds[c] + found[slot, _REST] >= least:
            keys[hopes] = -(bounds[c] + single + found[slot, _REST]) << _INDEX | c
            hopes += 1
    return used, hopes


@inner
def _hear_rest(b, heard, slot):  # type: ignore[no-untyped-def]
    """Take down what the bench says of everything but the names."""
    for k in range(NAME_SLOTS, SLOTS):
        heard.evidence[slot, k] = b[EVIDENCE, k]
    for k in range(NAME_FEATURES, len(FEATURES)):
        heard.counts[slot, k] = b[COUNTS, k]


@inner
def _hear_names(b, heard, slot, reading):  # type: ignore[no-untyped-def]
    """Take down what the bench says of the names, in place of what was said of others."""
    heard.readings[slot], heard.counts[slot, WEAK_NAME] = reading, b[COUNTS, WEAK_NAME]
    for k in range(NAME_SLOTS):
        heard.evidence[slot, k] = b[EVIDENCE, k]
    for k in range(NAME_FEATURES):
        heard.counts[slot, k] = b[COUNTS, k]
    for i in range(MAX_PARTS):
        heard.met[slot, i] = b[MET, i] if i < b[SIZE, 0] else np.int64(-1)


@inner
def _tell(heard, slot, told, row, weights):  # type: ignore[no-untyped-def]
    """Write a row of what was heard down to stay."""
    for k in range(SLOTS):
        told.evidence[row, k] = heard.evidence[slot, k]
    for k in range(len(FEATURES)):
        told.counts[row, k] = heard.counts[slot, k]
    for i in range(MAX_PARTS):
        told.met[row, i] = heard.met[slot, i]
    told.readings[row] = heard.readings[slot]
    if heard.counts[slot, WEAK_NAME]:
        told.evidence[row, _ALTERNATIVES] += weights[WEAK_NAME]
