"""A vocabulary as a tree of consonant skeletons, in which all words that sound like one are found without looking at most of them.

Comes in: the sounds of a vocabulary. Goes out: a `Trie`, and for a word all others at least so much like it. Exact: what skeletons
cost never exceeds what their words cost, and what is left is compared whole. Never looks at meaning, but for the names the
lexicon knows to be one.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from homeward.names.alignment import FAR, ROWS, WIDTH, along, apart, begin, likeness
from homeward.names.compiling import compiled, inner, shaped
from homeward.names.costs import FIRM, IN_SKELETON, SWAPPED
from homeward.names.ordered import first_at
from homeward.names.sounds import MAX_CODE

SAME_LEXEME = 940  # two spellings the lexicon knows as one name, whatever they sound like
FIRMEST = 30_000  # more than the letters of any word
ALL = np.int64(-1)  # after which every word is looked at
_CLASS = 150  # words whose weights differ by less stand in one branch: its bound is that of its heaviest word


class Trie(NamedTuple):
    """Nodes level by level, those below one side by side: each one's letter (0 for the root and the branches by weight), where
    those below it begin (`down`, one more than nodes: they end where the next one's begin), the heaviest word in the branch, and the
    words that end there, `order[first:last]`. `least` and `most` say how firm the letters are that follow on the way to any word in the
    branch. codes, vocal and weight are those of the words in their order, so that words of one node are read together. `known` and
    `known_words` list words by lexeme.
    """

    letter: npt.NDArray[np.uint8]
    down: npt.NDArray[np.int32]
    heaviest: npt.NDArray[np.int32]
    first: npt.NDArray[np.int32]
    last: npt.NDArray[np.int32]
    least: npt.NDArray[np.int16]
    most: npt.NDArray[np.int16]
    order: npt.NDArray[np.int32]
    codes: npt.NDArray[np.uint8]
    vocal: npt.NDArray[np.uint8]
    weight: npt.NDArray[np.int32]
    known: npt.NDArray[np.int32]
    known_words: npt.NDArray[np.int32]


def by_skeleton(codes: npt.NDArray[np.uint8], weight: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """An order of words in which those of one skeleton stand together, the heaviest first: `alike` then looks for them once."""
    skeletons = np.zeros_like(codes)
    _strip_all(codes, skeletons, IN_SKELETON)
    return np.lexsort((-weight, *skeletons.T[:MAX_CODE][::-1]))


def plant(
    codes: npt.NDArray[np.uint8],
    vocal: npt.NDArray[np.uint8],
    weight: npt.NDArray[np.int32],
    lexeme: npt.NDArray[np.int32],
) -> Trie:
    """The tree of words with these codes, vowels, weights and lexemes (see `likeness.SoundArrays`)."""
    skeletons = np.zeros_like(codes)
    _strip_all(codes, skeletons, IN_SKELETON)
    kind = np.searchsorted(np.unique(weight // _CLASS), weight // _CLASS)
    by_code = codes.T[:MAX_CODE][::-1]  # words of a node that begin alike stand together: they share what that costs
    order = np.lexsort((*by_code, vocal, *skeletons.T[:MAX_CODE][::-1], kind)).astype(np.int32)
    size = 1 + len(codes) + int(skeletons[:, MAX_CODE].sum(dtype=np.int64))
    letter, nodes = np.zeros(size, np.uint8), np.zeros((5, size), np.int32)
    used = _plant(skeletons[order], kind[order], weight[order], np.zeros(WIDTH + 1, np.int64), letter, *nodes)
    above, depth, heaviest, first, last = nodes[:, :used]
    level = np.argsort(depth, kind="stable")  # of one level, those below one node stand side by side in this order too
    below = np.bincount(above[1:], minlength=used)[level]
    down = np.concatenate(([1], 1 + np.cumsum(below))).astype(np.int32)
    words = np.repeat(np.arange(len(codes), dtype=np.int32), 2)
    known = np.argsort(lexeme.ravel(), kind="stable")
    known = known[lexeme.ravel()[known] >= 0]
    letter, first, last = letter[:used][level], first[level], last[level]
    least, most = np.zeros(used, np.int16), np.zeros(used, np.int16)
    _firm(letter, down, first, last, FIRM, least, most)
    return Trie(
        letter, down, heaviest[level], first, last, least, most, order, codes[order], vocal[order], weight[order],
        lexeme.ravel()[known], words[known],
    )  # fmt: skip


@inner
def _strip(code, skeleton, inside):  # type: ignore[no-untyped-def]
    """The skeleton of a code: vowels, long vowels and carriers left out."""
    length = 0
    for k in range(code[MAX_CODE]):
        if inside[code[k]]:
            skeleton[length] = code[k]
            length += 1
    skeleton[MAX_CODE] = length


@compiled
def _strip_all(codes, skeletons, inside):  # type: ignore[no-untyped-def]
    for k in range(len(codes)):
        _strip(codes[k], skeletons[k], inside)


@compiled
def _plant(codes, kind, weight, path, letter, above, depth, heaviest, first, last):  # type: ignore[no-untyped-def]
    """The nodes of a trie over sorted codes, each kind in a branch of its own. Returns how many there are.

    path holds the root, the branch, and the node of each letter of the word before.
    """
    used, deep = 1, 1
    for k in range(len(codes)):
        length, shared = int(codes[k, MAX_CODE]) + 2, 1
        if k and kind[k] == kind[k - 1]:
            shared = 2
            while shared < min(length, deep) and codes[k, shared - 2] == codes[k - 1, shared - 2]:
                shared += 1
        for d in range(shared, length):
            letter[used], path[d] = codes[k, d - 2] if d > 1 else 0, used
            above[used], depth[used] = path[d - 1], d
            used += 1
        deep = length
        for d in range(length):
            heaviest[path[d]] = max(heaviest[path[d]], weight[k])
        node = path[length - 1]
        if last[node] == 0:
            first[node] = k
        last[node] = k + 1
    return used


@compiled
def _firm(letter, down, first, last, firm, least, most):  # type: ignore[no-untyped-def]
    """Fill `least` and `most` of a trie, from the ends of the branches up."""
    for node in range(len(letter) - 1, -1, -1):
        below = down[node + 1] - down[node]
        least[node], most[node] = FIRMEST if below and last[node] == first[node] else 0, 0
        for child in range(down[node], down[node + 1]):
            least[node] = min(least[node], least[child] + firm[letter[child]])
            most[node] = max(most[node], most[child] + firm[letter[child]])


def workspace(nodes: int, words: int) -> tuple[npt.NDArray[Any], ...]:
    """Working arrays of one thread for `alike` over a trie of so many nodes and a vocabulary of so many words.

    The last two remember the nodes near the last skeleton, since many words have the same: (node, cost) and (how many, for what weight).
    """
    return (
        np.full(nodes, FAR, np.int32), np.empty(16 * nodes + 64, np.int32), np.empty((3, nodes, 2), np.int32), np.zeros(3, np.int64),
        np.zeros(ROWS, np.int32), np.zeros(words, np.int32), np.zeros((2, WIDTH), np.uint8),
        np.empty((nodes, 2), np.int32), np.zeros(2, np.int64),
    )  # fmt: skip


@shaped  # otherwise all that goes through the tree becomes twice as slow
def alike(sounds, i, others, trie, tables, floor, space, column, value, after):  # type: ignore[no-untyped-def]
    """All words of a trie at least `floor` like word i of `sounds`: fills column and value (unordered), returns how many.

    Only words `after` a certain one (or `ALL`) are looked at: of two words of one vocabulary it is enough that one finds the other.
    `others` are the sounds of the trie's words, `tables` is (substitute, gap, skeleton gap, in skeleton), `space` from `workspace`.
    """
    substitute, gap, skeleton_gap, inside = tables
    now, reached, levels, counts, rows, seen, skeletons, near, remembered = space
    code, vocal, weight = sounds.codes[i], sounds.vocal[i], np.int64(sounds.weight[i])
    loose, found = 1000 - floor, np.int64(0)
    _strip(code, skeletons[0], inside)
    if remembered[1] < weight or not _same(skeletons[0], skeletons[1]):
        remembered[0] = _near(
            trie, weight, loose, skeletons[0], substitute, skeleton_gap, now, reached, levels, counts, near
        )
        remembered[1] = weight
        for k in range(WIDTH):
            skeletons[1, k] = skeletons[0, k]
    before, done, other_vocal = np.int64(0), np.int64(0), np.int64(-1)
    for r in range(remembered[0]):
        node, cost = near[r]
        for k in range(trie.first[node], trie.last[node]):
            word, other, heavier = trie.order[k], trie.codes[k], max(weight, np.int64(trie.weight[k]))
            if cost * 1000 > heavier * loose or word <= after:
                continue
            if trie.vocal[k] != other_vocal:
                other_vocal, done = np.int64(trie.vocal[k]), np.int64(0)
                begin(rows, code, other_vocal, gap)
            most, done = heavier * loose // 1000, _shared(trie.codes[before], other, done)
            done = along(rows, code, other, done, vocal, most, substitute, gap)
            before, said = np.int64(k), likeness(rows, code, other, done, heavier, most)
            if said:
                said -= apart(sounds, i, others, word)
            if said >= floor:
                column[found], value[found] = word, said
                found += 1
    return _known(sounds.lexeme[i], trie, floor, seen, column, value, found, after)


@inner
def _shared(one, other, most):  # type: ignore[no-untyped-def]
    """With how many letters, at the most so many, two words begin alike."""
    shared = np.int64(0)
    while shared < most and one[shared] == other[shared]:
        shared += 1
    return shared


@inner
def _same(one, other):  # type: ignore[no-untyped-def]
    """Whether two skeletons are the same."""
    differ = 0
    for k in range(WIDTH):
        differ += one[k] != other[k]
    return differ == 0


@inner
def _near(trie, weight, loose, skeleton, substitute, gap, now, reached, levels, counts, near):  # type: ignore[no-untyped-def]
    """The nodes where words end whose skeletons are near enough, with what they cost. Returns how many.

    Letter by letter of the skeleton, only those nodes are kept from which something near enough can still be reached.
    """
    length, rest = skeleton[MAX_CODE], np.int64(0)  # how firm the letters are that are still to come
    for k in range(length):
        rest += FIRM[skeleton[k]]
    now[0], reached[0] = 0, 0
    count = _let_in(trie, weight, loose, rest, gap, now, reached, np.int64(1))
    counts[0] = _settle(now, reached, count, levels[0])
    for k in range(length):
        rest -= FIRM[skeleton[k]]
        at, before, two_before = (k + 1) % 3, k % 3, (k + 2) % 3
        older = levels[two_before, : counts[two_before] if k else 0]
        count = _advance(
            trie, weight, loose, rest, skeleton, k, substitute, gap, now, reached, levels[before, : counts[before]], older
        )  # fmt: skip
        counts[at] = _settle(now, reached, count, levels[at])
    found, last = 0, length % 3
    for r in range(counts[last]):
        node = levels[last, r, 0]
        if trie.last[node] > trie.first[node]:
            near[found, 0], near[found, 1] = node, levels[last, r, 1]
            found += 1
    return found


@inner
def _settle(now, reached, count, level):  # type: ignore[no-untyped-def]
    """Every node that was reached, once, with its least cost. Returns how many."""
    used = np.int64(0)
    for r in range(count):
        node = reached[r]
        if now[node] < FAR:
            level[used, 0], level[used, 1] = node, now[node]
            used += 1
            now[node] = FAR
    return used


@inner
def _fits(trie, node, cost, weight, loose, rest):  # type: ignore[no-untyped-def]
    """Whether something near enough can be reached from a node: what is still to come must cost what it differs in firmness."""
    cost += max(0, rest - trie.most[node], trie.least[node] - rest)
    return cost * 1000 <= max(weight, trie.heaviest[node]) * loose


@inner
def _let_in(trie, weight, loose, rest, gap, now, reached, count):  # type: ignore[no-untyped-def]
    """From every node reached on to those below it, by leaving out their letters, while that is near enough."""
    r = 0
    while r < count:
        node = reached[r]
        for child in range(trie.down[node], trie.down[node + 1]):
            cost = now[node] + gap[trie.letter[child]]
            if cost < now[child] and _fits(trie, child, cost, weight, loose, rest):
                now[child], reached[count] = cost, child
                count += 1
        r += 1
    return count


@inner
def _advance(trie, weight, loose, rest, skeleton, k, substitute, gap, now, reached, old, older):  # type: ignore[no-untyped-def]
    """The nodes near enough after letter k of the skeleton, from those after the letter before it, and the one before that."""
    letter, count = skeleton[k], np.int64(0)
    left_out, instead = gap[letter], substitute[letter]
    for r in range(len(old)):
        node, so_far = old[r]
        cost = so_far + left_out
        if cost < now[node] and _fits(trie, node, cost, weight, loose, rest):
            now[node], reached[count] = cost, node
            count += 1
        for child in range(trie.down[node], trie.down[node + 1]):
            if trie.letter[child]:
                cost = so_far + instead[trie.letter[child]]
                if cost < now[child] and _fits(trie, child, cost, weight, loose, rest):
                    now[child], reached[count] = cost, child
                    count += 1
    for r in range(len(older)):  # two neighbouring letters exchanged
        node, cost = older[r, 0], older[r, 1] + SWAPPED
        near_enough = cost * 1000 <= max(weight, trie.heaviest[node]) * loose
        child = _child(trie, node, letter) if near_enough else -1
        last = _child(trie, child, skeleton[k - 1]) if child >= 0 else -1
        if (
            last >= 0
            and cost < now[last]
            and letter != skeleton[k - 1]
            and _fits(trie, last, cost, weight, loose, rest)
        ):
            now[last], reached[count] = cost, last
            count += 1
    return _let_in(trie, weight, loose, rest, gap, now, reached, count)


@inner
def _child(trie, node, letter):  # type: ignore[no-untyped-def]
    for child in range(trie.down[node], trie.down[node + 1]):
        if trie.letter[child] == letter:
            return child
    return -1


@inner
def _known(lexeme, trie, floor, seen, column, value, found, after):  # type: ignore[no-untyped-def]
    """Add the words that the lexicon knows as the same name."""
    if lexeme[0] < 0 or floor > SAME_LEXEME:
        return found
    for k in range(found):
        seen[column[k]] = k + 1
    for one in lexeme:
        if one < 0:
            continue
        at = first_at(trie.known, one)
        while at < len(trie.known) and trie.known[at] == one:
            word = trie.known_words[at]
            if seen[word] == 0 and word > after:
                column[found], value[found] = word, SAME_LEXEME
                found += 1
                seen[word] = found
            elif seen[word] and value[seen[word] - 1] < SAME_LEXEME:
                value[seen[word] - 1] = SAME_LEXEME
            at += 1
    for k in range(found):
        seen[column[k]] = 0
    return found
