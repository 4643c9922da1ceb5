"""What the package exports: one version everywhere, and modules that import in silence and keep their promises."""

from __future__ import annotations

import pkgutil
import re
import subprocess
import sys
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

import homeward

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(module.name for module in pkgutil.walk_packages(homeward.__path__, "homeward."))


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    latest = re.search(r"^## \[(\d+\.\d+\.\d+)\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert latest
    assert homeward.__version__ == project["project"]["version"] == latest[1]


@pytest.mark.parametrize("name", MODULES)
def test_what_a_module_exports_exists_and_is_documented(name: str) -> None:
    module = import_module(name)
    exported = getattr(module, "__all__", ())
    assert [member for member in exported if not getattr(getattr(module, member, None), "__doc__", None)] == []
    assert len(set(exported)) == len(exported)


def test_importing_everything_prints_nothing() -> None:
    script = (
        f"import django; django.setup(); from importlib import import_module; [import_module(n) for n in {MODULES}]"
    )
    done = subprocess.run([sys.executable, "-W", "error", "-c", script], capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_types_are_shipped() -> None:
    assert Path(homeward.__path__[0], "py.typed").is_file()
