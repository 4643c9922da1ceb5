"""Named records leave as disclosures: under an agreement, every row accounted for, children and sensitive needs kept back."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import msoffcrypto
import pytest
import pyzipper
from django.utils import timezone
from python_calamine import CalamineError, CalamineWorkbook

from exchange_files import kobo_xlsx, member, work
from homeward.access.actions import agreement_make
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Agreement, Category, Purpose, Role
from homeward.access.models import Disclosure, Event, SharingAgreement
from homeward.exchange import models
from homeward.exchange.actions.counts import counts_export
from homeward.exchange.actions.exports import export_ask, export_make, export_open, exports_expire
from homeward.exchange.facts.exports import ExportColumn, ExportForm, ExportRequest, ExportState, Reason
from homeward.exchange.selectors.exports import agreements_for_export, export_of, export_plan, exports_list
from homeward.kernel.errors import BadInput
from homeward.registry.selectors.search import persons_search
from homeward.work.leases import claim
from homeward.work.registry import kind_of

PASSWORD = "invented pass phrase 7"
PEOPLE = (
    (
        {"registration_group_no": "INV-1", "registration_date": "2026-03-02", "phase_block_tent": "P4-B12-T7"},
        (
            member("INV-1-1", "سلمى نوري", full_name_latin="=Salma Nuri", birth_date="1989-04-01", relationship_to_head="head",
                   document_no="Passport A1234567", specific_needs="SV-VA SM-CI", mother_name="@hana"),
            member("INV-1-2", "ياسر", sex="m", birth_date="2017-07-02", relationship_to_head="son_daughter"),
            member("INV-1-3", "هناء", sex="u", relationship_to_head="not_related", nationality_claimed="UNK"),
            member("INV-1-4", "نزار", sex="m", birth_date="1950", relationship_to_head="parent"),
        ),
    ),
)  # fmt: skip
EVERYTHING = frozenset(Category) - {Category.PHOTOGRAPH}


@pytest.fixture
def sender(actor, site):
    return actor(Role.IDENTITY_OFFICER, purpose=Purpose.IDENTITY)


@pytest.fixture
def make_agreement(actor):
    protector = actor(Role.DATA_PROTECTION_OFFICER)

    def make(**more):
        now = timezone.now()
        agreement = Agreement(
            recipient="Invented Agency",
            title="Sharing for identity papers",
            basis="Invented basis",
            purposes=frozenset({Purpose.IDENTITY}),
            categories=EVERYTHING,
            starts=now - timedelta(days=1),
            until=now + timedelta(days=30),
            caveats=("Not for screening",),
        )
        return agreement_make(protector, agreement=replace(agreement, **more))

    return make


@pytest.fixture
def asked(make_agreement, merged):
    """A request for everybody of the invented family."""
    merged(kobo_xlsx(PEOPLE))
    return ExportRequest(
        make_agreement(children=True), "Invented Agency", ExportForm.CSV, accepted=("Not for screening",)
    )


def change(request: ExportRequest, **more) -> ExportRequest:
    values = {name: getattr(request, name) for name in request.__struct_fields__}
    return ExportRequest(**{**values, **more})


def made(sender, request: ExportRequest, password: str = "") -> tuple[object, bytes]:
    row = export_ask(actor=sender, request=request, password=password)
    assert [job.state for job in work()] == ["done"]
    row, pieces = export_open(actor=sender, export_id=row.id)
    return row, b"".join(pieces)


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_row_is_written_or_kept_back_for_a_reason(asked, sender) -> None:
    row, content = made(sender, asked)
    rows = rows_of(content)
    assert row.tally.selected == 4 == row.tally.written + row.tally.rows_withheld()
    assert {one.reason: one.count for one in row.tally.withheld} == {Reason.CHILD: 2}
    assert len(rows) == row.tally.written == 2
    assert "ياسر" not in content.decode() and "needs" not in rows[0]
    assert all("Not for screening" in one["purpose_and_caveats"] for one in rows)


def test_children_leave_only_when_they_are_asked_for_and_covered(asked, sender, make_agreement) -> None:
    row, _ = made(sender, change(asked, children=True))
    assert (row.tally.written, row.tally.children) == (4, 2)
    assert Disclosure.objects.get(ready=True).children == 2
    without = make_agreement(children=False)
    with pytest.raises(Refused, match="children"):
        export_ask(actor=sender, request=change(asked, agreement_id=without, children=True))
    assert Event.objects.filter(kind="denied", what="disclosure.children").exists()


def test_needs_leave_only_for_those_who_may_read_them(asked, sender) -> None:
    with pytest.raises(Refused):
        export_ask(actor=sender, request=change(asked, columns=(ExportColumn.NAME, ExportColumn.NEEDS)))


def test_a_case_manager_discloses_needs_under_an_agreement_that_names_them(asked, actor, make_agreement) -> None:
    manager = actor(Role.CASE_MANAGER, purpose=Purpose.PROTECTION)
    columns = (ExportColumn.NAME, ExportColumn.NEEDS)
    named = make_agreement(purposes=frozenset({Purpose.PROTECTION}))
    row, content = made(manager, change(asked, agreement_id=named, columns=columns))
    assert [one["needs"] for one in rows_of(content) if one["needs"]] == ["SM-CI"], "not what is sensitive"
    assert {one.reason: one.count for one in row.tally.withheld}[Reason.SENSITIVE_NEED] == 1
    _, content = made(manager, change(asked, agreement_id=named, columns=columns, sensitive_needs=True))
    assert "SV-VA" in content.decode()
    assert Category.NEED.value in Disclosure.objects.latest("made_at").categories
    without = make_agreement(purposes=frozenset({Purpose.PROTECTION}), categories=EVERYTHING - {Category.NEED})
    with pytest.raises(Refused):
        export_ask(actor=manager, request=change(asked, agreement_id=without, columns=columns))
    with pytest.raises(Refused):
        export_ask(actor=manager, request=change(asked, columns=columns))  # for establishing identity


def test_a_cell_is_never_a_formula(asked, sender) -> None:
    _, content = made(sender, asked)
    salma = next(one for one in rows_of(content) if one["mother"])
    assert salma["romanised"] == "'=Salma Nuri" and salma["mother"] == "'@hana"


def test_what_left_is_written_down_before_it_is_handed_out(asked, sender) -> None:
    row = export_ask(actor=sender, request=asked)
    with pytest.raises(BadInput, match="not ready"):
        export_open(actor=sender, export_id=row.id)
    assert not Disclosure.objects.exists()
    work()
    row = export_of(sender, row.id)
    disclosure = Disclosure.objects.get()
    assert row.state is ExportState.READY and row.disclosure_id == disclosure.id
    assert bytes(disclosure.sha256).hex() == row.sha256
    assert (disclosure.rows, disclosure.persons, disclosure.form) == (2, 2, "csv")
    assert disclosure.caveats == ["Not for screening"] and disclosure.items.count() == 2
    assert "name" in disclosure.columns
    export_open(actor=sender, export_id=row.id)
    assert Event.objects.filter(kind="disclosure", what="export.fetch").count() == 1


def test_an_export_made_twice_is_one_disclosure(asked, sender) -> None:
    row = export_ask(actor=sender, request=asked)
    export_make(sender, row.id)  # a worker that died before its checkpoint was kept
    work()
    assert Disclosure.objects.count() == 1
    assert export_make(sender, row.id).finished
    assert Disclosure.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"accepted": ()}, "caveat"),
        ({"recipient": "Somebody else"}, "somebody else"),
        ({"agreement_id": uuid4()}, "no such agreement"),
    ],
)
def test_without_a_fitting_agreement_nothing_is_made(more, words, asked, sender) -> None:
    with pytest.raises((Refused, NotFound), match=words):
        export_ask(actor=sender, request=change(asked, **more))
    assert not models.Export.objects.exists()


def test_an_agreement_that_ended_meanwhile_stops_the_file(asked, sender) -> None:
    row = export_ask(actor=sender, request=asked)
    SharingAgreement.objects.update(withdrawn_at=timezone.now())
    job = work_failing()
    assert "not in force" in job
    assert export_of(sender, row.id).state is ExportState.ASKED and not Disclosure.objects.exists()


def work_failing() -> str:
    """What the one waiting job is refused with."""
    job = claim("test")
    with pytest.raises(Refused) as refused:
        kind_of(job.kind).step(job)
    return str(refused.value)


def test_only_what_the_agreement_covers_is_in_the_file(asked, sender, make_agreement) -> None:
    few = make_agreement(categories=frozenset({Category.NAME, Category.SEX}))
    _, content = made(sender, change(asked, agreement_id=few))
    assert set(rows_of(content)[0]) == {
        "number", "name", "romanised", "kunya", "other_names", "sex", "purpose_and_caveats",
    }  # fmt: skip
    with pytest.raises(Refused, match="does not cover everything"):
        export_ask(actor=sender, request=change(asked, agreement_id=few, columns=(ExportColumn.BIRTH,)))


def test_whoever_did_not_ask_does_not_reach_it(asked, sender, actor) -> None:
    row = export_ask(actor=sender, request=asked)
    other = actor(Role.IDENTITY_OFFICER, purpose=Purpose.IDENTITY)
    clerk = actor(Role.REGISTRATION_CLERK)
    for somebody in (other, clerk, replace(sender, purpose=Purpose.REGISTRATION)):
        with pytest.raises(NotFound):
            export_of(somebody, row.id)
    assert exports_list(other) == () and len(exports_list(sender)) == 1
    with pytest.raises(Refused):
        export_plan(clerk, asked)


def test_a_file_is_gone_after_its_day(asked, sender) -> None:
    row, _ = made(sender, asked)
    models.Export.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert exports_expire() == 1
    assert export_of(sender, row.id).state is ExportState.EXPIRED
    with pytest.raises(BadInput):
        export_open(actor=sender, export_id=row.id)


def test_json_lines_keep_several_values_apart(asked, sender) -> None:
    _, content = made(sender, change(asked, form=ExportForm.JSON_LINES))
    lines = [json.loads(line) for line in content.splitlines()]
    salma = next(line for line in lines if line["mother"])
    assert sorted(salma["documents"]) == ["other INV-1-1", "passport A1234567"]
    assert salma["mother"] == ["@hana"] and salma["birth"] == ["1989-04-01"]


def test_followthemoney_has_a_person_for_each_row(asked, sender) -> None:
    _, content = made(sender, change(asked, form=ExportForm.FTM))
    salma, other = sorted(
        (json.loads(line) for line in content.splitlines()), key=lambda e: "passportNumber" not in e["properties"]
    )
    assert {e["schema"] for e in (salma, other)} == {"Person"}
    assert salma["properties"]["passportNumber"] == ["A1234567"] and salma["properties"]["gender"] == ["female"]
    assert salma["properties"]["birthDate"] == ["1989-04-01"] and salma["properties"]["nationality"] == ["iq"]
    assert other["properties"]["birthDate"] == ["1950"]


def test_a_workbook_says_what_it_is_and_holds_text_alone(asked, sender) -> None:
    _, content = made(sender, change(asked, form=ExportForm.XLSX))
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    persons, about = (book.get_sheet_by_name(name).to_python() for name in ("Persons", "About"))
    assert len(persons) == 3 and all(isinstance(cell, str) for line in persons for cell in line)
    said = {line[0]: line[1] for line in about}
    assert said["Rows written"] == "2" and said["Caveat"] == "Not for screening" and said["Purpose"] == "identity"


def test_a_workbook_behind_a_password(asked, sender) -> None:
    _, content = made(sender, change(asked, form=ExportForm.XLSX), PASSWORD)
    with pytest.raises(CalamineError):
        CalamineWorkbook.from_filelike(io.BytesIO(content))
    locked, opened = msoffcrypto.OfficeFile(io.BytesIO(content)), io.BytesIO()
    locked.load_key(password=PASSWORD)
    locked.decrypt(opened)
    opened.seek(0)
    assert len(CalamineWorkbook.from_filelike(opened).get_sheet_by_name("Persons").to_python()) == 3


def test_any_other_file_behind_a_password(asked, sender) -> None:
    row, content = made(sender, asked, PASSWORD)
    assert row.file_name.endswith(".zip")
    with pyzipper.AESZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        with pytest.raises(RuntimeError):
            archive.read(names[0])
        archive.setpassword(PASSWORD.encode())
        assert len(rows_of(archive.read(names[0]))) == 2
        assert "Rows written: 2" in archive.read("ABOUT.txt").decode("utf-8-sig")
    assert bytes(models.Export.objects.get().password) == b"", "the password is forgotten once the file is made"


@pytest.mark.parametrize("weak", ["short", "aaaaaaaaaaaaaaaa", "x" * 200])
def test_a_weak_password_is_refused(weak, asked, sender) -> None:
    with pytest.raises(BadInput, match="password"):
        export_ask(actor=sender, request=asked, password=weak)


def test_named_persons_alone_and_those_out_of_reach_counted(asked, sender) -> None:
    salma = persons_search(sender, "سلمى نوري").rows[0]
    plan = export_plan(sender, change(asked, person_ids=(salma.id, uuid4())))
    assert (plan.tally.selected, plan.tally.written) == (2, 1)
    assert [(one.reason, one.count) for one in plan.tally.withheld] == [(Reason.CLOSED, 1)]


def test_the_agreements_to_choose_from_fit_the_purpose(asked, sender, make_agreement) -> None:
    make_agreement(purposes=frozenset({Purpose.RETURN}))
    assert [row.id for row in agreements_for_export(sender)] == [asked.agreement_id]


def test_counts_leave_with_small_numbers_held_back(asked, sender, actor) -> None:
    reader = actor(Role.COORDINATION_ANALYST)
    lines = list(csv.reader(io.StringIO(counts_export(actor=reader, day=date(2026, 12, 1)).decode("utf-8-sig"))))
    assert lines[1][5] == "#affected+num"
    assert all(line[5] in ("", "0") for line in lines[2:]), "four people are too few to be told"
    assert any(line[6] == "1" for line in lines[2:])
    everything = counts_export(actor=sender, day=date(2026, 12, 1))
    assert everything.decode("utf-8-sig").splitlines()[2:] == [",".join(line) for line in lines[2:]], "whoever asks"
    with pytest.raises(Refused):
        counts_export(actor=actor(Role.CONVOY_LEAD), day=date(2026, 12, 1))
