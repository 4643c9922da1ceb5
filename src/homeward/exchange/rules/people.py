"""A record becomes an entry: what its cells state about a person, each cell read as what its column holds.

Comes in: columns, a mapping, records. Goes out: `Understood`: an entry and what is wrong, by field. Every statement's source is the
import; nothing is verified by being in a file. An empty cell states nothing; a word for a silence states that silence.
Never evaluates a cell, never fills one in, and never puts its text into a problem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from msgspec import structs

from homeward.exchange.facts.choices import ROLES, SEXES
from homeward.exchange.facts.entries import Entry, Understood
from homeward.exchange.facts.fields import Field
from homeward.exchange.facts.mappings import Mapping
from homeward.exchange.facts.problems import Problem, notice, told
from homeward.exchange.facts.tables import Column, Record
from homeward.exchange.rules import papers
from homeward.exchange.rules.answers import contacts, languages, names, nationalities, parent, silent
from homeward.exchange.rules.births import Said, born_of
from homeward.exchange.rules.needs import needs
from homeward.exchange.rules.words import choice_of, silence_of
from homeward.kernel.countries import country_code, states_no_country
from homeward.kernel.dates import parse
from homeward.registry.errors import Invalid
from homeward.registry.facts.answers import known
from homeward.registry.facts.claims import Source, Statement
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.facts.values import BirthValue, ClaimKind, DocumentKind, ParentRole, Sex, SexValue
from homeward.registry.rules.statements import check

F = Field
LONGEST_PLACE: Final = 32  # letters of a section or a tent, as the registry keeps them
_NUMBERED: Final = {
    F.PASSPORT: DocumentKind.PASSPORT,
    F.NATIONAL_ID: DocumentKind.NATIONAL_ID,
    F.BIRTH_CERTIFICATE: DocumentKind.BIRTH_CERTIFICATE,
    F.RATION_CARD: DocumentKind.RATION_CARD,
    F.CAMP_CARD: DocumentKind.CAMP_CARD,
}
Said_ = Iterator[Statement | Problem]


class Reader:
    """Reads records under one mapping. Made once for a file; `today` is the day of the import."""

    def __init__(self, columns: Sequence[Column], mapping: Mapping, today: date) -> None:
        at = {(column.sheet, column.name): i for i, column in enumerate(columns)}
        self._today = today
        self._uses = [
            (use.field, at[use.sheet, use.column], use.choice) for use in mapping.uses if (use.sheet, use.column) in at
        ]
        self._heads: dict[Field, str] = {}
        for field, place, _ in self._uses:
            self._heads.setdefault(field, columns[place].name)

    def understood(self, record: Record) -> Understood:
        """What a record states."""
        row = Row(self._uses, record.cells)
        found = list(self._statements(row))
        statements = tuple(one for one in found if isinstance(one, Statement))
        problems = [one for one in found if isinstance(one, Problem)]
        entry = Entry(
            statements=statements,
            reference=row.one(F.REFERENCE) or record.key,
            household=row.one(F.HOUSEHOLD) or record.group,
            role=_role(row, problems),
            site=row.one(F.SITE),
            arrived=_arrived(row, self._today, problems),
            **_shelter(row, problems),
        )
        if not any(problem.code == "no_name" for problem in problems):
            problems += _checked(statements, self._today)
        return Understood(entry, tuple(self._named(problem) for problem in problems))

    def _statements(self, row: Row) -> Said_:
        yield from names(row)
        yield from _sex(row)
        yield from self._birth(row)
        yield from nationalities(row.all(F.NATIONALITY))
        yield from parent(ParentRole.FATHER, row.one(F.FATHER))
        yield from parent(ParentRole.MOTHER, row.one(F.MOTHER))
        yield from _papers(row)
        yield from languages(row.all(F.LANGUAGE))
        yield from contacts(row)
        yield from needs(row.chosen(F.NEEDS), row.all(F.NEEDS), row.all(F.NEED_WORDS))

    def _birth(self, row: Row) -> Said_:
        born, place = row.one(F.BIRTH), row.one(F.BIRTH_PLACE)
        stated = parse(row.one(F.AS_OF)) if row.one(F.AS_OF) else None
        as_of = min(stated.last, self._today) if stated else self._today
        found = born_of(Said(born, row.one(F.PRECISION), row.one(F.ESTIMATED), row.one(F.AGE), as_of))
        yield from found.problems
        country = country_code(row.one(F.BIRTH_COUNTRY)) or ""
        if row.one(F.BIRTH_COUNTRY) and not country and not states_no_country(row.one(F.BIRTH_COUNTRY)):
            yield notice("country_unread", "This is not a country that is known here.", field=F.BIRTH_COUNTRY)
        place = "" if silence_of(place) else place
        if found.date or place or country:
            value = BirthValue(found.date, found.basis, place, country)
            yield Statement(ClaimKind.BIRTH, known(value), Source.IMPORT)
        elif (silence := silence_of(born or row.one(F.AGE))) and not found.problems:
            yield silent(ClaimKind.BIRTH, silence)

    def _named(self, problem: Problem) -> Problem:
        """A problem with the heading of the column that it is about."""
        if problem.column or problem.field not in self._heads:
            return problem
        head = self._heads[Field(problem.field)]
        found: Problem = structs.replace(problem, column=head)
        return found


class Row:
    """One record's filled cells, by field: the cells of its columns, and the choices that have a column each."""

    __slots__ = ("_cells", "_choices")

    def __init__(self, uses: Iterable[tuple[Field, int, str]], cells: Sequence[str]) -> None:
        found: dict[Field, list[str]] = {}
        choices: dict[Field, list[tuple[str, str]]] = {}
        for field, place, choice in uses:
            if choice:
                choices.setdefault(field, []).append((choice, cells[place]))
            elif cell := cells[place]:
                found.setdefault(field, []).append(cell)
        self._cells, self._choices = found, choices

    def one(self, field: Field) -> str:
        """The first filled cell of a field, or empty."""
        found = self._cells.get(field)
        return found[0] if found else ""

    def all(self, field: Field) -> list[str]:
        """Every filled cell of a field, choices aside."""
        return self._cells.get(field, [])

    def chosen(self, field: Field) -> list[tuple[str, str]]:
        """The choices that have a column each, with what stands in it, where one of them is filled."""
        found = self._choices.get(field, [])
        return found if any(cell for _, cell in found) else []


