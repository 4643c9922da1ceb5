"""A file is taken in, mapped and checked; what its rows have wrong is shown with file, sheet, row and what to do."""

from __future__ import annotations

import pytest
from django.conf import settings

from exchange_files import FAMILIES, central_pair, kobo_xlsx, member, table, work
from homeward.access.errors import NotFound, Refused, Stale
from homeward.access.facts import Role
from homeward.exchange import models
from homeward.exchange.actions import staging
from homeward.exchange.actions.staging import Upload, import_check, import_map, import_stage, mapping_save
from homeward.exchange.facts.fields import Field
from homeward.exchange.facts.imports import ImportState, Outcome
from homeward.exchange.facts.mappings import Mapping, Use
from homeward.exchange.selectors.imports import (
    import_of,
    import_problem_lines,
    import_problems,
    import_rows,
    import_site_words,
    imports_list,
    mappings_list,
)
from homeward.kernel.errors import BadInput, Unreadable
from homeward.work.leases import claim
from homeward.work.registry import kind_of


def test_a_file_is_kept_sealed_with_its_hash_and_shape(stage, officer) -> None:
    row = stage(kobo_xlsx(), "families.xlsx")
    assert (row.state, row.kind, row.name) == (ImportState.STAGED, "kobo_xlsx", "families.xlsx")
    assert (row.counts.rows, row.counts.read) == (5, 5)
    kept = (settings.HOMEWARD_HOME / "files" / row.id.hex[-2:] / row.id.hex).read_bytes()
    assert b"PK" not in kept[:100] and "سلمى".encode() not in kept
    assert imports_list(officer)[0].id == row.id


def test_a_bad_file_is_refused_at_once_and_leaves_nothing(officer, site) -> None:
    with pytest.raises(Unreadable, match="PDF"):
        import_stage(actor=officer, site_id=site, files=[Upload("x.pdf", b"%PDF-1.7")])
    assert not models.Import.objects.exists()


def test_a_large_file_is_read_by_the_worker_whose_error_is_the_sentence(officer, site, monkeypatch) -> None:
    monkeypatch.setattr(staging, "AT_ONCE", 10)
    row = import_stage(actor=officer, site_id=site, files=[Upload("x.csv", b"%PDF-1.7 and more")])
    job = claim("test")
    with pytest.raises(Unreadable, match="PDF"):
        kind_of(job.kind).step(job)
    assert import_of(officer, row.id).counts.read == 0
    with pytest.raises(BadInput, match="still being read"):
        import_check(actor=officer, import_id=row.id, version=row.version)


def test_a_large_file_is_read_in_pieces(officer, site, monkeypatch) -> None:
    monkeypatch.setattr(staging, "AT_ONCE", 10)
    monkeypatch.setattr(staging, "CHUNK", 2)
    row = import_stage(actor=officer, site_id=site, files=[Upload("x.xlsx", kobo_xlsx())])
    assert row.columns == ()
    work()
    row = import_of(officer, row.id)
    assert row.counts.read == 5 and row.kind == "kobo_xlsx" and len(import_rows(officer, row.id).rows) == 5


def test_the_pair_of_central_is_one_import(officer, site) -> None:
    files = [Upload(name, content) for name, content in central_pair()]
    row = import_stage(actor=officer, site_id=site, files=files)
    work()
    assert import_of(officer, row.id).counts.read == 5 and row.name == "Form.csv + Form-member.csv"


def test_the_same_bytes_say_which_import_had_them(stage) -> None:
    content = kobo_xlsx()  # made once: a workbook says in which second it was made
    first, second = stage(content), stage(content)
    assert first.same_file is None and second.same_file == first.id


def test_somebody_elsewhere_sees_nothing_of_it(stage, actor, make_site) -> None:
    row = stage(kobo_xlsx())
    clerk = actor(Role.REGISTRATION_CLERK, site=make_site("Another camp"))
    assert imports_list(clerk) == ()
    with pytest.raises(NotFound):
        import_rows(clerk, row.id)
    with pytest.raises(Refused):
        import_stage(actor=actor(Role.AUDITOR), site_id=row.site_id, files=[Upload("x", b"x")])


def test_a_mapping_is_edited_and_the_rows_are_checked_anew(checked, officer) -> None:
    row = checked(table([["who", "sex"], ["Invented Person", "f"], ["Another", "x?"]]), "x.csv")
    assert row.counts.faulty == 2, "nothing is known to hold a name"
    uses = (Use("invented.csv", "who", Field.NAME), Use("invented.csv", "sex", Field.SEX))
    with pytest.raises(BadInput, match="no such column"):
        import_map(actor=officer, import_id=row.id, mapping=Mapping(uses), version=row.version)
    sheet = row.columns[0].sheet
    mapping = Mapping((Use(sheet, "who", Field.NAME), Use(sheet, "sex", Field.SEX)))
    row = import_map(actor=officer, import_id=row.id, mapping=mapping, version=row.version)
    assert row.state is ImportState.STAGED
    with pytest.raises(Stale):
        import_map(actor=officer, import_id=row.id, mapping=mapping, version=row.version - 1)
    import_check(actor=officer, import_id=row.id, version=row.version)
    work()
    row = import_of(officer, row.id)
    assert (row.counts.new, row.counts.faulty) == (1, 1)
    mapping_save(actor=officer, name="Gate list", mapping=mapping)
    mapping_save(actor=officer, name="Gate list", mapping=mapping)
    assert [saved.mapping for saved in mappings_list(officer)] == [mapping]


