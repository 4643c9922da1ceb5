"""Invented entries as a file in the UN Security Council's consolidated XML, with the publisher's habits.

Comes in: `Listed` people and entities, the primary name in parts. Goes out: one XML file whose first comment says that it
is invented. Empty placeholders, EXACT years, dates in notes, parents in comments and two tags for a document's country
stand in it as in the real file. Never a reference the UN uses: regime ZZ.
Source: https://scsanctions.un.org/resources/xml/en/consolidated.xml and its schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from xml.sax.saxutils import escape

from homeward.kernel.dates import PartialDate
from homeward.synthetic.cultures import countries
from homeward.synthetic.lists.people import DAY, Listed
from homeward.synthetic.output import whole
from homeward.watchlists.listing import ListedDocument, ListedName, ListedPlace, Listing

_PARTS = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_PAPERS = {"passport": "Passport", "national_id": "National Identification Number"}
_MONTHS = ("Jan.", "Feb.", "Mar.", "Apr.", "May", "Jun.", "Jul.", "Aug.", "Sep.", "Oct.", "Nov.", "Dec.")
_HEAD = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<!-- Invented for demonstration and tests. Nobody in this file exists. -->
<CONSOLIDATED_LIST xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" dateGenerated="{}T00:00:00.000Z">
"""


def write_un_xml(path: Path, entries: Iterable[Listed], published: date = DAY) -> int:
    """Write individuals, then entities, as the edition of a day; return how many. Raises `CannotWrite`."""
    individuals: list[Listed] = []
    entities: list[Listed] = []
    for entry in entries:
        (individuals if entry.listing.kind == "individual" else entities).append(entry)
    with whole(path) as handle:
        handle.write(_HEAD.format(published.isoformat()))
        handle.write("  <INDIVIDUALS>\n")
        handle.writelines(_element("INDIVIDUAL", _individual(entry)) for entry in individuals)
        handle.write("  </INDIVIDUALS>\n  <ENTITIES>\n")
        handle.writelines(_element("ENTITY", _entity(entry)) for entry in entities)
        handle.write("  </ENTITIES>\n</CONSOLIDATED_LIST>\n")
    return len(individuals) + len(entities)


def _element(tag: str, lines: Iterable[str]) -> str:
    return f"    <{tag}>\n" + "".join(f"      {line}\n" for line in lines) + f"    </{tag}>\n"


def _individual(entry: Listed) -> Iterator[str]:
    listing = entry.listing
    yield from _opening(listing, zip(_PARTS, (part.upper() for part in entry.parts), strict=False))
    if listing.sex:
        yield _tag("GENDER", listing.sex.capitalize())
    yield from (_tag("NAME_ORIGINAL_SCRIPT", n.text) for n in listing.names if n.quality == "original_script")
    yield _tag("COMMENTS1", _comments(listing))
    if listing.nationalities:
        values = "".join(_tag("VALUE", countries()[code].un) for code in listing.nationalities)
        yield f"<NATIONALITY>{values}</NATIONALITY>"
    yield from _closing(listing)
    aliases = [name for name in listing.names if not name.primary and name.quality in ("strong", "weak", "former")]
    yield from _some("INDIVIDUAL_ALIAS", map(_alias, aliases), "<QUALITY/><ALIAS_NAME/>")
    yield "<INDIVIDUAL_ADDRESS><COUNTRY/></INDIVIDUAL_ADDRESS>"
    yield from _some("INDIVIDUAL_DATE_OF_BIRTH", map(_birth, listing.births), "<TYPE_OF_DATE/>")
    yield from _some("INDIVIDUAL_PLACE_OF_BIRTH", map(_place, listing.birth_places), "<COUNTRY/>")
    yield from _some("INDIVIDUAL_DOCUMENT", map(_paper, listing.documents), "")
    yield "<SORT_KEY/><SORT_KEY_LAST_MOD/>"


