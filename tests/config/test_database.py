"""The address of the database: what is understood, what is refused, and that no password is repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from homeward.config.database import database
from homeward.kernel.errors import BadInput

HOME = Path("/somewhere/home")


def test_without_an_address_it_is_a_file_in_the_home() -> None:
    found = database("", HOME)
    assert (found["ENGINE"], found["NAME"]) == ("django.db.backends.sqlite3", HOME / "db.sqlite3")
    assert found["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in found["OPTIONS"]["init_command"]


@pytest.mark.parametrize(
    ("url", "path"),
    [("sqlite:////data/my%20camp.sqlite3", "/data/my camp.sqlite3"), ("sqlite:///var/db.sqlite3", "var/db.sqlite3")],
)
def test_a_file_elsewhere(url: str, path: str) -> None:
    assert database(url, HOME)["NAME"] == Path(path)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://me:p%40ss@db.example:5433/camp", ("me", "p@ss", "db.example", "5433", "camp", {})),
        ("postgresql://me@/camp?host=/run/postgresql", ("me", "", "/run/postgresql", "", "camp", {})),
        ("postgres:///camp?sslmode=require", ("", "", "", "", "camp", {"sslmode": "require"})),
    ],
)
def test_postgresql(url: str, expected: tuple[object, ...]) -> None:
    found = database(url, HOME)
    assert found["ENGINE"] == "django.db.backends.postgresql"
    assert tuple(found[key] for key in ("USER", "PASSWORD", "HOST", "PORT", "NAME", "OPTIONS")) == expected


@pytest.mark.parametrize("url", ["mysql://me:secret@host/camp", "camp.sqlite3", "://me:secret@host"])
def test_another_kind_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(BadInput) as refused:
        database(url, HOME)
    assert "secret" not in str(refused.value)
    assert "HOMEWARD_DATABASE_URL" in str(refused.value)
