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
from homeward.screening.columns import WIDTHS, Columns
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
_FORMULA = ("=", "+", "@", "-")
_BETWEEN_COUNTRIES = re.compile(r"\s*[,/|&]\s*")

T = TypeVar("T")


class _Known(Generic[T]):
    """Cells read before, by their text: what they said, and the oddities to count again."""

    def __init__(self, read: Callable[[str, list[str]], tuple[T, ...]], tally: Tally) -> None:
        self._read, self._tally = read, tally
        self._found: dict[str, tuple[tuple[T, ...], list[str]]] = {"": ((), [])}

    def __call__(self, text: str) -> tuple[T, ...]:
        found = self._found.get(text)
        if found is None:
            odd: list[str] = []
            found = self._found[text] = (self._read(text, odd), odd)
        for code in found[1]:
            self._tally.quirk(code)
        return found[0]


class RowReader:
    """Reads picked cells, in the order of `columns.FIELDS` and `columns.WIDTHS`, as one person's; odd ones are counted."""

    def __init__(self, tally: Tally, today: date | None = None) -> None:
        day = today or date.today()
        self._tally, self._edges = tally, _edges()
        self._births: _Known[PartialDate] = _Known(lambda text, odd: _births(text, day, odd), tally)
        self._sexes: _Known[Sex] = _Known(_sex, tally)
        self._nations: _Known[str] = _Known(_nations, tally)
        self._papers: _Known[ProfileDocument] = _Known(read_papers, tally)

    def names(self, cells: tuple[str, ...]) -> tuple[str, ...]:
        """Every name with a letter in it, the main one first, each once."""
        return _names(cells, self._edges)

    def profile(self, query_id: str, names: tuple[str, ...], cells: tuple[str, ...]) -> Profile:
        """The person that a row records. A cell that cannot be read as what it should be is not recorded."""
        edges = self._edges
        if query_id[:1] in _FORMULA or names[0][0] in _FORMULA:
            self._tally.quirk("formula_kept_as_text")
        _, father, grandfather, family, kunya, mother = cells[edges["given_name"] : edges["mother_name"] + 1]
        born, place, document = (edges[field] for field in ("birth_date", "birth_place", "documents"))
        return Profile(
            query_id=query_id,
            names=names,
            births=self._births(_joined(cells, born, "birth_date")),
            sex=next(iter(self._sexes(cells[edges["sex"]])), None),
            nationalities=self._nations(_joined(cells, edges["nationality"], "nationality")),
            birth_places=tuple(filter(_said, cells[place : place + WIDTHS["birth_place"]])),
            father_name=father if _said(father) else "",
            grandfather_name=grandfather if _said(grandfather) else "",
            family_name=family if _said(family) else "",
            kunya=kunya if _said(kunya) else "",
            mother_name=mother if _said(mother) else "",
            documents=self._papers(_joined(cells, document, "documents")),
        )


def read_caseload(path: Path | None, columns: Columns, tally: Tally, today: date | None = None) -> Iterator[Profile]:
    """Stream the people of a table; None reads standard input. Raises as `tables.read_columns` and `Columns` do."""
    reader, seen, kept = RowReader(tally, today), set[str](), 0
    add = seen.add
    try:
        for position, cells in read_columns(path, columns.pick, tally):
            query_id = cells[0]
            names = reader.names(cells)
            if not query_id or query_id in seen or not names:
                _refuse(position, query_id, query_id in seen, cells, tally)
                continue
            add(query_id)
            kept += 1
            yield reader.profile(query_id, names, cells)
    finally:
        tally.kept += kept
        tally.kinds["person"] += kept


def _edges() -> dict[str, int]:
    """Where each field's cells begin in a picked row."""
    edges, at = {}, 0
    for field, width in WIDTHS.items():
        edges[field] = at
        at += width
    return edges


def _said(text: str) -> bool:
    """Whether a cell states something: neither empty nor a word for nothing."""
    return bool(text) and not (len(text) <= _LONGEST_NOTHING and text.casefold() in _NOTHING)


def _joined(cells: tuple[str, ...], at: int, field: str) -> str:
    first, *others = cells[at : at + WIDTHS[field]]
    return ";".join(filter(None, (first, *others))) if any(others) else first


def _names(cells: tuple[str, ...], edges: dict[str, int]) -> tuple[str, ...]:
    """Every name with a letter in it, the main one first, each once."""
    found = [cell for cell in cells[edges["name"] : edges["given_name"]] if cell]
    if not cells[edges["name"]] and (given := cells[edges["given_name"]]):
        found.insert(0, given)
    if len(found) == 1 and ";" not in found[0]:
        return (found[0],) if _LETTER.search(found[0]) and _said(found[0]) else ()
    parts = (part.strip() for cell in found for part in cell.split(";"))
    return tuple(dict.fromkeys(part for part in parts if _LETTER.search(part) and _said(part)))


def _refuse(position: Position, query_id: str, twice: bool, cells: tuple[str, ...], tally: Tally) -> None:
    if not query_id:
        tally.refuse(str(position), "no_id", "the row has no identifier")
    elif twice:
        tally.refuse(str(position), "duplicate_id", f"the identifier {query_id[:40]} stands in an earlier row")
    elif any(cells[1 : 1 + WIDTHS["name"] + WIDTHS["aliases"] + WIDTHS["given_name"]]):
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
