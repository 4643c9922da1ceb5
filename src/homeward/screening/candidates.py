"""Who on the list is worth comparing exactly: the names that share the most telling parts with a person's names.

Comes in: people's tokens, likeness of every part to every listed part (CSR), postings of the list, rarity. Goes out: for each of
a person's names the `most` best listed names, and all that tie with the last of them up to a bound.
A first look only: its numbers choose, they never appear in a result. In integers and in an order that no thread or block changes.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from homeward.names.compare import UNIT

BLOCK = 1 << 15  # listed names looked at together: their sums stay in the processor's cache
BUFFER = 4  # candidates kept while looking, as a multiple of `most`
_SHARED = 1500  # what any met part is worth besides its rarity: two common parts met beat one
_EXCESS = 150  # what each part of a listed name costs: of names that share as much, the shorter are looked at first


@njit(cache=True, nogil=True)
def merge(
    parts,
    starts,
    columns,
    values,
    post_starts,
    posts,
    info,
    other_info,
    low,
    high,
    cursor,
    best,
    m_starts,
    m_names,
    m_worths,
):  # type: ignore[no-untyped-def]
    """For each part: listed names low <= name < high that hold a part like it, each with its best worth, names ascending.

    cursor (listed parts) remembers where each posting list stands; best (high-low) is a zeroed working row.
    Returns the two arrays, grown where they were too small.
    """
    used = 0
    for k in range(len(parts)):
        part = parts[k]
        m_starts[k] = used
        for s in range(starts[part], starts[part + 1]):
            other = columns[s]
            worth = (min(info[part], other_info[other]) + _SHARED) * values[s] // UNIT
            for p in range(cursor[other], post_starts[other + 1]):
                listed = posts[p]
                if listed >= high:
                    break
                if best[listed - low] == 0:
                    if used == len(m_names):
                        m_names, m_worths = _grow(m_names), _grow(m_worths)
                    m_names[used] = listed - low
                    used += 1
                if worth > best[listed - low]:
                    best[listed - low] = worth
        for i in range(m_starts[k], used):
            m_worths[i] = best[m_names[i]]
            best[m_names[i]] = 0
    m_starts[len(parts)] = used
    return m_names, m_worths


@njit(cache=True, nogil=True)
def _grow(old):  # type: ignore[no-untyped-def]
    new = np.empty(2 * len(old), old.dtype)
    new[: len(old)] = old
    return new


@njit(cache=True, nogil=True)
def keep_best(names, worths, size, most):  # type: ignore[no-untyped-def]
    """Keep the `most` worthiest of `size` names in place, with every tie of the last unless they are too many.

    Returns (how many are kept, the worth that a further name must exceed or equal).
    """
    if size <= most:
        return size, 1
    order = np.argsort(worths[:size])
    floor = worths[order[size - most]]
    kept = 0
    for i in range(size):
        if worths[i] >= floor:
            names[kept], worths[kept] = names[i], worths[i]
            kept += 1
    if kept > 2 * most:  # a crowd at the floor: those first on the list stay, which no thread or block changes
        above = 0
        for i in range(kept):
            if worths[i] > floor:
                above += 1
        room, size, kept = 2 * most - above, kept, 0
        for i in range(size):
            if worths[i] > floor or room > 0:
                if worths[i] == floor:
                    room -= 1
                names[kept], worths[kept] = names[i], worths[i]
                kept += 1
    return kept, floor


@njit(cache=True, nogil=True)
def gather(
    name_from,
    name_to,
    token_start,
    tokens,
    local,
    parts,
    starts,
    columns,
    values,
    post_starts,
    posts,
    info,
    other_info,
    lengths,
    most,
):  # type: ignore[no-untyped-def]
    """Candidates of the people's names name_from <= name < name_to.

    `parts` are the distinct parts in use and local[part] their place in it; `lengths` is how many parts each listed name has.
    Returns (starts, listed names ascending) as CSR over the people's names.
    """
    count, names = name_to - name_from, len(lengths)
    room = BUFFER * most
    kept_names, kept_worths = np.empty((count, room), np.int32), np.empty((count, room), np.int32)
    sizes, floors = np.zeros(count, np.int64), np.ones(count, np.int32)
    width = min(BLOCK, names)
    sums, best = np.zeros(width, np.int32), np.zeros(width, np.int32)
    touched = np.empty(width, np.int32)
    cursor = post_starts[:-1].copy()
    m_starts = np.empty(len(parts) + 1, np.int64)
    m_names, m_worths = np.empty(1 << 16, np.int32), np.empty(1 << 16, np.int32)
    for low in range(0, names, width):
        high = min(low + width, names)
        m_names, m_worths = merge(
            parts,
            starts,
            columns,
            values,
            post_starts,
            posts,
            info,
            other_info,
            low,
            high,
            cursor,
            best,
            m_starts,
            m_names,
            m_worths,
        )
        for other in range(len(cursor)):
            while cursor[other] < post_starts[other + 1] and posts[cursor[other]] < high:
                cursor[other] += 1
        for n in range(count):
            found = 0
            for t in range(token_start[name_from + n], token_start[name_from + n + 1]):
                part = local[tokens[t]]
                for i in range(m_starts[part], m_starts[part + 1]):
                    listed = m_names[i]
                    if sums[listed] == 0:
                        touched[found] = listed
                        found += 1
                    sums[listed] += m_worths[i]
            size = sizes[n]
            for i in range(found):
                listed = touched[i]
                worth = max(1, sums[listed] - _EXCESS * lengths[low + listed])
                if worth >= floors[n]:
                    if size == room:
                        size, floors[n] = keep_best(kept_names[n], kept_worths[n], size, most)
                    if worth >= floors[n]:
                        kept_names[n, size] = low + listed
                        kept_worths[n, size] = worth
                        size += 1
                sums[listed] = 0
            sizes[n] = size
    return _packed(kept_names, kept_worths, sizes, most)


@njit(cache=True, nogil=True)
def _packed(kept_names, kept_worths, sizes, most):  # type: ignore[no-untyped-def]
    starts = np.zeros(len(sizes) + 1, np.int64)
    for n in range(len(sizes)):
        sizes[n] = keep_best(kept_names[n], kept_worths[n], sizes[n], most)[0]
        starts[n + 1] = starts[n] + sizes[n]
    listed = np.empty(starts[-1], np.int32)
    for n in range(len(sizes)):
        listed[starts[n] : starts[n + 1]] = np.sort(kept_names[n, : sizes[n]])
    return starts, listed
