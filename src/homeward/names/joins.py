"""Parts that a clerk glued together, broke apart or broke in the wrong place are recognised by trying the join.

Comes in: the parts of two names that have not met. Goes out: the likeness matrix and roles, amended so that the joined parts
meet as one. Tried only between neighbouring parts whose consonants fit, so it costs nothing for ordinary names.
"""

from __future__ import annotations

from numba import njit

from homeward.names.compare import ABSORBED, KUNYA
from homeward.names.costs import CONSONANT
from homeward.names.likeness import _like, _popcount
from homeward.names.sounds import MAX_CODE

JOINED = 840  # a join must sound more alike than two ordinary spellings need to: it has more ways to come about by chance
_SETS = (1 << 10) - 1
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
def mend(likeness, n, m, roles, other_roles, tokens, other_tokens, sounds, others, substitute, gap, joined, other_joined):  # type: ignore[no-untyped-def]
    """Look for one join. Amends likeness and both roles in place; returns whether one was found.

    `sounds` and `others` are (codes, vocal, weight, sure, may) of the two vocabularies; `joined` and `other_joined` are working rows.
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
                    alike = _joined(a, b, c, d, sounds, others, substitute, gap, joined, other_joined)
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
def _joined(a, b, c, d, sounds, others, substitute, gap, joined, other_joined):  # type: ignore[no-untyped-def]
    codes, vocal, weight, sure, may = sounds
    other_codes, other_vocal, other_weight, other_sure, other_may = others
    one, one_sure, one_may = weight[a], sure[a], may[a]
    if b >= 0:
        one, one_sure, one_may = one + weight[b], one_sure | sure[b], one_may | may[b]
    two, two_sure, two_may = other_weight[c], other_sure[c], other_may[c]
    if d >= 0:
        two, two_sure, two_may = two + other_weight[d], two_sure | other_sure[d], two_may | other_may[d]
    if abs(one - two) > 2 * CONSONANT or min(one, two) < 3 * CONSONANT:
        return 0
    if _popcount(one_sure & ~two_may & _SETS) + _popcount(two_sure & ~one_may & _SETS) > 1:
        return 0
    if b < 0:
        joined[:] = codes[a]
    elif not _glue(codes, a, b, joined):
        return 0
    if d < 0:
        other_joined[:] = other_codes[c]
    elif not _glue(other_codes, c, d, other_joined):
        return 0
    return _like(joined, other_joined, vocal[a], other_vocal[c], one, two, substitute, gap)
