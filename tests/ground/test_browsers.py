"""The real browser of the tests opens a page of the platform, and asks nothing of any other machine."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer


@pytest.mark.browser
@pytest.mark.smoke
def test_a_page_opens_and_nothing_is_asked_of_another_machine(live_server: LiveServer, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{live_server.url}/accounts/login/")
    assert page.locator("form").count() >= 1
    assert [url for url in asked if not url.startswith(live_server.url)] == []


def test_the_tests_in_a_browser_come_last(request: pytest.FixtureRequest) -> None:
    last = [test.get_closest_marker("browser") is not None for test in request.session.items]
    assert last == sorted(last)
