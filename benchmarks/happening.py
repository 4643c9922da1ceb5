"""An installation in which much has happened: so many events of its trail, not sealed yet.

Comes in: EVENTS, and an empty installation in `HOMEWARD_HOME` and `HOMEWARD_DATABASE_URL`. Goes out: rows. Run by `trail`.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import sys
from typing import Final

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from homeward.access.models import Event
from homeward.kernel.ids import uuid7
from homeward.registry.inserting import Values, insert

AT_ONCE: Final = 10_000
PEOPLE: Final = 1_000


def main(events: int) -> None:
    """Let it happen."""
    call_command("migrate", verbosity=0, interactive=False)
    user, site, people = uuid7(), uuid7(), [uuid7() for _ in range(PEOPLE)]
    one: Values = {
        "user_id": user, "username": "officer", "purpose": "identity", "kind": "read", "what": "person.read",
        "site_id": site, "channel": "web", "detail": {"claims": 11},
    }  # fmt: skip
    for start in range(0, events, AT_ONCE):
        rows = [
            {**one, "at": timezone.now(), "person_id": people[n % PEOPLE]} for n in range(min(AT_ONCE, events - start))
        ]
        with transaction.atomic():
            insert(Event, rows)


if __name__ == "__main__":
    main(int(sys.argv[1]))
