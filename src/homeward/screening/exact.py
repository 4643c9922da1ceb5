"""The exact comparison of people with their candidates, and the choice of the best few: one compiled pass per block of people.

Comes in: `Inputs`, candidates with the most that each could say. Goes out: rows (entry, recorded name, listed name, millibits) best
first, and on request the evidence and the feature counts of chosen rows from the very same functions that scored them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.names.alignment import WIDTH
from homeward.names.bench import (
    COUNTS,
    EVIDENCE,
    INFO,
    LIKENESS,
    MET,
    OTHER_INFO,
    OTHER_ROLES,
    OTHER_TOKENS,
    OTHER_WEIGHT,
    ROLES,
    SIZE,
    TOKENS,
    WEIGHT,
    bench,
)
from homeward.names.compare import UNIT, best
from homeward.names.compiling import compiled, inner
from homeward.names.joins import loose, mend
from homeward.names.ordered import ascending
from homeward.names.parts import MAX_PARTS
from homeward.screening.desks import desk
from homeward.screening.features import DOCUMENT_AGREES, FEATURES, SLOTS, WEAK_NAME, Slot
from homeward.screening.inputs import Inputs
from homeward.screening.score import (
    FIELD_WORDS,
    WORD_ROWS,
    weigh_facts,
)
from homeward.screening.sheet import BIRTHS, HEAD, NATIONS, PLACES
from homeward.screening.sieve import runs
from homeward.screening.worths import beyond_bound, of_single

Array = npt.NDArray[Any]
_ALTERNATIVES, _DOCUMENT, _PRIOR = int(Slot.ALTERNATIVES), int(Slot.DOCUMENT), int(Slot.PRIOR)
_FILL, _CLEAR = np.int64(1), np.int64(0)  # how many times likeness is spread into the dense rows
_FIRST_ROW = np.int64(0)  # of the dense rows of likeness: a name's parts
_ENTRY, _NAME, _LISTED, _BITS, _REST = range(
    5
)  # columns of a chosen row; the last, while it is found: all but the names
_SURE = 1 << 29  # bound of a name that is compared whatever it is
_INDEX = (
    32  # bits of a key that hold a candidate's place; those above hold what it could say, turned round to come first
)
_INDICES = (1 << _INDEX) - 1
_NOTHING = -(1 << 40)  # millibits of an entry that was not compared yet


@inner
def _spread(near, row, words, low, high, like, times):  # type: ignore[no-untyped-def]
    """Spread the likeness of words[low:high] into dense rows by listed part, from `row` on; `times` 0 clears them again."""
    starts, columns, values = like
    for i in range(high - low):
        word = words[low + i]
        for s in range(starts[word], starts[word + 1]):
            near[row + i, columns[s]] = values[s] * times


@inner
def _spread_words(near, facts, f, like, times):  # type: ignore[no-untyped-def]
    """The same for the words of a person's places and parents."""
    at = f + HEAD + 3 * facts[f + BIRTHS] + facts[f + NATIONS]
    for field in range(3):
        count = facts[f + PLACES + field]
        row = MAX_PARTS + field * FIELD_WORDS
        _spread(near, row, facts, at, at + min(count, FIELD_WORDS), like, times)
        at += count


@inner
def _swap_words(near, inputs, old, new, like):  # type: ignore[no-untyped-def]
    """Clear the words of one person and spread those of another; -1 is nobody."""
    if old >= 0:
        _spread_words(near, inputs.facts, inputs.fact_start[old], like, _CLEAR)
    if new >= 0:
        _spread_words(near, inputs.facts, inputs.fact_start[new], like, _FILL)


@inner
def _swap_name(near, mine, old, new, like):  # type: ignore[no-untyped-def]
    """Clear the parts of one recorded name and spread those of another; -1 is none."""
    starts, words = mine[0], mine[1]
    if old >= 0:
        _spread(near, _FIRST_ROW, words, starts[old], starts[old + 1], like, _CLEAR)
    if new >= 0:
        _spread(near, _FIRST_ROW, words, starts[new], starts[new + 1], like, _FILL)


