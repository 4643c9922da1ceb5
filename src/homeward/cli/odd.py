"""What readers found odd and kept all the same, in words, with the places where it stands.

Comes in: counts and places by code, as a `Tally` has them. Goes out: sentences, on standard error or for whoever shows them.
The codes and what is done with each stand in `docs/reference`: caseload-columns.md and list-formats.md.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from homeward.cli.render import complain, number
from homeward.kernel.tally import PLACES

SHOWN = 5  # places said of each oddity
_UNREAD = ("_unread", "_in_the_future")
SAYS: Final = {
    "birth_date_unread": "a date of birth that cannot be read, taken as not recorded",
    "birth_date_in_the_future": "a date of birth in the future, taken as not recorded",
    "sex_unread": "a word for a sex that is not known, taken as not recorded",
    "country_unread": "a word for a country that is not known, taken as not recorded",
    "document_unread": "a paper without a number that can be compared, taken as not recorded",
    "formula_kept_as_text": "a cell that begins like a formula, kept as text",
    "invisible_characters": "control characters or marks of direction, taken away",
    "empty_row": "a row without content, passed over",
    "short_row": "a row with fewer cells than the header, the others taken as empty",
    "hxl_row": "a row of HXL tags, passed over",
    "empty_alias": "a place for an alias that holds no name",
    "unread_date": "a date of birth that cannot be read, kept in the remarks",
    "birth_in_the_future": "a date of birth later than the edition, kept in the remarks",
    "unknown_country": "a word for a country that is not known, kept as it stands",
    "unknown_quality": "a word for the quality of an alias that is not known",
    "unknown_alias_type": "an alias of a kind that the format does not name",
    "name_without_letters": "an entry without a letter in its names: nothing can be compared with it",
    "not_a_target": "an entity that is listed for another's sake: no entry",
    "list_page_only": "a notice known from a list page alone, without its details",
    "orphan_comment": "remarks about an entry that the set does not hold",
    "remark_cut": "a remark that its publisher cut short",
    "no_end_mark": "a file without the sign it should end with: look whether the counts are as last time",
}


def unread(codes: Iterable[str]) -> list[str]:
    """Of the codes, those that say that what was given could not be taken for a fact."""
    return [code for code in codes if code.endswith(_UNREAD)]


def complain_of_odd(quirks: Mapping[str, int], places: Mapping[str, Sequence[str]], more: str) -> None:
    """Say what was odd, how often, and where first; `more` is what names more of the places."""
    for sentence, noted in told(quirks, places):
        complain(f"Odd, but kept, {sentence}.")
        if noted:
            complain(f"  {first(noted)}{f', and more: {more} names up to {PLACES}' if len(noted) > SHOWN else ''}")
    if unread(quirks):
        complain("Whoever these cells are about was compared without them: mend them and run it again.")


def told(quirks: Mapping[str, int], places: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Sequence[str]]]:
    """Of each oddity how often and what it was, and the places noted of it."""
    for code, times in quirks.items():
        often = "once" if times == 1 else f"{number(times)} times"
        yield f"{often}: {SAYS[code]} ({code})", places.get(code, ())


def first(places: Sequence[str]) -> str:
    """The first of some places, the file named once."""
    file = places[0].rpartition(", ")[0]
    return "; ".join((places[0], *(place.removeprefix(f"{file}, ") for place in places[1:SHOWN])))
