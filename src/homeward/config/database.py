"""The database of an installation: an embedded file by default, PostgreSQL with one setting.

Comes in: `HOMEWARD_DATABASE_URL` (`postgres://user@host:5432/name`, `postgres:///name?host=/run/socket`, `sqlite:///path`) or "".
Goes out: Django's setting. Raises `BadInput` for an address it cannot read, without repeating the password in it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from homeward.kernel.errors import BadInput

# Write-ahead logging lets many read while one writes; a writer takes its lock at once instead of failing half-way. The log is worked in
# each 4,000 pages (16 MB), since an import writes the same pages again and again.
_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456; "
    "PRAGMA wal_autocheckpoint=4000;"
)


def database(url: str, home: Path) -> dict[str, Any]:
    """The setting of the database at an address, or of the file under `home` where none is given."""
    if not url:
        return _sqlite(home / "db.sqlite3")
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        return _sqlite(Path(unquote(parts.path.removeprefix("/"))))
    if parts.scheme in ("postgres", "postgresql"):
        return _postgres(parts)
    raise BadInput(
        f"HOMEWARD_DATABASE_URL begins with {parts.scheme or 'nothing'}://; write postgres://… or sqlite:///path/to/file."
    )


def _sqlite(path: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": _PRAGMAS},
        "TEST": {
            "NAME": path.with_name("test.sqlite3")
        },  # a file as in earnest: many connections, and the log written ahead
    }


def _postgres(parts: SplitResult) -> dict[str, Any]:
    options = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": options.pop("port", str(parts.port or "")),
        "OPTIONS": options,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
