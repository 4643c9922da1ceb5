"""The exact comparison of people with their candidates, and the choice of the best few: one compiled pass per block of people.

Comes in: both sheets, candidates, likeness as CSR, tables. Goes out: rows (entry, names that met, millibits) best first, and on
request the evidence and the feature counts of chosen rows from the very same function that scored them.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from homeward.names.compare import NAME_FEATURES, NAME_SLOTS, UNIT, best
from homeward.names.joins import mend
from homeward.names.likeness import WIDTH
from homeward.names.parts import MAX_PARTS
from homeward.screening.features import DOCUMENT_AGREES, FEATURES, SLOTS, WEAK_NAME, Slot
from homeward.screening.score import fields

COUNTS = len(FEATURES)
FIELD_WORDS = 6  # words of a place or a parent's name that are compared
_ALTERNATIVES, _DOCUMENT, _PRIOR = int(Slot.ALTERNATIVES), int(Slot.DOCUMENT), int(Slot.PRIOR)


@njit(cache=True, nogil=True)
def fill(rows, words, low, high, starts, columns, values, clear):  # type: ignore[no-untyped-def]
    """Spread the likeness of words[low:high] into dense rows by listed part, or clear them again."""
    for i in range(min(high - low, len(rows))):
        word = words[low + i]
        for s in range(starts[word], starts[word + 1]):
            rows[i, columns[s]] = 0 if clear else values[s]


@njit(cache=True, nogil=True)
def name_pair(
    rows, people, name, entries, listed, tables, sounds, others, substitute, gap, work, met, counts, evidence
):  # type: ignore[no-untyped-def]
    """Compare one recorded name (likeness already in `rows`) with one listed name. Returns (millibits, mask met, reading)."""
    likeness, roles, other_roles, info, other_info, scratch_roles, scratch_counts, scratch_evidence, space = work
    low, low2 = people.token_start[name], entries.token_start[listed]
    n, m = people.token_start[name + 1] - low, entries.token_start[listed + 1] - low2
    for j in range(m):
        token = entries.tokens[low2 + j]
        other_roles[j] = entries.roles[low2 + j]
        other_info[j] = tables.other_info[token]
        for i in range(n):
            likeness[i, j] = rows[i, token]
    for i in range(n):
        roles[i] = people.roles[low + i]
        info[i] = tables.info[people.tokens[low + i]]
    if n > 1 or m > 1:
        mend(
            likeness,
            n,
            m,
            roles,
            other_roles,
            people.tokens[low : low + n],
            entries.tokens[low2 : low2 + m],
            sounds,
            others,
            substitute,
            gap,
            space,
        )
    total, taken, reading = best(
        likeness,
        n,
        m,
        roles,
        other_roles,
        info,
        other_info,
        tables.weights,
        met,
        counts,
        evidence,
        scratch_roles,
        scratch_counts,
        scratch_evidence,
    )
    counts[WEAK_NAME] = 0
    evidence[_ALTERNATIVES] = 0
    return total, taken, reading


@njit(cache=True, nogil=True)
def workspace():  # type: ignore[no-untyped-def]
    """Working arrays of one thread for `name_pair`."""
    return (
        np.zeros((MAX_PARTS, MAX_PARTS), np.int64), np.zeros(MAX_PARTS, np.uint8), np.zeros(MAX_PARTS, np.uint8),
        np.zeros(MAX_PARTS, np.int64), np.zeros(MAX_PARTS, np.int64), np.zeros(MAX_PARTS, np.uint8),
        np.zeros(COUNTS, np.int64), np.zeros(SLOTS, np.int64),
        (np.zeros(WIDTH, np.uint8), np.zeros(WIDTH, np.uint8), np.zeros((WIDTH, WIDTH), np.int32)),
    )  # fmt: skip


@njit(cache=True, nogil=True)
def rank(
    q_from,
    q_to,
    people,
    entries,
    c_starts,
    candidates,
    name_entry,
    entry_order,
    starts,
    columns,
    values,
    documents,
    document_entries,
    tables,
    sounds,
    others,
    substitute,
    gap,
    prior,
    least,
    top,
):  # type: ignore[no-untyped-def]
    """The best `top` entries of each person q_from <= q < q_to that reach `least` millibits.

    c_starts and candidates are CSR over the names of these people; documents and document_entries (sorted by person) are entries
    that share a document number. Returns (starts, entry, recorded name, listed name, millibits), best first; ties by entry_order.
    """
    count = q_to - q_from
    width = len(others.codes)
    rows = np.zeros((MAX_PARTS, width), np.int16)
    place_rows, father_rows, mother_rows = (
        np.zeros((FIELD_WORDS, width), np.int16),
        np.zeros((FIELD_WORDS, width), np.int16),
        np.zeros((FIELD_WORDS, width), np.int16),
    )
    work, met = workspace(), np.zeros(MAX_PARTS, np.int64)
    counts, evidence = np.zeros(COUNTS, np.int64), np.zeros(SLOTS, np.int64)
    field_counts, field_evidence = np.zeros(COUNTS, np.int64), np.zeros(SLOTS, np.int64)
    size = max(1024, count * min(top, 32))
    out = np.empty((size, 4), np.int64)
    out_starts = np.zeros(count + 1, np.int64)
    used = 0
    first_name = people.name_start[q_from]
    found_entry, found_name = np.empty(4096, np.int64), np.empty(4096, np.int64)
    found_listed, found_bits = np.empty(4096, np.int64), np.empty(4096, np.int64)
    slot_of = np.full(len(entry_order), -1, np.int32)
    document_at = np.searchsorted(documents, q_from)
    for q in range(q_from, q_to):
        found = 0
        fill(
            place_rows, people.places, people.place_start[q], people.place_start[q + 1], starts, columns, values, False
        )
        fill(
            father_rows,
            people.fathers,
            people.father_start[q],
            people.father_start[q + 1],
            starts,
            columns,
            values,
            False,
        )
        fill(
            mother_rows,
            people.mothers,
            people.mother_start[q],
            people.mother_start[q + 1],
            starts,
            columns,
            values,
            False,
        )
        document_from = document_at
        while document_at < len(documents) and documents[document_at] == q:
            document_at += 1
        for name in range(people.name_start[q], people.name_start[q + 1]):
            low, high = people.token_start[name], people.token_start[name + 1]
            fill(rows, people.tokens, low, high, starts, columns, values, False)
            c_low, c_high = c_starts[name - first_name], c_starts[name - first_name + 1]
            extra = 0
            for d in range(document_from, document_at):
                extra += entries.name_start[document_entries[d] + 1] - entries.name_start[document_entries[d]]
            d, listed_extra = document_from, 0
            for c in range(c_low, c_high + extra):
                if c < c_high:
                    listed = candidates[c]
                else:
                    while (
                        listed_extra
                        == entries.name_start[document_entries[d] + 1] - entries.name_start[document_entries[d]]
                    ):
                        d, listed_extra = d + 1, 0
                    listed = entries.name_start[document_entries[d]] + listed_extra
                    listed_extra += 1
                entry = name_entry[listed]
                bits, _, _ = name_pair(
                    rows,
                    people,
                    name,
                    entries,
                    listed,
                    tables,
                    sounds,
                    others,
                    substitute,
                    gap,
                    work,
                    met,
                    counts,
                    evidence,
                )
                if entries.weak[listed]:
                    bits += tables.weights[WEAK_NAME]
                slot = slot_of[entry]
                if slot < 0:
                    if found == len(found_entry):
                        found_entry, found_name, found_listed, found_bits = (
                            _more(found_entry),
                            _more(found_name),
                            _more(found_listed),
                            _more(found_bits),
                        )
                    slot = slot_of[entry] = found
                    found += 1
                    found_entry[slot], found_name[slot], found_listed[slot], found_bits[slot] = (
                        entry,
                        name,
                        listed,
                        bits,
                    )
                elif bits > found_bits[slot]:
                    found_name[slot], found_listed[slot], found_bits[slot] = name, listed, bits
            fill(rows, people.tokens, low, high, starts, columns, values, True)
        kept = 0
        for k in range(found):
            entry = found_entry[k]
            slot_of[entry] = -1
            bits = (
                found_bits[k]
                + prior
                + fields(
                    people,
                    q,
                    entries,
                    entry,
                    tables,
                    place_rows,
                    father_rows,
                    mother_rows,
                    field_counts,
                    field_evidence,
                )
            )
            for d in range(document_from, document_at):
                if document_entries[d] == entry:
                    bits += tables.weights[DOCUMENT_AGREES]
                    break
            if bits >= least:
                found_entry[kept], found_name[kept], found_listed[kept], found_bits[kept] = (
                    entry,
                    found_name[k],
                    found_listed[k],
                    bits,
                )
                kept += 1
        fill(place_rows, people.places, people.place_start[q], people.place_start[q + 1], starts, columns, values, True)
        fill(
            father_rows,
            people.fathers,
            people.father_start[q],
            people.father_start[q + 1],
            starts,
            columns,
            values,
            True,
        )
        fill(
            mother_rows,
            people.mothers,
            people.mother_start[q],
            people.mother_start[q + 1],
            starts,
            columns,
            values,
            True,
        )
        keys = np.empty(kept, np.int64)
        for k in range(kept):
            keys[k] = -found_bits[k] * (1 << 32) + entry_order[found_entry[k]]
        order = np.argsort(keys)
        for k in order[:top]:
            if used == len(out):
                bigger = np.empty((2 * used, 4), np.int64)
                bigger[:used] = out
                out = bigger
            out[used, 0], out[used, 1], out[used, 2], out[used, 3] = (
                found_entry[k],
                found_name[k],
                found_listed[k],
                found_bits[k],
            )
            used += 1
        out_starts[q - q_from + 1] = used
    return out_starts, out[:used].copy()


@njit(cache=True, nogil=True)
def _more(old):  # type: ignore[no-untyped-def]
    new = np.empty(2 * len(old), old.dtype)
    new[: len(old)] = old
    return new


@njit(cache=True, nogil=True)
def explain(
    chosen,
    queries,
    people,
    entries,
    starts,
    columns,
    values,
    documents,
    document_entries,
    tables,
    sounds,
    others,
    substitute,
    gap,
    prior,
):  # type: ignore[no-untyped-def]
    """Evidence (rows, SLOTS), counts (rows, features), parts met (rows, 8; -1 not met) and reading of chosen rows, scored again by the same code."""
    width = len(others.codes)
    rows = np.zeros((MAX_PARTS, width), np.int16)
    place_rows, father_rows, mother_rows = (
        np.zeros((FIELD_WORDS, width), np.int16),
        np.zeros((FIELD_WORDS, width), np.int16),
        np.zeros((FIELD_WORDS, width), np.int16),
    )
    work, met = workspace(), np.zeros(MAX_PARTS, np.int64)
    counts, evidence = np.zeros(COUNTS, np.int64), np.zeros(SLOTS, np.int64)
    all_evidence = np.zeros((len(chosen), SLOTS), np.int32)
    all_counts = np.zeros((len(chosen), COUNTS), np.int32)
    all_met = np.full((len(chosen), MAX_PARTS), -1, np.int8)
    readings = np.zeros(len(chosen), np.int8)
    for r in range(len(chosen)):
        entry, name, listed, _ = chosen[r]
        q = queries[r]
        low, high = people.token_start[name], people.token_start[name + 1]
        for clear in (False, True):
            fill(rows, people.tokens, low, high, starts, columns, values, clear)
            fill(
                place_rows,
                people.places,
                people.place_start[q],
                people.place_start[q + 1],
                starts,
                columns,
                values,
                clear,
            )
            fill(
                father_rows,
                people.fathers,
                people.father_start[q],
                people.father_start[q + 1],
                starts,
                columns,
                values,
                clear,
            )
            fill(
                mother_rows,
                people.mothers,
                people.mother_start[q],
                people.mother_start[q + 1],
                starts,
                columns,
                values,
                clear,
            )
            if clear:
                break
            fields(people, q, entries, entry, tables, place_rows, father_rows, mother_rows, counts, evidence)
            all_evidence[r, NAME_SLOTS:] = evidence[NAME_SLOTS:]
            all_counts[r, NAME_FEATURES:] = counts[NAME_FEATURES:]
            _, _, reading = name_pair(
                rows,
                people,
                name,
                entries,
                listed,
                tables,
                sounds,
                others,
                substitute,
                gap,
                work,
                met,
                counts,
                evidence,
            )
            all_evidence[r, :NAME_SLOTS] = evidence[:NAME_SLOTS]
            all_counts[r, :NAME_FEATURES] = counts[:NAME_FEATURES]
            readings[r] = reading
            for i in range(high - low):
                all_met[r, i] = met[i]
        if entries.weak[listed]:
            all_counts[r, WEAK_NAME] = UNIT
            all_evidence[r, _ALTERNATIVES] += tables.weights[WEAK_NAME]
        for d in range(np.searchsorted(documents, q), len(documents)):
            if documents[d] != q:
                break
            if document_entries[d] == entry:
                all_counts[r, DOCUMENT_AGREES] = UNIT
                all_evidence[r, _DOCUMENT] = tables.weights[DOCUMENT_AGREES]
                break
        all_evidence[r, _PRIOR] = prior
    return all_evidence, all_counts, all_met, readings
