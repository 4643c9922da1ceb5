"""`homeward match-api` as a process on a port of its own: it answers tools as they are, to this machine alone, and ends when told."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from homeward.cli import match_api
from homeward.cli.main import main
from homeward.cli.match_wsgi import host_of
from homeward.kernel.errors import BadInput
from homeward.matching.library import open_library
from homeward.matching.service import MOST_BODY
from homeward.synthetic.lists.people import listed_people
from homeward.synthetic.lists.un import write_un_xml
from published import check_the_client, with_the_client

LISTED = tuple(listed_people(60, 31, "un"))
QUERY = {"queries": {"q": {"schema": "Person", "properties": {"name": ["Muhammad Ahmad"]}}}}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("served")
    write_un_xml(folder / "un.xml", LISTED)
    assert main(["lists", "index", str(folder / "un.xml"), "--out", str(folder / "index")]) == 0
    return folder / "index"


Start = Callable[..., tuple[subprocess.Popen[str], int]]


@pytest.fixture(scope="module")
def start(folder: Path) -> Iterator[Start]:
    started: list[subprocess.Popen[str]] = []

    def begin(*options: str) -> tuple[subprocess.Popen[str], int]:
        command = "import sys; from homeward.cli.main import main; sys.exit(main())"
        process = subprocess.Popen(
            [sys.executable, "-c", command, "match-api", "--index", str(folder), "--port", "0", "--json", *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        started.append(process)
        assert process.stdout
        said = "".join(iter(process.stdout.readline, "}\n")) + "}"
        told = json.loads(said)
        assert (told["entries"], told["datasets"]) == (60, ["all", "default", "un"])
        return process, int(told["address"].rpartition(":")[2])

    yield begin
    for process in started:
        if process.poll() is None:
            process.terminate()
            process.wait(30)


@pytest.fixture(scope="module")
def served(start: Start) -> int:
    """The port of one that answers."""
    return start()[1]


def ask(
    port: int, method: str, path: str, body: bytes | None = None, **headers: str
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    finally:
        connection.close()


def test_every_address_answers_as_tools_ask(served: int) -> None:
    for path in (
        "/",
        "/healthz",
        "/readyz",
        "/catalog",
        "/algorithms",
        "/search/all?q=ahmad&limit=2&countries=iq&countries=sy",
    ):
        status, headers, body = ask(served, "GET", path)
        assert (status, headers["content-type"]) == (200, "application/json"), path
        assert int(headers["content-length"]) == len(body)
        json.loads(body)
        assert ask(served, "HEAD", path)[2] == b""
    status, headers, body = ask(
        served, "POST", "/match/all?cutoff=0&limit=3", json.dumps(QUERY).encode(), Content_Type="application/json"
    )
    assert (status, headers["x-batch-size"]) == (200, "1")
    assert len(json.loads(body)["responses"]["q"]["results"]) == 3


def test_a_publishers_own_id_in_any_letters_leads_to_the_entity(served: int) -> None:
    own = LISTED[3].listing.entry_id
    status, headers, _ = ask(served, "GET", f"/entities/{own.lower()}")
    assert (status, headers["location"]) == (308, f"/entities/un-{own}")
    assert ask(served, "GET", headers["location"])[0] == 200
    status, _, body = ask(served, "GET", "/search/un?q=%D8%A3%D8%AD%D9%85%D8%AF")
    assert (status, json.loads(body)["offset"]) == (200, 0)
    assert ask(served, "GET", "/entities/%FF%D8")[0] == 404


BAD = [
    ("POST", "/match/all", b"{", 422), ("POST", "/match/all", b"", 422), ("POST", "/match/nowhere", json.dumps(QUERY).encode(), 404),
    ("GET", "/match/all", None, 405), ("PUT", "/catalog", b"{}", 405), ("GET", "/nowhere", None, 404),
    ("GET", "/search/all?limit=-1", None, 422), ("GET", "/search/all?" + "&".join("a" * 1_001), None, 400),
    ("POST", "/match/all", b" " * (MOST_BODY + 1), 413),
]  # fmt: skip


@pytest.mark.parametrize(
    ("method", "path", "body", "status"), BAD, ids=[f"{n}-{status}" for n, (*_, status) in enumerate(BAD)]
)
def test_what_is_wrong_is_refused_in_json(served: int, method: str, path: str, body: bytes | None, status: int) -> None:
    found, headers, said = ask(served, method, path, body)
    assert (found, headers["content-type"]) == (status, "application/json")
    assert json.loads(said)["detail"]


def test_a_length_that_is_none_and_a_body_in_pieces(served: int) -> None:
    with socket.create_connection(("127.0.0.1", served), timeout=30) as raw:
        raw.sendall(b"POST /match/all HTTP/1.1\r\nHost: localhost\r\nContent-Length: -5\r\n\r\n")
        assert raw.recv(100).startswith((b"HTTP/1.1 400", b"HTTP/1.1 413"))
    connection = http.client.HTTPConnection("127.0.0.1", served, timeout=30)
    connection.request(
        "POST",
        "/match/all",
        iter([json.dumps(QUERY).encode()]),
        encode_chunked=True,
        headers={"Transfer-Encoding": "chunked"},
    )
    assert connection.getresponse().status == 200
    connection.close()
    connection = http.client.HTTPConnection("127.0.0.1", served, timeout=30)
    pieces = (b" " * 65_536 for _ in range(MOST_BODY // 65_536 + 2))
    connection.request("POST", "/match/all", pieces, encode_chunked=True, headers={"Transfer-Encoding": "chunked"})
    assert connection.getresponse().status == 413
    connection.close()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:1", 200),
        ("localhost", 200),
        ("[::1]:8", 200),
        ("camp.example", 421),
        ("127.0.0.1.example", 421),
        ("", 421),
    ],
)
def test_only_names_of_this_machine_are_answered_to(served: int, host: str, status: int) -> None:
    assert ask(served, "GET", "/healthz", None, Host=host)[0] == status


def test_the_host_without_its_port() -> None:
    assert [host_of(text) for text in ("LocalHost:80", "[::1]:80", "[::1]", "a")] == [
        "localhost",
        "[::1]",
        "[::1]",
        "a",
    ]


def test_a_hundred_questions_at_once(served: int) -> None:
    bodies = [
        json.dumps(
            {"queries": {"q": {"schema": "Person", "properties": {"name": [entry.listing.names[0].text]}}}}
        ).encode()
        for entry in LISTED
    ]
    alone = [ask(served, "POST", "/match/all?cutoff=0", body)[2] for body in bodies]
    with ThreadPoolExecutor(16) as pool:
        assert list(pool.map(lambda body: ask(served, "POST", "/match/all?cutoff=0", body)[2], bodies * 2)) == alone * 2


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_when_told_and_says_nothing_of_what_was_asked(start: Start, number: signal.Signals) -> None:
    process, port = start("--workers", "2")
    assert ask(port, "POST", "/match/all", json.dumps(QUERY).encode())[0] == 200
    assert ask(port, "GET", "/search/all?q=Muhammad&limit=x")[0] == 422
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    assert (process.returncode, out) == (0, "")
    assert "uhammad" not in err
    until = time.monotonic() + 30
    while time.monotonic() < until:
        with socket.socket() as tried:
            if tried.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.05)
    pytest.fail("the port is still open")


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "camp.example", ""])
def test_another_address_than_this_machines_is_refused(
    capfd: pytest.CaptureFixture[str], folder: Path, host: str
) -> None:
    assert main(["match-api", "--index", str(folder), "--host", host]) == 2
    assert "can be reached from other machines" in capfd.readouterr().err


def test_a_port_that_is_taken_and_an_index_that_is_none(
    capfd: pytest.CaptureFixture[str], folder: Path, tmp_path: Path
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["match-api", "--index", str(folder), "--port", port]) == 2
    assert re.search(rf"127\.0\.0\.1:{port} cannot be used: .* homeward match-api --port N", capfd.readouterr().err)
    assert main(["match-api", "--index", str(tmp_path)]) == 2
    assert "is not an index" in capfd.readouterr().err


def test_without_gunicorn_python_itself_answers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same application in the server that Python brings, several at once."""
    listening = match_api._listening("127.0.0.1", 0)
    port = listening.getsockname()[1]
    child = os.fork()
    if child == 0:
        match_api._serve(match_api.over(open_library(folder)), listening)
        os._exit(0)
    listening.close()
    try:
        until = time.monotonic() + 30
        while True:
            with socket.socket() as tried:
                if not tried.connect_ex(("127.0.0.1", port)):
                    break
            assert time.monotonic() < until
            time.sleep(0.05)
        with ThreadPoolExecutor(4) as pool:
            answers = list(
                pool.map(lambda _: ask(port, "POST", "/match/all", json.dumps(QUERY).encode())[0], range(12))
            )
        assert answers == [200] * 12
    finally:
        os.kill(child, signal.SIGTERM)
        assert os.waitpid(child, 0)[1] == 0


def test_only_loopback_addresses_pass() -> None:
    for host in ("127.0.0.1", "127.8.8.8", "::1", "localhost"):
        match_api._on_this_machine(host)
    with pytest.raises(BadInput):
        match_api._on_this_machine("10.0.0.1")


@with_the_client
def test_the_published_client_works_unchanged(served: int) -> None:
    check_the_client(f"http://127.0.0.1:{served}")
