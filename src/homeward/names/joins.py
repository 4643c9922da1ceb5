"""Parts that a clerk glued together, broke apart or broke in the wrong place are recognised by trying the join.

Comes in: the parts of two names that have not met. Goes out: the likeness matrix and roles, amended so that the joined parts
meet as one. Tried only between neighbouring parts whose consonants fit, so it costs nothing for ordinary names.
"""

from __future__ import annotations

from numba import njit

from homeward.names.compare import ABSORBED, KUNYA
from homeward.names.costs import CONSONANT
from homeward.names.likeness import pair
from homeward.names.sounds import MAX_CODE

JOINED = (
    840  # a join must sound more alike than two ordinary spellings need to: it has more ways to come about by chance
)
WEAK = 780  # a part that met this badly may still be half of a broken name


@njit(cache=True, nogil=True)
def _glue(codes, a, b, out):  # type: ignore[no-untyped-def]
    """Codes of two parts as one, cut at the width of a code. Returns False where they do not fit."""
    first, second = codes[a, MAX_CODE], codes[b, MAX_CODE]
    if first + second > MAX_CODE:
        return False
    for k in range(first):
        out[k] = codes[a, k]
    for k in range(second):
        out[first + k] = codes[b, k]
    out[MAX_CODE] = first + second
    return True


@njit(cache=True, nogil=True)
def _loose(likeness, n, m, i, by_row):  # type: ignore[no-untyped-def]
    best = 0
    for k in range(m if by_row else n):
        best = max(best, likeness[i, k] if by_row else likeness[k, i])
    return best < WEAK


@njit(cache=True, nogil=True)
def mend(likeness, n, m, roles, other_roles, tokens, other_tokens, sounds, others, substitute, gap, space):  # type: ignore[no-untyped-def]
    """Look for one join. Amends likeness and both roles in place; returns whether one was found.

    `sounds` and `others` are the arrays of the two vocabularies; `space` is working rows (two codes, and those of the likeness).
    """
    for i in range(n):
        if roles[i] >= KUNYA or not _loose(likeness, n, m, i, True):
            continue
        for j in range(m):
            if other_roles[j] >= KUNYA or not _loose(likeness, n, m, j, False):
                continue
            two = i + 1 < n and roles[i + 1] < KUNYA and _loose(likeness, n, m, i + 1, True)
            other_two = j + 1 < m and other_roles[j + 1] < KUNYA and _loose(likeness, n, m, j + 1, False)
            for left in range(2 if two else 1):
                for right in range(2 if other_two else 1):
                    if left + right == 0:
                        continue
                    a, b = tokens[i], tokens[i + 1] if left else -1
                    c, d = other_tokens[j], other_tokens[j + 1] if right else -1
                    alike = _joined(a, b, c, d, sounds, others, substitute, gap, space)
                    if alike >= JOINED:
                        likeness[i, :m] = 0
                        likeness[:n, j] = 0
                        likeness[i, j] = alike
                        if left:
                            roles[i + 1] = ABSORBED
                            likeness[i + 1, :m] = 0
                        if right:
                            other_roles[j + 1] = ABSORBED
                            likeness[:n, j + 1] = 0
                        return True
    return False


@njit(cache=True, nogil=True)
def _joined(a, b, c, d, sounds, others, substitute, gap, space):  # type: ignore[no-untyped-def]
    joined, other_joined, rows = space
    one = sounds.weight[a] + (sounds.weight[b] if b >= 0 else 0)
    two = others.weight[c] + (others.weight[d] if d >= 0 else 0)
    if abs(one - two) > 3 * CONSONANT // 2 or min(one, two) < 3 * CONSONANT:
        return 0
    first, second = sounds.codes[a, 0], others.codes[c, 0]
    if (
        substitute[first, second] > CONSONANT // 2
        and gap[first, 0] > CONSONANT // 2
        and gap[second, 0] > CONSONANT // 2
    ):
        return 0  # a join begins as its first part does
    if b < 0:
        joined[:] = sounds.codes[a]
    elif not _glue(sounds.codes, a, b, joined):
        return 0
    if d < 0:
        other_joined[:] = others.codes[c]
    elif not _glue(others.codes, c, d, other_joined):
        return 0
    return pair(joined, other_joined, sounds.vocal[a], others.vocal[c], one, two, substitute, gap, JOINED, rows)