def _checked(statements: Sequence[Statement], today: date) -> list[Problem]:
    """What the registry itself would refuse."""
    try:
        check(statements, today)
    except Invalid as error:
        values = {name: value for name, value in error.data.items() if isinstance(value, str | int) and name != "field"}
        return [Problem("invalid", error.sentence, field=str(error.data.get("field") or ""), values=told(**values))]
    return []


def _sex(row: Row) -> Said_:
    text = row.one(F.SEX)
    if not text:
        return
    if choice := choice_of(SEXES, text):
        yield Statement(ClaimKind.SEX, known(SexValue(Sex(choice))), Source.IMPORT)
    elif silence := silence_of(text):
        yield silent(ClaimKind.SEX, silence)
    else:
        yield Problem(
            "sex_unread",
            "This is neither female nor male, nor a word for unknown, not asked or declined.",
            "Write one of these.",
            field=F.SEX,
        )


def _papers(row: Row) -> Said_:
    if reference := row.one(F.REFERENCE):
        yield papers.own_number(reference)
    for text in row.all(F.DOCUMENT):
        for part in filter(None, map(str.strip, text.split(";"))):
            yield from _of(papers.paper_in_one(part))
    for field, numbered in _NUMBERED.items():
        if number := row.one(field):
            yield from _of(papers.paper_of(numbered, number, ""))
    kind, number = row.one(F.DOCUMENT_KIND), row.one(F.DOCUMENT_NUMBER)
    if kind or number:
        issuer = country_code(row.one(F.DOCUMENT_ISSUER)) or ""
        yield from _of(papers.paper_apart(kind, number, issuer))


def _of(paper: papers.Paper) -> Said_:
    if paper.statement:
        yield paper.statement
    yield from paper.problems


def _role(row: Row, problems: list[Problem]) -> HouseholdRole:
    text = row.one(F.ROLE)
    if not text or silence_of(text):
        return HouseholdRole.UNKNOWN
    if choice := choice_of(ROLES, text):
        return HouseholdRole(choice)
    problems.append(
        notice(
            "role_unread",
            "This relationship is not known here; it is kept as unknown.",
            "Correct it on the page of the household.",
            field=F.ROLE,
        )
    )
    return HouseholdRole.UNKNOWN


def _arrived(row: Row, today: date, problems: list[Problem]) -> date | None:
    text = row.one(F.ARRIVED)
    if not text or silence_of(text):
        return None
    day = parse(text)
    if day is None or day.first != day.last:
        problems.append(
            notice("arrival_unread", "No whole day of arrival stands here; it is left open.", field=F.ARRIVED)
        )
        return None
    if day.first > today:
        problems.append(
            Problem("arrival_future", "The day of arrival lies in the future.", "Check the year.", field=F.ARRIVED)
        )
        return None
    return day.first


def _shelter(row: Row, problems: list[Problem]) -> dict[str, str]:
    """Section and tent; of both in one cell, the section is what stands before the last part."""
    section, tent, both = row.one(F.SECTION), row.one(F.TENT), row.one(F.SHELTER)
    if both and not section and not tent:
        section, tent = _before_last(both), both
    found = {"section": "" if silence_of(section) else section, "tent": "" if silence_of(tent) else tent}
    for field, text in ((F.SECTION, found["section"]), (F.TENT, found["tent"])):
        if len(text) > LONGEST_PLACE:
            problems.append(
                Problem(
                    "shelter_long",
                    "A section and a tent have at most %(longest_place)s characters.",
                    "Shorten it.",
                    field=field,
                    values=told(longest_place=LONGEST_PLACE),
                )
            )
    return found


def _before_last(text: str) -> str:
    for sign in ("-", "/", " "):
        if sign in text:
            return text.rpartition(sign)[0].strip()
    return ""
