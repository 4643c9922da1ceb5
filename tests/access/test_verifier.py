"""Whatever is done to the sealed trail is found; what is not sealed yet is said to be proved by nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection

from actors import MakeActor
from homeward.access import guards
from homeward.access.facts import Actor, EventKind, Role
from homeward.access.heads import heads_file, write_head
from homeward.access.models import Event, Seal
from homeward.access.sealer import CHUNK, seal_pending
from homeward.access.sealing.keyring import add_key, key_file
from homeward.access.trail import event, record, record_all
from homeward.access.verifier import Verdict, verify

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOMEWARD_HOME = tmp_path
    return tmp_path


@pytest.fixture
def clerk(actor: MakeActor) -> Actor:
    return actor(Role.REGISTRATION_CLERK)


@pytest.fixture
def trail(clerk: Actor) -> None:
    """Ten events, sealed in two runs of five."""
    for _ in range(2):
        for place in range(5):
            record(clerk, EventKind.READ, "person.read", person_id=UUID(int=place), detail={"place": place})
        seal_pending()


@contextmanager
def unguarded() -> Iterator[None]:
    guards.take_down(connection)
    yield
    guards.put_up(connection)


def event_at(seq: int) -> Any:
    return Event.objects.filter(id=Seal.objects.get(seq=seq).event_id)


def codes(verdict: Verdict) -> list[tuple[str, int | None]]:
    return [(fault.code, fault.seq) for fault in verdict.faults]


def test_an_untouched_trail_is_whole(trail: None, clerk: Actor) -> None:
    heard: list[tuple[int, int]] = []
    verdict = verify(on_chunk=lambda done, of: heard.append((done, of)))
    assert verdict.whole
    assert (verdict.sealed, verdict.unsealed, verdict.heads, verdict.anchored) == (10, 0, 2, 10)
    assert heard == [(10, 10)]
    assert verify().whole and seal_pending().sealed == 0


def test_an_empty_trail_is_whole() -> None:
    assert verify() == Verdict(0, 0, None, 0, 0, (), 0)


def test_what_is_not_sealed_is_said(trail: None, clerk: Actor) -> None:
    record(clerk, EventKind.READ, "person.read")
    record(clerk, EventKind.READ, "person.read")
    verdict = verify()
    assert verdict.whole
    assert verdict.unsealed == 2
    assert verdict.unsealed_since == Event.objects.order_by("-at")[1].at
    seal_pending()
    assert verify().unsealed == 0


def edit_a_detail() -> None:
    event_at(4).update(detail={"place": 99})


def edit_who() -> None:
    event_at(4).update(username="somebody-else")


def edit_when() -> None:
    moved = event_at(4).get()
    event_at(4).update(at=moved.at.replace(microsecond=(moved.at.microsecond + 1) % 1_000_000))


def delete_an_event() -> None:
    event_at(4).delete()


def delete_an_event_and_its_seal() -> None:
    event_at(4).delete()
    Seal.objects.filter(seq=4).delete()


def close_the_gap() -> None:
    delete_an_event_and_its_seal()
    for seq in range(5, 11):
        Seal.objects.filter(seq=seq).update(seq=seq - 1)


def exchange_two_events() -> None:
    left, right = Seal.objects.get(seq=3).event_id, Seal.objects.get(seq=4).event_id
    Seal.objects.filter(seq=3).update(event_id=UUID(int=0))
    Seal.objects.filter(seq=4).update(event_id=left)
    Seal.objects.filter(seq=3).update(event_id=right)


def cut_the_end_off() -> None:
    for seq in range(8, 11):
        event_at(seq).delete()
    Seal.objects.filter(seq__gte=8).delete()


def cut_the_beginning_off() -> None:
    for seq in range(1, 4):
        event_at(seq).delete()
    Seal.objects.filter(seq__lte=3).delete()


def put_a_foreign_event_in() -> None:
    foreign = Event.objects.create(at=event_at(4).get().at, username="x", kind="read", what="person.read")
    Seal.objects.filter(seq=4).update(event_id=foreign.id)


def name_another_key() -> None:
    Seal.objects.filter(seq=4).update(key_number=9)


def empty_everything() -> None:
    Event.objects.all().delete()
    Seal.objects.all().delete()


@pytest.mark.parametrize(
    ("harm", "expected"),
    [
        (edit_a_detail, [("changed", 4)]),
        (edit_who, [("changed", 4)]),
        (edit_when, [("changed", 4)]),
        (delete_an_event, [("event_missing", 4)]),
        (delete_an_event_and_its_seal, [("seal_missing", 4), ("changed", 5)]),
        (exchange_two_events, [("changed", 3), ("changed", 4)]),
        (cut_the_end_off, [("cut_off", 10)]),
        (cut_the_beginning_off, [("seal_missing", 1), ("changed", 4)]),
        (put_a_foreign_event_in, [("changed", 4)]),
        (name_another_key, [("key_missing", 4)]),
        (empty_everything, [("cut_off", 5), ("cut_off", 10)]),
    ],
)
def test_harm_is_found_at_its_place(trail: None, harm: Callable[[], None], expected: list[tuple[str, int]]) -> None:
    with unguarded():
        harm()
    verdict = verify()
    assert codes(verdict) == expected
    assert not verdict.whole


def test_a_gap_that_was_closed_is_found(trail: None) -> None:
    with unguarded():
        close_the_gap()
    assert ("changed", 4) in codes(verify())
    assert ("cut_off", 10) in codes(verify())


def test_a_chain_cut_off_and_grown_again_is_found(trail: None, clerk: Actor) -> None:
    with unguarded():
        cut_the_end_off()
    for _ in range(6):
        record(clerk, EventKind.READ, "person.read")
    seal_pending()
    assert codes(verify()) == [("head_replaced", 10)]


def test_heads_taken_away_replaced_or_changed_are_found(trail: None) -> None:
    kept = heads_file().read_bytes()
    heads_file().unlink()
    assert codes(verify()) == [("heads_missing", None)]
    heads_file().write_bytes(kept.replace(b'"mac":"', b'"mac":"0', 1))
    assert codes(verify()) == [("head_replaced", 5)]
    heads_file().write_bytes(b"x" + kept)
    assert codes(verify()) == [("heads_changed", None)]


def test_a_copy_of_the_heads_kept_elsewhere_finds_what_the_local_one_no_longer_shows(
    trail: None, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.jsonl"
    copy.write_bytes(heads_file().read_bytes())
    with unguarded():
        cut_the_end_off()
    heads_file().write_bytes(copy.read_bytes().splitlines(keepends=True)[0])
    assert verify().whole  # both were cut: only the copy can tell
    assert codes(verify(heads=copy)) == [("cut_off", 10)]


def test_a_head_torn_off_by_a_crash_is_no_fault(trail: None, clerk: Actor) -> None:
    with heads_file().open("ab") as file:
        file.write(b'{"seq":11,"ma')
    assert verify().whole
    record(clerk, EventKind.READ, "person.read")
    seal_pending()
    verdict = verify()
    assert verdict.whole
    assert (verdict.heads, verdict.anchored) == (3, 11)


def test_a_head_is_written_down_once(trail: None) -> None:
    last = Seal.objects.get(seq=10)
    write_head(10, bytes(last.mac))
    assert [json.loads(line)["seq"] for line in heads_file().read_text().splitlines()] == [5, 10]


def test_a_head_lost_between_sealing_and_writing_is_written_by_the_next_run(trail: None) -> None:
    lines = heads_file().read_bytes().splitlines(keepends=True)
    heads_file().write_bytes(lines[0])
    seal_pending()
    assert verify().anchored == 10


def test_a_guard_taken_down_is_a_fault(trail: None) -> None:
    guards.take_down(connection)
    assert codes(verify()) == [("guards_down", None)]
    guards.put_up(connection)
    assert verify().whole


def test_a_new_key_seals_from_now_on_and_the_old_still_proves(trail: None, clerk: Actor, home: Path) -> None:
    add_key(home / "keys", "trail", 2)
    record(clerk, EventKind.READ, "person.read")
    seal_pending()
    assert verify().whole
    assert Seal.objects.get(seq=11).key_number == 2
    key_file(home / "keys", "trail", 1).rename(home / "old")
    assert codes(verify())[0] == ("key_missing", 1)


def test_another_key_proves_nothing(trail: None, home: Path) -> None:
    key_file(home / "keys", "trail", 1).unlink()
    assert verify().faults_total == 10


def test_more_events_than_one_chunk_are_sealed_in_one_run(clerk: Actor) -> None:
    record_all(event(clerk, EventKind.READ, "person.read") for _ in range(2 * CHUNK + 1))
    assert seal_pending().sealed == 2 * CHUNK + 1
    assert verify().whole


def test_an_event_that_became_visible_late_is_sealed(trail: None, clerk: Actor) -> None:
    with time_machine.travel(Event.objects.latest("at").at.timestamp() - 1800):
        record(clerk, EventKind.READ, "person.read")
    assert seal_pending().sealed == 1
    with time_machine.travel(Event.objects.latest("at").at.timestamp() - 90_000):
        record(clerk, EventKind.READ, "person.read")
    assert seal_pending().sealed == 0  # a clock set back by a day: only looking through everything finds it
    assert verify().unsealed == 1
    assert seal_pending(everything=True).sealed == 1
    assert verify().whole


@pytest.mark.parametrize(
    ("at", "detail"),
    [
        (datetime(2026, 2, 27, 9, 30, tzinfo=UTC), {}),
        (datetime(2026, 2, 27, 9, 30, 0, 100, tzinfo=UTC), {"z": 1, "a": None, "m": True}),
        (datetime(2026, 2, 27, 12, 30, 0, 100_000, tzinfo=timezone(timedelta(hours=3))), {"form": "كشف \u200f \"'\\"}),
    ],
)
def test_an_event_is_read_in_the_form_that_was_sealed(clerk: Actor, at: datetime, detail: dict[str, Any]) -> None:
    bare = {"username": "كاتب", "kind": "write", "what": "test"}
    Event.objects.create(at=at, detail=detail, **bare)
    Event.objects.create(at=at, detail=detail, user_id=uuid4(), person_id=uuid4(), site_id=uuid4(), **bare)
    assert seal_pending(everything=True).sealed == 2
    assert verify().whole
