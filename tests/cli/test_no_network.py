"""The engine opens no network connection: every list is read with the network closed, and a try to open one is seen."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

LISTS = sorted((Path(__file__).resolve().parents[1] / "cli" / "lists").glob("invented*"))

CLOSED = """
import sys

def refuse(event, arguments):
    if event.startswith("socket."):
        raise RuntimeError("the network is closed: " + event)

sys.addaudithook(refuse)
"""
INSPECT = CLOSED + "from homeward.cli.main import main; sys.exit(main(['lists', 'inspect', '--json', sys.argv[1]]))"


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.name)
def test_a_list_is_read_with_the_network_closed(path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", INSPECT, str(path)], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_there_is_a_list_of_every_kind_to_read() -> None:
    assert {path.suffix for path in LISTS} == {".xml", ".csv", ".json"}


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
    ],
)
def test_the_closed_network_sees_an_attempt(attempt: str) -> None:
    done = subprocess.run([sys.executable, "-c", CLOSED + attempt], capture_output=True, text=True)
    assert done.returncode == 1
    assert "the network is closed: socket." in done.stderr
