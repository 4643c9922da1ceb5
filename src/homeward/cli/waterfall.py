"""A candidate drawn for a terminal: both records side by side, fact by fact, each with its weight as a bar left or right of zero.

Comes in: a `Candidate`. Goes out: lines of text for the width at hand, 72 columns or more.
A bar never stands alone: the word for the state and the number in bits stand beside it. Names written from right to left are
isolated, so that they move nothing else in their line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from homeward.screening.candidate import Candidate
from homeward.screening.evidence import Evidence
from homeward.screening.index.store import ListSource

NARROW, WIDE = 72, 120
LONGEST = 10_000  # millibits of the longest bar; a weightier fact ends in an arrow, so that the others stay visible
_ISOLATE, _POP = "\u2068", "\u2069"
_LETTERS = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]"
_RIGHT_TO_LEFT = re.compile(f"{_LETTERS}(?:[^A-Za-z\u0370-\u058f]*{_LETTERS})?")
_STYLES = {"agrees": "good", "contradicts": "waits", "absent": "quiet", "neutral": "quiet"}
_MINUS, _BAR, _ZERO, _LITTLE = "\u2212", "▆", "│", "·"
_STATES = {"neutral": ""}
WHOLES = ("order", "prior")


@dataclass(frozen=True, slots=True)
class Widths:
    """Widths of the columns: field, both records, state, number, and each half of the bar."""

    field: int
    record: int
    state: int = 11
    number: int = 6
    half: int = 5

    @property
    def left(self) -> int:
        """Width of the field and both records together."""
        return self.field + 2 * self.record + 2


def terminal_width() -> int:
    """Columns of the terminal at hand; 80 where there is none, unless COLUMNS says otherwise."""
    return Console().width


def widths(columns: int) -> Widths:
    """The layout for a terminal: what there is beyond the narrowest goes to the records first, then to the bars."""
    columns = min(max(columns, NARROW), WIDE)
    half = 4 + (columns - NARROW) // 8
    field = 15 + (columns - NARROW) // 16
    spent = field + 11 + 6 + 2 * half + 1 + 5
    return Widths(field=field, record=(columns - spent) // 2, half=half)


def isolated(text: str) -> str:
    """A text whose runs of letters written from right to left are kept from moving their neighbours (Unicode FSI … PDI)."""
    return _RIGHT_TO_LEFT.sub(f"{_ISOLATE}\\g<0>{_POP}", text)


def signed(millibits: int) -> str:
    """A weight in bits with its sign: +4.1, −2.8, 0.0."""
    tenths = round(millibits / 100) / 10
    return f"+{tenths:.1f}" if tenths > 0 else f"{_MINUS}{-tenths:.1f}" if tenths < 0 else "0.0"


def folded(text: str, width: int) -> list[str]:
    """A text in lines of at most `width` cells, broken between words, and within a word only where it is longer than a line."""
    lines = [""]
    for word in filter(None, text.split(" ")):  # a thin space inside a number is no place to break
        while cell_len(word) > width:
            if lines[-1]:
                lines.append("")
            lines[-1], word = word[:width], word[width:]
            lines.append("")
        joined = f"{lines[-1]} {word}".strip()
        if cell_len(joined) <= width:
            lines[-1] = joined
        else:
            lines.append(word)
    return [line for line in lines if line] or [""]


def waterfall(candidate: Candidate, columns: int) -> list[Text]:
    """The candidate as lines: heading, a row per fact that either side states, the total, and what would settle it."""
    shape = widths(columns)
    lines = [
        *_heading(candidate),
        Text(),
        _row(shape, ("", "recorded here", "the list says", "", "weighs"), Text(), "quiet"),
    ]
    rows = [row for row in candidate.evidence if row.recorded or row.listed or row.millibits]
    most = min(max(abs(row.millibits) for row in rows), LONGEST) or 1
    for row in rows:
        lines += _fact(shape, row, most)
    total = round(1000 * candidate.bits)
    lines.append(_row(shape, ("together", "", "", "", signed(total)), Text(), "title"))
    lines += [Text(), *_closing(candidate, columns)]
    return lines


def _heading(candidate: Candidate) -> Iterator[Text]:
    score = f"score {score_in_words(candidate.score)}"
    place = f"{candidate.rank}. " if candidate.rank else ""
    yield Text(f"{place}Entry {candidate.entry_id} of {candidate.list_id} · {score}", style="title")
    yield Text(f"recorded  {_parts(candidate.recorded_name, candidate.recorded.parts)}")
    yield Text(f"listed    {_parts(candidate.met_name, candidate.listed.parts)}")
    if candidate.listed_name != candidate.met_name:
        yield Text(f"          an alias; published as {isolated(candidate.listed_name)}", style="quiet")


def _parts(name: str, parts: Sequence[str]) -> str:
    """A name as written, its script and order untouched."""
    return isolated(name if name else " ".join(parts))


def _fact(shape: Widths, row: Evidence, most: int) -> Iterator[Text]:
    if row.key in WHOLES:  # about no single fact: the words run across both records
        fields, mine, theirs = folded(f"{row.field}: {row.listed or _short(row)}", shape.left), [""], [""]
    else:
        nothing = "" if row.state == "neutral" else "–"
        fields = folded(row.field, shape.field)
        mine, theirs = (folded(text or nothing, shape.record) for text in (row.recorded, row.listed))
    for n in range(max(len(fields), len(mine), len(theirs))):
        field, recorded, listed = (column[n] if n < len(column) else "" for column in (fields, mine, theirs))
        state, weight, bar = "", "", Text()
        if n == 0:
            state, weight = _STATES.get(row.state, row.state), signed(row.millibits)
            bar = _bar(row.millibits, most, shape.half)
        yield _row(shape, (field, recorded, listed, state, weight), bar, _STYLES[row.state])


def _short(row: Evidence) -> str:
    """What a row of no single part says, without its full stop."""
    return row.says.partition(".")[0]


def _row(shape: Widths, cells: tuple[str, str, str, str, str], bar: Text, style: str) -> Text:
    field, mine, theirs, state, weight = cells
    records = f"{_left(field, shape.field)} {_left(isolated(mine), shape.record)} {isolated(theirs)}"
    line = Text(_left(records if mine or theirs else field, shape.left), style=style if style == "title" else "")
    line.append(f" {_left(state, shape.state)}", style=style)
    line.append(f"{weight:>{shape.number}} ")
    line.append_text(bar)
    line.rstrip()
    return line


def _bar(millibits: int, most: int, half: int) -> Text:
    length = min(half, round(abs(millibits) * half / most))
    mark = _BAR * length if length else (_LITTLE if millibits else "")
    if millibits < 0:
        mark = f"◂{mark[1:]}" if -millibits > most else mark
        return Text.assemble((mark.rjust(half), "waits"), (_ZERO, "quiet"))
    return Text.assemble(" " * half, (_ZERO, "quiet"), (f"{mark[:-1]}▸" if millibits > most else mark, "good"))


def _left(text: str, width: int) -> str:
    return text + " " * max(0, width - cell_len(text))


def _closing(candidate: Candidate, columns: int) -> Iterator[Text]:
    width = min(max(columns, NARROW), WIDE)
    says = f"Score {score_in_words(candidate.score)}: the likelihood that the two records describe one person."
    yield from (Text(line, style="quiet") for line in folded(says, width))
    missing = candidate.settle
    if missing is None:
        says = "Both sides state everything that is compared: what is left is for two people to weigh."
    else:
        opening = "What would settle it" if missing.settles else "What would say most"
        outcomes = f"If it agreed: about {signed(missing.if_agrees)} bits; if it contradicted: {signed(missing.if_contradicts)}."
        says = f"{opening}: {missing.says}. {outcomes}"
    yield from map(Text, folded(says, width))


def score_in_words(score: float) -> str:
    """A likelihood with two digits; its ends are said to be near, since no score is certain."""
    return "below 0.01" if score < 0.01 else "above 0.99" if score > 0.99 else f"{score:.2f}"


def not_found(lists: Sequence[ListSource], width: int) -> Iterator[Text]:
    """That there is no candidate, which is a sentence about these editions of these lists and about nobody."""
    editions = "; ".join(f"{one.list_id} of {one.published_on or 'no stated date'}" for one in lists)
    says = f"Not found in these versions of these lists: {editions}. That says nothing else about anybody."
    yield from map(Text, folded(says, min(width, WIDE)))
