"""Who on the list is worth comparing exactly: the names whose parts could together say enough.

Comes in: `Inputs`, people's names, what each name's parts must reach. Goes out: for each name the listed names that can reach it, with
the most that their comparison could say: no exact comparison is above its bound, so nobody above the threshold is passed over, but
for a name broken in another place into parts that all sound like other listed parts, where `joins` has not found it.
A first look only: its numbers choose, they never appear in a result. In integers, in an order that no thread or block changes.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from homeward.names.compare import (
    CHAIN_AGREES,
    CHAIN_RARITY,
    DISPLACED_AGREES,
    DISPLACED_RARITY,
    FAMILY_AGREES,
    FAMILY_RARITY,
    GIVEN_AGREES,
    GIVEN_RARITY,
    GIVEN_UNLIKE,
    KUNYA_AGREES,
    KUNYA_RARITY,
    MISSING,
    MONONYM,
    OTHER_UNLIKE,
    UNIT,
)
from homeward.names.joins import WEAK
from homeward.names.parts import MAX_PARTS
from homeward.screening.score import MANY_YEARS, SLIP_YEARS

FAR_YEARS = max(MANY_YEARS, SLIP_YEARS)  # births further apart than this speak against each other as much as births can
BLOCK = 1 << 15  # listed names looked at together: their sums stay in the processor's cache
COMMON = 24  # a part that more than one in so many names hold is looked up by name
MANY = 64  # names that are looked for together
DENSE = 192  # parts that can be, at a time
BUFFER = 4  # candidates kept while looking, as a multiple of `most`


@njit(cache=True, nogil=True)
def most_of(weights):  # type: ignore[no-untyped-def]
    """The most that two parts which met can say whatever their roles: for agreeing, and for each bit of rarity."""
    agrees = max(weights[GIVEN_AGREES], weights[FAMILY_AGREES], weights[CHAIN_AGREES])
    rare = max(weights[GIVEN_RARITY], weights[FAMILY_RARITY], weights[CHAIN_RARITY])
    agrees = max(agrees, weights[DISPLACED_AGREES], weights[KUNYA_AGREES])
    return agrees, max(rare, weights[DISPLACED_RARITY], weights[KUNYA_RARITY])


@njit(cache=True, nogil=True)
def slack_of(inputs):  # type: ignore[no-untyped-def]
    """By recorded name, what its comparison could say beyond its parts: that it is a single part on both sides, and what a join adds.

    A part that sounds like no listed part may be half of one, or several of them glued.
    """
    name_count = len(inputs.token_start) - 1
    token_start, tokens, info = inputs.token_start, inputs.tokens, inputs.info
    starts, values = inputs.like_starts, inputs.like_values
    agrees, rare = most_of(inputs.weights)
    alone = max(0, inputs.weights[MONONYM])
    out = np.zeros(name_count, np.int32)
    for name in range(name_count):
        for t in range(token_start[name], token_start[name + 1]):
            part, best = tokens[t], 0
            for s in range(starts[part], starts[part + 1]):
                best = max(best, values[s])
            if best < WEAK:
                out[name] = max(out[name], agrees + rare * info[part] // UNIT)
        out[name] += alone
    return out


@njit(cache=True, nogil=True)
def worths_of(inputs):  # type: ignore[no-untyped-def]
    """For each pair of parts that are alike, the most that they can say when they meet, whatever their roles; at least 1."""
    weights, starts, columns, values = inputs.weights, inputs.like_starts, inputs.like_columns, inputs.like_values
    info, other_info = inputs.info, inputs.other_info
    most, worths = most_of(weights), np.empty(len(columns), np.int32)
    for part in range(len(starts) - 1):
        for s in range(starts[part], starts[part + 1]):
            worths[s] = most_of_pair(most, weights, info[part], other_info[columns[s]], values[s])
    return worths


@njit(cache=True, nogil=True)
def most_of_pair(most, weights, info, other_info, alike):  # type: ignore[no-untyped-def]
    """The most that two parts so rare and so much alike can say; `most` is that of any two, as `most_of` has it."""
    rarity = min(info, other_info) * alike // UNIT
    unlike = max(weights[GIVEN_UNLIKE], weights[OTHER_UNLIKE])
    return max(1, most[0] + most[1] * rarity // UNIT + unlike * (UNIT - alike) // UNIT + 1)


@njit(cache=True, nogil=True)
def _merge(  # type: ignore[no-untyped-def]
    parts, starts, columns, worths, post_starts, posts, low, high, cursor, best, m_starts, m_most, m_names, m_worths
):
    """For each part: listed names low <= name < high that hold a part like it, each with its best worth; m_most is the best of all.

    cursor (listed parts) remembers where each posting list stands; best (high-low) is a zeroed working row.
    Returns the two arrays, grown where they were too small.
    """
    used = 0
    for k in range(len(parts)):
        part = parts[k]
        m_starts[k], m_most[k] = used, 0
        for s in range(starts[part], starts[part + 1]):
            other, worth = columns[s], worths[s]
            m_most[k] = max(m_most[k], worth)
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
def _move(parts, starts, columns, post_starts, posts, high, cursor):  # type: ignore[no-untyped-def]
    """Move the cursors of all listed parts in use past the names that were looked at."""
    for part in parts:
        for s in range(starts[part], starts[part + 1]):
            other = columns[s]
            while cursor[other] < post_starts[other + 1] and posts[cursor[other]] < high:
                cursor[other] += 1


@njit(cache=True, nogil=True)
def _densify(parts, m_starts, m_names, m_worths, dense, slot_of):  # type: ignore[no-untyped-def]
    """Lay the parts that very many names hold out by name, as far as there is room, so that they can be looked up.

    dense (slots, width) is zeroed of what it held; slot_of[part] is its row or -1.
    """
    dense[:] = 0
    used, width = 0, dense.shape[1]
    for k in range(len(parts)):
        slot_of[k] = -1
        if used < len(dense) and (m_starts[k + 1] - m_starts[k]) * COMMON > width:
            slot_of[k] = used
            for i in range(m_starts[k], m_starts[k + 1]):
                dense[used, m_names[i]] = m_worths[i]
            used += 1


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
def _by_worth(tokens, low, high, local, m_most, order):  # type: ignore[no-untyped-def]
    """The parts of a name, the most telling first, into order; returns how many (parts that met nothing here are left out)."""
    count = 0
    for t in range(low, high):
        part = local[tokens[t]]
        if m_most[part] == 0:
            continue
        at = count
        while at and m_most[order[at - 1]] < m_most[part]:
            order[at] = order[at - 1]
            at -= 1
        order[at] = part
        count += 1
    return count


@njit(cache=True, nogil=True)
def _sum_up(order, met, need, m_starts, m_most, m_names, m_worths, dense, slot_of, sums, touched, found):  # type: ignore[no-untyped-def]
    """Add up what a name's parts are worth by listed name; returns how many names were touched, those found before included.

    `order` holds the parts that met, the most telling first: a listed name that holds only the last of them cannot reach `need`.
    """
    left = 0
    for k in range(met):
        left += m_most[order[k]]
    for k in range(met):
        part = order[k]
        opens = left >= need
        left -= m_most[part]
        slot = slot_of[part]
        if not opens and slot >= 0:
            for i in range(found):
                sums[touched[i]] += dense[slot, touched[i]]
            continue
        for i in range(m_starts[part], m_starts[part + 1]):
            listed = m_names[i]
            if sums[listed] == 0:
                if not opens:
                    continue
                touched[found] = listed
                found += 1
            sums[listed] += m_worths[i]
    return found


@njit(cache=True, nogil=True)
def _with_join(joins, join, low, high, sums, touched, found):  # type: ignore[no-untyped-def]
    """Add what a join is worth by listed name low <= name < high; returns how many names were touched."""
    post_starts, posts, worths = joins
    first, last = post_starts[join], post_starts[join + 1]
    at = first + np.searchsorted(posts[first:last], low)
    while at < last and posts[at] < high:
        listed = posts[at] - low
        if sums[listed] == 0:
            touched[found] = listed
            found += 1
        sums[listed] += worths[at]
        at += 1
    return found


@njit(cache=True, nogil=True)
def gather(inputs, name_from, name_to, parts, local, needs, slack, most):  # type: ignore[no-untyped-def]
    """Candidates of the people's names name_from <= name < name_to: for each at most about `most` that can reach what `needs` asks
    (see `exact.needs`).

    `parts` are the distinct parts in use and local[part] their place in it. Returns (starts, listed names, bounds) as CSR by name.
    """
    token_start, tokens, lengths = inputs.token_start, inputs.tokens, inputs.name_lengths
    post_starts, posts, missing = inputs.post_starts, inputs.posts, inputs.weights[MISSING]
    starts, columns, worths = inputs.like_starts, inputs.like_columns, inputs.worths
    listed_years = inputs.listed_years
    join_starts, join_ids, joins = (
        inputs.join_starts,
        inputs.join_ids,
        (inputs.join_post_starts, inputs.join_posts, inputs.join_worths),
    )
    count, names, room = name_to - name_from, len(lengths), BUFFER * most
    kept_names, kept_worths = np.empty((count, room), np.int32), np.empty((count, room), np.int32)
    sizes, floors = np.zeros(count, np.int64), np.ones(count, np.int32)
    width = min(BLOCK, names)
    sums, best, touched = np.zeros(width, np.int32), np.zeros(width, np.int32), np.empty(width, np.int32)
    cursor, order = post_starts[:-1].copy(), np.empty(MAX_PARTS, np.int64)
    m_starts, m_most = np.empty(len(parts) + 1, np.int64), np.empty(len(parts), np.int32)
    m_names, m_worths = np.empty(1 << 16, np.int32), np.empty(1 << 16, np.int32)
    slots = min(DENSE, len(parts)) if count >= MANY else 0  # for a few names it is quicker to walk through the postings
    dense, slot_of = np.zeros((slots, width), np.int32), np.empty(len(parts), np.int32)
    for low in range(0, names, max(1, width)):
        high = min(low + width, names)
        m_names, m_worths = _merge(
            parts,
            starts,
            columns,
            worths,
            post_starts,
            posts,
            low,
            high,
            cursor,
            best,
            m_starts,
            m_most,
            m_names,
            m_worths,
        )
        _densify(parts, m_starts, m_names, m_worths, dense, slot_of)
        _move(parts, starts, columns, post_starts, posts, high, cursor)
        for n in range(count):
            first, last, join = token_start[name_from + n], token_start[name_from + n + 1], slack[name_from + n]
            need, more, earliest, latest = needs[name_from + n]
            met, found = _by_worth(tokens, first, last, local, m_most, order), 0
            for j in range(join_starts[name_from + n], join_starts[name_from + n + 1]):
                found = _with_join(joins, join_ids[j], low, high, sums, touched, found)
            found = _sum_up(
                order, met, need - join, m_starts, m_most, m_names, m_worths, dense, slot_of, sums, touched, found
            )
            size, floor = sizes[n], max(need, floors[n])
            for i in range(found):
                listed = touched[i]
                worth = max(1, join + sums[listed] + missing * max(0, lengths[low + listed] - (last - first) - 1))
                sums[listed] = 0
                if worth >= floor:
                    first_year, last_year = listed_years[low + listed]
                    far = latest and last_year and max(first_year - latest, earliest - last_year) > FAR_YEARS
                    if far and worth < need + more:
                        continue
                    if size == room:
                        size, floors[n] = keep_best(kept_names[n], kept_worths[n], size, most)
                        floor = max(need, floors[n])
                    if worth >= floor:
                        kept_names[n, size] = low + listed
                        kept_worths[n, size] = worth
                        size += 1
            sizes[n] = size
    return _packed(kept_names, kept_worths, sizes, most)


@njit(cache=True, nogil=True)
def _packed(kept_names, kept_worths, sizes, most):  # type: ignore[no-untyped-def]
    starts = np.zeros(len(sizes) + 1, np.int64)
    for n in range(len(sizes)):
        sizes[n] = keep_best(kept_names[n], kept_worths[n], sizes[n], most)[0]
        starts[n + 1] = starts[n] + sizes[n]
    listed, bounds = np.empty(starts[-1], np.int32), np.empty(starts[-1], np.int32)
    for n in range(len(sizes)):
        listed[starts[n] : starts[n + 1]] = kept_names[n, : sizes[n]]
        bounds[starts[n] : starts[n + 1]] = kept_worths[n, : sizes[n]]
    return starts, listed, bounds
