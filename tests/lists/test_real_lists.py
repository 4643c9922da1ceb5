"""The lists as their publishers released them go from upload to use within seconds. Skipped where they are not at hand."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from exchange_files import work
from homeward.access.facts import Actor
from homeward.lists.actions.beginning import list_begin
from homeward.lists.facts.lists import Ailment, Desk, Outcome, Way
from homeward.lists.keeping.uploads import uploads_of
from homeward.lists.selectors.editions import current
from homeward.lists.selectors.held import opened
from homeward.lists.selectors.lists import list_file

SHARED = Path(os.environ.get("HOMEWARD_SHARED", Path(__file__).resolve().parents[2].parent / "shared"))
DATA = SHARED / "data"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not DATA.is_dir(), reason="The lists are not here. Set HOMEWARD_SHARED to their folder."),
]
SECONDS = 30  # of the processor; measured: 2.1 for the UN's, 3.0 for OFAC's


@pytest.mark.parametrize(
    "path, list_id, people", [("un/consolidated.xml", "un", 732), ("ofac/2021-07/sdn.csv", "ofac-sdn", 5_000)]
)
def test_from_upload_to_use(analyst: Actor, path: str, list_id: str, people: int) -> None:
    started, clock = time.process_time(), time.perf_counter()
    receipt = list_begin(actor=analyst, files=uploads_of(DATA / path), way=Way.UPLOAD)
    received = time.perf_counter() - clock
    work()
    used = time.process_time() - started
    print(f"{list_id}: received {received:.1f} s, in use {time.perf_counter() - clock:.1f} s, processor {used:.1f} s")
    assert used < SECONDS
    assert receipt.outcome is Outcome.TAKEN
    (edition,) = current(analyst, Desk.SECURITY)
    assert edition.list_id == list_id
    assert edition.individuals >= people * 0.9
    assert len(opened(edition).book) == edition.individuals
    assert set(list_file(analyst, list_id).health.ailments) <= {Ailment.STALE}
