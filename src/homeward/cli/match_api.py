"""`homeward match-api`: the interface for tools made for OpenSanctions, over an index, by itself and on this machine alone.

Comes in: the folder of an index, a port. Goes out: answers in JSON, until Ctrl-C. Writes nothing down: no query, no answer.
No database and no pages. Where other machines shall ask, `homeward serve` offers the same to those with a token.
"""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import sys
from importlib.util import find_spec
from pathlib import Path
from socketserver import ThreadingMixIn
from types import FrameType
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import typer

from homeward.cli.compiled import ready
from homeward.cli.match_wsgi import INDEX, Application, over
from homeward.cli.render import complain, number, show, show_json
from homeward.kernel.errors import BadInput
from homeward.matching.library import Library, open_library

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command()
def match_api(
    index: Path = typer.Option(..., "--index", metavar="DIR", help="An index as `homeward lists index` makes it."),
    port: int = typer.Option(8450, "--port", min=0, max=65535, help="The port to listen on; 0 takes a free one."),
    host: str = typer.Option("127.0.0.1", "--host", help="An address of this machine alone."),
    workers: int = typer.Option(1, "--workers", min=1, max=64, help="Processes: one for each core that shall answer."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document when it answers."),
) -> None:
    """Answer tools made for OpenSanctions over an index, on this machine alone, until Ctrl-C."""
    _on_this_machine(host)
    ready()
    library = open_library(index, check=True)
    listening = _listening(host, port)
    address = f"http://{f'[{host}]' if ':' in host else host}:{listening.getsockname()[1]}"
    _tell(library, address, as_json)
    if find_spec("gunicorn"):
        _hand_over(index, listening, workers)
    complain("gunicorn is not installed, so one process answers: pip install 'homeward[platform]' brings it.")
    _serve(over(library), listening)


def _on_this_machine(host: str) -> None:
    try:
        fine = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        fine = False
    if not fine:
        raise BadInput(
            f"{host} can be reached from other machines, and nobody is asked who they are here: leave --host out, or name "
            "127.0.0.1 or ::1. `homeward serve` offers the same to those with a token."
        )


def _listening(host: str, port: int) -> socket.socket:
    """A port of our own, held from now on, so that nobody else takes it before there is an answer."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise BadInput(
            f"{host}:{port} cannot be used: {error.strerror}. Name another: homeward match-api --port N"
        ) from None
    listening.listen(256)
    return listening


def _tell(library: Library, address: str, as_json: bool) -> None:
    if as_json:
        show_json({"address": address, "entries": len(library), "datasets": library.catalog.current})
    else:
        show(f"{number(len(library))} entries are asked about at {address}  (Ctrl-C ends it)")
    sys.stdout.flush()


def _hand_over(index: Path, listening: socket.socket, workers: int) -> None:
    """Become gunicorn, which listens on the port that is held. It is told to be quiet: what it writes of an error holds the address
    that was asked for, and that may hold a name.
    """
    os.set_inheritable(listening.fileno(), True)
    os.environ[INDEX] = str(index.resolve())
    os.execv(  # noqa: S606 - the program is our own Python
        sys.executable,
        [sys.executable, "-m", "gunicorn", "homeward.cli.match_wsgi:application()", "--bind", f"fd://{listening.fileno()}",
         "--workers", str(workers), "--worker-class", "gthread", "--threads", "4", "--keep-alive", "30", "--log-level", "critical",
         "--limit-request-line", "8190",
         "--graceful-timeout", "5"],
    )  # fmt: skip


class _Threaded(ThreadingMixIn, WSGIServer):
    """Several at once."""

    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    """Writes down nothing of what was asked: addresses may hold names."""

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


def _serve(application: Application, listening: socket.socket) -> None:
    """Answer with what Python brings."""
    server = _Threaded(listening.getsockname()[:2], _Quiet, bind_and_activate=False)
    server.socket.close()
    server.socket = listening
    server.server_name, server.server_port = listening.getsockname()[:2]
    server.setup_environ()
    server.set_app(application)

    def end(number: int, frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        server.server_close()
