"""`homeward evidence`: look through a package of evidence that was handed over, on any machine.

Comes in: a package, and the fingerprint, key or number that whoever handed it over told by another way. Goes out: what it holds, or what is
wrong with it; exit code 5 where something was changed, left out or added, or somebody else made it. Needs neither the platform nor the
network, and unpacks nothing. `key`, which shows this installation's own, needs the platform and is imported when it is called.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

import typer
from typer.core import TyperGroup

from homeward.access.signatures import fingerprint, in_groups
from homeward.cli.main import lazy
from homeward.cli.render import caution, complain, count, number, show, show_json
from homeward.kernel.errors import BadInput
from homeward.pathway.facts.packages import Verdict
from homeward.pathway.rules import packages

CHANGED: Final = 5  # exit code: the package is not what was handed over
SHOWN: Final = 20
_SHA: Final = re.compile(r"[0-9a-f]{64}")


class Evidence(TyperGroup):
    """The verbs about evidence, of which one is not imported before it is called."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.add_command(lazy("evidence key"))


app = typer.Typer(cls=Evidence, add_completion=False, rich_markup_mode=None, no_args_is_help=True)


@app.callback()
def evidence() -> None:
    """Look through packages of evidence, and show the key that signs them."""


@app.command("verify")
def verify(
    package: Path = typer.Argument(..., metavar="PACKAGE", help="The package as it was received."),
    fingerprint: str = typer.Option(
        "", "--fingerprint", metavar="NUMBER", help="The fingerprint of their key, as you were told it."
    ),
    key: Path | None = typer.Option(None, "--key", metavar="FILE", help="Their public key, as you were given it."),
    manifest_sha256: str = typer.Option(
        "", "--manifest-sha256", metavar="NUMBER", help="The number of this very package, as you were told it."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of sentences."),
) -> None:
    """Check the signature, every hash and every chain of custody, and say what was changed, left out or added."""
    told = _number(manifest_sha256, "The number")
    known = {one for one in (_number(fingerprint, "The fingerprint"), _of_file(key)) if one}
    if not package.is_file():
        raise BadInput(f"{package.name} is not there, or is no file. Check the path.")
    with package.open("rb") as file:
        verdict = packages.verify(file)
    faults = list(verdict.faults)
    if known - {verdict.signer}:
        faults.insert(0, "It is not signed with the key that you were told: somebody else made this package.")
    if told and verdict.manifest != told:
        faults.insert(0, "The manifest is not the one whose number you were told: this is another package.")
    if as_json:
        compared = {"key": bool(known), "manifest": bool(told)}
        show_json({"whole": not faults, "compared": compared, "faults": faults, "package": verdict})
    else:
        _report(verdict, faults, known=bool(known), told=bool(told))
    if faults:
        raise typer.Exit(CHANGED)


def _number(written: str, what: str) -> str:
    """A hash as somebody typed it, with or without spaces and colons; empty where none was told. Raises `BadInput`."""
    plain = re.sub(r"[\s:]", "", written).lower()
    if plain and not _SHA.fullmatch(plain):
        raise BadInput(
            f"{what} has 64 letters and figures, 0 to 9 and a to f. Ask whoever handed the package over again."
        )
    return plain


def _of_file(key: Path | None) -> str:
    """The fingerprint of a key that was given as a file. Raises `BadInput`."""
    if key is None:
        return ""
    try:
        return fingerprint(key.read_bytes())
    except ValueError:
        raise BadInput(f"{key.name} is not a public key as `homeward evidence key --pem` writes one.") from None


def _report(verdict: Verdict, faults: list[str], *, known: bool, told: bool) -> None:
    if faults:
        for fault in faults[:SHOWN]:
            complain(fault)
        if len(faults) > SHOWN:
            complain(f"And {number(len(faults) - SHOWN)} more.")
        complain("Do not use it. Keep the file as it is, and tell whoever handed it over.")
        return
    show(f"Package {verdict.number} for {verdict.recipient}:")
    show(f"{count(verdict.items, 'item')}, {count(verdict.files, 'file')}, {count(verdict.links, 'link')} of custody.")
    show("Nothing was changed, left out or added since it was signed.")
    if known:
        show("It is signed with the key that you were told.")
    if told:
        show("The manifest is the one whose number you were told.")
    if not known and not told:
        show(caution("The package agrees with itself. Who made it shows only the fingerprint, if you were told it:"))
        show(f"  {in_groups(verdict.signer)}")
