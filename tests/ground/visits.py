"""Somebody at a real browser: of a role, in a language, at a width, who opens pages of a live server on this machine.

Comes in: a role and how they read. Goes out: `Visit`, with the page of the browser. A test fails where anything is asked of another
machine, where a page breaks its own content security policy, or where a script of a page raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage, Error, Page, Request, Response
from pytest_django.live_server_helper import LiveServer

from actors import MakeClient
from homeward.access.facts import Purpose, Role

MakeVisit = Callable[..., "Visit"]
DESKTOP, PHONE = 1280, 390
WAYS = ((DESKTOP, "en"), (PHONE, "ar"))  # both widths, both directions
LONG_WAYS = (
    pytest.param(DESKTOP, "en", marks=pytest.mark.slow),
    (PHONE, "ar"),
)  # of a long way, every day only the harder one
_ALLOWED = ("data:", "blob:", "about:")


@dataclass
class Visit:
    """A page of the browser, and where its server is."""

    page: Page
    server: str
    asked_elsewhere: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Response:
        """Go to an address of the server."""
        response = self.page.goto(self.server + path)
        assert response is not None
        return response

    def violations(self) -> str:
        """What axe finds on the page that is open; empty where it finds nothing."""
        found = Axe().run(self.page)
        return found.generate_report() if found.violations_count else ""

    def overflow(self) -> int:
        """By how many pixels the page is wider than the screen."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))

    def heard(self, request: Request) -> None:
        """Note a request that leaves this machine."""
        if not request.url.startswith((self.server, *_ALLOWED)):
            self.asked_elsewhere.append(request.url)

    def told(self, message: ConsoleMessage) -> None:
        """Note what the browser refused, in its own words."""
        if "Content Security Policy" in message.text or "Refused to" in message.text:
            self.complaints.append(message.text)

    def raised(self, error: Error) -> None:
        """Note an error of a script."""
        self.complaints.append(str(error))


@pytest.fixture
def visit(browser: Browser, live_server: LiveServer, signed_in: MakeClient) -> Iterator[MakeVisit]:
    """`visit(role=None, site=None, purpose=None, language="en", width=1280, dark=False, scripts=True)`; no role: nobody signed in."""
    made: list[Visit] = []

    def make(
        role: Role | str | None = None,
        site: UUID | None = None,
        purpose: Purpose | str | None = None,
        *,
        language: str = "en",
        width: int = DESKTOP,
        dark: bool = False,
        scripts: bool = True,
    ) -> Visit:
        phone = width < 600
        context = browser.new_context(
            viewport={"width": width, "height": 844 if phone else 800},
            has_touch=phone,
            is_mobile=phone,
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
        cookies = {settings.LANGUAGE_COOKIE_NAME: language}
        if role:
            cookies[settings.SESSION_COOKIE_NAME] = signed_in(role, site, purpose).session.session_key
        context.add_cookies([{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()])
        page = context.new_page()
        one = Visit(page, live_server.url)
        page.on("request", one.heard)
        page.on("console", one.told)
        page.on("pageerror", one.raised)
        made.append(one)
        return one

    yield make
    for one in made:
        one.page.context.close()
    assert [one.asked_elsewhere for one in made if one.asked_elsewhere] == []
    assert [one.complaints for one in made if one.complaints] == []