@inner
def _lay(b, near, mine, name, theirs, listed):  # type: ignore[no-untyped-def]
    """Lay a recorded and a listed name on the bench; each side is (starts of names, words, roles, rarity by word, weight by word)."""
    starts, words, roles, info, weight = mine
    other_starts, other_words, other_roles, other_info, other_weight = theirs
    low, other_low = starts[name], other_starts[listed]
    n, m = starts[name + 1] - low, other_starts[listed + 1] - other_low
    b[SIZE, 0], b[SIZE, 1] = n, m
    for i in range(n):
        word = words[low + i]
        b[TOKENS, i], b[ROLES, i], b[INFO, i], b[WEIGHT, i] = word, roles[low + i], info[word], weight[word]
    for j in range(m):
        word = other_words[other_low + j]
        b[OTHER_TOKENS, j], b[OTHER_ROLES, j] = word, other_roles[other_low + j]
        b[OTHER_INFO, j], b[OTHER_WEIGHT, j] = other_info[word], other_weight[word]
        for i in range(n):
            b[LIKENESS + i, j] = near[i, word]


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
    """Evidence (rows, SLOTS), counts (rows, features), parts met (rows, 8; -1 not met) and reading, a row for each of those compared."""

    evidence: Array
    counts: Array
    met: Array
    readings: Array


def _told(rows: int) -> Told:
    evidence, counts = np.zeros((rows, SLOTS), np.int32), np.zeros((rows, len(FEATURES)), np.int32)
    return Told(evidence, counts, np.full((rows, MAX_PARTS), -1, np.int8), np.zeros(rows, np.int8))


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
        np.zeros((WIDTH, WIDTH), np.int32), np.zeros(len(inputs.entry_order), np.int32),
    )  # fmt: skip


