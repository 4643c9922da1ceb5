"""The documentation is tested: what it names exists, what exists is named, and it can be read without a network."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
import typer

from homeward.cli.main import VERBS
from homeward.kernel import errors

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md")])
REFERENCE = (ROOT / "docs/reference/command-line.md").read_text("utf-8")
# Verbs that the pages may name before they are built; the last test demands that this shrinks as they arrive.
COMING = {"setup"}


def verbs() -> Iterator[tuple[str, Any]]:
    """Every verb of the command line with its command: `lists inspect`, `screen` …"""
    for verb, (module, _) in VERBS.items():
        command = typer.main.get_command(import_module(module).app)
        inner = getattr(command, "commands", None)
        if inner is None:
            yield verb, command
        else:
            yield from ((f"{verb} {name}", sub) for name, sub in inner.items())


COMMANDS = dict(verbs())


def mentions() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        text = page.read_text("utf-8")
        for code in re.findall(r"`+([^`]+)`+|^ {4}(.+)$|^#+ (.+)$", text, re.MULTILINE):
            if found := re.match(r"(?:\.venv/bin/)?homeward ([a-z][a-z-]*)(?: ([a-z]+))?", "".join(code)):
                verb, inner = found.groups()
                grouped = any(known.startswith(f"{verb} ") for known in COMMANDS.keys() | COMING)
                yield page.relative_to(ROOT).as_posix(), f"{verb} {inner}" if grouped and inner else verb


def test_every_verb_named_exists() -> None:
    named = list(mentions())
    assert ("docs/reference/command-line.md", "lists inspect") in named
    groups = {verb.partition(" ")[0] for verb in COMMANDS if " " in verb}
    assert [(page, verb) for page, verb in named if verb not in COMMANDS.keys() | COMING | groups] == []


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_verb_has_its_section_with_every_option(verb: str) -> None:
    _, found, rest = REFERENCE.partition(f"## homeward {verb}\n")
    assert found, f"docs/reference/command-line.md has no section for homeward {verb}"
    section = rest.partition("\n## ")[0]
    options = [name for parameter in COMMANDS[verb].params for name in parameter.opts if name.startswith("--")]
    assert [option for option in options if option not in section and option != "--help"] == []


@pytest.mark.parametrize("verb", COMMANDS)
def test_every_verb_speaks_json_and_explains_itself(verb: str) -> None:
    command = COMMANDS[verb]
    assert "--json" in [name for parameter in command.params for name in parameter.opts]
    assert command.help


def test_verbs_to_come_have_not_come() -> None:
    assert COMING & COMMANDS.keys() == set()


def test_every_exit_code_is_documented() -> None:
    page = (ROOT / "docs/reference/exit-codes.md").read_text("utf-8")
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}
    kinds = [
        kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, errors.HomewardError)
    ]
    assert len(kinds) >= 4
    assert {0, 3, 5, 130} | {kind.exit_code for kind in kinds} == documented


def test_every_make_target_named_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {name for page in PAGES for name in re.findall(r"(?:`| {4})make ([a-z-]+)", page.read_text("utf-8"))}
    assert {"demo", "test"} <= named <= targets


def test_every_dependency_is_justified() -> None:
    pages = ("0002-dependencies.md", "0006-platform-dependencies.md")
    page = "\n".join((ROOT / "docs/decisions" / name).read_text("utf-8").lower() for name in pages)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    extra = project["project"]["optional-dependencies"].values()
    wanted = [*project["build-system"]["requires"], *project["project"]["dependencies"], *(d for e in extra for d in e)]
    names = {re.split(r"[<>=\[ ]", requirement)[0].lower() for requirement in wanted}
    rows = {name for row in re.findall(r"^\| ([^|]+) \|", page, re.MULTILINE) for name in re.split(r", | ", row)}
    assert names - rows == set()


def test_the_pages_build_and_ask_nothing_of_another_host(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)],
        cwd=ROOT, capture_output=True, text=True,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr
    pages = list(tmp_path.rglob("*.html"))
    assert len(pages) >= len(list(ROOT.glob("docs/**/*.md")))
    fetched = r"""<(?:script|link|img|iframe)[^>]+(?:src|href)=["']?(?:https?:)?//[^"'> ]+"""
    assert [found for page in pages for found in re.findall(fetched, page.read_text("utf-8"))] == []
