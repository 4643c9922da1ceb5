"""One process that asks the interface for tools over HTTP, over a few connections that it keeps, one question after another on each.

Comes in: PORT CONNECTIONS WARM QUERIES OUT; queries are bodies, one in a line. Goes out: JSON: seconds in all, milliseconds of each
question, how many answers were no answer and how many had a candidate. Run by `client`. The first questions are not counted.
"""

from __future__ import annotations

import http.client
import json
import sys
import threading
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from time import perf_counter


@dataclass
class Heard:
    """What one connection met."""

    milliseconds: list[float] = field(default_factory=list)
    failed: int = 0
    found: int = 0


def main(port: int, connections: int, warm: int, queries: Path, out: Path) -> None:
    """Ask, and write what was met."""
    bodies = queries.read_bytes().splitlines()
    ask(port, bodies[:warm], Heard())
    heard = [Heard() for _ in range(connections)]
    threads = [
        threading.Thread(target=ask, args=(port, bodies[warm + n :: connections], one)) for n, one in enumerate(heard)
    ]
    print("warm", flush=True)
    sys.stdin.readline()
    started = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    told = {
        "seconds": perf_counter() - started,
        "milliseconds": [spent for one in heard for spent in one.milliseconds],
        "failed": sum(one.failed for one in heard),
        "found": sum(one.found for one in heard),
    }
    out.write_text(json.dumps(told))


def ask(port: int, bodies: list[bytes], heard: Heard) -> None:
    """One question after another over one connection."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    for body in bodies:
        started = perf_counter()
        connection.request("POST", "/match/all", body, {"Content-Type": "application/json"})
        answer = connection.getresponse()
        said = answer.read()
        heard.milliseconds.append(1000 * (perf_counter() - started))
        heard.failed += answer.status != HTTPStatus.OK
        heard.found += b'"match":' in said
    connection.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]), Path(sys.argv[5]))