def test_words_for_places_are_tied_to_sites(stage, officer, site, make_site) -> None:
    other = make_site("Northern camp")
    families = (
        ({**FAMILIES[0][0], "camp": "camp_a"}, FAMILIES[0][1]),
        ({**FAMILIES[1][0], "camp": "Northern camp"}, FAMILIES[1][1]),
    )
    row = stage(kobo_xlsx(families))
    assert import_site_words(officer, row.id) == ("camp_a", "Northern camp")
    import_check(actor=officer, import_id=row.id, version=row.version)
    work()
    row = import_of(officer, row.id)
    assert (row.counts.faulty, row.counts.new) == (3, 2)
    assert import_problems(officer, row.id)[0].problem.code == "site_unknown"
    mapping = Mapping(row.mapping.uses, {"camp_a": str(site)})
    row = import_map(actor=officer, import_id=row.id, mapping=mapping, version=row.version)
    import_check(actor=officer, import_id=row.id, version=row.version)
    work()
    assert import_of(officer, row.id).counts.new == 5
    assert set(models.StagedRow.objects.values_list("site_id", flat=True)) == {site, other}


def test_rows_for_a_site_out_of_reach_stay_out(stage, actor, site, make_site) -> None:
    make_site("Northern camp")
    row = stage(kobo_xlsx((({**FAMILIES[0][0], "camp": "Northern camp"}, FAMILIES[0][1]),)))
    clerk = actor(Role.REGISTRATION_CLERK, site=site)
    import_check(actor=clerk, import_id=row.id, version=row.version)
    work()
    assert import_of(clerk, row.id).counts.faulty == 3


def test_problems_say_where_and_never_what_the_cell_holds(checked, officer) -> None:
    faulty = (
        member("INV-3-1", "سلمى", birth_date="not a secret day", relationship_to_head="head"),
        member("INV-3-1", "رباب", relationship_to_head="head"),
        member("INV-3-2", "هناء", relationship_to_head="head"),
    )
    row = checked(kobo_xlsx((({"registration_group_no": "INV-3"}, faulty),)), "gate.xlsx")
    lines = list(import_problem_lines(officer, row.id))
    assert [(one.file, one.sheet, one.row, one.problem.code) for one in lines] == [
        ("gate.xlsx", "member", 2, "birth_unread"),
        ("gate.xlsx", "member", 3, "reference_twice"),
    ]
    assert all("secret" not in str(one.problem) for one in lines)
    assert lines[0].problem.column == "birth_date" and "1986-03-04" in lines[0].problem.todo


def test_a_household_has_one_head(checked, officer) -> None:
    heads = tuple(member(f"INV-4-{n}", "سلمى", relationship_to_head="head") for n in (1, 2))
    row = checked(kobo_xlsx((({"registration_group_no": "INV-4"}, heads),)))
    assert (row.counts.new, row.counts.faulty) == (1, 1)
    (faulty,) = import_rows(officer, row.id, outcome=Outcome.FAULTY).rows
    assert faulty.row == 3 and "Row 2" in str(faulty.problems[-1])


def test_numbers_that_others_hold_are_shown(merged, checked, officer) -> None:
    merged(kobo_xlsx())
    again = (
        member("X-1", "سلمى نوري", document_no="National ID 199012345678", relationship_to_head="head"),
        member("X-2", "نوال", document_no="Passport N7654321"),
        member("X-3", "نزار", document_no="Passport N-7654321"),
    )
    row = checked(kobo_xlsx((({"registration_group_no": "X"}, again),)))
    assert row.counts.doubled == 3 and row.counts.new == 3
    rows = import_rows(officer, row.id, doubled=True).rows
    assert rows[0].doubles[0].person_id is not None
    assert [double.row for double in (*rows[1].doubles, *rows[2].doubles)] == [4, 3]


def test_a_household_number_that_is_none_is_noticed(checked, officer) -> None:
    people = tuple(member(f"Y-{n}", "نوال") for n in range(61))
    row = checked(kobo_xlsx((({"registration_group_no": "1"}, people),)))
    assert row.counts.faulty == 61
    assert import_problems(officer, row.id)[0].problem.code == "family_large"


def test_two_rows_without_a_number_that_state_the_same_are_two_people(checked, officer) -> None:
    rows = [["name", "age"], ["Invented Twin", "4"], ["Invented Twin", "4"], ["Somebody", "30"]]
    row = checked(table(rows), "x.csv")
    assert row.counts.new == 3
    assert import_rows(officer, row.id, outcome=Outcome.FAULTY).total == 0
