"""The registration form as an XLSForm: survey, choices and settings in four languages, for Kobo, ODK and any program that reads them.

Comes in: the questions of `facts.form` and the lists of `facts.choices`. Goes out: the bytes of a workbook, always the same ones.
What the form asks is what an import recognises: names of questions are names of fields, names of answers are ours.
Specification: xlsform.org. Countries are named by the Unicode CLDR through Babel; where it has no name, in English.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import xlsxwriter
from babel import Locale

from homeward.exchange.facts.choices import NEEDS, PAPERS, PRECISIONS, ROLES, SEXES, SILENCES, TONGUES, Choice
from homeward.exchange.facts.form import EACH, FORM_ID, HOUSEHOLD, MEMBER, ONCE, TITLES, VERSION, Question

NAMED: Final = ("English (en)", "العربية (ar)", "کوردیی ناوەندی (ckb)", "Kurmancî (kmr)")
_LOCALES: Final = ("en", "ar", "ckb", "ku")
# Countries that people in such camps are from, by the number of them; anybody else is "other", named in words at the desk.
_CODES: Final = (
    "IQ SY TR IR LB JO PS EG TN MA DZ LY SD SO YE SA AF PK UZ TJ KZ KG TM AZ RU CN ID MY MV BD IN FR BE DE NL GB"
    " SE DK NO FI AT CH ES IT BA XK AL MK UA GE US CA AU TT ET KE NG PH"
)
COUNTRIES: Final = tuple(_CODES.split())
_MADE: Final = datetime(2026, 11, 25, tzinfo=UTC)
Rows = list[list[str]]


def registration_form() -> bytes:
    """The workbook."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": TITLES[0], "created": _MADE.replace(tzinfo=None)})
        for name, rows in (("survey", survey()), ("choices", choices()), ("settings", settings())):
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for at, text in enumerate(row):
                    if text:
                        sheet.write_string(number, at, text)
    return content.getvalue()


def survey() -> Rows:
    """The questions: the household's once, then a repeat for each member."""
    labels = [f"label::{name}" for name in NAMED]
    rows = [["type", "name", *labels, "required", "relevant", "appearance", "hxl"]]
    rows += [["start", "start"], ["end", "end"], ["deviceid", "deviceid"]]
    rows += [["begin_group", HOUSEHOLD[0], *HOUSEHOLD[1]], *map(_asked, ONCE), ["end_group"]]
    rows += [["begin_repeat", MEMBER[0], *MEMBER[1]], *map(_asked, EACH), ["end_repeat"]]
    return rows


def choices() -> Rows:
    """The answers of every list, in four languages, the silences at the end of those that may have one."""
    rows = [["list_name", "name", *(f"label::{name}" for name in NAMED)]]
    unknown = tuple(choice for choice in SILENCES if choice.name in ("unknown", "declined"))
    for name, listed in (
        ("sexes", SEXES + unknown), ("precisions", PRECISIONS), ("roles", ROLES + unknown[:1]), ("papers", PAPERS),
        ("tongues", TONGUES), ("needs", NEEDS), ("countries", _countries()), ("nationalities", _countries() + _stateless() + unknown),
    ):  # fmt: skip
        rows += [[name, choice.name, *choice.labels] for choice in listed]
    return rows


def settings() -> Rows:
    """What the form is called."""
    return [["form_title", "form_id", "version", "default_language"], [TITLES[0], FORM_ID, VERSION, NAMED[0]]]


def _asked(question: Question) -> list[str]:
    kind = f"{question.kind} {question.choices}" if question.choices else question.kind
    appearance = "minimal" if question.choices in ("countries", "nationalities") else ""
    required = "yes" if question.required else ""
    return [kind, question.name, *question.labels, required, question.relevant, appearance, question.tag]


def _countries() -> tuple[Choice, ...]:
    return tuple(Choice(code, tuple(_named(code))) for code in COUNTRIES)


def _named(code: str) -> Iterator[str]:
    english = Locale("en").territories.get(code, code)
    for language in _LOCALES:
        yield Locale(language).territories.get(code, english)


def _stateless() -> tuple[Choice, ...]:
    return (Choice("stateless", ("Stateless", "بدون جنسية", "بێ ڕەگەزنامە", "Bêdewlet")),)
