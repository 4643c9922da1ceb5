"""`homeward restore FILE`: an installation brought back from a backup, into a home and a database that are empty.

Comes in: a file of `homeward backup`. Goes out: database and files as they were. Nothing that is there is written over, and the
whole file is held against its hashes before anything is put in its place.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import tempfile
from pathlib import Path

import typer
from django.conf import settings
from django.db import connection

from homeward.cli.archive import DATABASE, Manifest, read_manifest, unpack
from homeward.cli.copies import restore_database, whole
from homeward.cli.migrate import pending
from homeward.cli.render import caution, count, show, show_json
from homeward.kernel.errors import BadInput, Unreadable

app = typer.Typer(add_completion=False, rich_markup_mode=None)
SECRET = "web-secret"  # noqa: S105 - the name of a file; it signs cookies, and every home makes its own


@app.command()
def restore(
    file: Path = typer.Argument(..., metavar="FILE", help="A file that `homeward backup` wrote."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of sentences."),
) -> None:
    """Bring an installation back from a backup, into an empty HOMEWARD_HOME and an empty database."""
    manifest = read_manifest(file)
    home = Path(settings.HOMEWARD_HOME)
    _refuse_unless_empty(manifest, home)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=home) as folder:
        unpack(file, manifest, Path(folder))
        if manifest.database == "sqlite" and not whole(Path(folder) / DATABASE):
            raise Unreadable(f"The database in {file.name} is damaged. Use another backup.")
        restore_database(Path(folder) / DATABASE)
        for part in manifest.parts:
            if part.name not in (DATABASE, f"keys/{SECRET}"):
                (home / part.name).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
                (Path(folder) / part.name).rename(home / part.name)
    _tell(manifest, len(pending()), as_json)


def _refuse_unless_empty(manifest: Manifest, home: Path) -> None:
    if manifest.database != ("sqlite" if connection.vendor == "sqlite" else "postgresql"):
        raise BadInput(
            f"The backup is of a database of the kind {manifest.database}. Let HOMEWARD_DATABASE_URL name an empty one of that kind."
        )
    if connection.introspection.table_names():
        raise BadInput(
            "The database of this installation holds tables, and nothing is written over them. Name an empty one."
        )
    taken = [part.name for part in manifest.parts if part.name != f"keys/{SECRET}" and (home / part.name).exists()]
    if taken:
        raise BadInput(
            f"{count(len(taken), 'file')} of the backup would be written over. Let HOMEWARD_HOME name an empty folder."
        )


def _tell(manifest: Manifest, behind: int, as_json: bool) -> None:
    if as_json:
        show_json(
            {"parts": len(manifest.parts), "made_at": manifest.made_at, "keys": manifest.keys, "steps_behind": behind}
        )
        return
    show(f"Restored: the database and {count(len(manifest.parts) - 1, 'file')}, as of {manifest.made_at}.")
    if not manifest.keys:
        show(caution("The keys were not in it: put their files back into the keys folder before anybody signs in."))
    if behind:
        show(caution("It is of an older version: run homeward migrate."))
    show(
        caution(
            "Whoever was erased after that moment is back: erase them again, from the list of erasures kept elsewhere."
        )
    )
