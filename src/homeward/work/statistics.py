"""The database learns how its tables are filled, so that it looks a name up where few rows are, and not through a whole site.

Comes in: nothing. Goes out: the database's own statistics. PostgreSQL gathers them by itself, some minutes after many rows came in;
SQLite only when it is told. Takes hundredths of a second: it looks at a sample.
"""

from __future__ import annotations

from typing import Final

from django.db import connection

_SAMPLE: Final = 1_000  # rows of an index that SQLite looks at


def learn(*, now: bool = False) -> None:
    """Look again at tables that changed much; `now` looks at all of them, after many rows came in at once."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit={_SAMPLE}")
            cursor.execute("ANALYZE" if now else "PRAGMA optimize=0x10002")
        elif now:
            cursor.execute("ANALYZE")
