"""A manifest as a workbook: one line for each person, and a sheet that says under which agreement and with which caveats it left.

Comes in: a manifest, the columns that the agreement covers, what is said about the file. Goes out: bytes. Every cell is text and none is
taken for a formula; purpose and caveats stand in every row, so that none travels without them.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

import xlsxwriter

from homeward.exchange.facts.exports import Tallied
from homeward.exchange.writing.about import About
from homeward.exchange.writing.cells import harmless
from homeward.pathway.facts.manifests import Manifest, ManifestColumn, ManifestLine

CAVEATS = "purpose_and_caveats"
C = ManifestColumn


def workbook(manifest: Manifest, columns: Sequence[ManifestColumn], about: About) -> bytes:
    """The bytes of the workbook."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet("Manifest")
        sheet.freeze_panes(1, 0)
        for at, name in enumerate((*(column.value for column in columns), CAVEATS)):
            sheet.write_string(0, at, name)
        for number, line in enumerate(manifest.lines, 1):
            for at, text in enumerate([*(cell(line, column) for column in columns), about.words()]):
                sheet.write_string(number, at, harmless(text))
        beside = book.add_worksheet("About")
        whole = Tallied(len(manifest.lines), len(manifest.lines), manifest.children)
        for number, pair in enumerate([("Convoy", manifest.convoy.number), *about.lines(whole)]):
            for at, text in enumerate(pair):
                beside.write_string(number, at, harmless(text))
    return content.getvalue()


def cell(line: ManifestLine, column: ManifestColumn) -> str:
    """What stands in a column for a person, as codes and ISO days; empty where nothing is recorded."""
    person, paper, journey = line.seat.person, line.paper, line.journey
    if person is None:
        return ""
    return {
        C.NUMBER: person.number,
        C.NAME: person.summary.name,
        C.ROMANISED: person.summary.romanised,
        C.SEX: person.sex.value if person.sex else "",
        C.BIRTH: person.summary.birth,
        C.HOUSEHOLD: line.household,
        C.VEHICLE: line.vehicle,
        C.PAPER: paper.kind.value if paper else "",
        C.PAPER_NUMBER: paper.number if paper else "",
        C.VALID_UNTIL: paper.valid_until.isoformat() if paper and paper.valid_until else "",
        C.NEEDS: "; ".join(needs_of(line)) if journey else "",
    }[column]


def needs_of(line: ManifestLine) -> tuple[str, ...]:
    """What the journey has to make room for, as codes, and the note for the escort where the reader may read it."""
    journey = line.journey
    if journey is None:
        return ()
    flags = [code for code, there in (("wheelchair", journey.wheelchair), ("escort", journey.escort)) if there]
    return (*flags, *([journey.words] if journey.words else []))
