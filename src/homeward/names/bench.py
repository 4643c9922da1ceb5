"""The workbench of one thread on which two names are set side by side: one small table of numbers, a row for each thing.

Comes in: nothing. Goes out: an array of zeros, int64 (ROWS, WIDTH), that the compiled comparison reads and writes by the rows named here.
One array and not many: handing several to a compiled function costs more than the comparison itself. No two threads share one. The
names are numpy's integers: for Python's own a function is compiled anew for every value it is called with.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from homeward.names.parts import MAX_PARTS

WIDTH = 64  # no row is longer: there are fewer features and slots than that
(
    SIZE,  # how many parts are recorded, how many listed
    ROLES, OTHER_ROLES,  # what each part is; the recorded name first, then the listed one
    INFO, OTHER_INFO,  # how rare each part is, in millibits
    TOKENS, OTHER_TOKENS,  # which word of its vocabulary each part is
    WEIGHT, OTHER_WEIGHT,  # what its sounds weigh, in hundredths of a consonant
    MET,  # per recorded part the listed part it met, or -1
    COUNTS, EVIDENCE,  # of the reading kept: features counted, millibits by slot
    SPARE_ROLES, SPARE_COUNTS, SPARE_EVIDENCE,  # of the reading tried
    LIKENESS,  # this row and those below it: of each recorded part to each listed part, in thousandths
) = np.arange(16)  # fmt: skip
ROWS = LIKENESS + MAX_PARTS


def bench() -> npt.NDArray[np.int64]:
    """A clean bench."""
    return np.zeros((ROWS, WIDTH), np.int64)
