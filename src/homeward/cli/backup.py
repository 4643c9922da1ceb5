"""`homeward backup FILE`: the database and the files of an installation in one file, while it is in use.

Comes in: where to. Goes out: one file, readable by its owner alone. The keys are not in it unless asked for: keep them elsewhere,
so that whoever finds the one cannot open the other.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import typer
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from homeward import __version__
from homeward.cli.archive import DATABASE, FORMAT, Manifest, Source, measure, pack
from homeward.cli.copies import copy_database
from homeward.cli.render import caution, count, show, show_json
from homeward.kernel.errors import BadInput

app = typer.Typer(add_completion=False, rich_markup_mode=None)
KEPT = ("files", "lists")  # indexes are made again from lists, and runs are not kept
HEADS = "trail/heads.jsonl"


@app.command()
def backup(
    file: Path = typer.Argument(..., metavar="FILE", help="The file to write; it must not be there yet."),
    with_keys: bool = typer.Option(
        False, "--with-keys", help="Put the keys into it as well: then it opens for whoever has it."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of sentences."),
) -> None:
    """Write the database and the files into one file, while others work. Without the keys, which you keep elsewhere."""
    if not MigrationRecorder(connection).has_table():
        raise BadInput("This installation holds nothing yet. Check HOMEWARD_HOME and HOMEWARD_DATABASE_URL.")
    manifest = _write(file, with_keys)
    if as_json:
        show_json({"file": file.name, "parts": len(manifest.parts), "size": file.stat().st_size, "keys": with_keys})
        return
    show(f"{file.name}: the database and {count(len(manifest.parts) - 1, 'file')}.")
    show(caution("The keys are in it: whoever has it can read everything." if with_keys else
                 "The keys are not in it, and without them it cannot be read: keep a copy of them elsewhere."))  # fmt: skip


def _write(file: Path, with_keys: bool) -> Manifest:
    home = Path(settings.HOMEWARD_HOME)
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=home) as folder:
        still = Path(folder)
        if (home / HEADS).exists():  # before the database, which may then know more than was written down, never less
            (still / HEADS).parent.mkdir()
            shutil.copy(home / HEADS, still / HEADS)
        copy_database(still / DATABASE)  # before the files: one that comes later is one too many, never one too few
        sources = [*_files(still, "."), *(source for name in KEPT for source in _files(home, name))]
        sources += _files(home, "keys") if with_keys else []
        steps = sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())
        manifest = Manifest(
            FORMAT, __version__, datetime.now(UTC).isoformat(timespec="seconds"),
            "sqlite" if connection.vendor == "sqlite" else "postgresql", steps, with_keys, measure(sources),
        )  # fmt: skip
        pack(file, manifest, sources)
    return manifest


def _files(home: Path, folder: str) -> list[Source]:
    found = [path for path in sorted((home / folder).rglob("*")) if path.is_file() and not path.name.startswith(".")]
    return [Source(path.relative_to(home).as_posix(), path) for path in found]
