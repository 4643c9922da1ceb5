"""`homeward serve` is the whole platform: pages and a worker, started together, kept alive, and ended together."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from installations import Installation, wait_for

WORKERS = "SELECT name FROM work_worker"


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


def children(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]


def command(pid: int) -> str:
    return Path(f"/proc/{pid}/cmdline").read_text("utf-8")


def alive(pid: int) -> bool:
    try:
        return "\nState:\tZ" not in Path(f"/proc/{pid}/status").read_text("utf-8")
    except FileNotFoundError:
        return False


@pytest.fixture
def port() -> int:
    return free_port()


@pytest.fixture
def serving(installation: Installation, port: int) -> Iterator[subprocess.Popen[str]]:
    process = installation.start("serve", "--port", str(port), "--json")
    assert process.stdout
    lines = [process.stdout.readline() for _ in range(3)]
    assert json.loads("".join(lines)) == {"address": f"http://127.0.0.1:{port}/"}
    yield process
    if process.poll() is None:
        process.terminate()
        process.wait(30)


def status(port: int, path: str = "/healthz") -> tuple[int, bytes]:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
        return answer.status, answer.read()


def test_pages_answer_and_a_worker_is_at_work(installation: Installation, serving: object, port: int) -> None:
    assert status(port) == (200, b"ok\n")
    assert status(port, "/accounts/login/")[0] == 200
    wait_for(lambda: len(installation.ask(WORKERS)) == 1)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_both_end_with_it(
    installation: Installation, serving: subprocess.Popen[str], port: int, number: signal.Signals
) -> None:
    started = children(serving.pid)
    assert len(started) == 2
    wait_for(lambda: len(installation.ask(WORKERS)) == 1)
    serving.send_signal(number)
    assert serving.wait(30) == 0
    assert [pid for pid in started if alive(pid)] == []
    assert installation.ask(WORKERS) == []


def test_a_killed_worker_is_started_again(installation: Installation, serving: subprocess.Popen[str]) -> None:
    wait_for(lambda: len(installation.ask(WORKERS)) == 1)
    (worker,) = [pid for pid in children(serving.pid) if "'worker'" in command(pid)]
    os.kill(worker, signal.SIGKILL)
    wait_for(lambda: len(installation.ask(WORKERS)) == 2)  # the dead one's row is there until it is forgotten


def test_a_killed_web_server_is_started_again(serving: subprocess.Popen[str], port: int) -> None:
    (web,) = [pid for pid in children(serving.pid) if "gunicorn" in command(pid)]
    os.kill(web, signal.SIGKILL)
    wait_for(lambda: not alive(web))

    def answers() -> bool:
        try:
            return status(port)[0] == 200
        except OSError:
            return False

    wait_for(lambda: any("gunicorn" in command(pid) and pid != web for pid in children(serving.pid)) and answers())


def test_none_outlives_it_where_it_is_killed(serving: subprocess.Popen[str]) -> None:
    started = children(serving.pid)
    serving.kill()
    serving.wait()
    wait_for(lambda: not any(alive(pid) for pid in started))


def test_a_port_that_is_taken_is_said(installation: Installation) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = installation.run("serve", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 2
    assert "cannot be used" in done.stderr
    assert "--port N" in done.stderr


def test_tables_of_an_older_version_are_not_served(installation: Installation) -> None:
    installation.python("from django.db.migrations.recorder import MigrationRecorder as R; from django.db import connection; "
                        "R(connection).migration_qs.filter(app='work').delete()")  # fmt: skip
    done = installation.run("serve", "--port", "1")
    assert done.returncode == 2
    assert "homeward migrate" in done.stderr


def test_a_new_installation_is_made_ready(
    tmp_path: Path, port: int, make_installation: Callable[..., Installation]
) -> None:
    new = make_installation(empty=True)
    process = new.start("serve", "--port", str(port), "--json")
    assert process.stdout
    assert process.stdout.readline() == "{\n"
    assert status(port)[0] == 200
