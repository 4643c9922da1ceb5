"""A file becomes registered families: whole, once, unseen until the last of them, and gone again as a whole."""

from __future__ import annotations

import pytest
from django.db import connection

from exchange_files import FAMILIES, central_zip, flat_csv, kobo_json, kobo_xlsx, member, work
from homeward.access.errors import Refused, Stale
from homeward.access.facts import Role
from homeward.access.models import Event
from homeward.exchange import models
from homeward.exchange.actions.deciding import (
    import_merge,
    import_preview,
    import_refuse,
    import_restore,
    import_withdraw,
)
from homeward.exchange.actions.merging import merge_chunk
from homeward.exchange.actions.staging import import_check
from homeward.exchange.facts.imports import ImportState, Outcome
from homeward.exchange.selectors.imports import import_of, import_rows
from homeward.kernel.errors import BadInput, Inconsistent
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.selectors.households import household_file
from homeward.registry.selectors.persons import persons_latest, persons_of, visible
from homeward.registry.selectors.search import persons_search
from homeward.work.actions import job_cancel
from homeward.work.leases import claim, keep
from homeward.work.registry import kind_of
from homeward.work.selectors import jobs_list

WAYS = {
    "names": lambda: kobo_xlsx(),
    "hxl": lambda: kobo_xlsx(hxl=True),
    "labels": lambda: kobo_xlsx(labels=True),
    "json": kobo_json,
    "central": central_zip,
    "csv": flat_csv,
    "csv with semicolons": lambda: flat_csv(delimiter=";"),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_file_of_any_kind_becomes_the_same_families(way, merged, officer) -> None:
    row = merged(WAYS[way]())
    assert row.state is ImportState.MERGED
    assert (row.counts.rows, row.counts.merged, row.counts.faulty, row.counts.families) == (5, 5, 0, 2)
    found = persons_search(officer, "Salma Nuri").rows
    assert found[0].summary.name == "سلمى نوري خالد"
    assert found[0].role is HouseholdRole.HEAD and found[0].tent == "P4-B12-T7" and found[0].section == "P4-B12"
    family = household_file(officer, found[0].household_id)
    assert sorted(one.role for one in family.members) == ["child", "child", "head"]
    assert [relation.kind for relation in family.relations] == ["parent", "parent"]
    assert persons_search(officer, "199012345678").rows[0].id == found[0].id
    assert persons_search(officer, "INV-1-1").rows[0].id == found[0].id


def test_the_same_file_in_another_shape_is_already_here(merged, checked, officer) -> None:
    merged(kobo_xlsx())
    for content in (kobo_xlsx(labels=True), kobo_json(), flat_csv()):
        row = checked(content)
        assert (row.counts.already_here, row.counts.new, row.counts.changed) == (5, 0, 0)
    row = import_preview(actor=officer, import_id=row.id, version=row.version)
    with pytest.raises(BadInput, match="Nobody in this file is new"):
        import_merge(actor=officer, import_id=row.id, version=row.version)
    assert persons_latest(officer)[1] == 5


def test_a_changed_row_says_in_what_and_changes_nothing(merged, checked, officer) -> None:
    merged(kobo_xlsx())
    household, people = FAMILIES[0]
    changed = {**people[0], "mother_name": "Invented Mother", "relationship_to_head": "head"}
    row = checked(kobo_xlsx(((household, (changed, *people[1:])), FAMILIES[1])))
    assert (row.counts.already_here, row.counts.changed) == (4, 1)
    (shown,) = import_rows(officer, row.id, outcome=Outcome.CHANGED).rows
    assert shown.changed == ("parent",)


def test_a_new_member_joins_the_household_that_is_here(merged, officer) -> None:
    merged(kobo_xlsx())
    household, people = FAMILIES[0]
    born = member("INV-1-4", "نوال عمر سالم", birth_date="2026-01-20", relationship_to_head="son_daughter")
    row = merged(kobo_xlsx(((household, (*people, born)), FAMILIES[1])))
    assert (row.counts.merged, row.counts.already_here) == (1, 5)
    (came,) = import_rows(officer, row.id, outcome=Outcome.MERGED).rows
    family = household_file(officer, persons_of(officer, [came.person_id])[came.person_id].household_id)
    assert len(family.members) == 4
    assert [relation.kind for relation in family.relations] == ["parent"] * 3


def test_a_second_head_for_a_household_that_has_one_stays_out(merged, checked, officer) -> None:
    merged(kobo_xlsx())
    household, people = FAMILIES[0]
    row = checked(kobo_xlsx(((household, (*people, member("INV-1-9", "نوال", relationship_to_head="head"))),)))
    (shown,) = import_rows(officer, row.id, outcome=Outcome.FAULTY).rows
    assert shown.problems[-1].code == "head_registered"


def test_nobody_is_seen_before_the_last_piece(checked, officer, monkeypatch) -> None:
    monkeypatch.setattr("homeward.exchange.actions.merging.CHUNK", 2)
    row = checked(kobo_xlsx())
    row = import_preview(actor=officer, import_id=row.id, version=row.version)
    import_merge(actor=officer, import_id=row.id, version=row.version)
    job = claim("test")
    steps = []
    while not job.ended_at:
        progress = kind_of(job.kind).step(job)
        job = keep(job, "test", lambda progress=progress: progress)
        steps.append((job.done, visible(officer).count()))
    assert steps == [(3, 0), (5, 0), (5, 5)]
    assert import_of(officer, row.id).counts.merged == 5


def test_a_piece_done_again_from_the_same_checkpoint_changes_nothing(checked, officer) -> None:
    row = checked(kobo_xlsx())
    row = import_preview(actor=officer, import_id=row.id, version=row.version)
    import_merge(actor=officer, import_id=row.id, version=row.version)
    merge_chunk(officer, row.id, {}).write()
    again = merge_chunk(officer, row.id, {})
    assert again.finished, "what was saved is not new any more"
    work()
    assert visible(officer).count() == 5


def test_a_cancelled_merge_leaves_nobody_and_can_be_decided_again(checked, officer, monkeypatch) -> None:
    monkeypatch.setattr("homeward.exchange.actions.merging.CHUNK", 2)
    row = checked(kobo_xlsx())
    row = import_preview(actor=officer, import_id=row.id, version=row.version)
    import_merge(actor=officer, import_id=row.id, version=row.version)
    job = claim("test")
    progress = kind_of(job.kind).step(job)
    job = keep(job, "test", lambda: progress)
    job_cancel(actor=officer, job_id=job.id)
    following = kind_of(job.kind).step(job)
    assert keep(job, "test", lambda: following) is None
    row = import_of(officer, row.id)
    assert row.state is ImportState.PREVIEWED and visible(officer).count() == 0
    assert import_rows(officer, row.id, outcome=Outcome.NEW).total == 5
    import_merge(actor=officer, import_id=row.id, version=row.version)
    work()
    assert visible(officer).count() == 5


def test_faulty_rows_stop_the_merge_unless_they_are_left_out(checked, officer) -> None:
    household, people = FAMILIES[0]
    faulty = member("INV-1-7", "نوال", sex="?", birth_date="32/13/1990", nationality_claimed="Atlantis")
    row = checked(kobo_xlsx(((household, (*people, faulty)), FAMILIES[1])))
    assert (row.counts.new, row.counts.faulty) == (5, 1)
    (shown,) = import_rows(officer, row.id, outcome=Outcome.FAULTY).rows
    assert {p.code for p in shown.problems if p.weight == "error"} == {"birth_unread", "nationality_unread"}
    assert (shown.sheet, shown.row) == ("member", 5)
    row = import_preview(actor=officer, import_id=row.id, version=row.version)
    with pytest.raises(BadInput, match="1 rows have problems"):
        import_merge(actor=officer, import_id=row.id, version=row.version)
    import_merge(actor=officer, import_id=row.id, version=row.version, leave_faulty=True)
    work()
    assert visible(officer).count() == 5


def test_withdrawing_hides_everybody_and_bringing_back_shows_them(merged, officer) -> None:
    row = merged(kobo_xlsx())
    row = import_withdraw(actor=officer, import_id=row.id, version=row.version, reason="The wrong camp")
    assert row.state is ImportState.WITHDRAWN and visible(officer).count() == 0
    assert persons_search(officer, "Salma Nuri").total == 0
    import_restore(actor=officer, import_id=row.id, version=row.version, reason="It was the right one")
    assert visible(officer).count() == 5


def test_what_came_in_again_since_is_not_brought_back_beside_it(merged, officer) -> None:
    row = merged(kobo_xlsx())
    row = import_withdraw(actor=officer, import_id=row.id, version=row.version, reason="Half a file")
    again = merged(kobo_xlsx())
    assert again.counts.merged == 5 and visible(officer).count() == 5
    with pytest.raises(Inconsistent, match="twice"):
        import_restore(actor=officer, import_id=row.id, version=row.version, reason="By mistake")
    assert visible(officer).count() == 5


def test_refusing_changes_nothing_and_forgets_the_rows(checked, officer) -> None:
    row = checked(kobo_xlsx())
    row = import_refuse(actor=officer, import_id=row.id, version=row.version, reason="Not for us")
    work()
    assert row.state is ImportState.REFUSED and visible(officer).count() == 0
    assert all(one.cells == () and one.entry is None for one in import_rows(officer, row.id).rows)
    with pytest.raises(BadInput, match="refused"):
        import_preview(actor=officer, import_id=row.id, version=row.version)


def test_a_clerk_stages_and_does_not_decide(checked, actor, site) -> None:
    row = checked(kobo_xlsx())
    clerk = actor(Role.REGISTRATION_CLERK, site=site)
    with pytest.raises(Refused):
        import_preview(actor=clerk, import_id=row.id, version=row.version)
    assert Event.objects.filter(kind="denied", what="import.decide").exists()
    assert import_rows(clerk, row.id).total == 5


def test_two_people_at_once_do_not_overwrite_each_other(checked, officer) -> None:
    row = checked(kobo_xlsx())
    import_preview(actor=officer, import_id=row.id, version=row.version)
    with pytest.raises(Stale):
        import_check(actor=officer, import_id=row.id, version=row.version)


def test_nothing_personal_lies_open(merged) -> None:
    merged(kobo_xlsx(), "Salma Nuri.xlsx")
    tables = [
        model._meta.db_table for model in (models.Import, models.StagedRow, models.StagedKey, models.SourceReference)
    ]
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"SELECT * FROM {table}")
            text = " ".join(
                bytes(cell).decode("utf-8", "ignore") if isinstance(cell, (bytes, memoryview)) else str(cell)
                for row in cursor.fetchall()
                for cell in row
            )
            for secret in ("Salma", "سلمى", "199012345678", "INV-1"):
                assert secret not in text, table
    assert not Event.objects.filter(detail__icontains="Salma").exists()


def test_jobs_are_shown_with_their_progress(merged, officer) -> None:
    row = merged(kobo_xlsx())
    kinds = {job.kind: job.done for job in jobs_list(officer, subject=str(row.id))}
    assert kinds == {"exchange.read": 5, "exchange.check": 5, "exchange.merge": 5}
