"""What every run of the tests stands on: a home of its own in a temporary folder, and Django only where it is needed.

Comes in: the folders that pytest was asked to run. Goes out: `HOMEWARD_HOME` and `DJANGO_SETTINGS_MODULE` in the environment,
before anything reads them, and the fixtures of the platform. A run of engine folders alone never imports Django.
Loaded by `-p ground` in pyproject.toml, since a conftest would come too late for the settings.
"""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ENGINE = ("benchmarks", "kernel", "names", "screening", "synthetic", "tools", "watchlists")
FIXTURES = ("actors", "patterns", "installations", "browsers", "visits", "planted", "walked", "convoyed", "river")
PROCESSES = frozenset({"installation", "make_installation"})  # each starts whole processes, which takes seconds
QUICK = "test_migrate"  # … and one file of them runs every time
STORED = frozenset({"db", "transactional_db", "live_server", "pattern"})
MADE = pytest.StashKey[Path]()


def without_django(paths: list[str], folder: Path) -> bool:
    """Whether all that was asked for lies in folders of the engine."""
    inside = [(folder / path.partition("::")[0]).resolve() for path in paths]
    engine = [ROOT / "tests" / name for name in ENGINE]
    return bool(inside) and all(any(path.is_relative_to(one) for one in engine) for path in inside)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config, parser: pytest.Parser, args: list[str]):
    """Set the environment before the web framework's own plugin looks at it."""
    if "HOMEWARD_TEST_HOME" not in os.environ:  # set for the workers of a parallel run
        early_config.stash[MADE] = home = Path(tempfile.mkdtemp(prefix="homeward-test-"))
        os.environ["HOMEWARD_TEST_HOME"] = os.environ["HOMEWARD_HOME"] = str(home)
    elif worker := os.environ.get(
        "PYTEST_XDIST_WORKER"
    ):  # each has a home of its own in it: files of one are not the other's
        home = Path(os.environ["HOMEWARD_TEST_HOME"], worker)
        home.mkdir(exist_ok=True)
        os.environ["HOMEWARD_HOME"] = str(home)
    if not without_django(early_config.known_args_namespace.file_or_dir, early_config.invocation_params.dir):
        os.environ["DJANGO_SETTINGS_MODULE"] = "homeward.config.settings"
    return (yield)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--stored`: for the second database, leave out what the first has proved for both."""
    parser.addoption("--stored", action="store_true", help="Only tests that touch a database.")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Keep the tests that ask for a database, by mark or by fixture, where `--stored` says so."""
    for item in items:
        if PROCESSES & set(item.fixturenames) and not item.path.name.startswith(QUICK):
            item.add_marker("slow")
    if config.getoption("--stored"):
        kept = [item for item in items if item.get_closest_marker("django_db") or STORED & set(item.fixturenames)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
        items[:] = kept


def pytest_configure(config: pytest.Config) -> None:
    """Add the platform's fixtures, which import tables, once the web framework is set up; let programs be interrupted as at a terminal.

    What a shell starts in its background ignores interruptions, and so would every program that a test starts to interrupt it.
    """
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        for name in FIXTURES:
            config.pluginmanager.import_plugin(name)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the home that this run made."""
    if home := config.stash.get(MADE, None):
        shutil.rmtree(home, ignore_errors=True)
        del os.environ["HOMEWARD_TEST_HOME"]
