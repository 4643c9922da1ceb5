"""Where and how much is measured: the folder with real material if there is one, a folder for work, our command, the peers.

Comes in: the environment. Goes out: a frozen `Setting`, and what may be said of the machine: cores and memory, never its name.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from math import ceil
from pathlib import Path

from homeward.names.lexicon import load
from homeward.screening.weights import shipped, shipped_for_pairs

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("numpy", "numba", "msgspec")


@dataclass(frozen=True, slots=True)
class Setting:
    """`small` is for trying out that a part runs at all; its figures say nothing. `peers` is the Python of the peers, if installed."""

    work: Path
    small: bool = False
    shared: Path | None = None
    peers: Path | None = None
    rounds: int = 5

    def pick(self, full: int, small: int) -> int:
        """A size: the real one, or the one for trying out."""
        return small if self.small else full


def found_shared() -> Path | None:
    """The folder `shared` beside the checkout, or the one that HOMEWARD_SHARED names."""
    place = Path(os.environ.get("HOMEWARD_SHARED", ROOT.parent / "shared"))
    return place if place.is_dir() else None


def found_peers() -> Path | None:
    """The Python of the environment that the peers are installed in."""
    place = ROOT / ".venv-bench/bin/python"
    return place if place.exists() else None


def homeward() -> list[str]:
    """Our own command, of the environment that runs this."""
    return [str(Path(sys.executable).with_name("homeward"))]


def circumstances() -> dict[str, str]:
    """Date, machine, versions and commit of a measurement."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "machine": f"{len(os.sched_getaffinity(0))} cores, {_memory()} GB",
        "busy before": f"{os.getloadavg()[0]:.1f} processes on average over a minute",
        "python": ".".join(map(str, sys.version_info[:3])),
        "homeward": version("homeward"),
        "commit": _commit(),
        "weights": f"{shipped().version}, for pairs {shipped_for_pairs().version}",
        "lexicon": load().version,
        **{package: _version(package) for package in PACKAGES},
    }


def _memory() -> int:
    return ceil(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30))


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "absent"


def _commit() -> str:
    """The commit, with a plus where the source differs from it."""
    asked = subprocess.run(["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True)
    changed = subprocess.run(["git", "status", "--porcelain", "src"], cwd=ROOT, capture_output=True, text=True)
    return (asked.stdout.strip() or "unknown") + ("+" if changed.stdout.strip() else "")
