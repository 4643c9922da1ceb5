"""`homeward explain`: who on a list one name could be, fact by fact, or why a certain entry was not found.

Comes in: a name, what else is known of the person, lists. Goes out: the best candidates drawn for the terminal, or JSON.
Stores nothing. Never names a verdict: it says what agrees, what contradicts, what is absent, and which fact to ask for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import typer
from rich.text import Text

from homeward.cli.compiled import ready
from homeward.cli.odd import unread
from homeward.cli.render import complain, count, show, show_json, title
from homeward.cli.waterfall import folded, isolated, not_found, terminal_width, waterfall
from homeward.kernel.errors import BadInput
from homeward.kernel.tally import Tally
from homeward.names.parts import read
from homeward.screening.candidate import Candidate, candidates
from homeward.screening.caseload import RowReader
from homeward.screening.columns import WIDTHS
from homeward.screening.engine import Comparison
from homeward.screening.index.build import build, each_once, source_of
from homeward.screening.index.store import ListSource
from homeward.screening.pairing import as_read
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.runs.lines import least_bits
from homeward.screening.search import Step, Trace, trace
from homeward.watchlists.catalog import open_list
from homeward.watchlists.listing import Listing

LEFT_OUT = 3  # exit code: records of a list were refused, so they could not be found
SHOWN = 3

app = typer.Typer(add_completion=False, rich_markup_mode=None)


class NameRead(msgspec.Struct, frozen=True):
    """How a name was read: its parts with their roles, and the rules that were used, in words."""

    text: str
    parts: tuple[tuple[str, str], ...]
    rules: tuple[str, ...]


class Explanation(msgspec.Struct, frozen=True):
    """What `explain --json` writes. `line` is the score from which a candidate is shown by default."""

    names: tuple[NameRead, ...]
    lists: tuple[ListSource, ...]
    line: float
    candidates: tuple[Candidate, ...]
    nearest: Candidate | None = None
    entry: Trace | None = None


@app.command()
def explain(
    name: str = typer.Argument(
        help="The name as it was recorded, in any script; several spellings with ; between them."
    ),
    lists: list[Path] = typer.Option(
        ..., "--list", metavar="FILE", help="A published list; may be given several times."
    ),
    birth_date: str = typer.Option(
        "", "--birth-date", metavar="DATE", help="1986, 1986-03, 1986-03-04, ~1986, 1984..1986."
    ),
    sex: str = typer.Option("", "--sex", help="male or female."),
    nationality: str = typer.Option("", "--nationality", help="ISO codes or names of countries, with ; between them."),
    father: str = typer.Option("", "--father", metavar="NAME", help="The father's name."),
    mother: str = typer.Option("", "--mother", metavar="NAME", help="The mother's name."),
    birth_place: str = typer.Option("", "--birth-place", metavar="PLACE", help="The place of birth."),
    document: str = typer.Option("", "--document", metavar="PAPER", help="Kind, number and country: passport A123 IQ."),
    entry: str = typer.Option("", "--entry", metavar="ID", help="Say why this entry was found or was not."),
    top: int = typer.Option(SHOWN, "--top", min=1, max=1000, help="Candidates shown, at the most."),
    as_json: bool = typer.Option(False, "--json", help="Print one JSON document, with all evidence."),
) -> None:
    """Explain who on published lists a name could be: what agrees, what contradicts, what is absent, what would settle it."""
    cells = {
        "id": "1", "name": name, "birth_date": birth_date, "sex": sex, "nationality": nationality, "father_name": father,
        "mother_name": mother, "birth_place": birth_place, "documents": document,
    }  # fmt: skip
    ready()
    profile = _person(cells)
    noted: list[Listing] = []
    explanation, refused = _explained(profile, lists, entry, noted, top)
    if as_json:
        show_json(explanation)
    else:
        show(*_report(explanation, noted))
    if refused:
        complain(
            f"{count(refused, 'record')} of the lists refused, and could not be found: `homeward lists inspect` says which."
        )
        raise typer.Exit(LEFT_OUT)


def _person(cells: dict[str, str]) -> Profile:
    """The person as given. What was given and cannot be read is said, not passed over."""
    tally = Tally()
    reader = RowReader(tally)
    row = tuple(cell for field, width in WIDTHS.items() for cell in (cells.get(field, ""), *[""] * (width - 1)))
    names = reader.names(row)
    if not names:
        raise BadInput("The name holds no letter: give it as it was recorded, in any script.")
    profile = reader.profile("1", names, row)
    if odd := unread(tally.quirks):
        raise BadInput(
            f"What was given could not be read: {', '.join(odd).replace('_', ' ')}. `homeward explain --help` shows the forms."
        )
    return profile


def _explained(
    profile: Profile, lists: Sequence[Path], entry: str, noted: list[Listing], top: int
) -> tuple[Explanation, int]:
    readings = [open_list(path) for path in lists]
    index = build(_noting(each_once(readings), entry, noted))
    sources = tuple(source_of(reading.source, reading.tally) for reading in readings)
    comparison = Comparison(lay_out([profile]), index)
    review = comparison.weights.review
    least = least_bits(review)
    best = list(candidates(comparison, [profile], comparison.block(0, 1, top=top, least=least_bits(0))))
    over = tuple(one for one in best if round(1000 * one.bits) >= least)
    explanation = Explanation(
        names=tuple(_read(text) for text in profile.names),
        lists=sources,
        line=review,
        candidates=over,
        nearest=best[0] if best and not over else None,
        entry=trace(comparison, profile, entry, least=least, top=top) if entry else None,
    )
    return explanation, sum(one.refused for one in sources)


def _noting(listings: Iterable[Listing], entry: str, noted: list[Listing]) -> Iterator[Listing]:
    """Listings as they come; the one that is asked for is noted, also where it is not an individual's."""
    wanted = entry.strip().casefold()
    for listing in listings:
        if wanted and wanted in (listing.entry_id.casefold(), listing.reference.casefold()):
            noted.append(listing)
        yield listing


