"""Compiled functions of tests are made anew in each run: one that is kept would not notice that what it calls was changed."""

from __future__ import annotations

from typing import Any

from numba import njit

anew: Any = njit(nogil=True)
