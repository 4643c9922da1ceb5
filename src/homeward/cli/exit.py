"""`homeward exit SITE --to FOLDER`: all records of a site in one archive, for whoever takes the site over.

Comes in: a site's code, an agreement, a folder; the token of a data protection officer, and a password that is typed and kept nowhere.
Goes out: the archive, and what it holds. Parses arguments and prints; `exchange.actions.exit` does the work, in the officer's name.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import os
import sys
from pathlib import Path
from uuid import UUID

import typer
from rich.console import Console

from homeward.access.actions import denied
from homeward.access.errors import Refused
from homeward.access.selectors import token_actor
from homeward.access.selectors.agreements import agreement_of
from homeward.cli.render import caution, complain, count, show, show_json
from homeward.exchange.actions.exit import site_exit
from homeward.exchange.facts.exits import Exit, ExitRequest
from homeward.kernel.errors import BadInput
from homeward.places.selectors import site_ids

app = typer.Typer(add_completion=False, rich_markup_mode=None)
TOKEN, PASSWORD = "HOMEWARD_TOKEN", "HOMEWARD_EXIT_PASSWORD"


@app.command()
def leave(
    site: str = typer.Argument(..., metavar="SITE", help="The site's code."),
    folder: Path = typer.Option(..., "--to", metavar="FOLDER", help="Where the archive is written."),
    agreement: UUID = typer.Option(..., "--agreement", metavar="ID", help="The agreement under which it leaves."),
    recipient: str = typer.Option(..., "--recipient", metavar="NAME", help="To whom, as the agreement calls them."),
    accept: bool = typer.Option(False, "--accept-caveats", help="The recipient receives the agreement's caveats too."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of sentences."),
) -> None:
    """Write all records of a site into one archive behind a password, and write that down as a disclosure.

    It asks for the token of a data protection officer who did not make the agreement, and for the password, where HOMEWARD_TOKEN and
    HOMEWARD_EXIT_PASSWORD do not hold them.
    """
    bearer = os.environ.get(TOKEN) or typer.prompt("Token", hide_input=True, err=True)
    try:
        actor = token_actor(bearer.strip(), channel="command:exit")
        found = site_ids(actor, [site]).get(site.strip().upper())
        if found is None:
            raise BadInput("There is no site of this code that you may read. The list of sites shows the codes.")
        agreed = agreement_of(agreement)
        caveats = frozenset(agreed.caveats) if agreed and accept else frozenset[str]()
        request = ExitRequest(found, agreement, recipient, caveats)
        password = os.environ.get(PASSWORD) or typer.prompt(
            "Password of the archive", hide_input=True, confirmation_prompt=True, err=True
        )
        with Console(file=sys.stderr).status("writing") as status:
            made = site_exit(actor, request=request, password=password, folder=folder, on_part=status.update)
    except Refused as refused:
        denied(refused)
        raise
    if as_json:
        show_json({"file": made.file_name, "size": made.size, "sha256": made.sha256, "disclosure": made.disclosure_id,
                   "manifest": made.manifest})  # fmt: skip
    else:
        _report(made)


def _report(made: Exit) -> None:
    manifest = made.manifest
    for part in manifest.parts:
        if not part.name.startswith("scans/"):
            erased = f", {part.erased:,} of erased persons" if part.erased else ""
            show(f"{part.name}: {count(part.written, 'row')}{erased}")
    show(f"scans: {count(sum(part.name.startswith('scans/') for part in manifest.parts), 'file')}")
    show(f"{made.file_name}: {count(manifest.persons, 'person')}, SHA-256 {made.sha256}")
    if manifest.persons_in_unfinished_imports:
        show(caution(f"{count(manifest.persons_in_unfinished_imports, 'person')} of unfinished imports are not in it."))
    complain("Give the file and the password to the recipient by two different ways.")
