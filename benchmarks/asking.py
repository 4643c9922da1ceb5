"""One process that asks an installation for one search and one page after another, as a desk at a gate would.

Comes in: `pages` or `searches`, OUT, and the installation. Goes out: JSON: milliseconds by kind. Run by `filling`.
Each is asked some times, of which the quickest counts: what else the machine does only ever adds. Processor time is this process's and, on
PostgreSQL, that of the server's process which answers it. What was asked is told by its kind alone.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import json
import sys
from collections.abc import Callable, Sequence
from functools import partial
from http import HTTPStatus
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final
from urllib.parse import quote

import numpy as np
from django.conf import settings
from django.db import connection
from django.test import Client

from homeward.access.facts import Purpose
from homeward.access.models import User
from homeward.access.selectors import actor_of
from homeward.places.models import Site
from homeward.registry import models
from homeward.registry.selectors.search import persons_search
from homeward.synthetic.population.records import PersonRecord
from homeward.synthetic.population.stream import population

Times = list[tuple[float, float]]  # milliseconds on the wall, on the processors
Shares = dict[str, float]
ROUNDS: Final = 3
SAMPLE: Final = 2_000  # people of whom every fortieth is asked for
FIXED: Final = {
    "one common name": ("Muhammad", "محمد", "Fatima", "Ali"),
    "two common names": ("Ahmad Muhammad", "احمد محمد", "Fatima Ali", "Ali Hussein"),
    "three or four common names": ("Muhammad Ali Hussein", "Muhammad Ahmad Mahmoud Ali", "Maryam Ali Ibrahim"),
    "one name in four spellings": ("Abdulrahman Khalaf", "Abd al-Rahman Khalaf", "عبد الرحمن خلف", "Ebdulrehman Xelef"),
    "the beginning of a name": ("Abd", "Khad", "Ibra", "Musta"),
    "a name that nobody has": ("Xyzqv Wqrty", "Qwx Ahmad Muhammad"),
    "a year, a day, a name with a year": ("1986", "1986-05-12", "Ahmad 1986", "Khadija 1990"),
    "a tent": ("3-114", "4-222"),
}  # fmt: skip
WHO: Final = {"everywhere": ("identity", Purpose.IDENTITY), "at one camp": ("clerk", Purpose.REGISTRATION)}


def main(what: str, out: Path) -> None:
    """Ask and write."""
    settings.ALLOWED_HOSTS = ["testserver"]
    records = [drawn.household.members[0] for drawn in islice(population(SAMPLE), 0, None, 10)]
    found: dict[str, Any] = {"persons": models.Person.objects.count(), "searches": _searches(records)}
    if what == "pages":
        found["pages"] = _pages(records)
    out.write_text(json.dumps(found))


def _searches(records: Sequence[PersonRecord]) -> dict[str, Shares]:
    """By kind of search and who asks, and all together."""
    found: dict[str, Times] = {}
    for reach, (username, purpose) in WHO.items():
        actor = actor_of(User.objects.get(username=username).id, purpose=purpose)
        for kind, texts in {**FIXED, **_of(records)}.items():
            found[f"{kind}, {reach}"] = [timed(partial(persons_search, actor, text)) for text in texts]
    return told(found)


def _of(records: Sequence[PersonRecord]) -> dict[str, Sequence[str]]:
    """What somebody would type who looks for these people."""
    return {
        "a whole name as registered": [record.names[0].text for record in records],
        "a whole name in Latin letters": [record.names[-1].text for record in records],
        "a paper's number": [paper.number for record in records for paper in record.papers[:1]],
        "a person's number": list(models.Person.objects.order_by("serial").values_list("number", flat=True)[:20]),
    }


def _pages(records: Sequence[PersonRecord]) -> dict[str, Shares]:
    """By kind of page, each for some people, as the identity officer and the clerk see them."""
    people = models.Person.objects.filter(household__isnull=False).order_by("?").values_list("id", "household_id")
    some, sites = list(people[:20]), list(Site.objects.values_list("id", flat=True))
    paths = {
        "the latest persons": ["/persons"],
        "a search for a whole name": [f"/persons?q={quote(record.names[0].text)}" for record in records[:10]],
        "a search for two common names": ["/persons?q=Ahmad+Muhammad"],
        "a person": [f"/persons/{id}" for id, _ in some],
        "a person's history": [f"/persons/{id}/history" for id, _ in some],
        "a household": [f"/households/{home}" for _, home in some],
        "the sites": ["/sites"],
        "a site with its ledger": [f"/sites/{id}" for id in sites],
        "possible duplicates": ["/duplicates"],
    }
    client = signed_in(*WHO["everywhere"])
    return told({kind: [timed(partial(page_of, client, path)) for path in some] for kind, some in paths.items()})


def signed_in(username: str, purpose: Purpose) -> Client:
    """A browser in which somebody of the installation is signed in."""
    client = Client()
    client.force_login(User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["purpose"] = purpose.value
    session.save()
    return client


def page_of(client: Client, path: str) -> None:
    status = client.get(path).status_code
    if status != HTTPStatus.OK:
        raise SystemExit(f"A page answered {status}: {path.partition('?')[0]}")


def timed(function: Callable[[], object]) -> tuple[float, float]:
    """The quickest of some rounds."""
    rounds = []
    for _ in range(ROUNDS):
        wall, cpu = perf_counter(), process_time() + _server()
        function()
        rounds.append((1000 * (perf_counter() - wall), 1000 * (process_time() + _server() - cpu)))
    return min(wall for wall, _ in rounds), min(cpu for _, cpu in rounds)


def _server() -> float:
    """Seconds that the server's process for this connection spent, where it is on this machine and may be looked at."""
    if connection.vendor != "postgresql":
        return 0.0
    connection.ensure_connection()
    try:
        return int(Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text().split()[0]) / 1e9
    except OSError:
        return 0.0


def told(found: dict[str, Times]) -> dict[str, Shares]:
    every = [time for times in found.values() for time in times]
    return {kind: _shares(times) for kind, times in {"all": every, **found}.items()}


def _shares(times: Times) -> Shares:
    """How many, and by which time half, 95 in a hundred and all of them were answered."""
    wall, cpu = (np.array(one) for one in zip(*times, strict=True))
    shares = {"p50": 0.5, "p95": 0.95, "most": 1.0}
    return {
        "asked": len(times),
        **{name: float(np.quantile(wall, share)) for name, share in shares.items()},
        **{f"cpu_{name}": float(np.quantile(cpu, share)) for name, share in shares.items()},
    }


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
