"""The remarks of an entry: segments such as `DOB 1962`, `a.k.a. 'ABU X'`, `Passport A1 (Iraq)` become facts.

Comes in: the whole remark, continuation joined. Goes out: `Remarks`; whatever is not wholly said by a fact stays text.
Never makes a fact of an untagged segment: whose wife or daughter somebody is, and what they did, is remark and no more.
Source: measured on the files of 2019 and 2021; OFAC publishes no grammar.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache

from homeward.kernel.countries import country_code
from homeward.kernel.dates import PartialDate, parse
from homeward.watchlists.listing import ListedDocument, ListedName, ListedPlace, Quality, Sex

LONGEST = 300  # characters of a segment that can be a fact; longer ones are prose
CUT = 1_000  # characters of a remark that the primary file holds; the rest stands in the comments

_SEXES: dict[str, Sex] = {"Male": "male", "Female": "female"}
_QUOTED = re.compile(r"'(.+)'")
_PAPERS = {
    "passport": "Passport|Diplomatic Passport|Stateless Person Passport|British National Overseas Passport",
    "national_id": (
        "National ID No.|Cedula No.|C.U.R.P.|D.N.I.|Personal ID Card|Tazkira National ID Card|Citizen's Card Number|"
        "Turkish Identification Number|Turkish Identificiation Number|Kenyan ID No.|Bosnian Personal ID No.|"
        "Moroccan Personal ID No.|Numero de Identidad|I.F.E."
    ),
    "social_security": "SSN",
    "tax": "Tax ID No.|R.F.C.|RFC|NIT #|RUC #|RIF #|RTN|V.A.T. Number|Italian Fiscal Code|C.U.I.T.|C.I.F.|US FEIN",
    "driving_licence": "Driver's License No.",
    "birth_certificate": "Birth Certificate Number",
    "travel_document": "Travel Document Number",
    "residence_permit": "Residency Number",
    "registration": (
        "Registration ID|Registration Number|Company Number|UK Company Number|Business Registration Number|"
        "Business Registration Document #|Commercial Registry Number|Public Registration Number|Enterprise Number|"
        "Chamber of Commerce Number|C.R. No.|Vessel Registration Identification"
    ),
    "other": (
        "Identification Number|National Foreign ID Number|Electoral Registry No.|Credencial electoral|LE Number|"
        "Cartilla de Servicio Militar Nacional|VisaNumberID"
    ),
}
_KIND_OF = {tag: kind for kind, tags in _PAPERS.items() for tag in tags.split("|")}
_TAG = re.compile("|".join(map(re.escape, sorted(_KIND_OF, key=len, reverse=True))))
_NUMBER = re.compile(
    r"(?: ?(?:#|No\.|Booklet:?|Number))?:? +(?P<number>\S.*?)(?P<asides>(?: \([^()]*\))*)(?P<tail>,? (?:issued|expires) .*)?"
)
_DOUBT = re.compile(r"\b(?:false|forged|fraudulent|counterfeit|stolen|lost|expired|invalid)\b", re.IGNORECASE)


@dataclass(slots=True)
class Remarks:
    """What a remark says. `rest` holds the segments that no fact says wholly, joined as published."""

    aliases: list[ListedName] = field(default_factory=list)
    births: list[PartialDate] = field(default_factory=list)
    birth_places: list[ListedPlace] = field(default_factory=list)
    nationalities: list[str] = field(default_factory=list)
    documents: list[ListedDocument] = field(default_factory=list)
    sexes: list[Sex] = field(default_factory=list)
    quirks: list[str] = field(default_factory=list)
    rest: str = ""

    @property
    def sex(self) -> Sex | None:
        """The sex, where exactly one is stated."""
        return self.sexes[0] if len(set(self.sexes)) == 1 else None


def read_remarks(text: str) -> Remarks:
    """Read a whole remark. `alt. X` is one more value of X; one full stop ends the remark."""
    found = Remarks()
    rest = [segment for segment in text.strip().removesuffix(".").split("; ") if not _take(segment, found)]
    found.rest = "; ".join(segment for segment in rest if segment)
    return found


def _take(segment: str, found: Remarks) -> bool:
    """Make a fact of a segment where it is one. Whether the fact says all of it."""
    if len(segment) > LONGEST:
        return False
    value = segment.strip().removeprefix("alt. ")
    tag, _, said = value.partition(" ")
    reader = _READERS.get(tag)
    if reader:
        return reader(said.strip(), found)
    return tag in _FIRST_WORDS and _paper(value, found)


def _birth(said: str, found: Remarks) -> bool:
    date = _date(said)
    if date is None:
        found.quirks.append("unread_date")
        return False
    found.births.append(date)
    return True


def _birth_place(said: str, found: Remarks) -> bool:
    found.birth_places.append(_place(said))
    return bool(said)


def _nationality(said: str, found: Remarks) -> bool:
    code = country_code(said)
    if code is None:
        found.quirks.append("unknown_country")
        if said.startswith("possibly ") or not said:
            return False
    found.nationalities.append(code or said)
    return True


def _sex(said: str, found: Remarks) -> bool:
    if (sex := _SEXES.get(said)) is None:
        return False
    found.sexes.append(sex)
    return True


def _weak(said: str, found: Remarks) -> bool:
    return _alias(said, "weak", found)


def _former(said: str, found: Remarks) -> bool:
    return _alias(said, "former", found)


def _alias(said: str, quality: Quality, found: Remarks) -> bool:
    quoted = _QUOTED.fullmatch(said)
    if quoted:
        found.aliases.append(ListedName(quoted[1].strip(), quality))
    return quoted is not None


def _paper(value: str, found: Remarks) -> bool:
    paper, whole = _read_paper(value)
    if paper:
        found.documents.append(paper)
    return whole


@lru_cache(maxsize=1 << 14)
def _read_paper(value: str) -> tuple[ListedDocument | None, bool]:
    """The document that a segment names, and whether the document says all of it (no dates, no words beside)."""
    tag = _TAG.match(value)
    read = _NUMBER.fullmatch(value, tag.end()) if tag else None
    if not tag or not read or not any(letter.isdigit() for letter in read["number"]):
        return None, False
    asides = [aside.strip(" ()") for aside in read["asides"].split(" (") if aside]
    codes = [code for aside in asides if (code := country_code(aside))]
    doubtful = bool(_DOUBT.search(read["asides"] + (read["tail"] or "")))
    paper = ListedDocument(_KIND_OF[tag[0]], read["number"].strip(), codes[0] if codes else "", doubtful)
    return paper, not read["tail"] and len(asides) == len(codes) <= 1


@lru_cache(maxsize=1 << 14)
def _date(said: str) -> PartialDate | None:
    return parse(said)


@lru_cache(maxsize=1 << 14)
def _place(said: str) -> ListedPlace:
    """A place, and the country its last part names: `Pyongyang, Korea, North` ends in a name of two parts."""
    parts = said.split(", ")
    tails = (", ".join(parts[-count:]) for count in (2, 1) if count <= len(parts))
    return ListedPlace(said, next((code for tail in tails if (code := country_code(tail))), ""))


_READERS: dict[str, Callable[[str, Remarks], bool]] = {
    "DOB": _birth,
    "POB": _birth_place,
    "nationality": _nationality,
    "citizen": _nationality,
    "Gender": _sex,
    "a.k.a.": _weak,
    "f.k.a.": _former,
}
_FIRST_WORDS = frozenset(tag.partition(" ")[0] for tag in _KIND_OF)
