"""The exact comparison of people with their candidates, and the choice of the best few: one compiled pass per block of people.

Comes in: `Inputs`, candidates with the most that each could say. Goes out: rows (entry, recorded name, listed name, millibits) best
first, and on request the evidence and the feature counts of chosen rows from the very same functions that scored them.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
from numba import njit

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
    ROLES,
    SIZE,
    TOKENS,
    bench,
)
from homeward.names.compare import UNIT, best
from homeward.names.joins import loose, mend
from homeward.names.ordered import ascending
from homeward.names.parts import MAX_PARTS
from homeward.screening.desks import desk
from homeward.screening.features import BIRTH_OFF_MANY, DOCUMENT_AGREES, FEATURES, SLOTS, WEAK_NAME, Slot
from homeward.screening.inputs import Inputs
from homeward.screening.score import (
    FIELD_WORDS,
    WORD_ROWS,
    less_by_nations,
    less_by_sex,
    less_by_silence,
    most_of_facts,
    nations_of,
    weigh_facts,
)
from homeward.screening.sheet import BIRTHS, HEAD, NATIONS, PLACES, SEXES

Array = npt.NDArray[Any]
_ALTERNATIVES, _DOCUMENT, _PRIOR = int(Slot.ALTERNATIVES), int(Slot.DOCUMENT), int(Slot.PRIOR)
_FILL, _CLEAR = np.int64(1), np.int64(0)  # how many times likeness is spread into the dense rows
_FIRST_ROW = np.int64(0)  # of the dense rows of likeness: a name's parts
_ENTRY, _NAME, _LISTED, _BITS, _REST = range(
    5
)  # columns of a chosen row; the last, while it is found: all but the names
NEEDS = 11  # columns of `needs`
_SURE = 1 << 29  # bound of a name that is compared whatever it is
_INDEX = (
    32  # bits of a key that hold a candidate's place; those above hold what it could say, turned round to come first
)
_INDICES = (1 << _INDEX) - 1
_NOTHING = -(1 << 40)  # millibits of an entry that was not compared yet


@njit(cache=True, nogil=True)
def _spread(near, row, words, low, high, starts, columns, values, times):  # type: ignore[no-untyped-def]
    """Spread the likeness of words[low:high] into dense rows by listed part, from `row` on; `times` 0 clears them again."""
    for i in range(high - low):
        word = words[low + i]
        for s in range(starts[word], starts[word + 1]):
            near[row + i, columns[s]] = values[s] * times


@njit(cache=True, nogil=True)
def _spread_words(near, facts, f, starts, columns, values, times):  # type: ignore[no-untyped-def]
    """The same for the words of a person's places and parents."""
    at = f + HEAD + 3 * facts[f + BIRTHS] + facts[f + NATIONS]
    for field in range(3):
        count = facts[f + PLACES + field]
        row = MAX_PARTS + field * FIELD_WORDS
        _spread(near, row, facts, at, at + min(count, FIELD_WORDS), starts, columns, values, times)
        at += count


@njit(cache=True, nogil=True)
def _lay(b, near, tokens, roles, info, low, high, other_tokens, other_roles, other_info, other_low, other_high):  # type: ignore[no-untyped-def]
    """Lay a recorded and a listed name on the bench."""
    n, m = high - low, other_high - other_low
    b[SIZE, 0], b[SIZE, 1] = n, m
    for i in range(n):
        token = tokens[low + i]
        b[TOKENS, i], b[ROLES, i], b[INFO, i] = token, roles[low + i], info[token]
    for j in range(m):
        token = other_tokens[other_low + j]
        b[OTHER_TOKENS, j], b[OTHER_ROLES, j], b[OTHER_INFO, j] = token, other_roles[other_low + j], other_info[token]
        for i in range(n):
            b[LIKENESS + i, j] = near[i, token]


@njit(cache=True, nogil=True)
def _weigh_laid(b, weak, weights, codes, vocal, other_codes, other_vocal, substitute, gap, space, rows):  # type: ignore[no-untyped-def]
    """Compare the two names on the bench. Returns (millibits, reading)."""
    mine, theirs = loose(b)
    if mine:
        mend(b, mine, theirs, codes, vocal, other_codes, other_vocal, substitute, gap, space, rows)
    total, _, reading = best(b, weights)
    b[COUNTS, WEAK_NAME] = UNIT if weak else 0
    return total + (weights[WEAK_NAME] if weak else 0), reading


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
def _weigh_rest(b, near, facts, f, other_facts, g, names, tables, is_shared, prior):  # type: ignore[no-untyped-def]
    """Everything but the names: facts, papers, and what was known before. Counts and evidence stand on the bench."""
    total = weigh_facts(b, near, facts, f, other_facts, g, names, tables) + prior
    b[EVIDENCE, _PRIOR] = prior
    if is_shared:
        b[COUNTS, DOCUMENT_AGREES] = UNIT
        b[EVIDENCE, _DOCUMENT] = tables[3][DOCUMENT_AGREES]
        total += tables[3][DOCUMENT_AGREES]
    return total


