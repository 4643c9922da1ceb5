"""A list is fetched from a real server on this machine: newer, nothing newer, gone, a login page, half a file, no end, no answer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from exchange_files import work
from homeward.access.facts import Actor
from homeward.kernel.errors import BadInput
from homeward.lists.actions.fetching import fetch_ask, list_fetch
from homeward.lists.facts.lists import Ailment, Outcome
from homeward.lists.keeping.download import Limits
from homeward.lists.rules.addresses import is_loopback, is_secure
from homeward.lists.selectors.editions import attempts_of
from homeward.lists.selectors.lists import list_file
from shelves import a_list, simple_csv

Answer = Callable[[BaseHTTPRequestHandler], None]
LIMITS = Limits(size=1_000_000, silence=0.5, whole=2)
MORE = [(f"X-{n}", f"Invented Number{n}") for n in range(5)]


class Publisher:
    """A server whose answer a test sets, and what it was asked."""

    def __init__(self) -> None:
        self.answer: Answer = lambda request: None
        self.asked: list[dict[str, str]] = []
        publisher = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                publisher.asked.append(
                    {"path": self.path, **{key.lower(): value for key, value in self.headers.items()}}
                )
                publisher.answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/test-list.csv"
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def publisher() -> Iterator[Publisher]:
    one = Publisher()
    yield one
    one.close()


@pytest.fixture
def kept(analyst: Actor, men: Any, publisher: Publisher) -> str:
    """A list with an address."""
    a_list(analyst, men, url=publisher.url)
    return "test-list"


def says(status: int, content: bytes = b"", length: int | None = None, **headers: str) -> Answer:
    """An answer as a publisher gives it; `length` is what it announces."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name.replace("_", "-"), value)
        request.send_header("Content-Length", str(len(content) if length is None else length))
        request.end_headers()
        request.wfile.write(content)

    return answer


def test_a_newer_edition_comes_and_is_asked_for_only_once(analyst: Actor, publisher: Publisher, kept: str) -> None:
    publisher.answer = says(200, simple_csv(MORE), ETag='"five"', Last_Modified="Wed, 25 Nov 2026 08:00:00 GMT")
    assert list_fetch(actor=analyst, list_id=kept).outcome is Outcome.TAKEN
    work()
    shelf = list_file(analyst, kept)
    assert shelf.current
    assert shelf.current.individuals == 5
    publisher.answer = says(304)
    receipt = list_fetch(actor=analyst, list_id=kept)
    assert (receipt.outcome, receipt.edition) == (Outcome.UNCHANGED, None)
    assert publisher.asked[-1]["if-none-match"] == '"five"'
    assert publisher.asked[-1]["if-modified-since"] == "Wed, 25 Nov 2026 08:00:00 GMT"
    shelf = list_file(analyst, kept)
    assert shelf.health.good
    assert shelf.current
    assert shelf.current.confirmed_at


def endless(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    try:
        while True:
            request.wfile.write(b"x" * 65_536)
    except OSError:
        pass


def dripping(request: BaseHTTPRequestHandler) -> None:
    request.send_response(200)
    request.end_headers()
    try:
        for _ in range(40):
            request.wfile.write(b"x")
            request.wfile.flush()
            time.sleep(0.1)
    except OSError:
        pass


def silent(request: BaseHTTPRequestHandler) -> None:
    time.sleep(1.5)


BAD: dict[str, tuple[Answer, str]] = {
    "not found": (says(404), "no such file"),
    "broken there": (says(500), "error 500"),
    "a login page": (says(200, b"<!DOCTYPE html><html><body>Log in</body></html>"), "web page"),
    "half a file": (says(200, simple_csv(MORE)[:60], length=500), "broke off after 60 of 500 bytes"),
    "no end": (endless, "more than 1,000,000 bytes"),
    "drop by drop": (dripping, "so slowly"),
    "silence": (silent, "did not answer in time"),
    "sent on to http": (says(302, Location="http://lists.invalid/x.csv"), "not https"),
    "sent on to a file": (says(302, Location="file:///etc/hostname"), ""),
    "sent on for ever": (says(302, Location="/test-list.csv"), ""),
}


@pytest.mark.parametrize("what", BAD)
def test_a_bad_answer_leaves_the_good_edition_in_use(
    analyst: Actor, publisher: Publisher, kept: str, what: str
) -> None:
    publisher.answer, said = BAD[what]
    with pytest.raises(BadInput) as refused:
        list_fetch(actor=analyst, list_id=kept, limits=LIMITS)
    assert said in str(refused.value)
    assert "http:" not in str(refused.value)
    shelf = list_file(analyst, kept)
    assert shelf.current
    assert shelf.current.individuals == 3
    assert shelf.health.ailments == (Ailment.LAST_ATTEMPT_FAILED,)
    assert attempts_of(analyst, kept)[0].words == str(refused.value)
    assert len(publisher.asked) <= 6
    publisher.answer = says(200, simple_csv(MORE))  # what was remembered of a bad answer keeps no good one away
    assert list_fetch(actor=analyst, list_id=kept).outcome is Outcome.TAKEN
    assert "if-none-match" not in publisher.asked[-1]


def test_a_set_is_fetched_whole(analyst: Actor, publisher: Publisher, men: Any) -> None:
    a_list(analyst, men, list_id="set", url=publisher.url.replace("test-list.csv", "SDN.CSV"))
    publisher.answer = says(200, b"x")
    with pytest.raises(BadInput):
        list_fetch(actor=analyst, list_id="set")
    assert [one["path"] for one in publisher.asked] == ["/SDN.CSV", "/alt.csv", "/add.csv", "/sdn_comments.csv"]


def test_the_worker_fetches_on_request(analyst: Actor, publisher: Publisher, kept: str) -> None:
    publisher.answer = says(200, simple_csv(MORE))
    fetch_ask(actor=analyst, list_id=kept)
    assert [(job.kind, job.error) for job in work()] == [("lists.fetch", ""), ("lists.index", "")]
    shelf = list_file(analyst, kept)
    assert shelf.current
    assert shelf.current.individuals == 5


def test_without_an_address_nothing_is_asked(analyst: Actor, men: Any) -> None:
    a_list(analyst, men)
    with pytest.raises(BadInput, match="no address"):
        list_fetch(actor=analyst, list_id="test-list")


@pytest.mark.parametrize(
    "url, secure, here",
    [
        ("https://lists.invalid/a.xml?x=1", True, False),
        ("https://lists.invalid", True, False),
        ("http://lists.invalid/a.xml", False, False),
        ("http://localhost:8000/a.xml", True, True),
        ("http://127.0.0.1/a.xml", True, True),
        ("http://[::1]:8/a.xml", True, True),
        ("http://127.0.0.1.lists.invalid/a.xml", False, False),
        ("https://name:word@lists.invalid/a.xml", False, False),
        ("https://lists.invalid/a b", False, False),
        ("file:///etc/passwd", False, False),
        ("ftp://lists.invalid/a", False, False),
        ("https://", False, False),
        ("", False, False),
        ("https://lists.invalid/" + "a" * 1_000, False, False),
    ],
)
def test_addresses(url: str, secure: bool, here: bool) -> None:
    assert is_secure(url) is secure
    assert is_loopback(url) is here
