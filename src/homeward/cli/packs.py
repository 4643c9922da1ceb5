"""`homeward packs`: which destination packs are loaded, whether a file is one, and load it.

Comes in: a YAML file. Goes out: sentences, one for each mistake with its place in the file. `check` needs no database of an installation.
Parses arguments and prints; `pathway.actions` does the work, as the operator, and the trail has it.
"""

from __future__ import annotations

from homeward.cli.platform import operator, verbs

# isort: split
from pathlib import Path

import typer

from homeward.cli.render import caution, count, show, show_json, table
from homeward.kernel.errors import Unreadable
from homeward.pathway.actions.packs import pack_load
from homeward.pathway.rules.pack_files import BadPack, read
from homeward.pathway.selectors.packs import packs_list

app = verbs("See, check and load destination packs: a country's process as data.")
_JSON = typer.Option(False, "--json", help="Print one JSON document instead of sentences.")
_FILE = typer.Argument(..., help="The YAML file of a pack.")


@app.command("list")
def list_packs(as_json: bool = _JSON) -> None:
    """Say which versions are loaded, and how many running cases go by each."""
    rows = packs_list(operator("packs list"))
    if as_json:
        show_json(
            [
                {
                    "key": one.key, "version": one.version, "country": one.country, "sha256": one.sha,
                    "loaded_at": one.loaded_at.isoformat(), "retired": one.retired_at is not None, "running_cases": one.cases,
                }
                for one in rows
            ]
        )  # fmt: skip
        return
    if not rows:
        show("No pack is loaded. Load one: homeward packs load FILE")
        return
    show(
        table(
            ["pack", "version", "country", "items", "running cases", "in use"],
            [
                (one.key, one.version, one.country.upper(), len(one.document.items), one.cases, "no" if one.retired_at else "yes")
                for one in rows
            ],
        )
    )  # fmt: skip


@app.command()
def check(file: Path = _FILE, as_json: bool = _JSON) -> None:
    """Go through a file and say every mistake, where it is and what to do. Changes nothing."""
    try:
        pack = read(_text(file), file.name)
    except BadPack as wrong:
        if as_json:
            show_json({"good": False, "mistakes": [{"path": one.path, "sentence": one.text} for one in wrong.mistakes]})
        else:
            show(*(caution(one) for one in wrong.sentences))
        raise typer.Exit(wrong.exit_code) from None
    if as_json:
        show_json({"good": True, "key": pack.key, "version": pack.version, "items": len(pack.items)})
    else:
        show(f"{file.name} is a pack: {pack.key}, version {pack.version}, {count(len(pack.items), 'item')}.")


@app.command()
def load(file: Path = _FILE, as_json: bool = _JSON) -> None:
    """Load a version. Running cases keep the version that they began with; new ones begin with this one."""
    row = pack_load(operator("packs load"), text=_text(file), file=file.name)
    if as_json:
        show_json({"key": row.key, "version": row.version, "new": row.new, "sha256": row.sha})
    elif row.new:
        show(f"Loaded: {row.key}, version {row.version}. New cases begin with it.")
    else:
        show(f"{row.key}, version {row.version}, is loaded already with the same content. Nothing was changed.")


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except UnicodeDecodeError:
        raise Unreadable(f"{file.name} is not text in UTF-8. Save it as UTF-8 and try again.") from None
