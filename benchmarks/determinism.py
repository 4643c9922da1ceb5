"""Whether the number of threads and the size of blocks leave the bytes of a result alone.

Comes in: an invented camp with listed people in it. Goes out: how many different files came out of all ways to compute them: one each.
"""

from __future__ import annotations

from hashlib import sha256
from itertools import product
from pathlib import Path
from typing import get_args

from homeward.screening.columns import Columns
from homeward.screening.engine import CANDIDATES
from homeward.screening.index.build import build_lists
from homeward.screening.index.store import Index
from homeward.screening.runs.batch import Clock, Request, read_people, screen
from homeward.screening.runs.lines import least_bits
from homeward.screening.runs.plan import Format, Parameters
from homeward.synthetic.camp import camp
from homeward.synthetic.lists.shelf import write_shelf
from homeward.watchlists.catalog import open_list
from instruments.outcome import Figure, Outcome, Table
from instruments.setting import Setting, circumstances

PEOPLE, SEED = 3_000, 4_300
THREADS = (1, 2, 4)
CHUNKS = (None, 7, 250, 100_000)  # people in a block; None lets the run choose


def measure(setting: Setting) -> Outcome:
    """Every number of threads with every size of block, in both forms."""
    known = circumstances()
    shelf = write_shelf(setting.work / "same", SEED, 200, 400)
    table = setting.work / "same.csv"
    camp(setting.pick(PEOPLE, 200), SEED, shelf.listed).write_caseload(table)
    index = build_lists([open_list(path) for path in (shelf.un, shelf.ofac)])
    forms: tuple[Format, ...] = get_args(Format)
    found = {form: [_digest(setting, table, index, form, *way) for way in product(THREADS, CHUNKS)] for form in forms}
    return Outcome(
        part="determinism", title="Determinism: the same bytes whatever the threads and blocks",
        figures=tuple(
            Figure(key=f"different_{form}", says=f"different {form} files out of {len(made)} ways", value=len(set(made)), at_most=1)
            for form, made in found.items()
        ),
        tables=(Table("SHA-256", ("form", "begins with"), tuple((form, made[0][:16]) for form, made in found.items())),),
        notes=(
            "An invented camp with listed people in it; tests hold the same. "
            f"Threads {THREADS}; people in a block {[size or 'as the run chooses' for size in CHUNKS]}.",
        ),
        circumstances=known,
    )  # fmt: skip


def _digest(setting: Setting, table: Path, index: Index, form: Format, threads: int, chunk: int | None) -> str:
    out = setting.work / f"candidates.{form}"
    parameters = Parameters(
        format=form, top=20, min_score=0.0, least=least_bits(0), candidates=CANDIDATES, explain=False
    )
    request = Request(table, Columns(table.name), out, parameters, threads=threads, chunk=chunk)
    screen(request, read_people(request), index, Clock())
    return sha256(out.read_bytes()).hexdigest()
