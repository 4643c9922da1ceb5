"""Fifty clerks at once: they register families, search and open files over HTTP, against `homeward serve` on PostgreSQL.

Comes in: a setting. Goes out: how long each page takes at the 95th percentile while all of them work, and how many answers were errors.
Everybody is invented. The server, its worker and the database are real processes of this machine, and so are the clerks' connections.
"""

from __future__ import annotations

import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from instruments.outcome import Cell, Figure, Outcome, Table
from instruments.setting import ROOT, Setting, circumstances, homeward

sys.path.insert(0, str(ROOT / "tools"))
from postgres import server
from system import postgres_folder

CLERKS, SECONDS = 50, 60.0
PATIENCE = 120.0
STEPS = ("register", "search", "file", "household", "form")
GIVEN = ("Salma", "Omar", "Hana", "Yasin", "Nuri", "Rabab", "Khalaf", "Karim", "Zaynab", "Hashim", "Dilan", "Rojin")
SILENT = {"sex": "not_asked", "nationality": "not_asked", "father": "declined", "mother": "unknown", "paper": "unknown"}

# Makes a site and clerks with a session each, inside the installation that is measured; prints what a browser would hold.
BEGIN = """
import json, sys
import django; django.setup()
from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from homeward.access.actions import service_actor
from homeward.access.facts import Purpose
from homeward.access.models import RoleAssignment, User
from homeward.places.actions.sites import site_create
from homeward.places.facts import SiteDraft, SiteKind

operator = service_actor("operator", purpose=Purpose.ADMINISTRATION)
draft = SiteDraft(code="B1", name="Invented camp", kind=SiteKind.CAMP, country="sy", time_zone="Asia/Damascus")
site = site_create(operator, draft=draft).id
keys = []
for number in range(int(sys.argv[1])):
    user = User(username=f"clerk-{number}")
    user.set_unusable_password()
    user.save()
    RoleAssignment.objects.create(user=user, role="registration_clerk", site_id=site, purpose="registration", given_at=timezone.now())
    session = SessionStore()
    session.update({"_auth_user_id": str(user.pk), "_auth_user_backend": "django.contrib.auth.backends.ModelBackend",
                    "_auth_user_hash": user.get_session_auth_hash(), "purpose": "registration"})
    session.create()
    keys.append(session.session_key)
print(json.dumps({"site": str(site), "keys": keys}))
"""


@dataclass
class Heard:
    """What the clerks met: seconds of each kind of page, and what was no proper answer."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    errors: list[str] = field(default_factory=list)


class Clerk(threading.Thread):
    """One clerk with a browser's cookies: a family, a search, a file, a household, and again until time is over."""

    def __init__(self, number: int, port: int, site: str, key: str, until: float) -> None:
        super().__init__(daemon=True)
        self.heard, self._random = Heard(), Random(number)
        self._port, self._site, self._key, self._until = port, site, key, until
        self._token = secrets.token_hex(16)
        self._connection: http.client.HTTPConnection | None = None

    def run(self) -> None:
        """Work until the end."""
        while time.monotonic() < self._until:
            name = " ".join(self._random.choices(GIVEN, k=4))
            self._ask("form", "/persons/register")
            saved = self._ask("register", "/persons/register", self._family(name))
            household = saved[1] if saved else ""
            found = self._ask("search", f"/persons?{urlencode({'q': name[:-1]})}")
            if found and (people := re.findall(r'href="(/persons/[0-9a-f-]{36})"', found[0])):
                self._ask("file", self._random.choice(people))
            if household:
                self._ask("household", household)

    def _family(self, name: str) -> dict[str, str]:
        sent = {"place-site": self._site, "place-tent": str(self._random.randrange(900)), "confirmed": "1"}
        sent |= {"person-TOTAL_FORMS": "2", "person-INITIAL_FORMS": "0", "csrfmiddlewaretoken": self._token * 2}
        for number, (role, born) in enumerate((("head", "1988"), ("child", "2019"))):
            mine = {
                "name": f"{self._random.choice(GIVEN)} {name}" if number else name,
                "role": role,
                "born_value": born,
            }
            mine |= {f"{question}_state": reason for question, reason in SILENT.items()}
            sent |= {f"person-{number}-{key}": value for key, value in mine.items()}
        return sent

    def _ask(self, step: str, path: str, sent: dict[str, str] | None = None) -> tuple[str, str] | None:
        """One page: its text, and where it leads. None for an error."""
        headers = {"Host": "localhost", "Cookie": f"sessionid={self._key}; csrftoken={self._token * 2}"}
        if sent is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.monotonic()
        try:
            self._connection = self._connection or http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE)
            self._connection.request(
                "GET" if sent is None else "POST", path, urlencode(sent) if sent else None, headers
            )
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException) as wrong:
            self._connection = None
            self.heard.errors.append(f"{step}: {type(wrong).__name__}")
            return None
        self.heard.seconds[step].append(time.monotonic() - begun)
        wanted = 200 if sent is None else 302
        if answer.status != wanted:
            self.heard.errors.append(f"{step}: {answer.status}")
            return None
        return text, answer.headers.get("Location", "")


