"""`homeward reindex`: the keys by which people are found, made for records that an earlier version recorded.

Comes in: nothing. Goes out: a count. Interrupted, run it again: what is there already is left as it is. People work meanwhile.
"""

from __future__ import annotations

from homeward.cli.platform import operator

# isort: split
import typer

from homeward.cli.render import count, show, show_json
from homeward.registry.actions.reindexing import records_reindex

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def reindex(
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document instead of a sentence."),
) -> None:
    """Add the ways to find people that this version knows, such as short beginnings of names, to records made before."""
    actor = operator("reindex")
    done, last = records_reindex(actor)
    total = done
    while last is not None:
        done, last = records_reindex(actor, after=last)
        total += done
    show_json({"records": total}) if as_json else show(
        f"{count(total, 'record')} gone through: everybody is found as by this version."
    )
