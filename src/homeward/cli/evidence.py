"""`homeward evidence`: look through a package of evidence that was handed over, on any machine.

Comes in: a package, and the number that whoever handed it over told by another way. Goes out: what it holds, or what is wrong with it;
exit code 5 where something was changed, left out or added. Needs neither the platform nor the network, and unpacks nothing.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import typer

from homeward.cli.render import caution, complain, count, number, show, show_json
from homeward.kernel.errors import BadInput
from homeward.pathway.facts.packages import Verdict
from homeward.pathway.rules import packages

CHANGED: Final = 5  # exit code: the package is not what was handed over
SHOWN: Final = 20
_SHA: Final = re.compile(r"[0-9a-f]{64}")

app = typer.Typer(add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def evidence() -> None:
    """Look through packages of evidence."""


@app.command("verify")
def verify(
    package: Path = typer.Argument(..., metavar="PACKAGE", help="The package as it was received."),
    manifest_sha256: str = typer.Option(
        "", "--manifest-sha256", metavar="NUMBER", help="The number that you were told by telephone or on paper."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of sentences."),
) -> None:
    """Compute every hash and every chain of custody anew, and say what was changed, left out or added."""
    told = "".join(manifest_sha256.split()).lower()
    if told and not _SHA.fullmatch(told):
        raise BadInput(
            "The number has 64 letters and figures, 0 to 9 and a to f. Ask whoever handed the package over again."
        )
    if not package.is_file():
        raise BadInput(f"{package.name} is not there, or is no file. Check the path.")
    with package.open("rb") as file:
        verdict = packages.verify(file)
    faults = list(verdict.faults)
    if told and verdict.manifest != told:
        faults.insert(0, "The manifest is not the one whose number you were told: this is another package.")
    if as_json:
        show_json({"whole": not faults, "compared": bool(told), "faults": faults, "package": verdict})
    else:
        _report(verdict, faults, compared=bool(told))
    if faults:
        raise typer.Exit(CHANGED)


def _report(verdict: Verdict, faults: list[str], *, compared: bool) -> None:
    if faults:
        for fault in faults[:SHOWN]:
            complain(fault)
        if len(faults) > SHOWN:
            complain(f"And {number(len(faults) - SHOWN)} more.")
        complain("Do not use it. Keep the file as it is, and tell whoever handed it over.")
        return
    show(f"Package {verdict.number} for {verdict.recipient}:")
    show(f"{count(verdict.items, 'item')}, {count(verdict.files, 'file')}, {count(verdict.links, 'link')} of custody.")
    show("Nothing was changed, left out or added.")
    if compared:
        show("The manifest is the one whose number you were told.")
    else:
        show(
            caution(
                "The package agrees with itself. Who made it shows only the number that you are told by another way:"
            )
        )
        show(f"  {verdict.manifest}")
