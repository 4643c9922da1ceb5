"""`homeward serve`: the whole platform with one command: the web server and one worker, until Ctrl-C.

Comes in: a port. Goes out: pages on it. A new installation is made ready by itself; tables of an older version are not changed
without `homeward migrate`. Listens on this machine alone unless told otherwise.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import http.client
import os
import signal
import socket
import sys
import time
from types import FrameType

import typer
from django.core.management import call_command
from django.db import connection

from homeward.cli import compiled
from homeward.cli.company import Company
from homeward.cli.migrate import pending
from homeward.cli.render import complain, show, show_json
from homeward.kernel.errors import BadInput, HomewardError

app = typer.Typer(add_completion=False, rich_markup_mode=None)
PATIENCE = 60.0  # seconds until the first page answers
_WORKER = ("-c", "import sys; from homeward.cli.main import main; sys.exit(main(['worker']))")


@app.command()
def serve(
    port: int = typer.Option(8400, "--port", min=1, max=65535, help="The port to listen on."),
    host: str = typer.Option(
        "127.0.0.1", "--host", help="The address to listen on; others than this machine's need TLS."
    ),
    processes: int = typer.Option(2, "--processes", min=1, max=64, help="Web processes."),
    threads: int = typer.Option(4, "--threads", min=1, max=64, help="Threads of each."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document when it answers."),
) -> None:
    """Serve the pages and do the background work, until Ctrl-C. Ends both properly, and starts again what ends by itself."""
    _ready()
    compiled.ready()  # once, before every process would do it for itself
    _free(host, port)
    company = Company(os.environ)

    def end(number: int, frame: FrameType | None) -> None:
        company.leave()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    try:
        company.start("web server", [sys.executable, *_gunicorn(host, port, processes, threads)])
        company.start("worker", [sys.executable, *_WORKER])
        if _answered(company, host, port):
            _tell(f"http://{_reached(host)}:{port}/", as_json)
            company.keep()
    finally:
        company.end()


def _ready() -> None:
    """Make the tables of a new installation; refuse to serve over older ones."""
    steps = pending()
    if not steps:
        return
    if "access_user" in connection.introspection.table_names():
        raise BadInput(
            f"The tables are of an older version ({len(steps)} steps behind). Make a backup, then run: homeward migrate"
        )
    complain("A new installation: making its tables ...")
    call_command("migrate", verbosity=0, interactive=False)


def _free(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as tried:
        tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            tried.bind((host, port))
        except OSError as error:
            raise BadInput(
                f"{host}:{port} cannot be used: {error.strerror}. Name another: homeward serve --port N"
            ) from None


def _gunicorn(host: str, port: int, processes: int, threads: int) -> list[str]:
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    return [
        "-m", "gunicorn", "homeward.config.wsgi", "--bind", bind, "--workers", str(processes), "--threads", str(threads),
        "--worker-class", "gthread", "--graceful-timeout", "10", "--timeout", "120", "--log-level", "warning",
    ]  # fmt: skip


def _answered(company: Company, host: str, port: int) -> bool:
    """Wait until a page answers. False where somebody ended it before."""
    until = time.monotonic() + PATIENCE
    while not _answers(_reached(host), port):
        if company.leaving:
            return False
        if lost := company.lost():
            raise HomewardError(f"The {lost} ended at once. What it printed above says why.")
        if time.monotonic() > until:
            raise HomewardError(
                f"Nothing answers on port {port} after {PATIENCE:.0f} seconds. homeward check says what is wrong."
            )
        time.sleep(0.1)
    return True


def _reached(host: str) -> str:
    """How this machine reaches what listens there."""
    return {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)  # noqa: S104


def _answers(host: str, port: int) -> bool:
    asked = http.client.HTTPConnection(host, port, timeout=5)
    try:
        asked.request("GET", "/healthz", headers={"Host": "localhost"})
        return asked.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        asked.close()


def _tell(address: str, as_json: bool) -> None:
    if as_json:
        show_json({"address": address})
        sys.stdout.flush()
    else:
        show(f"Homeward is at {address}  (Ctrl-C ends it)")
