"""`homeward evidence key`: the public half of the key that signs what this installation hands over, for its recipients.

Comes in: nothing. Goes out: fingerprints, or a key as a file. Never the secret half. Whoever receives packages is told the fingerprint
once, by telephone or on paper.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401  (sets the platform up)

# isort: split
import typer

from homeward.access.sealing.signing import signer, signers
from homeward.access.signatures import in_groups
from homeward.cli.render import show, show_json

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command("key")
def key(
    pem: bool = typer.Option(False, "--pem", help="Print the key itself, to be given to a recipient as a file."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of sentences."),
) -> None:
    """Show the key that signs packages of evidence, and those that signed before it."""
    if pem:
        typer.echo(signer().pem.decode(), nl=False)
        return
    known = signers()
    if as_json:
        lines = [
            {"number": one.number, "fingerprint": one.fingerprint, "made": one.made_at, "signs_now": one.signs_now}
            for one in known
        ]
        show_json({"keys": lines})
        return
    for one in known:
        show(f"sign-{one.number}, made {one.made_at:%Y-%m-%d}, {'signs now' if one.signs_now else 'signed before'}:")
        show(f"  {in_groups(one.fingerprint)}")
