"""The front door of the command line: finds a verb in a table of strings and turns every failure into a sentence.

Comes in: the arguments of `homeward`. Goes out: an exit code, as docs/reference/exit-codes.md lists them.
Only the verb that was asked for is imported, so that help and list reading start without the compiled engine.
Never shows a traceback, and never a personal name: an error says what, where and what to do next.
"""

from __future__ import annotations

import atexit
import errno
import os
import sys
import threading
import traceback
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from homeward import __version__
from homeward.cli.render import complain
from homeward.kernel.errors import BadInput, CannotWrite, HomewardError

# verb: (module that holds its Typer application as `app`, the line that help shows). A verb of a group that needs the engine
# has a line of its own, so that the others of the group start without it.
VERBS = {
    "lists": ("homeward.cli.lists", "Read published watch lists: what a file holds, what changed."),
    "lists index": ("homeward.cli.lists.index", "Lay lists out once, so that screening against them starts at once."),
    "lists add": ("homeward.cli.shelf.add", "Bring a list, or the next edition of one, into this installation."),
    "lists fetch": ("homeward.cli.shelf.fetch", "Ask the publishers' addresses for newer editions."),
    "lists status": ("homeward.cli.shelf.status", "Say which lists are kept here, and whether each is in order."),
    "screen": ("homeward.cli.screen", "Find who on published lists each person of a caseload could be."),
    "compare": ("homeward.cli.compare", "Say of pairs of records how strongly the evidence speaks for one person."),
    "explain": ("homeward.cli.explain", "Explain who on a list one name could be, or why an entry was not found."),
    "demo": ("homeward.cli.demo", "Screen an invented camp, to see what comes out and how fast."),
    "camp": ("homeward.cli.camp", "Put an invented camp into a new installation, and serve it."),
    "packs": ("homeward.cli.packs", "See, check and load destination packs: a country's process as data."),
    "users": ("homeward.cli.users", "Make accounts, give them roles, and print tokens for other programs."),
    "keys": ("homeward.cli.keys", "See, change and throw away the keys of this installation."),
    "audit": ("homeward.cli.audit", "Seal the trail of what was done and read, and verify it."),
    "evidence": ("homeward.cli.evidence", "Look through a package of evidence, and show the key that signs them."),
    "evidence key": ("homeward.cli.signing", "Show the key that signs packages of evidence."),
    "match-api": (
        "homeward.cli.match_api",
        "Answer tools made for OpenSanctions over an index, on this machine alone.",
    ),
    "serve": ("homeward.cli.serve", "Serve the pages and do the background work, until Ctrl-C."),
    "migrate": ("homeward.cli.migrate", "Make and change this installation's tables as this version needs them."),
    "check": ("homeward.cli.check", "Go through what an installation needs, and say what to do."),
    "worker": ("homeward.cli.worker", "Do background work; several may run."),
    "exit": ("homeward.cli.exit", "Hand over all records of a site in one archive, under an agreement."),
    "reindex": ("homeward.cli.reindex", "Have records made by an earlier version found as this version finds people."),
    "backup": ("homeward.cli.backup", "Write the database and the files of this installation into one file."),
    "restore": ("homeward.cli.restore", "Bring an installation back from such a file."),
}
ERROR, INTERRUPTED = 1, 130
PACKAGE = Path(__file__).parent.parent
NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG, errno.EIO})


class Verb(TyperCommand):
    """A verb known by its line of help alone, until it is called. `key` is its place in the table."""

    key = ""

    def make_context(self, info_name: str | None, args: list[str], parent: Any = None, **extra: Any) -> Any:
        """Import the verb's module and hand the arguments to the command that it holds."""
        module, _ = VERBS[self.key]
        try:
            app = import_module(module).app
        except ModuleNotFoundError as error:
            raise _not_installed(error) from error
        return typer.main.get_command(app).make_context(info_name, args, parent, **extra)


def _not_installed(error: ModuleNotFoundError) -> Exception:
    """What to say of a part that the engine alone does not bring; a part of our own that is missing is a defect."""
    part = (error.name or "").partition(".")[0]
    if part in ("", "homeward"):
        return error
    return BadInput(
        f"This needs {part}, which is not installed. Install the platform: pip install 'homeward[platform]'"
    )


class Verbs(TyperGroup):
    """The table of verbs, in its own order."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The verbs by name."""
        return [verb for verb in VERBS if " " not in verb]

    def get_command(self, ctx: Any, cmd_name: str) -> Verb | None:
        """The verb of that name, or None."""
        return lazy(cmd_name) if cmd_name in VERBS else None


def lazy(key: str) -> Verb:
    """The verb of a line of the table, not yet imported."""
    verb = Verb(key.rpartition(" ")[2], help=VERBS[key][1])
    verb.key = key
    return verb


app = typer.Typer(cls=Verbs, no_args_is_help=True, add_completion=False, rich_markup_mode=None)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"homeward {__version__}")
        raise typer.Exit


@app.callback()
def homeward(
    version: bool = typer.Option(False, "--version", callback=_print_version, is_eager=True, help="Print the version."),
) -> None:
    """Say who on published lists each person could be, and what speaks for and against it. People decide."""


def main(arguments: list[str] | None = None) -> int:
    """Run one verb. Returns the exit code; an error raised on purpose ends here, as one sentence on standard error."""
    sys.excepthook = unforeseen
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # names are in any script, whatever the locale
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        code = _run(arguments)
        sys.stdout.flush()
    except HomewardError as error:
        return _say(error)
    except BrokenPipeError:  # whoever read us, such as `head`, has enough: end quietly
        _let_go_of_output()
        return ERROR
    except OSError as error:
        _let_go_of_output()
        return _say(_in_words(error))
    if code == INTERRUPTED:
        complain("Interrupted: it stopped before it was done.")
    if arguments is None and threading.active_count() == 1:
        _end(code)
    return code


def _end(code: int) -> NoReturn:
    """End the process that this command is. Giving back all that a screening holds, object by object, would take half a second."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    os._exit(code)


def _let_go_of_output() -> None:
    """Where standard output takes no more, send what it still holds nowhere: the interpreter would fail over it again at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: list[str] | None) -> int:
    try:
        typer.main.get_command(app).main(args=arguments, prog_name="homeward")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    return 0


def _say(error: HomewardError) -> int:
    complain(str(error))
    return error.exit_code


def _in_words(error: OSError) -> HomewardError:
    """The system's refusal as one of ours, with the file's name but not its folder."""
    name = Path(str(error.filename)).name if error.filename else "The output"
    reason = error.strerror or type(error).__name__
    if error.errno in NO_ROOM:
        return CannotWrite(f"{name} could not be written: {reason}. Make room or name another place, and run it again.")
    return BadInput(f"{name} could not be opened: {reason}. Check the path and who may read and write there.")


def unforeseen(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Report a defect of ours by kind and place, without the error's own text, which may quote a record.

    HOMEWARD_TRACEBACK=1 shows everything, for those who work on the code.
    """
    if os.environ.get("HOMEWARD_TRACEBACK"):
        sys.__excepthook__(kind, error, trace)
        return
    ours = [frame for frame in traceback.extract_tb(trace) if PACKAGE in Path(frame.filename).parents]
    where = f" at {Path(ours[-1].filename).relative_to(PACKAGE)}, line {ours[-1].lineno}" if ours else ""
    complain(
        f"Homeward failed in a way it should not have ({kind.__name__}{where}). Nothing you gave it was changed. "
        f"Please report this sentence and the version, {__version__}."
    )
