"""`homeward packs`: list, check, load, each with sentences that say what to do."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

from installations import Installation

IRAQ = files("homeward.resources").joinpath("packs/iraq-1.yaml").read_text("utf-8")


def test_packs_are_listed_checked_and_loaded(installation: Installation, tmp_path: Path) -> None:
    found = {one["key"] for one in json.loads(installation.run("packs", "list", "--json").stdout)}
    assert {"iraq", "invented"} <= found
    file = tmp_path / "iraq-2.yaml"
    file.write_text(IRAQ.replace("version: 1", "version: 2").replace("days: 90", "days: 60"), "utf-8")
    checked = installation.run("packs", "check", str(file))
    assert (checked.returncode, checked.stdout.strip()) == (0, "iraq-2.yaml is a pack: iraq, version 2, 18 items.")
    loaded = installation.run("packs", "load", str(file))
    assert (loaded.returncode, "New cases begin with it." in loaded.stdout) == (0, True)
    file.write_text(IRAQ.replace("version: 1", "version: 2"), "utf-8")
    refused = installation.run("packs", "load", str(file))
    assert (refused.returncode, "Give this one the number 3." in refused.stderr) == (2, True)


def test_every_mistake_is_a_line(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(IRAQ.replace("country: IQ", "country: NO").replace("kind: visit", "kind: vist"), "utf-8")
    checked = installation.run("packs", "check", str(file))
    assert checked.returncode == 2
    lines = checked.stdout.strip().splitlines()
    assert lines[0] == "broken.yaml, country: YAML reads this word as yes or no. Put it in quotes."
    assert lines[1].startswith("broken.yaml, items[13].kind: The word vist is not known here.")
    assert json.loads(installation.run("packs", "check", str(file), "--json").stdout)["good"] is False
    assert installation.run("packs", "check", str(tmp_path / "none.yaml")).returncode == 2
