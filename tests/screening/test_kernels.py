"""A first run compiles everything at once, before it begins: afterwards nothing is left to compile, whoever is screened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from homeward.screening.inputs import KINDS, Inputs

READY = "from homeward.screening.kernels import make_ready; make_ready()"
ASKED = """
from numba.core import event
from homeward.screening import screen
from homeward.screening.index.build import build
from homeward.synthetic.lists.people import listed_people

class Counter(event.Listener):
    compiled = 0
    def on_start(self, event): self.compiled += 1
    def on_end(self, event): pass

counter = Counter()
event.register("numba:compile", counter)
listed = [one.listing for one in listed_people(40, 3, "un")]
people = [{"id": str(row), "name": one.names[0].text, "birth_date": "1970"} for row, one in enumerate(listed)]
people += [{"id": f"glued {row}", "name": one.names[0].text.replace(" ", "", 1)} for row, one in enumerate(listed)]
assert list(screen(people, build(listed), threads=2))
print(counter.compiled)
"""


def _run(program: str, folder: Path) -> str:
    environment = os.environ | {"NUMBA_CACHE_DIR": str(folder)}
    return subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.slow
@pytest.mark.skipif(
    len(os.sched_getaffinity(0)) < 2 or sys.platform != "linux",
    reason="with one processor each function is compiled when needed",
)
def test_when_made_ready_nothing_is_left_to_compile(tmp_path: Path) -> None:
    _run(READY, tmp_path)
    assert _run(ASKED, tmp_path).strip() == "0"
    kept = {one: one.stat().st_mtime_ns for one in tmp_path.rglob("*.nbc")}
    _run(READY, tmp_path)
    assert {one: one.stat().st_mtime_ns for one in tmp_path.rglob("*.nbc")} == kept, "nothing is compiled twice"


def test_every_array_has_its_kind() -> None:
    assert set(KINDS) | {"prior"} == set(Inputs._fields)
