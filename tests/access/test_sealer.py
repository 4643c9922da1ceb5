"""Many write and several seal at the same time, on real transactions: one chain comes out, with everything in it once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from actors import MakeActor
from homeward.access.facts import Actor, EventKind, Role
from homeward.access.models import Event, Seal
from homeward.access.sealer import seal_pending
from homeward.access.trail import record
from homeward.access.verifier import verify


@pytest.mark.django_db(transaction=True)
def test_sealers_and_writers_at_once_make_one_chain(tmp_path: Path, settings: Any, actor: MakeActor) -> None:
    settings.HOMEWARD_HOME = tmp_path
    clerk = actor(Role.REGISTRATION_CLERK)

    def write(clerk: Actor) -> None:
        for place in range(25):
            record(clerk, EventKind.READ, "person.read", detail={"place": place})
        connection.close()

    def seal() -> None:
        for _ in range(10):
            seal_pending()
        connection.close()

    with ThreadPoolExecutor(6) as pool:
        working = [pool.submit(write, clerk) for _ in range(4)] + [pool.submit(seal) for _ in range(2)]
    for one in working:
        one.result()
    seal_pending(everything=True)
    verdict = verify()
    assert verdict.whole
    assert verdict.sealed == Event.objects.count() == Seal.objects.count() == 100
