"""Every compiled function of a screening, made ready before it is needed: two halves, compiled side by side by two processes.

Comes in: nothing. Goes out: compiled code where `names.compiling` keeps it, so that a first run waits some seconds instead of a minute.
Where everything was compiled before, it is loaded; where there is no second processor, each function is compiled when it is needed.
"""

from __future__ import annotations

import gc
from contextlib import suppress
from pathlib import Path

import numpy as np

from homeward.names.alignment import WIDTH
from homeward.names.compiling import SOURCES
from homeward.names.costs import GAP, SUBSTITUTE
from homeward.names.likeness import neighbours, pack
from homeward.screening import exact
from homeward.screening.candidates import gather
from homeward.screening.engine import Rows
from homeward.screening.features import FEATURES
from homeward.screening.index.apart import Apart
from homeward.screening.index.crew import can_fork
from homeward.screening.index.junctions import Junctions
from homeward.screening.index.store import texts
from homeward.screening.inputs import KINDS, Inputs
from homeward.screening.joins import joins
from homeward.screening.needs import NEEDS, needs
from homeward.screening.reference import cluster_counts
from homeward.screening.runs.lines import Shown, lines_of
from homeward.screening.sheet import Sheet


def make_ready() -> None:
    """Compile what a screening needs, where that was not done before, and load it, so that processes begun from now on have it."""
    compile_all()
    load()


def compile_all() -> None:
    """Compile what a screening needs, where that was not done before and two processors can share it."""
    if not _mark().exists() and can_fork():
        _compile(_mark())


def load() -> None:
    """Load what was compiled; where nothing was, each function is compiled when it is needed."""
    if _mark().exists():
        _compile_search()
        _compile_comparison()


def _mark() -> Path:
    """The file that says that everything was compiled."""
    return Path(str(exact._rank.stats.cache_path)) / f"ready-{SOURCES[:16]}"


def _compile(mark: Path) -> None:
    collecting = gc.isenabled()
    gc.disable()  # what a compiler makes holds together: looking for cycles in it takes a tenth of the time
    try:
        with Apart(_compile_comparison) as beside:
            _compile_search()
            beside.result()
        with suppress(OSError):  # where nothing can be written, it is asked again
            mark.touch()
    finally:
        if collecting:
            gc.enable()


def _compile_search() -> None:
    """Call everything that finds candidates, beside nobody."""
    sounds = pack(["slm", "hmd"], [True, False], [(0,), (1,)])
    neighbours(sounds, sounds)
    cluster_counts(sounds, sounds, np.ones(len(sounds), np.int64))
    gather(_nobody(), 0, 0, np.zeros((0, NEEDS), np.int32), 1)


def _compile_comparison() -> None:
    """Call everything that compares exactly and writes it down, beside nobody."""
    inputs, nothing = _nobody(), np.zeros(0, np.int32)
    joins(inputs, Sheet._make(getattr(inputs, name, nothing) for name in Sheet._fields), _no_junctions(), nothing)
    needs(inputs, 0, 0, 0)
    starts, chosen, told = exact.rank(inputs, 0, 0, np.zeros(1, np.int64), nothing, nothing, 0, 1)
    rows = Rows(0, starts, chosen, *told)
    no_texts = texts(())
    lines_of(rows, Shown(no_texts, no_texts, no_texts, nothing, no_texts, no_texts, nothing), as_json=False)


def _nobody() -> Inputs:
    """What the compiled functions read, of the right kinds and with nobody in it."""
    arrays = {name: np.zeros((1,) * dimensions, kind) for name, (kind, dimensions) in KINDS.items()}
    arrays |= {"codes": np.zeros((1, WIDTH), np.uint8), "other_codes": np.zeros((1, WIDTH), np.uint8)}
    arrays |= {
        "substitute": SUBSTITUTE,
        "gap": GAP,
        "weights": np.zeros(len(FEATURES), np.int64),
        "costs": np.zeros(3, np.int64),
    }
    arrays["shared"] = np.zeros((0, 2), np.int64)
    return Inputs(**arrays, prior=0)


def _no_junctions() -> Junctions:
    outlines, places = np.zeros(0, np.int64), np.zeros(0, np.int32)
    return Junctions(outlines, places, outlines, places)
