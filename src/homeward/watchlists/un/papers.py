"""The papers that the UN names: passports, national numbers and others, some of them only in a note.

Comes in: one `INDIVIDUAL_DOCUMENT` group, or free text. Goes out: `ListedDocument`s with the bare number where it can be told
from the words around it ("Libyan Passport No. 96/184442"), else as published.
A paper that the publisher calls false, misused, cancelled or expired is marked doubtful; none is left out for it.
"""

from __future__ import annotations

import re

from homeward.kernel.countries import country_code
from homeward.watchlists.listing import ListedDocument

_KINDS = {
    "birth_certificate": r"birth cert",
    "social_security": r"social security|\bssn\b",
    "tax": r"fiscal code|\bnif\b|\btax",
    "driving_licence": r"\bdriv",
    "ration_card": r"\bration",
    "voter_card": r"\bvoter",
    "student_card": r"\bstudent",
    "residence_permit": r"\bresiden|alien registration",
    "military_id": r"\bmilitary|serviceman|\bfardc",
    "nationality_certificate": r"certificate of (?:iraqi )?nationality",
    "travel_document": r"travel document|reiseausweis|laissez",
    "passport": r"passe?port|pasaporte",
    "national_id": r"national (?:identi|number|id)|identi\w+|\btazkira|\bid\b|personal number|civil",
}
_KIND_OF = {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in _KINDS.items()}
_DOUBTFUL = re.compile(
    r"\b(?:false|fraudulent\w*|counterfeit|forged|fake|stolen|lost|misuse|expired|cancelled|revoked|confiscated)\b",
    re.IGNORECASE,
)
_MENTIONED = re.compile(r"\b(?:passport|identity|identification|ID|SSN|fiscal code)\b", re.IGNORECASE)
_BRACKETS = re.compile(r"\([^()]*\)")
_SERIES = re.compile(r"[A-Z]{1,3}(?:-[A-Z]?)?")
_NO_SERIES = frozenset({"SSN", "NIF", "ID", "NO", "CAR", "US", "UK"})
_NUMBER_SIGN = re.compile(r"^(?:No|Nr|N°)\.?:?(?=\d)|^number:?(?=\d)", re.IGNORECASE)
_FEWEST_DIGITS = 4  # of a number that stands in running text: fewer are a day or a year's tail
_WORDS_BETWEEN = 4  # at most between "passport" and its number
_COUNTRY_WORDS = 4  # "Democratic Republic of Congo"


def read_paper(group: dict[str, str]) -> ListedDocument | None:
    """The paper of one group; None where neither the number nor its note or second type holds a number."""
    kind, second, note = (group.get(tag, "") for tag in ("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2", "NOTE"))
    stated = group.get("NUMBER", "")
    source = stated or next((text for text in (second, note) if _names_a_number(text)), "")
    number, before = bare_number(source)
    number = number or stated  # a number without digits is taken as it stands
    if not number:
        return None
    issuers = (group.get("ISSUING_COUNTRY", ""), group.get("COUNTRY_OF_ISSUE", ""))
    issuer = next((code for text in issuers if text and (code := country_code(text))), "")
    return ListedDocument(
        kind=_kind(f"{second} {before} {'' if stated else note}", kind),
        number=number,
        issuer=issuer or _country_in(before) or _country_in(second) or _country_around(source),
        doubtful=bool(_DOUBTFUL.search(f"{source} {second} {note}")),
    )


def papers_in(text: str) -> list[ListedDocument]:
    """The papers that a note mentions with their numbers."""
    found = []
    places = [match.start() for match in _MENTIONED.finditer(text)]
    for place, following in zip(places, [*places[1:], len(text)], strict=False):
        number, before = bare_number(text[place:following])
        if sum(map(str.isdigit, number)) >= _FEWEST_DIGITS and len(before.split()) <= _WORDS_BETWEEN:
            issuer = _country_before(text[:place]) or _country_around(text[place:following])
            found.append(ListedDocument(_kind(before, ""), number, issuer, bool(_DOUBTFUL.search(text))))
    return found


def bare_number(text: str) -> tuple[str, str]:
    """A number as written, without the words around it, and the words before it; no number where there is no digit."""
    tokens = _BRACKETS.sub(" ", text).split()
    start = next((i for i, token in enumerate(tokens) if any(map(str.isdigit, token))), None)
    if start is None:
        return "", text
    before = tokens[:start]
    parts = [before.pop()] if before and _is_series(before[-1]) else []
    for token in tokens[start:]:
        part = _NUMBER_SIGN.sub("", token).strip(",;.:“”\"'")
        if parts and part.lower() in ("no", "number", "n°"):
            continue
        if not part or not (any(map(str.isdigit, part)) or _is_series(part) or part == "-"):
            break
        if any(map(str.isdigit, "".join(parts))) and any(map(str.islower, part)):
            break
        parts.append(part)
        if token[-1] in ",;":
            break
    return " ".join(parts), " ".join(before)


def _is_series(token: str) -> bool:
    return bool(_SERIES.fullmatch(token)) and token not in _NO_SERIES


def _names_a_number(text: str) -> bool:
    """Whether a text is a number or says "number …": the years in "issued in 1974" are none."""
    number, before = bare_number(text)
    return bool(number) and (not before or any(rule.search(before) for rule in _KIND_OF.values()))


def _kind(words: str, stated: str) -> str:
    """The kind that the words name, else the one stated."""
    for text in (words, stated):
        if kind := next((kind for kind, rule in _KIND_OF.items() if rule.search(text)), ""):
            return kind
    return "other"


def _country_in(words: str) -> str:
    """The country that words begin with: "Libyan Passport No."."""
    parts = words.split()[:_COUNTRY_WORDS]
    codes = (country_code(" ".join(parts[:count])) for count in range(len(parts), 0, -1))
    return next((code for code in codes if code), "")


def _country_before(text: str) -> str:
    """The country that words end with: "appears in false Indonesian"."""
    parts = re.findall(r"[\w’'-]+", text)[-_COUNTRY_WORDS:]
    codes = (country_code(" ".join(parts[at:])) for at in range(len(parts)))
    return next((code for code in codes if code), "")


def _country_around(text: str) -> str:
    """The country in brackets or after a comma: "403062567 (US)", "R00012098, South Sudan"."""
    asides = [*re.findall(r"\(([^()]*)\)", text), text.rpartition(",")[2].strip()]
    return next((code for aside in asides if len(aside) > 1 and (code := country_code(aside))), "")
