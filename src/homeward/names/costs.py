"""Every constant of the comparison of two sounds, with its reason. Version 3.

Comes in: nothing. Goes out: substitution and gap costs in hundredths of a consonant, as arrays indexed by code letter.
Values are judgements of ours from the ways the letters are read and romanised, checked on the development half of the labelled
token pairs; they are not learnt from cases. Changing one changes every score: raise `VERSION`.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

VERSION = 3
CONSONANT = 100
VOWELS = "aeiou"
LONG = "AWY0?7"
MARKS = "<>^=~"  # compounds, see `sounds`
SWAPPED = 55  # two neighbouring letters exchanged: the commonest slip of the hand

# What leaving a letter out costs when the other word is written with vowels, and when it is not.
_GAP_VOWEL = (22, 4)  # short vowels are hardly heard across habits; Arabic script does not write them at all
_GAP = {
    "A": (40, 55), "W": (50, 60), "Y": (45, 55),  # a long vowel is written in both scripts
    "0": (45, 45), "?": (10, 25), "7": (8, 12),  # ayn and final ha often vanish, the carrier a word begins with seldom
    "h": (35, 40), "H": (75, 85), "w": (60, 60), "y": (45, 45), "6": (25, 35),
    "<": (70, 70), ">": (85, 85), "^": (60, 60), "=": (70, 70), "~": (25, 25),
}  # fmt: skip

# What one letter standing for another costs. Symmetric; everything not named costs a consonant (or the dearer gap for vowels).
_PAIRS = {
    5: (
        "q-k c-k H-h 0-a 0-e 0-i 0-u 0-o A-a W-u W-o W-w Y-i Y-y Y-e ?-a ?-e ?-i ?-o ?-u 7-a 7-e 7-h S-1 C-1 x-1 2-x "
        "E-D T-6 6-G 7-A 0-? 0-A A-? 0-y 0-w"
    ),
    10: "e-i o-u i-y u-w D-z E-d E-z j-Z T-s T-t D-d 2-S W-v 6-g o-w e-y 0-Y 0-W c-j c-s k-2 W-0",
    18: "a-e x-k q-g x-h x-H v-w S-C j-g G-g 7-H 1-k 6-y 7-Y c-C z-s A-e e-A ?-A ?-Y ?-W c-q 2-k 2-q",
    28: (
        "a-o e-o A-o A-i d-t b-p v-b f-v k-g s-S Z-S z-Z j-y Z-y q-x G-q G-x G-x Y-a W-a e-u A-0 p-f k-G j-C T-D s-C "
        "E-t 7-i 7-t c-S 6-w c-g T-f D-v E-T j-1 z-j s-1 c-x c-1 w-b h-G h-g H-x 2-s 2-C j-z Z-j"
    ),
    65: "l-r",
    40: (
        "a-i a-u i-o i-u Y-A W-Y W-A k-h j-x m-n d-z t-s D-j S-x s-x G-r n-l G-? q-? E-s t-T d-E j-d y-w j-k C-k C-s "
        "C-t q-C q-1"
    ),
}  # fmt: skip


def _tables() -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32], npt.NDArray[np.int32]]:
    gap = np.full((128, 2), CONSONANT, np.int32)
    for letter in VOWELS:
        gap[ord(letter)] = _GAP_VOWEL
    for letter, both in _GAP.items():
        gap[ord(letter)] = both
    substitute = np.full((128, 128), CONSONANT, np.int32)
    soft = [ord(c) for c in VOWELS + LONG + "wyh6"]
    for one in soft:  # two soft letters that do not belong together: as leaving both out, at most a consonant
        for other in soft:
            substitute[one, other] = min(CONSONANT, max(45, gap[one, 0] + gap[other, 0]))
    for cost, pairs in _PAIRS.items():
        for letter, stands_for in (pair.split("-") for pair in pairs.split()):
            substitute[ord(letter), ord(stands_for)] = substitute[ord(stands_for), ord(letter)] = cost
    np.fill_diagonal(substitute, 0)
    weight = gap[:, 0].copy()
    weight[0] = 0  # what fills a row of codes behind a word's last letter is no letter
    return substitute, gap, weight


SUBSTITUTE, GAP, WEIGHT = _tables()

# The skeleton of a code is what stays when vowels, long vowels and carriers are left out. What its letters cost at the least: their gap,
# or less where a letter left out can stand for them. So the cost of two skeletons never exceeds that of the codes.
OUTSIDE = VOWELS + "AWY0?"
IN_SKELETON = np.array([chr(c) not in OUTSIDE for c in range(128)])
SKELETON_GAP = np.minimum(GAP.min(axis=1), SUBSTITUTE[:, [ord(c) for c in OUTSIDE]].min(axis=1)).astype(np.int32)
SKELETON_GAP[0] = 0  # the root of a tree of skeletons and its branches by weight have no letter


def _firmness() -> npt.NDArray[np.int64]:
    """By letter of a skeleton, the least it costs to be rid of it, straight away or turned into others first: so two skeletons cost at
    least what all the letters of the one are firmer than those of the other.
    """
    letters = np.flatnonzero(IN_SKELETON & (np.arange(128) > 0))
    firm: npt.NDArray[np.int64] = SKELETON_GAP.astype(np.int64)
    for _ in letters:
        firm[letters] = np.minimum(firm[letters], (SUBSTITUTE[np.ix_(letters, letters)] + firm[letters]).min(axis=1))
    return firm


FIRM = _firmness()
