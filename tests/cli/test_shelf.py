"""`homeward lists add`, `fetch` and `status`: the lists of an installation from the command line, in the trail as its own doing."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from exchange_files import work
from homeward.access.models import Event
from homeward.cli.main import main
from homeward.cli.shelf.keeper import keeper
from homeward.lists.actions.changing import list_change
from homeward.lists.actions.lists import ListDraft
from shelves import simple_csv

pytestmark = pytest.mark.django_db
MEN = [("X-1", "Kasimov, Invented Timur", "1986"), ("X-2", "Neverborn, Adam")]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    """Run `homeward lists …`; gives the exit code, standard output and standard error."""

    def lists(*arguments: str | Path) -> tuple[int, str, str]:
        code = main(["lists", *map(str, arguments)])
        captured = capsys.readouterr()
        return code, captured.out.strip(), captured.err.strip()

    return lists


@pytest.fixture
def eu(tmp_path: Path) -> Path:
    """A file of a list that is known by name."""
    path = tmp_path / "targets.simple.csv"
    path.write_bytes(simple_csv(MEN, list_id="eu_fsf", last_seen="2026-11-20"))
    return path


def test_a_known_list_is_brought_laid_out_and_in_order(run: Any, eu: Path, settings: Any) -> None:
    assert run("status") == (0, "No list is kept here. Bring one: homeward lists add FILE", "")
    code, out, _ = run("add", eu)
    assert (code, out.startswith("eu: ")) == (0, True)
    code, out, _ = run("status")
    assert code == 3
    assert "no edition in use yet" in out
    work()
    code, out, _ = run("status", "--json")
    (one,) = json.loads(out)["lists"]
    assert (one["list"], one["published_on"], one["entries"], one["ailments"]) == ("eu", "2026-11-20", 2, [])
    assert code == 0
    code, out, _ = run("add", eu, "--json")
    assert (code, json.loads(out)["outcome"]) == (0, "same")
    assert {event.username for event in Event.objects.filter(what__startswith="list.")} == {"lists"}


def test_a_list_of_ones_own_is_made_and_read_by_a_map(run: Any, tmp_path: Path) -> None:
    table, columns = tmp_path / "wanted.csv", tmp_path / "map.toml"
    table.write_text("Ref,Full name,Born\n1,Invented Person,1970\n2,Other Invented,1980\n")
    columns.write_text('id = "Ref"\nname = "Full name"\nbirth_date = "Born"\n')
    assert run("add", table, "--list", "wanted")[0] == 2  # there is no such list, and no title to make it with
    code, _, told = run("add", table, "--list", "wanted", "--title", "Invented wanted persons")
    assert code == 3
    assert "Look at it" in told
    code, _, _ = run("add", table, "--list", "wanted", "--map", columns)
    work()
    assert json.loads(run("status", "--json")[1])["lists"][0]["entries"] == 2


def test_what_is_no_list_is_a_sentence_and_keeps_the_good_one(run: Any, eu: Path, tmp_path: Path) -> None:
    run("add", eu)
    work()
    login = tmp_path / "login.html"
    login.write_text("<!DOCTYPE html><html><body>Log in</body></html>")
    code, out, told = run("add", login, "--list", "eu")
    assert (code, out) == (2, "")
    assert "web page" in told
    assert run("add", tmp_path / "nowhere.csv")[0] == 2
    assert run("add", login, "--title", "x")[0] == 2
    code, out, _ = run("status")
    assert code == 3
    assert "web page" in out


@pytest.fixture
def address(eu: Path) -> Iterator[str]:
    """A server on this machine that serves the list and knows when it did not change."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            same = self.headers.get("If-None-Match") == '"1"'
            content = b"" if same else eu.read_bytes()
            self.send_response(304 if same else 200)
            self.send_header("ETag", '"1"')
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/targets.simple.csv"
    server.shutdown()
    server.server_close()


def test_lists_with_an_address_are_fetched(run: Any, eu: Path, address: str) -> None:
    assert run("fetch")[0] == 2
    run("add", eu)
    work()
    list_change(actor=keeper("test"), list_id="eu", draft=ListDraft("eu", "European Union", url=address))
    assert json.loads(run("fetch", "--json")[1])["lists"][0]["outcome"] == "same"
    code, out, _ = run("fetch", "eu")
    assert (code, out) == (0, "eu: The publisher has nothing newer.")
    code, _, told = run("fetch", "eu", "nothing-such")
    assert code == 2
    assert told.startswith("nothing-such: ")
