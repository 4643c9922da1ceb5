"""Each part of the measuring runs on a tiny size, keeps what it found, and keeps nothing that it must not."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import run
import summary
from instruments.outcome import Outcome, kept, page
from instruments.setting import ROOT

RESULTS = sorted(run.RESULTS.glob("*.json"))


def tried_out(part: str, out: Path, **more: str) -> Outcome:
    command = [sys.executable, ROOT / "benchmarks/run.py", part, "--small", "--rounds", "1", "--out", out]
    done = subprocess.run(command, capture_output=True, text=True, env=os.environ | more)
    assert done.returncode == 0, done.stderr
    found = kept(out / f"{part}.json")
    assert (out / f"{part}.md").read_text("utf-8") == page(found)
    assert found.title in (out / "README.md").read_text("utf-8")
    for name in found.charts:
        assert ET.parse(out / name).getroot().find("{http://www.w3.org/2000/svg}title") is not None
    return found


def test_without_the_labelled_cases_quality_says_so_and_goes_on(tmp_path: Path) -> None:
    found = tried_out("quality", tmp_path, HOMEWARD_SHARED=str(tmp_path / "nowhere"))
    assert found.figures == ()
    assert "not at hand" in found.notes[0]


@pytest.mark.slow
@pytest.mark.parametrize("part", sorted(set(run.PARTS) - {"quality"}))
def test_every_part_runs_on_a_tiny_size_without_anything_from_outside(part: str, tmp_path: Path) -> None:
    found = tried_out(part, tmp_path, HOMEWARD_SHARED=str(tmp_path / "nowhere"))
    assert any(figure.value is not None for figure in found.figures)
    assert "invented" in page(found).lower()
    if part in ("determinism", "exactness"):
        assert all(figure.reached for figure in found.figures)


@pytest.mark.slow
def test_quality_comes_to_the_figures_of_the_harness(tmp_path: Path) -> None:
    shared = Path(os.environ.get("HOMEWARD_SHARED", ROOT.parent / "shared"))
    if not (shared / "eval/run.py").exists():
        pytest.skip("the labelled cases are not at hand: they lie in `eval` of the folder that HOMEWARD_SHARED names")
    found = tried_out("quality", tmp_path)
    assert {figure.key.rpartition(".")[2] for figure in found.figures} == {"DEV", "HELD"}
    assert all(
        figure.low is not None and figure.low <= (figure.value or 0) <= (figure.high or 0) for figure in found.figures
    )


def test_a_tiny_size_never_replaces_what_was_measured(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run.main(["determinism", "--small"])
    assert "--out" in capsys.readouterr().err


@pytest.mark.parametrize("path", RESULTS, ids=lambda path: path.stem)
def test_what_is_kept_names_no_machine_and_agrees_with_its_page(path: Path) -> None:
    text = path.read_text("utf-8") + path.with_suffix(".md").read_text("utf-8")
    assert not re.search(r"(?<![\w.])/(?:home|root|tmp|work|usr|var|Users)/", text)
    assert socket.gethostname() not in text
    assert path.with_suffix(".md").read_text("utf-8") == page(kept(path))


@pytest.mark.skipif(not RESULTS, reason="nothing was measured yet: make bench")
def test_the_documentation_shows_what_was_measured() -> None:
    text = run.DOCUMENT.read_text("utf-8")
    assert text == summary.filled(text, run.RESULTS, tuple(run.PARTS))
    assert text.count("###") == len(RESULTS)
