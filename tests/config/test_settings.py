"""The settings: each is documented, none is a secret, and an installation that is told nothing is a safe one."""

from __future__ import annotations

import re
from pathlib import Path

from django.conf import settings

from ground import ROOT

PAGE = (ROOT / "docs/reference/settings.md").read_text("utf-8")
VARIABLE = re.compile(r"""(?:environ(?:\.get\(|\[)|_flag\(\s*)\s*"(HOMEWARD_[A-Z_]+)""")


def read_anywhere() -> set[str]:
    sources = [path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py")]
    return {name for source in sources for name in VARIABLE.findall(source)}


def test_every_variable_that_is_read_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"^\| `(HOMEWARD_[A-Z_]+)` \|", PAGE, re.MULTILINE))
    assert read_anywhere() == documented
    assert len(documented) >= 9


def test_nobody_is_shown_the_inside_of_an_error() -> None:
    assert settings.DEBUG is False


def test_pages_answer_on_this_machine_alone_unless_told_otherwise() -> None:
    assert "*" not in settings.ALLOWED_HOSTS


def test_everything_lies_in_the_home() -> None:
    home = Path(settings.HOMEWARD_HOME)
    assert home.is_absolute()
    assert Path(settings.STATIC_ROOT).is_relative_to(home)


def test_passwords_are_slow_to_guess() -> None:
    assert settings.PASSWORD_HASHERS[0].endswith("Argon2PasswordHasher")
