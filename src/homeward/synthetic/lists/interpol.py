"""Invented notices as INTERPOL's public API returns them: red, yellow and UN, list pages and details.

Comes in: `Listed` people: red and yellow ones as `listed_people` makes them, UN ones from `special_notices`.
Goes out: a folder of JSON files. Never a number INTERPOL uses: registered in 2099, and charges say that they are invented.
Source: https://interpol.api.bund.dev/ and the shape of the public notices.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, Literal

import msgspec

from homeward.kernel.dates import PartialDate
from homeward.synthetic.lists.naming import ascii_letters, original_parts
from homeward.synthetic.lists.people import Listed
from homeward.synthetic.output import made, whole
from homeward.watchlists.listing import ListedName, Listing

PAGE = 20  # notices on a list page
CAP = 160  # that the public API returns for one query
SPECIAL = 30_001  # number of the first UN special notice

_API = "https://ws-public.interpol.int/notices/v1"
_PATHS = {"red notice": "red", "yellow notice": "yellow", "UN special notice": "un/persons"}
_PAPERS = {"passport": "PASSPORT", "national_id": "IDENTITY CARD"}
_CHARGES = ("Participation in an armed group (invented)", "Association de malfaiteurs (inventé)", "مشاركة (مخترعة)")

Json = dict[str, Any]


def special_notices(entries: Iterable[Listed], seed: int) -> Iterator[Listed]:
    """A UN special notice about each invented UN-listed person, with the UN's reference; in INTERPOL's letters and order."""
    rng = Random(f"notices {seed}")
    for number, entry in enumerate(entries, SPECIAL):
        if entry.person is not None:
            yield _special(entry, number, original_parts(entry.person, rng))


def write_notices(folder: Path, entries: Iterable[Listed]) -> int:
    """Write list pages and details of each colour and return how many notices. Raises `CannotWrite`.

    Raises ValueError for more than `CAP` notices of a colour, which no query returns.
    """
    made(folder)
    colours: dict[str, list[Listed]] = {}
    for entry in entries:
        colours.setdefault(_PATHS[entry.listing.programmes[0]], []).append(entry)
    for path, notices in colours.items():
        if len(notices) > CAP:
            raise ValueError(f"a query returns at most {CAP} notices, not {len(notices)}")
        stem = path.replace("/", "_")
        for number, page in enumerate(_pages(path, notices), 1):
            _write(folder / f"invented_{stem}_list_{number}.json", page)
        for entry in notices:
            name = entry.listing.entry_id.replace("/", "-")
            _write(folder / f"invented_{stem}_{name}.json", _detail(path, entry))
    return sum(map(len, colours.values()))


def _special(entry: Listed, number: int, original: tuple[str, ...]) -> Listed:
    listing = entry.listing
    parts = tuple(ascii_letters(part).upper() for part in entry.parts)
    names = [_turned(parts, primary=True)]
    if any(name.quality == "original_script" for name in listing.names):
        names.append(_turned(original, quality="original_script"))
    strong = [name.text for name in listing.names if name.quality == "strong" and not name.primary]
    names += [_turned(tuple(ascii_letters(text).upper().split())) for text in strong]
    notice = msgspec.structs.replace(
        listing,
        list_id="invented-notices",
        entry_id=f"2099/{number}",
        names=tuple(dict.fromkeys(names)),
        programmes=("UN special notice", "UNSCR 1267"),
        births=_one_sure(listing.births),
        father_names=tuple(ascii_letters(name).upper() for name in listing.father_names),
        mother_names=tuple(ascii_letters(name).upper() for name in listing.mother_names),
        amended_on=None,
    )
    return Listed(notice, entry.person, parts)


def _turned(
    parts: tuple[str, ...], primary: bool = False, quality: Literal["strong", "original_script"] = "strong"
) -> ListedName:
    """Family name, then forenames."""
    surname, rest = parts[-1], " ".join(parts[:-1])
    return ListedName(f"{surname}, {rest}" if rest else surname, quality, primary, surname if rest else "")


def _one_sure(births: tuple[PartialDate, ...]) -> tuple[PartialDate, ...]:
    """The first birth that a notice can say: it has no ranges."""
    return tuple(birth for birth in births if birth.precision != "range")[:1]


def _pages(path: str, notices: Sequence[Listed]) -> Iterator[Json]:
    pages = range(0, len(notices), PAGE)
    for number, start in enumerate(pages, 1):
        links = {"self": _page(path, number), "first": _page(path, 1), "last": _page(path, len(pages))}
        if number < len(pages):
            links["next"] = _page(path, number + 1)
        yield {
            "total": len(notices),
            "query": {"page": number, "resultPerPage": PAGE},
            "_embedded": {"notices": [_short(path, entry) for entry in notices[start : start + PAGE]]},
            "_links": links,
        }


def _page(path: str, number: int) -> Json:
    return {"href": f"{_API}/{path}?resultPerPage={PAGE}&page={number}"}


def _short(path: str, entry: Listed) -> Json:
    """What a list page says of a notice."""
    listing = entry.listing
    address = f"{_API}/{path}/{listing.entry_id.replace('/', '-')}"
    return {
        **_called(listing.names[0]),
        "date_of_birth": _birth(listing.births),
        "entity_id": listing.entry_id,
        "nationalities": [code.upper() for code in listing.nationalities] or None,
        "_links": {"self": {"href": address}, "images": {"href": f"{address}/images"}},
    }


def _detail(path: str, entry: Listed) -> Json:
    listing = entry.listing
    place = listing.birth_places[0] if listing.birth_places else None
    more = {"red": _red, "yellow": _yellow, "un/persons": _un}[path]
    return {
        **_short(path, entry),
        "sex_id": {"male": "M", "female": "F", None: "U"}[listing.sex],
        "place_of_birth": place.text if place else None,
        "country_of_birth_id": place.country.upper() if place else None,
        "height": 0,
        "weight": None,
        "languages_spoken_ids": None,
        "distinguishing_marks": None,
        **more(listing),
        "_embedded": {"links": []},
    }


def _red(listing: Listing) -> Json:
    number = listing.position.number
    warrant = {
        "issuing_country_id": listing.nationalities[0].upper() if listing.nationalities else None,
        "charge": _CHARGES[number % len(_CHARGES)],
        "charge_translation": _CHARGES[0] if number % 2 else None,
    }
    return {"arrest_warrants": [warrant] if number % 7 else None}


def _yellow(listing: Listing) -> Json:
    year = 2014 + listing.position.number % 5
    return {
        "date_of_event": f"{year}/06/00",
        "place": "Raqqa",
        "country": "SY",
        "birth_name": None,
        **_parents(listing),
    }


def _un(listing: Listing) -> Json:
    original = next((name for name in listing.names if name.quality == "original_script"), None)
    script = _called(original) if original else {"name": None, "forename": None}
    return {
        "un_reference": listing.reference,
        "un_reference_date": listing.listed_on.iso().replace("-", "/") if listing.listed_on else None,
        "un_resolution": 1267,
        "purposes": ["Assets Freeze", "Travel Ban"],
        "name_in_original_script": script["name"],
        "forename_in_original_script": script["forename"],
        "name_at_birth": None,
        "formerly_known_as": None,
        "aliases": [
            {**_called(name), "date_of_birth": None}
            for name in listing.names
            if name.quality == "strong" and not name.primary
        ],
        "identity_documents": [
            {"type": _PAPERS[paper.kind], "nr": paper.number, "issuing_country_id": paper.issuer.upper()}
            for paper in listing.documents
        ],
        "associates": [],
        "adresses": [],
        "summary": f"{listing.reference}\r\n{listing.remarks}",
        **_parents(listing),
    }


def _parents(listing: Listing) -> Json:
    return {
        "father_forename": next(iter(listing.father_names), None),
        "father_name": None,
        "mother_forename": next(iter(listing.mother_names), None),
        "mother_name": None,
    }


def _called(name: ListedName) -> Json:
    if not name.surname:
        return {"name": name.text, "forename": None}
    return {"name": name.surname, "forename": name.text.removeprefix(f"{name.surname}, ")}


def _birth(births: tuple[PartialDate, ...]) -> str | None:
    """A day, or zeros for what is not known; a year now and then without them."""
    if not births:
        return None
    birth = births[0]
    if birth.precision == "day":
        return birth.first.isoformat().replace("-", "/")
    month = birth.first.month if birth.precision == "month" else 0
    return str(birth.first.year) if birth.first.year % 2 and not month else f"{birth.first.year}/{month:02d}/00"


def _write(path: Path, document: Json) -> None:
    with whole(path) as handle:
        handle.write(msgspec.json.format(msgspec.json.encode(document), indent=1).decode())