def rank(
    inputs: Inputs, q_from: int, q_to: int, starts: Array, candidates: Array, bounds: Array, least: int, top: int
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """The best `top` entries of each person q_from <= q < q_to that reach `least` millibits.

    starts, candidates and bounds are CSR over the names of these people, as `candidates.gather` returns them: the most promising are
    compared first, until none can enter the best any more. Returns (starts by person, rows of entry, recorded name, listed name,
    millibits), best first; ties by the entries' order.
    """
    starts, candidates, bounds = _with_shared(inputs, q_from, q_to, starts, candidates, bounds)
    name_from, name_to = inputs.name_start[q_from], inputs.name_start[q_to]
    firsts = inputs.name_start[q_from : q_to + 1] - name_from
    tried = Tried(np.arange(q_from, q_to), firsts, np.arange(name_from, name_to), starts, candidates, bounds)
    return _ranked(inputs, tried, least, min(top, len(inputs.entry_order)), _told(0))


def explain(inputs: Inputs, chosen: Array, queries: Array) -> Told:
    """What makes up each chosen row, compared again.

    A row without a recorded name (-1) asks which names of the two meet best: they are filled in, with the millibits. One that has
    none to compare keeps -1 and no evidence.
    """
    told, known, entries = _told(len(chosen)), chosen[:, _NAME] >= 0, chosen[:, _ENTRY]
    first = np.where(known, chosen[:, _NAME], inputs.name_start[queries])
    names = np.where(known, 1, inputs.name_start[queries + 1] - first)
    other_first = np.where(known, chosen[:, _LISTED], inputs.other_name_start[entries])
    others = np.where(known, 1, inputs.other_name_start[entries + 1] - other_first)
    low, count = np.repeat(other_first, names), np.repeat(others, names)
    listed = runs(low, low + count).astype(np.int32)
    tried = Tried(
        np.ascontiguousarray(queries), _starts(names), runs(first, first + names), _starts(count), listed,
        np.full(len(listed), _SURE, np.int32),
    )  # fmt: skip
    ends, found = _ranked(inputs, tried, _NOTHING, 1, told)
    chosen[np.diff(ends) > 0] = found
    return told


def _starts(counts: Array) -> npt.NDArray[np.int64]:
    return np.concatenate(([0], np.cumsum(counts))).astype(np.int64)


def _ranked(
    inputs: Inputs, tried: Tried, least: int, top: int, told: Told
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    room = np.diff(tried.starts[tried.firsts])  # candidates by person
    most = int(room.max(initial=1))
    space = np.empty((most, 5), np.int64), np.empty(most, np.int64), np.empty(max(1, top), np.int64)
    out, ends = np.empty((int(np.minimum(room, top).sum()), 4), np.int64), np.zeros(len(room) + 1, np.int64)
    _rank(inputs, tried, least, _desk(inputs), *space, out, ends, told)
    return ends, out[: ends[-1]].copy()


@compiled
def _rank(inputs, tried, least, desk, found, keys, best_few, out, ends, told):  # type: ignore[no-untyped-def]
    """Fill `out` and where each person's rows end. found and keys have room for any person's candidates, best_few for the best.

    Where `told` has rows, each person is asked beside one entry only, and its row is filled.
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
            _swap_words(near, inputs, person, q, like)
            person = q
        for n in range(tried.firsts[k], tried.firsts[k + 1]):
            name = names[n]
            beyond = beyond_bound(inputs.slack[name], weights, inputs.costs)
            used, hopes = _hopes(
                inputs, q, listed, tried.bounds, starts[n], starts[n + 1], least - beyond, near, b, slot_of, found, used, keys
            )  # fmt: skip
            ascending(keys, np.int64(0), hopes)
            if hopes and name != laid:
                _swap_name(near, mine, laid, name, like)
                laid = name
            for hope in range(hopes):
                floor = found[best_few[count - 1], _BITS] if count == len(best_few) else least
                if -(keys[hope] >> _INDEX) < floor:
                    break
                one = listed[keys[hope] & _INDICES]
                slot = np.int64(slot_of[name_entry[one]]) - 1
                _lay(b, near, mine, name, theirs, one)
                bits, reading = _weigh_laid(b, weak[one], weights, sounds, space, rows)
                bits, before = bits + found[slot, _REST], found[slot, _BITS]
                if bits < least or bits < before:
                    continue
                if bits > before or (found[slot, _NAME] == name and one < found[slot, _LISTED]):
                    found[slot, _NAME], found[slot, _LISTED], found[slot, _BITS] = name, one, bits
                    count = _place(found, best_few, count, slot, order)
                    if len(told.readings):
                        told.readings[k] = reading
                        _tell(b, k, told.evidence, told.counts, told.met, weights[WEAK_NAME] if weak[one] else 0)
        for row in range(used):
            slot_of[found[row, _ENTRY]] = 0
        for place in range(count):
            for column in range(_REST):
                out[written + place, column] = found[best_few[place], column]
        written += count
        ends[k + 1] = written
    _swap_words(near, inputs, person, np.int64(-1), like)
    _swap_name(near, mine, laid, np.int64(-1), like)


@inner
def _hopes(inputs, q, listed, bounds, low, high, least, near, b, slot_of, found, used, keys):  # type: ignore[no-untyped-def]
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
            found[slot, _ENTRY], found[slot, _BITS] = entry, _NOTHING
            found[slot, _REST] = _weigh_rest(
                b, near, inputs.facts, f, inputs.other_facts, inputs.other_fact_start[entry], names, tables, is_shared, inputs.prior
            )  # fmt: skip
        if bounds[c] + found[slot, _REST] >= least:
            keys[hopes] = -(bounds[c] + single + found[slot, _REST]) << _INDEX | c
            hopes += 1
    return used, hopes


@inner
def _tell(b, row, evidence, counts, met, weak):  # type: ignore[no-untyped-def]
    """Take down what stands on the bench; `weak` is what it says that the listed name is a weak one."""
    for k in range(SLOTS):
        evidence[row, k] = b[EVIDENCE, k]
    evidence[row, _ALTERNATIVES] += weak
    for k in range(len(FEATURES)):
        counts[row, k] = b[COUNTS, k]
    for i in range(MAX_PARTS):
        met[row, i] = b[MET, i] if i < b[SIZE, 0] else np.int64(-1)
