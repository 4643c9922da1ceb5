"""`homeward check`: what an installation needs before people work on it, line by line, each fine or with what to do.

Comes in: the settings, the home and the database as they are. Goes out: the list, and exit code 3 where something must be done.
Changes nothing.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import msgspec
import typer
from rich.text import Text

from homeward.cli.needs import NEEDS, Finding
from homeward.cli.render import count, show, show_json

app = typer.Typer(add_completion=False, rich_markup_mode=None)
LEFT_OUT = 3
_WORDS = {"fine": ("fine", "good"), "look": ("look", "waits"), "do": ("do", "blocked")}


@app.command()
def check(
    backups: str = typer.Option(
        "", "--backups", metavar="DIR", help="Where the backups are kept, to see how old the last is."
    ),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of the list."),
) -> None:
    """Go through what an installation needs, and say of each whether it is fine or what to do."""
    found = [need(backups) for need in NEEDS]
    if as_json:
        show_json([msgspec.structs.asdict(one) for one in found])
    else:
        show(*(_line(one) for one in found))
    undone = [one for one in found if one.state == "do"]
    if undone:
        if not as_json:
            show("", f"{count(len(undone), 'thing')} to do before people work here.")
        raise typer.Exit(LEFT_OUT)


def _line(one: Finding) -> Text:
    word, style = _WORDS[one.state]
    return Text.assemble((f"{word:6}", style), f"{one.what:16}", one.sentence)
