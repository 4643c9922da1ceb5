"""Subjects' keys: made in thousands, opened in one query, destroyed with a proof, rewrapped without a moment where they do not open."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoAssertNumQueries

from actors import MakeActor
from homeward.access.actions import keys as keys_module
from homeward.access.actions import keys_retire, keys_rotate, subject_erase
from homeward.access.errors import Damaged, Erased, NotFound, Refused, Sealed
from homeward.access.facts import Actor, Role
from homeward.access.models import Event, SubjectKey
from homeward.access.sealing.subjects import data_key, data_keys, new_keys
from homeward.access.sealing.vault import vault
from homeward.access.selectors import keys_of_installation
from homeward.kernel.errors import BadInput

pytestmark = pytest.mark.django_db
COLUMN = "registry_nameclaim.sealed"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOMEWARD_HOME = tmp_path
    return tmp_path


@pytest.fixture
def officer(actor: MakeActor) -> Actor:
    return actor(Role.DATA_PROTECTION_OFFICER)


@pytest.fixture
def administrator(actor: MakeActor) -> Actor:
    return actor(Role.ADMINISTRATOR)


def sealed_rows(subjects: list[UUID]) -> dict[UUID, bytes]:
    return {id: vault().seal(key, COLUMN, id, id.bytes) for id, key in new_keys(subjects).items()}


def opens(sealed: dict[UUID, bytes]) -> bool:
    keys = data_keys(sealed)
    return all(vault().open(keys[id], COLUMN, id, value) == id.bytes for id, value in sealed.items())


def test_keys_of_many_subjects_open_in_one_query(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    sealed = sealed_rows([uuid4() for _ in range(50)])
    with django_assert_num_queries(1):
        assert opens(sealed)


def test_an_erased_subject_opens_nothing_and_leaves_a_proof(officer: Actor) -> None:
    gone, stays = uuid4(), uuid4()
    sealed = sealed_rows([gone, stays])
    before = bytes(SubjectKey.objects.get(id=gone).wrapped)
    erasure = subject_erase(officer, subject_id=gone)
    assert erasure.digest == hashlib.sha256(before).digest()
    assert set(data_keys([gone, stays])) == {stays}
    with pytest.raises(Erased):
        data_key(gone)
    assert opens({stays: sealed[stays]})
    event = Event.objects.get(what="subject.erase")
    assert (event.person_id, event.detail["proof"]) == (gone, erasure.digest.hex())


def test_erasing_twice_gives_the_first_proof_and_one_event(officer: Actor) -> None:
    (gone,) = new_keys([uuid4()])
    assert subject_erase(officer, subject_id=gone) == subject_erase(actor=officer, subject_id=gone)
    assert Event.objects.filter(what="subject.erase").count() == 1


def test_only_who_may_erase_erases(administrator: Actor, actor: MakeActor) -> None:
    (subject,) = new_keys([uuid4()])
    for other in (administrator, actor(Role.IDENTITY_OFFICER), actor(Role.AUDITOR)):
        with pytest.raises(Refused):
            subject_erase(other, subject_id=subject)
    assert data_key(subject)


def test_a_subject_without_a_key_is_not_erased(officer: Actor) -> None:
    with pytest.raises(NotFound):
        subject_erase(officer, subject_id=uuid4())


def test_the_database_keeps_no_destroyed_key() -> None:
    (subject,) = new_keys([uuid4()])
    with pytest.raises(IntegrityError), transaction.atomic():
        SubjectKey.objects.filter(id=subject).update(destroyed_at="2026-01-01T00:00Z", proof=b"x")
    with pytest.raises(IntegrityError), transaction.atomic():
        SubjectKey.objects.filter(id=subject).update(destroyed_at="2026-01-01T00:00Z", wrapped=b"")


def test_a_key_changed_in_the_database_does_not_open() -> None:
    left, right = new_keys([uuid4(), uuid4()])
    SubjectKey.objects.filter(id=left).update(wrapped=SubjectKey.objects.get(id=right).wrapped)
    with pytest.raises(Damaged):
        data_keys([left, right])


def test_a_new_key_rewraps_every_living_subject_and_all_still_opens(administrator: Actor, officer: Actor) -> None:
    sealed = sealed_rows([uuid4() for _ in range(7)])
    (gone,) = new_keys([uuid4()])
    subject_erase(officer, subject_id=gone)
    heard: list[int] = []
    done = keys_rotate(administrator, on_chunk=heard.append)
    assert (done.number, done.rewrapped, done.resumed) == (2, 7, False)
    assert heard == [7]
    assert set(SubjectKey.objects.filter(destroyed_at=None).values_list("number", flat=True)) == {2}
    assert opens(sealed)
    with pytest.raises(Erased):
        data_key(gone)


def test_an_interrupted_change_goes_on_where_it_stopped(administrator: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys_module, "CHUNK", 2)
    sealed = sealed_rows([uuid4() for _ in range(7)])

    def stop(done: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keys_rotate(administrator, on_chunk=stop)
    assert opens(sealed)
    done = keys_rotate(administrator)
    assert (done.number, done.rewrapped, done.resumed) == (2, 3, True)
    assert opens(sealed)


def test_an_old_key_is_thrown_away_only_when_nothing_needs_it(administrator: Actor, home: Path) -> None:
    sealed = sealed_rows([uuid4()])
    for number in (1, 2):
        with pytest.raises(BadInput):
            keys_retire(administrator, number=number)
    keys_rotate(administrator)
    keys_retire(administrator, number=1)
    assert not (home / "keys" / "wrap-1.key").exists()
    assert opens(sealed)


def test_a_backup_from_before_cannot_be_opened_once_the_old_key_is_gone(administrator: Actor) -> None:
    (subject,) = new_keys([uuid4()])
    backup = bytes(SubjectKey.objects.get(id=subject).wrapped)
    keys_rotate(administrator)
    keys_retire(administrator, number=1)
    SubjectKey.objects.filter(id=subject).update(number=1, wrapped=backup)
    with pytest.raises(Sealed, match="wrap-1"):
        data_key(subject)


def test_the_key_of_look_up_values_cannot_be_changed_alone(administrator: Actor) -> None:
    with pytest.raises(BadInput):
        keys_rotate(administrator, use="blind")


def test_only_an_administrator_sees_or_changes_keys(administrator: Actor, officer: Actor) -> None:
    new_keys([uuid4(), uuid4()])
    keys_rotate(administrator)
    lines = {(line.use, line.number): line for line in keys_of_installation(administrator)}
    assert (lines["wrap", 1].used, lines["wrap", 2].used) == (0, 2)
    assert lines["wrap", 2].seals_now and not lines["wrap", 1].seals_now
    for call in (lambda: keys_of_installation(officer), lambda: keys_rotate(officer)):
        with pytest.raises(Refused):
            call()


@pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL forgets at its next vacuum")
@pytest.mark.django_db(transaction=True)
def test_the_database_file_forgets_a_destroyed_key(officer: Actor) -> None:
    subjects = list(new_keys([uuid4() for _ in range(20)]))
    wrapped = bytes(SubjectKey.objects.get(id=subjects[7]).wrapped)
    file = Path(connection.settings_dict["NAME"])

    def on_disk() -> bool:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return wrapped in file.read_bytes()

    assert on_disk()
    subject_erase(officer, subject_id=subjects[7])
    assert not on_disk()