def _read(text: str) -> NameRead:
    written = as_read(text)
    return NameRead(text, tuple((part, written.label(n)) for n, part in enumerate(written.parts)), read(text).rules)


def _report(explanation: Explanation, noted: list[Listing]) -> Iterator[Text | str]:
    width = terminal_width()
    for one in explanation.names:
        yield from _name_in_words(one, width)
    yield Text()
    if explanation.entry:
        yield from _entry_in_words(explanation, explanation.entry, noted, width)
        return
    for found in explanation.candidates:
        yield from waterfall(found, width)
        yield Text()
    if not explanation.candidates:
        yield from not_found(explanation.lists, width)
        if explanation.nearest:
            yield Text()
            yield title(f"The nearest entry, below the line of {explanation.line:g}:")
            yield Text()
            yield from waterfall(explanation.nearest, width)


def _name_in_words(one: NameRead, width: int) -> Iterator[Text]:
    yield title(isolated(one.text))
    parts = " · ".join(f"{isolated(text)} {role}" for text, role in one.parts)
    yield from (Text(f"  {line}") for line in folded(f"read as: {parts or 'no name'}", width - 2))
    for rule in one.rules:
        yield from (Text(f"  {line}", style="quiet") for line in folded(rule, width - 2))


def _entry_in_words(explanation: Explanation, found: Trace, noted: list[Listing], width: int) -> Iterator[Text]:
    yield title(f"Entry {found.entry_id}: {'found' if found.found else 'not found, and why'}")
    for number, step in enumerate(_with_noted(found, noted), 1):
        mark = "passed" if step.passed else "stopped here"
        lines = folded(isolated(f"{number}. {mark}: {step.says}"), width - 5)
        yield from (
            Text(f"  {'' if n == 0 else '   '}{line}", style="" if step.passed else "waits")
            for n, line in enumerate(lines)
        )
    if not any(step.key == "listed" and step.passed for step in found.steps):
        yield Text()
        yield from not_found(explanation.lists, width)
    if found.candidate:
        yield Text()
        yield from waterfall(found.candidate, width)


def _with_noted(found: Trace, noted: list[Listing]) -> Iterator[Step]:
    """The steps; an entry that is on a list, but is nobody to be screened, is told apart from one that is not there."""
    for step in found.steps:
        if step.key == "listed" and not step.passed and noted:
            which = (
                "a notice of a missing person, which is another desk's"
                if noted[0].tracing
                else f"of kind {noted[0].kind}"
            )
            says = f"Entry {found.entry_id} is on the list, but it is {which}: only individuals are compared."
            yield msgspec.structs.replace(step, says=says)
        else:
            yield step