def needs(inputs: Inputs, q_from: int, q_to: int, least: int) -> npt.NDArray[np.int32]:
    """By name of all people (n, `NEEDS`): what its parts must say at the least for its person to reach `least` millibits with any entry;
    how much more with one born many years before or after; the first and last year of birth, 0 where none is stated; how much more
    with an entry that states no birth, none or one or the other sex, other nationalities, none; nationalities as bits.
    """
    out = np.zeros((len(inputs.token_start) - 1, NEEDS), np.int32)
    _needs(inputs, q_from, q_to, least, out)
    return out


@njit(cache=True, nogil=True)
def _needs(inputs, q_from, q_to, least, out):  # type: ignore[no-untyped-def]
    tables = (inputs.year, inputs.silent, inputs.nation, inputs.weights)
    name_start, fact_start, facts = inputs.name_start, inputs.fact_start, inputs.facts
    listed_fields, listed_days = inputs.listed_fields, inputs.listed_days
    for q in range(q_from, q_to):
        f = fact_start[q]
        most, births = most_of_facts(facts, f, tables, listed_fields, listed_days)
        need = max(-(1 << 28), least - inputs.prior - most)
        low, high = 0, 0
        for i in range(f + HEAD, f + HEAD + 3 * facts[f + BIRTHS], 3):
            low = facts[i] // 10_000 if low == 0 else min(low, facts[i] // 10_000)
            high = max(high, facts[i + 1] // 10_000)
        others, none = less_by_nations(facts, f, inputs.nation, inputs.weights)
        silent, nations = less_by_silence(facts, f, births, tables), nations_of(facts, f)
        for name in range(name_start[q], name_start[q + 1]):
            out[name, 0], out[name, 1] = need, births - min(0, inputs.weights[BIRTH_OFF_MANY])
            out[name, 2], out[name, 3] = low, high
            out[name, 4], out[name, 8], out[name, 9], out[name, 10] = silent, others, none, nations
            for sex in range(SEXES):
                out[name, 5 + sex] = less_by_sex(facts[f], sex, inputs.weights)


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
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


@njit(cache=True, nogil=True)
def _more(old, size):  # type: ignore[no-untyped-def]
    """The same array with room for `size` rows."""
    if size <= len(old):
        return old
    new = np.empty((2 * size, old.shape[1]), old.dtype)
    new[: len(old)] = old
    return new


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
    names = inputs.name_start[q_from : q_to + 1] - inputs.name_start[q_from]
    room = np.diff(starts[names])  # candidates by person
    most, top = int(room.max(initial=1)), min(top, len(inputs.entry_order))
    found, keys, best_few = np.empty((most, 5), np.int64), np.empty(most, np.int64), np.empty(max(1, top), np.int64)
    out, ends = np.empty((int(np.minimum(room, top).sum()), 4), np.int64), np.zeros(len(room) + 1, np.int64)
    _rank(inputs, q_from, q_to, starts, candidates, bounds, least, _desk(inputs), found, keys, best_few, out, ends)
    return ends, out[: ends[-1]].copy()


@njit(cache=True, nogil=True)
def _rank(inputs, q_from, q_to, starts, candidates, bounds, least, desk, found, keys, best_few, out, ends):  # type: ignore[no-untyped-def]
    """Fill `out` and where each person's rows end. found and keys have room for any person's candidates, best_few for the best."""
    name_start, token_start, tokens, roles, info = (
        inputs.name_start,
        inputs.token_start,
        inputs.tokens,
        inputs.roles,
        inputs.info,
    )
    other_token_start, other_tokens, other_roles = inputs.other_token_start, inputs.other_tokens, inputs.other_roles
    other_info, other_weak, other_name_start, name_entry = (
        inputs.other_info,
        inputs.other_weak,
        inputs.other_name_start,
        inputs.name_entry,
    )
    facts, fact_start, other_facts, other_fact_start = (
        inputs.facts,
        inputs.fact_start,
        inputs.other_facts,
        inputs.other_fact_start,
    )
    like_starts, like_columns, like_values = inputs.like_starts, inputs.like_columns, inputs.like_values
    shared, weights, entry_order, prior = inputs.shared, inputs.weights, inputs.entry_order, inputs.prior
    codes, vocal, other_codes, other_vocal = inputs.codes, inputs.vocal, inputs.other_codes, inputs.other_vocal
    substitute, gap = inputs.substitute, inputs.gap
    tables = (inputs.year, inputs.silent, inputs.nation, weights)
    near, b, space, rows, slot_of = desk
    written = np.int64(0)
    for q in range(q_from, q_to):
        _spread_words(near, facts, fact_start[q], like_starts, like_columns, like_values, _FILL)
        used, count = np.int64(0), np.int64(0)
        for name in range(name_start[q], name_start[q + 1]):
            n, low, high, hopes = name - name_start[q_from], token_start[name], token_start[name + 1], np.int64(0)
            for c in range(starts[n], starts[n + 1]):
                entry = name_entry[candidates[c]]
                slot = np.int64(slot_of[entry]) - 1
                if slot < 0:
                    slot = used
                    used += 1
                    slot_of[entry] = used
                    names = other_name_start[entry + 1] - other_name_start[entry]
                    is_shared = len(shared) > 0 and _shares(shared, q, np.int64(entry))
                    rest = _weigh_rest(
                        b, near, facts, fact_start[q], other_facts, other_fact_start[entry], names, tables, is_shared, prior
                    )  # fmt: skip
                    found[slot, _ENTRY], found[slot, _BITS], found[slot, _REST] = entry, _NOTHING, rest
                if bounds[c] + found[slot, _REST] >= least:
                    keys[hopes] = -(bounds[c] + found[slot, _REST]) << _INDEX | c
                    hopes += 1
            ascending(keys, np.int64(0), hopes)
            _spread(near, _FIRST_ROW, tokens, low, high, like_starts, like_columns, like_values, _FILL)
            for k in range(hopes):
                floor = found[best_few[count - 1], _BITS] if count == len(best_few) else least
                if -(keys[k] >> _INDEX) < floor:
                    break
                one = candidates[keys[k] & _INDICES]
                slot = np.int64(slot_of[name_entry[one]]) - 1
                _lay(
                    b, near, tokens, roles, info, low, high,
                    other_tokens, other_roles, other_info, other_token_start[one], other_token_start[one + 1],
                )  # fmt: skip
                bits = found[slot, _REST] + _weigh_laid(
                    b, other_weak[one], weights, codes, vocal, other_codes, other_vocal, substitute, gap, space, rows
                )[0]  # fmt: skip
                before = found[slot, _BITS]
                if bits < least or bits < before:
                    continue
                if bits > before or (found[slot, _NAME] == name and one < found[slot, _LISTED]):
                    found[slot, _NAME], found[slot, _LISTED], found[slot, _BITS] = name, one, bits
                    count = _place(found, best_few, count, slot, entry_order)
            _spread(near, _FIRST_ROW, tokens, low, high, like_starts, like_columns, like_values, _CLEAR)
        _spread_words(near, facts, fact_start[q], like_starts, like_columns, like_values, _CLEAR)
        for k in range(used):
            slot_of[found[k, _ENTRY]] = 0
        for k in range(count):
            for column in range(_REST):
                out[written + k, column] = found[best_few[k], column]
        written += count
        ends[q - q_from + 1] = written


def explain(inputs: Inputs, chosen: Array, queries: Array) -> tuple[Array, Array, Array, Array]:
    """Evidence (rows, SLOTS), counts (rows, features), parts met (rows, 8; -1 not met) and reading of chosen rows, scored again.

    A row without a recorded name (-1) asks which names of the two meet best: they are filled in, with the millibits. One that has
    none to compare keeps -1 and no evidence.
    """
    rows = len(chosen)
    evidence, counts = np.zeros((rows, SLOTS), np.int32), np.zeros((rows, len(FEATURES)), np.int32)
    met, readings = np.full((rows, MAX_PARTS), -1, np.int8), np.zeros(rows, np.int8)
    _explain(inputs, chosen, queries, _desk(inputs), evidence, counts, met, readings)
    return evidence, counts, met, readings


@njit(cache=True, nogil=True)
def _explain(inputs, chosen, queries, desk, evidence, counts, met, readings):  # type: ignore[no-untyped-def]
    name_start, other_name_start = inputs.name_start, inputs.other_name_start
    token_start, other_token_start = inputs.token_start, inputs.other_token_start
    like_starts, like_columns, like_values = inputs.like_starts, inputs.like_columns, inputs.like_values
    tables = (inputs.year, inputs.silent, inputs.nation, inputs.weights)
    near, b, space, rows, _ = desk
    for r in range(len(chosen)):
        entry, q = chosen[r, _ENTRY], queries[r]
        names, others = (name_start[q], name_start[q + 1]), (other_name_start[entry], other_name_start[entry + 1])
        count = others[1] - others[0]
        if chosen[r, _NAME] >= 0:
            names, others = (chosen[r, _NAME], chosen[r, _NAME] + 1), (chosen[r, _LISTED], chosen[r, _LISTED] + 1)
        f, g = inputs.fact_start[q], inputs.other_fact_start[entry]
        _spread_words(near, inputs.facts, f, like_starts, like_columns, like_values, _FILL)
        is_shared = len(inputs.shared) > 0 and _shares(inputs.shared, q, entry)
        rest = _weigh_rest(b, near, inputs.facts, f, inputs.other_facts, g, count, tables, is_shared, inputs.prior)
        _spread_words(near, inputs.facts, f, like_starts, like_columns, like_values, _CLEAR)
        most = _NOTHING
        for name in range(names[0], names[1]):
            low, high = token_start[name], token_start[name + 1]
            _spread(near, _FIRST_ROW, inputs.tokens, low, high, like_starts, like_columns, like_values, _FILL)
            for one in range(others[0], others[1]):
                _lay(
                    b, near, inputs.tokens, inputs.roles, inputs.info, low, high, inputs.other_tokens, inputs.other_roles,
                    inputs.other_info, other_token_start[one], other_token_start[one + 1],
                )  # fmt: skip
                bits, reading = _weigh_laid(
                    b, inputs.other_weak[one], inputs.weights, inputs.codes, inputs.vocal, inputs.other_codes,
                    inputs.other_vocal, inputs.substitute, inputs.gap, space, rows,
                )  # fmt: skip
                if bits > most:
                    most, readings[r] = bits, reading
                    chosen[r, _NAME], chosen[r, _LISTED], chosen[r, _BITS] = name, one, bits + rest
                    for k in range(SLOTS):
                        evidence[r, k] = b[EVIDENCE, k]
                    evidence[r, _ALTERNATIVES] += inputs.weights[WEAK_NAME] if inputs.other_weak[one] else 0
                    for k in range(len(FEATURES)):
                        counts[r, k] = b[COUNTS, k]
                    for i in range(MAX_PARTS):
                        met[r, i] = b[MET, i] if i < high - low else np.int64(-1)
            _spread(near, _FIRST_ROW, inputs.tokens, low, high, like_starts, like_columns, like_values, _CLEAR)


@njit(cache=True, nogil=True)
def words_of(  # type: ignore[no-untyped-def]
    name_start, token_start, tokens, roles, weak, fact_start, facts,
    other_name_start, other_token_start, other_tokens, other_roles, other_weak, other_fact_start, other_facts, wanted,
):  # fmt: skip
    """Every recorded word beside every listed word of the same field, of given people and entries: rows of word ids, with repeats."""
    out, used = np.empty((1024, 2), np.int64), 0
    for q, e in wanted:
        low, high = token_start[name_start[q]], token_start[name_start[q + 1]]
        other_low, other_high = other_token_start[other_name_start[e]], other_token_start[other_name_start[e + 1]]
        out = _more(out, used + (high - low) * (other_high - other_low))
        for i in range(low, high):
            for j in range(other_low, other_high):
                out[used, 0], out[used, 1] = tokens[i], other_tokens[j]
                used += 1
        f, g = fact_start[q], other_fact_start[e]
        at, other_at = (
            f + HEAD + 3 * facts[f + BIRTHS] + facts[f + NATIONS],
            g + HEAD + 3 * other_facts[g + BIRTHS] + other_facts[g + NATIONS],
        )
        for field in range(3):
            count, other_count = facts[f + PLACES + field], other_facts[g + PLACES + field]
            out = _more(out, used + count * other_count)
            for i in range(at, at + count):
                for j in range(other_at, other_at + other_count):
                    out[used, 0], out[used, 1] = facts[i], other_facts[j]
                    used += 1
            at, other_at = at + count, other_at + other_count
    return out[:used].copy()
