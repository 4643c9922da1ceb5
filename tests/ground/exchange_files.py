"""Invented registration files in the shapes that other programs export, made anew by each test; and a worker in one thread.

Comes in: families of invented people. Goes out: bytes: CSV, Kobo XLSX in both header modes, Kobo JSON, ODK Central's archive.
Never a real person, and never a copy of somebody's file.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Sequence
from typing import Any

import xlsxwriter

from homeward.work.facts import Job
from homeward.work.leases import claim, keep
from homeward.work.registry import kind_of

HOUSEHOLD = ("registration_group_no", "registration_date", "camp", "phase_block_tent")
MEMBER = (
    "individual_no", "full_name_ar", "full_name_latin", "father_name", "mother_name", "sex", "birth_date",
    "birth_date_precision", "age_years", "relationship_to_head", "nationality_claimed", "document_no", "specific_needs",
)  # fmt: skip
LABELS = {
    "registration_group_no": "Household/Registration group / case number",
    "registration_date": "Household/Date of registration",
    "camp": "Household/Camp",
    "phase_block_tent": "Household/Phase / block / tent",
    "individual_no": "Member/Individual number",
    "full_name_ar": "Member/Full name (Arabic)",
    "full_name_latin": "Member/Full name (Latin)",
    "father_name": "Member/Father's name",
    "mother_name": "Member/Mother's full name",
    "sex": "Member/Sex",
    "birth_date": "Member/Date of birth",
    "birth_date_precision": "Member/Date of birth precision",
    "age_years": "Member/Age in years",
    "relationship_to_head": "Member/Relationship to head",
    "nationality_claimed": "Member/Nationality (claimed)",
    "document_no": "Member/Document type and number",
    "specific_needs": "Member/Specific needs codes",
}
WORDS = {
    "f": "Female", "m": "Male", "u": "Unknown", "day": "Exact day", "month": "Month only", "year": "Year only",
    "estimated": "Estimated from age", "head": "Head", "spouse": "Spouse", "son_daughter": "Son / daughter",
    "IRQ": "Iraq", "SYR": "Syria", "UNK": "Unknown", "SC-UC": "Unaccompanied child", "SM-CI": "Chronic illness",
}  # fmt: skip
MAIN = "Invented registration"
Row = dict[str, str]


def member(number: str, name: str, **more: str) -> Row:
    """One invented member of a household."""
    return {"individual_no": number, "full_name_ar": name, "sex": "f", "nationality_claimed": "IRQ", **more}


FAMILIES: tuple[tuple[Row, tuple[Row, ...]], ...] = (
    (
        {"registration_group_no": "INV-1", "registration_date": "2026-03-02", "phase_block_tent": "P4-B12-T7"},
        (
            member("INV-1-1", "سلمى نوري خالد", full_name_latin="Salma Nuri Khalid", birth_date="1989-01-01",
                   birth_date_precision="year", relationship_to_head="head", document_no="National ID 199012345678"),
            member("INV-1-2", "ياسر عمر سالم", sex="m", birth_date="2013-07-01", birth_date_precision="month",
                   relationship_to_head="son_daughter", document_no="Birth cert. none"),
            member("INV-1-3", "هناء عمر سالم", birth_date="٢٠١٧-٠٥-١٩", relationship_to_head="son_daughter",
                   nationality_claimed="UNK", specific_needs="SM-CI"),
        ),
    ),
    (
        {"registration_group_no": "INV-2", "registration_date": "2026-03-05", "phase_block_tent": "S2-114"},
        (
            member("INV-2-1", "رباب خلف", birth_date="1990-01-01", birth_date_precision="estimated", relationship_to_head="head"),
            member("INV-2-2", "؟", full_name_latin="Unknown child", sex="u", age_years="4", relationship_to_head="foster_child",
                   nationality_claimed="UNK", specific_needs="SC-UC"),
        ),
    ),
)  # fmt: skip


def uuid_of(place: int) -> str:
    """An invented submission's id."""
    return f"00000000-0000-4000-8000-{place:012d}"


