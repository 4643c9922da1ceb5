"""One process that opens my-work of each role, the list of cases and pages of cases, one after another, as people would in the morning.

Comes in: OUT, and the installation that `walking` filled. Goes out: JSON: milliseconds and statements by kind. Run by `pathway`. Each is
asked some times, of which the quickest counts; processor time is that of this process and, on PostgreSQL, of the one that answers it.
"""

from __future__ import annotations

import homeward.cli.platform  # noqa: F401 - sets the web framework up

# isort: split
import json
import sys
from functools import partial
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from asking import Times, page_of, timed, told
from homeward.access.facts import Purpose, Role
from homeward.access.models import User
from homeward.pathway import models
from homeward.pathway.facts.cases import Stage
from walking import WORKERS

EACH: Final = 6  # cases of each stage that are opened
LISTS: Final = {
    "the list of cases": "/cases",
    "the list, its last page": "/cases?page=400",
    "the list by stage": "/cases?order=stage",
    "the list, household by household": "/cases?order=household",
    "the list of those who wait at a gate": "/cases?gate=nationality",
    "the list at one stage, waiting long": "/cases?stage=screening_review&waited=30",
}


def main(out: Path) -> None:
    """Ask and write."""
    settings.ALLOWED_HOSTS = ["testserver"]
    found: dict[str, Times] = {}
    statements: dict[str, int] = {}
    for role, purpose in WORKERS:
        client, kind = _signed_in(role, purpose), f"my work: {role.value.replace('_', ' ')}, {purpose.value}"
        paths = ["/", "/?part=gates", "/?part=overdue", "/?part=tasks", "/?page=40"]
        found[kind] = [timed(partial(page_of, client, path)) for path in paths]
        statements[kind] = max(_asked(client, path) for path in paths)
    client = _signed_in(Role.REPATRIATION_COORDINATOR, Purpose.RETURN)
    for kind, path in LISTS.items():
        found[kind] = [timed(partial(page_of, client, path))]
        statements[kind] = _asked(client, path)
    for stage in Stage:
        ids = models.Case.objects.filter(stage=stage).order_by("number").values_list("id", flat=True)[:EACH]
        if paths := [f"/cases/{id}" for id in ids]:
            kind = f"a case: {stage.value.replace('_', ' ')}"
            found[kind] = [timed(partial(page_of, client, path)) for path in paths]
            statements[kind] = max(_asked(client, path) for path in paths)
    groups = {name: _of(found, name) for name in ("my work", "the list", "a case")}
    said: dict[str, Any] = {"kinds": told(found), "groups": told(groups), "statements": statements}
    out.write_text(json.dumps(said))


def _of(found: dict[str, Times], name: str) -> Times:
    return [time for kind, times in found.items() if kind.startswith(name) for time in times]


def _asked(client: Client, path: str) -> int:
    """How many statements a page takes."""
    with CaptureQueriesContext(connection) as seen:
        page_of(client, path)
    return len(seen.captured_queries)


def _signed_in(role: Role, purpose: Purpose) -> Client:
    client = Client()
    user = User.objects.get(username=f"{role.value}-{purpose.value}")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["purpose"] = purpose.value
    session.save()
    return client


if __name__ == "__main__":
    main(Path(sys.argv[1]))
