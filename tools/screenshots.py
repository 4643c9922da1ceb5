"""The pictures of README and the documentation, taken of an invented camp in a real browser, so that they are true today.

Comes in: nothing. Goes out: PNG files under `docs/images/`. Everybody on them is invented; the database is made for the pictures and
thrown away. Needs Chromium, as the browser tests do.
Run: `python tools/screenshots.py`.
"""

from __future__ import annotations

import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

HOME = tempfile.mkdtemp(prefix="homeward-pictures-")
atexit.register(shutil.rmtree, HOME, True)
os.environ |= {
    "HOMEWARD_HOME": HOME,
    "DJANGO_SETTINGS_MODULE": "homeward.config.settings",
    "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
}

import django  # noqa: E402 - the settings are read where it is set up, so the home comes first

django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from homeward.access.facts import Actor, Purpose, Role  # noqa: E402
from homeward.access.selectors import actor_of  # noqa: E402
from homeward.cli.migrate import migrate  # noqa: E402
from homeward.exchange.invented.camp import Stands, camp_made  # noqa: E402
from homeward.identity.selectors import pairs_list  # noqa: E402
from homeward.pathway.facts.cases import Stage  # noqa: E402
from homeward.pathway.facts.opened import CaseFilter  # noqa: E402
from homeward.pathway.invented.begun import USUAL, cases_begun  # noqa: E402
from homeward.pathway.selectors.case_lists import cases_list  # noqa: E402
from homeward.pathway.selectors.convoys import convoys_list  # noqa: E402
from homeward.places.selectors import sites_list  # noqa: E402
from homeward.registry.selectors.persons import persons_latest  # noqa: E402
from homeward.review.facts.queue import QueueFilter  # noqa: E402
from homeward.review.invented import desk_begun  # noqa: E402
from homeward.review.selectors.queue import queue_page  # noqa: E402
from homeward.work.runner import Runner  # noqa: E402

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images"
PEOPLE = 2_500
FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
DESK, PHONE = (1280, 860), (390, 844)


class Picture(NamedTuple):
    """A page as somebody sees it."""

    name: str
    path: str
    role: Role
    language: str = "en"
    size: tuple[int, int] = DESK


def main() -> int:
    """Make the camp, serve it, take the pictures."""
    migrate(as_json=False)
    stands = camp_made(PEOPLE, 1, lambda done, people: None)
    desk_begun(stands.users, Path(HOME), PEOPLE, 1, first=lambda: _cases(stands))
    users = {Role(one.record.role): (one.id, Purpose(one.record.purpose)) for one in reversed(stands.users)}
    Runner().run(once=True)
    pictures = _pictures(users)
    sessions = {picture.role: _session(*users[picture.role]) for picture in pictures}
    port = _free_port()
    server = subprocess.Popen(
        [str(Path(sys.executable).with_name("homeward")), "serve", "--port", str(port)], stdout=subprocess.DEVNULL
    )
    try:
        _wait(port)
        _take(f"http://127.0.0.1:{port}", pictures, sessions)
    finally:
        server.terminate()
        server.wait()
    return 0


def _cases(stands: Stands) -> None:
    """As many households on their way as a camp of a third of the usual size has."""
    cases_begun(stands.users, USUAL // 3)


def _pictures(users: dict[Role, tuple[UUID, Purpose]]) -> list[Picture]:
    clerk, officer = _actor(users, Role.REGISTRATION_CLERK), _actor(users, Role.IDENTITY_OFFICER)
    person = persons_latest(clerk, limit=1)[0][0]
    pair = pairs_list(officer)[0][0]
    site = sites_list(clerk)[0]
    candidates = queue_page(_actor(users, Role.SCREENING_ANALYST), QueueFilter()).rows
    candidate = candidates[len(candidates) // 2]
    coordinator = _actor(users, Role.REPATRIATION_COORDINATOR)
    waiting = cases_list(coordinator, CaseFilter(stage=Stage.REPATRIATION_DECISION)).lines[0].row
    convoy = convoys_list(coordinator)[0][0]
    return [
        Picture("person", f"/persons/{person.id}", Role.REGISTRATION_CLERK),
        Picture("person-arabic-phone", f"/persons/{person.id}", Role.REGISTRATION_CLERK, "ar", PHONE),
        Picture("search", "/persons?q=mohammed+1986", Role.REGISTRATION_CLERK),
        Picture("duplicate", f"/duplicates/{pair.id}", Role.IDENTITY_OFFICER),
        Picture("site", f"/sites/{site.id}", Role.REGISTRATION_CLERK, "ar"),
        Picture("trail", "/trail", Role.DATA_PROTECTION_OFFICER),
        Picture("desk", "/screening/desk", Role.SCREENING_ANALYST),
        Picture("candidate", f"/screening/candidates/{candidate.id}", Role.SCREENING_ANALYST, size=(1280, 1180)),
        Picture("my-work", "/", Role.REPATRIATION_COORDINATOR),
        Picture("case", f"/cases/{waiting.id}", Role.REPATRIATION_COORDINATOR, size=(1280, 1180)),
        Picture("case-arabic-phone", f"/cases/{waiting.id}", Role.REPATRIATION_COORDINATOR, "ar", PHONE),
        Picture("convoy", f"/convoys/{convoy.id}", Role.REPATRIATION_COORDINATOR),
    ]


def _actor(users: dict[Role, tuple[UUID, Purpose]], role: Role) -> Actor:
    user_id, purpose = users[role]
    return actor_of(user_id, purpose=purpose, channel="pictures")


def _session(user_id: UUID, purpose: Purpose) -> str:
    """A session of somebody who has signed in and chosen their purpose."""
    user = get_user_model().objects.get(id=user_id)
    session = SessionStore()
    session[SESSION_KEY] = str(user_id)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session["purpose"] = purpose.value
    session.save()
    return str(session.session_key)


def _take(base: str, pictures: list[Picture], sessions: dict[Role, str]) -> None:
    IMAGES.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        for picture in pictures:
            width, height = picture.size
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme="light")
            cookies: list[Any] = [
                {"name": "sessionid", "value": sessions[picture.role], "url": base},
                {"name": "language", "value": picture.language, "url": base},
            ]
            context.add_cookies(cookies)
            page = context.new_page()
            page.goto(base + picture.path)
            page.screenshot(path=IMAGES / f"{picture.name}.png")
            context.close()
        browser.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait(port: int, patience: float = 120) -> None:
    end = time.monotonic() + patience
    while time.monotonic() < end:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.3)
    raise SystemExit(
        f"The pages did not start within {patience:.0f} seconds: run `homeward serve` by hand and look at what it says."
    )


if __name__ == "__main__":
    sys.exit(main())
