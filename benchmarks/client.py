"""Tools ask about one person after another over HTTP, of `homeward match-api` with one process, beside what yente's own pages say it does.

Comes in: the lists of the UN and OFAC, an invented camp, and every tenth question about somebody listed. Goes out: single questions a
second of one core, times what yente documents, milliseconds. The program that asks is another process: its processor time is not counted.
"""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from instruments.material import caseload, individuals, lists
from instruments.outcome import Cell, Figure, Outcome, Table
from instruments.setting import Setting, circumstances, homeward
from instruments.spending import run

ASKED, WARM, SEED = 5_000, 100, 4_800
EVERY = 10  # one question in so many is about somebody listed
CONNECTIONS = (1, 4)
DOCUMENTED = 4  # requests a second of one vCPU, logic-v2 with its usual settings: yente's documentation, "Scaling", November 2026
MARKS = {"rate": 200.0, "times": 50.0}
_PROPERTIES = {
    "birth_date": "birthDate", "sex": "gender", "nationality": "nationality", "birth_place": "birthPlace", "mother_name": "motherName",
}  # fmt: skip
LOADING = Path(__file__).parent / "loading.py"


def measure(setting: Setting) -> Outcome:
    """Start it, ask, and say what it cost."""
    known, found = circumstances(), lists(setting)
    index = setting.work / "lists.index"
    run([*homeward(), "lists", "index", *map(str, found.files), "--out", index])
    facts = json.loads((index / "index.json").read_bytes())["facts"]["counts"]
    queries = setting.work / "queries.jsonl"
    queries.write_bytes(b"\n".join(_queries(setting)))
    with _served(index) as (server, port):
        heard = {connections: _asked(setting, server, port, connections, queries) for connections in CONNECTIONS}
    first = heard[CONNECTIONS[0]]
    rate = first["asked"] / first["processor"]
    median, most = np.quantile(first["milliseconds"], (0.5, 0.99)).tolist()
    return Outcome(
        part="client", title="Tools for OpenSanctions: single questions over HTTP",
        figures=(
            Figure(key="rate", says="single questions a second of one core, over HTTP", value=rate, at_least=MARKS["rate"]),
            Figure(
                key="times", says=f"times the {DOCUMENTED} a second of one core that yente documents for logic-v2", value=rate / DOCUMENTED,
                at_least=MARKS["times"],
            ),
            Figure(key="p50", says="one question, median, over one connection", value=median, unit="ms"),
            Figure(key="p99", says="one question, 99th percentile, over one connection", value=most, unit="ms"),
            Figure(key="failed", says="questions without an answer", value=sum(one["failed"] for one in heard.values()), at_most=0),
        ),
        tables=(Table(
            "By connections at once, one process",
            ("connections", "questions", "a second on the wall", "a second of one core", "median ms", "99 % ms", "with a candidate"),
            tuple(_row(connections, one) for connections, one in heard.items()),
        ),),
        notes=(
            f"Against {found.said}: {facts['entries']:,} people with {facts['names']:,} names. Each question is asked once; one in "
            f"{EVERY} is about somebody listed. Full evidence and the whole entry of every candidate are in the answer.",
            "A second of one core is processor time of the server's process, HTTP included; milliseconds are "
            "on the wall.",
            "yente says of its figure that it is rough, and of one vCPU of a cloud, not against how many entries. It scores some "
            "fifty of them a question. Programs side by side on the same entries: see speed.",
        ),
        circumstances=known,
    )  # fmt: skip


def _row(connections: int, heard: dict[str, Any]) -> tuple[Cell, ...]:
    spent = heard["milliseconds"]
    return (
        connections, heard["asked"], round(heard["asked"] / heard["seconds"]), round(heard["asked"] / heard["processor"]),
        round(float(np.quantile(spent, 0.5)), 2), round(float(np.quantile(spent, 0.99)), 2), heard["found"],
    )  # fmt: skip


def _queries(setting: Setting) -> Iterator[bytes]:
    """Bodies of questions: invented people, and now and then one of the names of somebody listed, with a birth."""
    asked = (WARM + setting.pick(ASKED, 40)) * len(CONNECTIONS)
    draw = Random(SEED)
    with caseload(setting, asked, SEED).open(encoding="utf-8", newline="") as handle:
        people = cycle(list(csv.DictReader(handle)))
    listed = list(individuals(lists(setting)))
    for number in range(asked):
        if number % EVERY:
            row = next(people)
            told = {name: [row[column]] for column, name in _PROPERTIES.items() if row.get(column)}
            properties = {"name": [row["name"]], **told}
        else:
            entry = draw.choice(listed)
            names = [name.text for name in entry.names if any(map(str.isalpha, name.text))]
            births = [birth.iso().lstrip("~").partition("..")[0] for birth in entry.births[:1]]
            properties = {
                "name": [draw.choice(names)],
                "birthDate": births,
                "nationality": list(entry.nationalities),
            }
        yield json.dumps(
            {"queries": {"q": {"schema": "Person", "properties": properties}}}, ensure_ascii=False
        ).encode()


@contextmanager
def _served(index: Path) -> Iterator[tuple[int, int]]:
    """The command with one process: its number, and the port that it answers on."""
    command = [*homeward(), "match-api", "--index", str(index), "--port", "0", "--workers", "1", "--json"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout
        told = json.loads("".join(iter(process.stdout.readline, "}\n")) + "}")
        yield process.pid, int(told["address"].rpartition(":")[2])
    finally:
        process.terminate()
        process.wait()


def _asked(setting: Setting, server: int, port: int, connections: int, queries: Path) -> dict[str, Any]:
    """What a load over so many connections met, with the processor time of the server's processes meanwhile."""
    bodies = queries.read_bytes().splitlines()
    size = len(bodies) // len(CONNECTIONS)
    at = CONNECTIONS.index(connections) * size
    mine, out = setting.work / f"queries-{connections}.jsonl", setting.work / f"heard-{connections}.json"
    mine.write_bytes(b"\n".join(bodies[at : at + size]))
    load = subprocess.Popen(
        [sys.executable, LOADING, str(port), str(connections), str(WARM), mine, out],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert load.stdin and load.stdout
    load.stdout.readline()
    before = _processor(server)
    load.stdin.write("\n")
    load.stdin.close()
    load.wait()
    heard: dict[str, Any] = json.loads(out.read_bytes())
    return heard | {"processor": max(0.01, _processor(server) - before), "asked": len(heard["milliseconds"])}


def _processor(server: int) -> float:
    """Seconds that a process and its children have had of the processors."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text("ascii").split()
    ticks = 0
    for process in (server, *children):
        fields = Path(f"/proc/{process}/stat").read_text("utf-8").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")