def measure(setting: Setting) -> Outcome:
    """Start everything, let them work, and end everything."""
    clerks, seconds = setting.pick(CLERKS, 4), setting.pick(int(SECONDS), 6)
    known = circumstances()
    programs = postgres_folder()
    if programs is None:
        return _outcome(Heard(), clerks, seconds, known, ("There is no PostgreSQL here: nothing was measured.",))
    with server(programs) as url, _serving(setting.work, url) as (port, environment):
        begun = subprocess.run(
            [sys.executable, "-c", BEGIN, str(clerks)], env=environment, capture_output=True, text=True, check=False
        )
        if begun.returncode:
            raise SystemExit(begun.stderr[-2000:])
        made = json.loads(begun.stdout.splitlines()[-1])
        _work(port, made, time.monotonic() + setting.pick(5, 1))  # what is compiled and cached first is not counted
        heard = _work(port, made, time.monotonic() + seconds)
    return _outcome(heard, clerks, seconds, known, ())


@contextmanager
def _serving(folder: Path, url: str) -> Iterator[tuple[int, dict[str, str]]]:
    """`homeward serve` on a free port, until the end."""
    own = {"HOMEWARD_HOME": str(folder / "home"), "DJANGO_SETTINGS_MODULE": "homeward.config.settings"}
    environment = os.environ | own | {"HOMEWARD_DATABASE_URL": url}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    said = folder / "serve.txt"
    with said.open("w") as out:
        command = [*homeward(), "serve", "--port", str(port), "--processes", "2", "--threads", "8", "--json"]
        running = subprocess.Popen(command, env=environment, stdout=out, stderr=out, start_new_session=True)
        try:
            until = time.monotonic() + PATIENCE
            while '"address"' not in said.read_text():
                if running.poll() is not None or time.monotonic() > until:
                    raise SystemExit(f"It did not begin to serve: {said.read_text()[-1000:]}")
                time.sleep(0.2)
            yield port, environment
        finally:
            running.terminate()
            running.wait(PATIENCE)


def _work(port: int, made: dict[str, object], until: float) -> Heard:
    """All clerks until a moment; what they met together."""
    site, keys = str(made["site"]), made["keys"]
    assert isinstance(keys, list)
    clerks = [Clerk(number, port, site, key, until) for number, key in enumerate(keys)]
    for clerk in clerks:
        clerk.start()
    together = Heard()
    for clerk in clerks:
        clerk.join()
        together.errors += clerk.heard.errors
        for step, seconds in clerk.heard.seconds.items():
            together.seconds[step] += seconds
    return together


def _outcome(heard: Heard, clerks: int, seconds: int, known: dict[str, str], notes: tuple[str, ...]) -> Outcome:
    every = [one for seconds in heard.seconds.values() for one in seconds]
    rows: list[tuple[Cell, ...]] = [
        (step, len(found), at(found, 0.5), at(found, 0.95), max(found))
        for step in STEPS
        if (found := sorted(heard.seconds.get(step, ())))
    ]
    return Outcome(
        part="clerks",
        title="Fifty clerks at once, on PostgreSQL",
        figures=(
            Figure(key="errors", says="answers that were errors", value=len(heard.errors) if every else None, at_most=0),
            Figure(key="pages", says="pages answered a second", value=len(every) / seconds if every else None, unit="/s"),
            Figure(
                key="p95", says="seconds for a page, 95th percentile of all", value=at(sorted(every), 0.95) if every else None,
                unit="s",
            ),
        ),
        tables=(Table("Each page, in seconds", ("Page", "answered", "median", "95 %", "longest"), tuple(rows)),),
        notes=(
            f"{clerks} invented clerks without a pause between two pages for {seconds} seconds: register a family of two, search, "
            "open a file, open a household, open the form. Two web processes of eight threads, a worker, PostgreSQL and the clerks share "
            "the cores.",
            "The database does not wait for the disk. Somebody who reads what they open asks for a page every half minute: these fifty "
            "stand for many more.",
            *sorted(set(heard.errors))[:5],
            *notes,
        ),
        circumstances=known,
    )  # fmt: skip


def at(found: list[float], share: float) -> float:
    """A quantile of sorted values."""
    return found[min(len(found) - 1, int(len(found) * share))]
