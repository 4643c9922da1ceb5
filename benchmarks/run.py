"""Measures what Homeward claims and keeps it: quality, calibration, fairness, speed, scale, exactness, determinism, the registry,
tools that ask.

Comes in: the parts to measure, all unless named. Goes out: `benchmarks/results/PART.json`, `.md` and drawings, a summary of all
parts in `benchmarks/results/README.md`, and the same in docs/explanation/how-well-it-works.md.
Run: `make bench`, or `.venv/bin/python benchmarks/run.py [PART …] [--small] [--out DIR]`.
Real names stay in a temporary folder that is deleted; what is kept are counts and rates.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from time import perf_counter

import calibration
import clerks
import client
import determinism
import exactness
import fairness
import importing
import pathway
import quality
import registry
import runs
import scale
import speed
import summary
import trail
from instruments.outcome import Outcome, keep
from instruments.setting import ROOT, Setting, found_peers, found_shared

PARTS: dict[str, Callable[[Setting], Outcome]] = {
    "determinism": determinism.measure,
    "exactness": exactness.measure,
    "quality": quality.measure,
    "calibration": calibration.measure,
    "speed": speed.measure,
    "scale": scale.measure,
    "fairness": fairness.measure,
    "registry": registry.measure,
    "imports": importing.measure,
    "runs": runs.measure,
    "trail": trail.measure,
    "pathway": pathway.measure,
    "clerks": clerks.measure,
    "client": client.measure,
}
RESULTS = ROOT / "benchmarks/results"
DOCUMENT = ROOT / "docs/explanation/how-well-it-works.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the parts asked for. Returns 0 whether or not marks are reached: a figure is kept as it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", metavar="PART", choices=[[], *PARTS], default=[], help=", ".join(PARTS))
    parser.add_argument("--small", action="store_true", help="only try out that it runs; the figures say nothing")
    parser.add_argument("--rounds", type=int, default=5, help="how often a command is timed")
    parser.add_argument("--out", type=Path, default=RESULTS)
    given = parser.parse_args(arguments)
    if given.small and given.out == RESULTS:
        parser.error("--small makes figures that say nothing: name another folder with --out")
    for part in given.parts or PARTS:
        started = perf_counter()
        with tempfile.TemporaryDirectory(prefix="homeward-bench-") as work:
            setting = Setting(Path(work), given.small, found_shared(), found_peers(), given.rounds)
            outcome = PARTS[part](setting)
        keep(outcome, given.out)
        _tell(outcome, perf_counter() - started)
    summary.write(given.out, tuple(PARTS))
    if given.out == RESULTS:
        summary.publish(RESULTS, tuple(PARTS), DOCUMENT)
    return 0


def _tell(outcome: Outcome, seconds: float) -> None:
    """The figures of a part, on standard output."""
    print(f"{outcome.title} ({seconds:.0f} s)")
    for figure in outcome.figures:
        value = "not measured" if figure.value is None else f"{figure.value:.4g} {figure.unit}".strip()
        print(f"  {figure.says}: {value} {figure.verdict}".rstrip())
    for note in outcome.notes if not outcome.figures else ():
        print(f"  {note}")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
