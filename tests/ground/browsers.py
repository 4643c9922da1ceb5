"""A real browser: the system's Chromium, without a window and without a word to anybody outside this machine.

Comes in: tests marked `browser`. Goes out: how Playwright's fixtures start it. Nothing is downloaded.
"""

from __future__ import annotations

import os
import shutil
from typing import Any

import pytest

FLAGS = (
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put these tests last: from the first on, a loop of the browser's own runs in the thread of the tests, and no other may begin."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Start what the system has installed; say what is missing where it has none."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail(
            "There is no chromium here. Install the package chromium, or leave these out: pytest -m 'not browser'."
        )
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop of its own in the thread of the test
    return {**browser_type_launch_args, "executable_path": path, "args": list(FLAGS), "headless": True}
