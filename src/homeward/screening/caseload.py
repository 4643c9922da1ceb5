"""A table of people becomes `Profile`s: one row, one person, every fact as exactly as it was recorded.

Comes in: CSV, TSV, a workbook, JSON lines or standard input; a choice of columns; a tally. Goes out: a stream of `Profile`s.
A row without an identifier or a name, or with an identifier seen before, is refused with its place; what is odd but kept is
counted. An empty cell, or one that only says that nothing is known, is not recorded: that is neutral.
Never evaluates a cell, never makes up a fact, and never puts a name into the tally.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Generic, TypeVar

from homeward.kernel.countries import country_code, states_no_country
from homeward.kernel.dates import PartialDate, parse
from homeward.kernel.sources import Position
from homeward.kernel.tables import read_columns
from homeward.kernel.tally import Tally
from homeward.screening.columns import FIELDS, WIDTHS, Columns
from homeward.screening.papers import read_papers
from homeward.screening.profile import Profile, ProfileDocument, Sex

_SEXES: dict[Sex, str] = {
    "male": "m male man men boy masculine ذكر رجل ولد h homme masculin garçon erkek nêr mêr м муж мужской мужчина",
    "female": "f female woman women girl feminine أنثى انثى امرأة بنت femme féminin feminin fille kadın kız mê jin ж жен женский женщина",
}
_SEX_OF: dict[str, Sex] = {word: sex for sex, words in _SEXES.items() for word in words.split()}
_WORDS_FOR_NOTHING = (
    "unknown | unk | not known | not stated | not recorded | not available | not applicable | none | nil | null | n/a | na | n.a. | - | --"
    " | --- | . | .. | ? | ?? | ??? | x | xx | xxx | xxxx | other | u | anonymous | no name | noname | غير معروف | غير معروفة | غير محدد"
    " | مجهول | مجهولة | لا يوجد | بدون | بلا | لا أحد | inconnu | inconnue | bilinmiyor | неизвестно | нет"
)
_NOTHING = frozenset(_WORDS_FOR_NOTHING.split(" | "))
_LONGEST_NOTHING = max(map(len, _NOTHING))
_LETTER = re.compile(r"[^\W\d_]")
_FORMULA = frozenset("=+@-")
_BETWEEN_COUNTRIES = re.compile(r"\s*[,/|&]\s*")

T = TypeVar("T")


class _Known(Generic[T]):
    """Cells read before, by their texts: what they said together, and the oddities to count again."""

    def __init__(self, read: Callable[[str, list[str]], tuple[T, ...]], tally: Tally) -> None:
        self._read, self._tally = read, tally
        self._found: dict[tuple[str, ...], tuple[tuple[T, ...], list[str]]] = {}

    def __call__(self, cells: tuple[str, ...]) -> tuple[T, ...]:
        found = self._found.get(cells)
        if found is None:
            odd: list[str] = []
            found = self._found[cells] = (self._read(";".join(filter(None, cells)), odd), odd)
        if found[1]:
            for code in found[1]:
                self._tally.quirk(code)
        return found[0]


def _slice(first: str, last: str = "") -> slice:
    """Where the cells of a field stand in a picked row, or of several that stand side by side."""
    before = sum(WIDTHS[field] for field in FIELDS[: FIELDS.index(first)])
    return slice(before, sum(WIDTHS[field] for field in FIELDS[: FIELDS.index(last or first) + 1]))


_NAMES, _GIVEN, _RELATED = _slice("name", "aliases"), _slice("given_name").start, _slice("father_name", "mother_name")
_BIRTHS, _SEX, _NATIONS, _PLACES, _PAPERS = map(
    _slice, ("birth_date", "sex", "nationality", "birth_place", "documents")
)
_MAIN, _OTHERS = _NAMES.start, slice(_NAMES.start + 1, _NAMES.stop)


class RowReader:
    """Reads picked cells, in the order of `columns.FIELDS` and `columns.WIDTHS`, as one person's; odd ones are counted."""

    def __init__(self, tally: Tally, today: date | None = None) -> None:
        day = today or date.today()
        self._tally = tally
        self._births: _Known[PartialDate] = _Known(lambda text, odd: _births(text, day, odd), tally)
        self._sexes: _Known[Sex] = _Known(_sex, tally)
        self._nations: _Known[str] = _Known(_nations, tally)
        self._papers: _Known[ProfileDocument] = _Known(read_papers, tally)

    def names(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """Every name with a letter in it, the main one first, each once."""
        main = cells[_MAIN]
        if main and ";" not in main and not any(cells[_OTHERS]):
            return (main,) if _LETTER.search(main) and _said(main) else ()
        found = list(filter(None, cells[_NAMES]))
        if not main and cells[_GIVEN]:
            found.insert(0, cells[_GIVEN])
        parts = (part.strip() for cell in found for part in cell.split(";"))
        return tuple(dict.fromkeys(part for part in parts if _LETTER.search(part) and _said(part)))

    def profile(self, query_id: str, names: tuple[str, ...], cells: tuple[str, ...]) -> Profile:
        """The person that a row records. A cell that cannot be read as what it should be is not recorded."""
        if query_id[:1] in _FORMULA or names[0][0] in _FORMULA:
            self._tally.quirk("formula_kept_as_text")
        father = grandfather = family = kunya = mother = ""
        if any(related := cells[_RELATED]):
            father, grandfather, family, kunya, mother = (cell if _said(cell) else "" for cell in related)
        places, papers = cells[_PLACES], cells[_PAPERS]
        return Profile(
            query_id=query_id,
            names=names,
            births=self._births(cells[_BIRTHS]),
            sex=next(iter(self._sexes(cells[_SEX])), None),
            nationalities=self._nations(cells[_NATIONS]),
            birth_places=tuple(filter(_said, places)) if any(places) else (),
            father_name=father,
            grandfather_name=grandfather,
            family_name=family,
            kunya=kunya,
            mother_name=mother,
            documents=self._papers(papers) if any(papers) else (),
        )


def read_caseload(path: Path | None, columns: Columns, tally: Tally, today: date | None = None) -> Iterator[Profile]:
    """Stream the people of a table; None reads standard input. Raises as `tables.read_columns` and `Columns` do."""
    reader, seen = RowReader(tally, today), set[str]()
    for position, cells in read_columns(path, columns.pick, tally):
        query_id, names = cells[0], reader.names(cells)
        if not query_id or query_id in seen or not names:
            _refuse(position, query_id, query_id in seen, cells, tally)
            continue
        seen.add(query_id)
        tally.keep("person")
        yield reader.profile(query_id, names, cells)


def _said(text: str) -> bool:
    """Whether a cell states something: neither empty nor a word for nothing."""
    return bool(text) and not (len(text) <= _LONGEST_NOTHING and text.casefold() in _NOTHING)


def _refuse(position: Position, query_id: str, twice: bool, cells: tuple[str, ...], tally: Tally) -> None:
    if not query_id:
        tally.refuse(str(position), "no_id", "the row has no identifier")
    elif twice:
        tally.refuse(str(position), "duplicate_id", f"the identifier {query_id[:40]} stands in an earlier row")
    elif any(cells[_MAIN : _GIVEN + 1]):
        tally.refuse(
            str(position), "no_letters", "the name holds no letter, or only a word for nothing: it cannot be compared"
        )
    else:
        tally.refuse(str(position), "no_name", "the row has no name")


def _births(text: str, today: date, odd: list[str]) -> tuple[PartialDate, ...]:
    """Every date of birth in a cell. One that cannot be read, or lies in the future, is not taken for a fact."""
    found = []
    for part in filter(_said, map(str.strip, text.replace("..", " to ").split(";"))):
        birth = parse(part)
        if birth is None:
            odd.append("birth_date_unread")
        elif birth.first > today:
            odd.append("birth_date_in_the_future")
        else:
            found.append(birth)
    return tuple(found)


def _sex(text: str, odd: list[str]) -> tuple[Sex, ...]:
    if found := _SEX_OF.get(text.casefold()):
        return (found,)
    if _said(text):
        odd.append("sex_unread")
    return ()


def _nations(text: str, odd: list[str]) -> tuple[str, ...]:
    """Codes of the countries a cell names, parted by `;`, or by other signs where the whole is no country."""
    codes: list[str | None] = []
    for part in map(str.strip, text.split(";")):
        if (code := country_code(part)) is None and not states_no_country(part):
            several = _BETWEEN_COUNTRIES.split(part)
            read = [country_code(one) for one in several if not states_no_country(one)]
            if None in read:
                odd.append("country_unread")
            codes += read
        else:
            codes.append(code)
    return tuple(dict.fromkeys(filter(None, codes)))