def kobo_xlsx(
    families: Sequence[tuple[Row, Sequence[Row]]] = FAMILIES, *, labels: bool = False, hxl: bool = False
) -> bytes:
    """Kobo's workbook: a sheet for households, one for their members, in either mode of headers, with HXL tags or without."""

    def words(row: Row, names: Sequence[str]) -> list[str]:
        return [WORDS.get(row.get(name, ""), row.get(name, "")) if labels else row.get(name, "") for name in names]

    def heads(names: Sequence[str]) -> list[str]:
        return [LABELS[name] for name in names] if labels else list(names)

    main = [[*heads(HOUSEHOLD), "_id", "_uuid", "_submission_time", "_index"]]
    people = [[*heads(MEMBER), "_parent_table_name", "_parent_index", "_submission__id", "_submission__uuid"]]
    if hxl:
        main.append(["#household+id", "#date+registration", "#loc+camp+name", "#loc+shelter+id", "", "", "", ""])
        people.append(["#affected+id", "#affected+name+ar", *[""] * (len(MEMBER) + 2)])
    for place, (household, members) in enumerate(families, 1):
        main.append([*words(household, HOUSEHOLD), 9000 + place, uuid_of(place), "2026-03-05T09:30:11", place])
        people += [[*words(one, MEMBER), MAIN, place, 9000 + place, uuid_of(place)] for one in members]
    return workbook({MAIN: main, "member": people})


def workbook(sheets: dict[str, list[list[Any]]]) -> bytes:
    """A workbook of some sheets."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, str) and value:
                        sheet.write_string(number, column, value)
                    elif value != "":
                        sheet.write(number, column, value)
    return content.getvalue()


def kobo_json(families: Sequence[tuple[Row, Sequence[Row]]] = FAMILIES) -> bytes:
    """Kobo's answer to a program, version 2."""
    results = [
        {
            "_id": 9000 + place,
            "_uuid": uuid_of(place),
            **{f"hh/{name}": value for name, value in household.items()},
            "member": [{f"member/{name}": value for name, value in one.items()} for one in members],
        }
        for place, (household, members) in enumerate(families, 1)
    ]
    return json.dumps({"count": len(results), "next": None, "previous": None, "results": results}).encode()


def central_pair(families: Sequence[tuple[Row, Sequence[Row]]] = FAMILIES) -> list[tuple[str, bytes]]:
    """ODK Central's two CSV files."""
    main, people = [["SubmissionDate", *(f"hh-{name}" for name in HOUSEHOLD), "KEY"]], [[*MEMBER, "PARENT_KEY", "KEY"]]
    for place, (household, members) in enumerate(families, 1):
        key = f"uuid:{uuid_of(place)}"
        main.append(["2026-03-05", *(household.get(name, "") for name in HOUSEHOLD), key])
        for number, one in enumerate(members, 1):
            people.append([*(one.get(name, "") for name in MEMBER), key, f"{key}/member[{number}]"])
    return [("Form.csv", table(main)), ("Form-member.csv", table(people))]


def central_zip(families: Sequence[tuple[Row, Sequence[Row]]] = FAMILIES) -> bytes:
    """The same as the archive that Central gives."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in central_pair(families):
            archive.writestr(name, inside)
    return content.getvalue()


def flat_csv(families: Sequence[tuple[Row, Sequence[Row]]] = FAMILIES, delimiter: str = ",") -> bytes:
    """One table: each member with the household's answers beside their own."""
    rows = [[*HOUSEHOLD, *MEMBER]]
    for household, members in families:
        rows += [[{**household, **one}.get(name, "") for name in rows[0]] for one in members]
    return table(rows, delimiter)


def table(rows: Sequence[Sequence[str]], delimiter: str = ",") -> bytes:
    """Rows as CSV."""
    content = io.StringIO()
    csv.writer(content, delimiter=delimiter, lineterminator="\r\n").writerows(rows)
    return content.getvalue().encode()


def work() -> list[Job]:
    """Do every job that waits, step by step, in this thread. Returns them as they ended."""
    ended = []
    while (job := claim("test")) is not None:
        kind = kind_of(job.kind)
        while not job.ended_at:
            progress = kind.step(job)
            kept = keep(job, "test", lambda progress=progress: progress)  # type: ignore[misc]
            assert kept is not None
            job = kept
        ended.append(job)
    return ended
