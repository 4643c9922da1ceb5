"""`homeward keys`: the keys of the installation, seen by number, changed, and thrown away when nothing needs them.

Comes in: nothing, or a number. Goes out: counts. Never a key. How to go about it: docs/how-to/rotate-keys.md.
"""

from __future__ import annotations

from homeward.cli.platform import operator, verbs

# isort: split
import typer

from homeward.access.actions import keys_retire, keys_rotate
from homeward.access.sealing.keyring import Use
from homeward.access.selectors import keys_of_installation
from homeward.cli.render import complain, count, number, show, show_json, table
from homeward.kernel.errors import BadInput

_ROTATE: dict[str, Use] = {"wrap": "wrap", "trail": "trail", "sign": "sign"}
_STATES = {"sign": ("signs now", "signed before")}
JSON = typer.Option(False, "--json", help="Print one JSON document instead of sentences.")

app = verbs("See, change and throw away the keys of this installation.")


@app.command("list")
def list_keys(as_json: bool = JSON) -> None:
    """List the keys by use and number: since when, and how much only they open."""
    lines = keys_of_installation(operator("keys.list"))
    if as_json:
        show_json({"keys": lines})
        return
    cells = [
        (
            f"{line.use}-{line.number}",
            f"{line.made_at:%Y-%m-%d}",
            _STATES.get(line.use, ("seals now", "opens only"))[not line.seals_now],
            "–" if line.used is None else number(line.used),
        )
        for line in lines
    ]
    show(table(("key", "made", "state", "needed by"), cells))


@app.command("rotate")
def rotate(
    use: str = typer.Option(
        "wrap", "--use", help="wrap: people's data. trail: the seal of the trail. sign: what is handed over."
    ),
    as_json: bool = JSON,
) -> None:
    """Let a new key seal from now on, and rewrap every subject's key with it. Interrupted, run it again: it goes on."""
    if use not in _ROTATE:
        raise BadInput(
            "Only the keys wrap, trail and sign can be changed: every look-up value depends on the key blind."
        )
    done = keys_rotate(operator("keys.rotate"), use=_ROTATE[use], on_chunk=lambda rewrapped: None)
    if as_json:
        show_json({"key": f"{use}-{done.number}", "rewrapped": done.rewrapped, "resumed": done.resumed})
        return
    if use == "sign":
        show(f"sign-{done.number} signs now. Tell the recipients its fingerprint: `homeward evidence key` shows it.")
        return
    show(f"{use}-{done.number} seals now; {count(done.rewrapped, 'key')} rewrapped.")
    complain("Copy the new key file into the keys' own backup now: what it seals opens with nothing else.")


@app.command("retire")
def retire(key: int = typer.Argument(metavar="NUMBER", help="Of the old wrapping key."), as_json: bool = JSON) -> None:
    """Throw away an old wrapping key that nothing needs, so that old backups cannot bring back whom you erased."""
    keys_retire(operator("keys.retire"), number=key)
    show_json({"retired": f"wrap-{key}"}) if as_json else show(
        f"wrap-{key} is gone. Remove it from the keys' backup too."
    )
