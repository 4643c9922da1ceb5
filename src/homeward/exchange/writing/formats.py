"""Lines of an export become bytes: CSV, JSON lines, FollowTheMoney as a stream; a workbook whole.

Comes in: lines by column, and what is said about the file. Goes out: bytes, piece by piece. Cells cannot be taken for formulas.
FollowTheMoney (followthemoney.tech): one `Person` for each line, ids and properties as its schema names them.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec
import xlsxwriter

from homeward.exchange.facts.exports import ExportColumn, ExportForm, Tallied
from homeward.exchange.rules.lines import Line
from homeward.exchange.writing.about import About
from homeward.exchange.writing.cells import harmless

C = ExportColumn
CAVEATS: Final = "purpose_and_caveats"
_PIECE: Final = 64 * 1024
_ENCODER: Final = msgspec.json.Encoder()
_PROPERTIES: Final = {
    C.NAME: "name", C.ROMANISED: "name", C.KUNYA: "weakAlias", C.OTHER_NAMES: "alias", C.SEX: "gender", C.BIRTH: "birthDate",
    C.BIRTH_PLACE: "birthPlace", C.NATIONALITY: "nationality", C.FATHER: "fatherName", C.MOTHER: "motherName",
}  # fmt: skip
SUFFIX: Final = {
    ExportForm.CSV: "csv",
    ExportForm.XLSX: "xlsx",
    ExportForm.JSON_LINES: "jsonl",
    ExportForm.FTM: "ftm.json",
}


def streamed(form: ExportForm, lines: Iterable[Line], columns: Sequence[ExportColumn], about: About) -> Iterator[bytes]:
    """The bytes of a file in a format that can be written line by line."""
    made = {ExportForm.CSV: _csv, ExportForm.JSON_LINES: _json, ExportForm.FTM: _ftm}[form]
    waiting = bytearray()
    for piece in made(lines, columns, about):
        waiting += piece
        if len(waiting) >= _PIECE:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


def workbook(lines: Iterable[Line], columns: Sequence[ExportColumn], about: About, tally: Tallied) -> bytes:
    """A workbook: the rows, and a sheet that says what they are. Every cell is text. `tally` is asked for after the last line."""
    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet("Persons")
        for at, name in enumerate((*(column.value for column in columns), CAVEATS)):
            sheet.write_string(0, at, name)
        for number, line in enumerate(lines, 1):
            for at, text in enumerate(_cells(line, columns, about)):
                sheet.write_string(number, at, text)
        beside = book.add_worksheet("About")
        for number, pair in enumerate(about.lines(tally)):
            for at, text in enumerate(pair):
                beside.write_string(number, at, harmless(text))
    return content.getvalue()


def _cells(line: Line, columns: Sequence[ExportColumn], about: About) -> list[str]:
    return [*(harmless("; ".join(line[column])) for column in columns), harmless(about.words())]


def _csv(lines: Iterable[Line], columns: Sequence[ExportColumn], about: About) -> Iterator[bytes]:
    kept = io.StringIO()
    writer = csv.writer(kept, lineterminator="\r\n")

    def written(cells: Sequence[str]) -> bytes:
        writer.writerow(cells)
        text = kept.getvalue()
        kept.seek(0)
        kept.truncate()
        return text.encode()

    yield b"\xef\xbb\xbf" + written([*(column.value for column in columns), CAVEATS])
    for line in lines:
        yield written(_cells(line, columns, about))


def _json(lines: Iterable[Line], columns: Sequence[ExportColumn], about: About) -> Iterator[bytes]:
    for line in lines:
        yield _ENCODER.encode({**{c.value: list(line[c]) for c in columns}, CAVEATS: about.words()}) + b"\n"


def _ftm(lines: Iterable[Line], columns: Sequence[ExportColumn], about: About) -> Iterator[bytes]:
    """Silences are left out: the schema has no word for them."""
    for line in lines:
        properties: dict[str, list[str]] = {"notes": [about.words()]}
        for column in columns:
            if name := _PROPERTIES.get(column):
                properties.setdefault(name, []).extend(_ftm_values(column, line[column]))
        for text in line.get(C.DOCUMENTS, ()):
            kind, _, number = text.partition(" ")
            if number:
                properties.setdefault("passportNumber" if kind == "passport" else "idNumber", []).append(
                    number.split(" ")[0]
                )
        number = line[C.NUMBER][0]
        found = {key: values for key, values in properties.items() if values}
        caption = next(iter(found.get("name", [])), number)
        entity = {"id": f"homeward-{number.lower()}", "caption": caption, "schema": "Person", "properties": found}
        yield _ENCODER.encode(entity) + b"\n"


def _ftm_values(column: ExportColumn, values: Sequence[str]) -> list[str]:
    """Values as the schema wants them: partial dates as they are, an interval as its two ends, countries in lower case."""
    stated = [
        value for value in values if value not in ("unknown", "not_asked", "declined", "not_applicable", "stateless")
    ]
    if column is C.BIRTH:
        return [end.lstrip("~") for value in stated for end in value.split("..")]
    return [value.lower() for value in stated] if column is C.NATIONALITY else stated