def _entity(entry: Listed) -> Iterator[str]:
    listing = entry.listing
    yield from _opening(listing, [("FIRST_NAME", listing.names[0].text)])
    yield _tag("COMMENTS1", _comments(listing))
    yield from _closing(listing)
    aliases = [name for name in listing.names if not name.primary]
    texts = (f"{_tag('QUALITY', _entity_quality(name))}{_tag('ALIAS_NAME', name.text)}" for name in aliases)
    yield from _some("ENTITY_ALIAS", texts, "<QUALITY/><ALIAS_NAME/>")
    yield "<ENTITY_ADDRESS><COUNTRY/></ENTITY_ADDRESS>"
    yield "<SORT_KEY/><SORT_KEY_LAST_MOD/>"


def _opening(listing: Listing, names: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield _tag("DATAID", str(90_000_000 + listing.position.number))
    yield "<VERSIONNUM>1</VERSIONNUM>"
    yield from (_tag(tag, text) for tag, text in names)
    yield _tag("UN_LIST_TYPE", listing.programmes[0])
    yield _tag("REFERENCE_NUMBER", listing.reference)
    if listing.listed_on:
        yield _tag("LISTED_ON", listing.listed_on.iso())


def _closing(listing: Listing) -> Iterator[str]:
    yield "<LIST_TYPE><VALUE>UN List</VALUE></LIST_TYPE>"
    amended = _tag("VALUE", listing.amended_on.iso()) if listing.amended_on else "<VALUE/>"
    yield f"<LAST_DAY_UPDATED>{amended}</LAST_DAY_UPDATED>"


def _comments(listing: Listing) -> str:
    """Parents' names stand in the comments, as sentences."""
    father = [f"Father's name is {name}" for name in listing.father_names]
    mother = [f"Mother's name is {name}" for name in listing.mother_names]
    return "; ".join((*father, *mother)) + ("." if father or mother else "") + f" {listing.remarks}"


def _alias(name: ListedName) -> str:
    return f"{_tag('QUALITY', 'Low' if name.quality == 'weak' else 'Good')}{_tag('ALIAS_NAME', name.text)}"


def _entity_quality(name: ListedName) -> str:
    return "f.k.a." if name.quality == "former" else "a.k.a."


def _birth(birth: PartialDate) -> str:
    """EXACT says "not approximate", not "to the day"; a month stands in a note."""
    if birth.circa:
        return f"<TYPE_OF_DATE>APPROXIMATELY</TYPE_OF_DATE>{_tag('YEAR', birth.iso().lstrip('~'))}"
    if birth.precision == "range":
        years = _tag("FROM_YEAR", str(birth.first.year)) + _tag("TO_YEAR", str(birth.last.year))
        return f"<TYPE_OF_DATE>BETWEEN</TYPE_OF_DATE>{years}"
    if birth.precision == "month":
        return (
            f"<TYPE_OF_DATE>EXACT</TYPE_OF_DATE>{_tag('NOTE', f'{_MONTHS[birth.first.month - 1]} {birth.first.year} ')}"
        )
    return f"<TYPE_OF_DATE>EXACT</TYPE_OF_DATE>{_tag('DATE' if birth.precision == 'day' else 'YEAR', birth.iso())}"


def _place(place: ListedPlace) -> str:
    return _tag("CITY", place.text) + _tag("COUNTRY", countries()[place.country].un)


def _paper(paper: ListedDocument) -> str:
    tag = "COUNTRY_OF_ISSUE" if paper.number.endswith(("0", "1", "2")) else "ISSUING_COUNTRY"
    country = _tag(tag, countries()[paper.issuer].un) if paper.issuer else ""
    return _tag("TYPE_OF_DOCUMENT", _PAPERS[paper.kind]) + _tag("NUMBER", paper.number) + country


def _some(tag: str, inners: Iterable[str], placeholder: str) -> Iterator[str]:
    """One element per value; an empty one where there is none, as the UN writes it."""
    return (f"<{tag}>{inner}</{tag}>" for inner in (tuple(inners) or (placeholder,)))


def _tag(tag: str, text: str) -> str:
    return f"<{tag}>{escape(text)}</{tag}>"
