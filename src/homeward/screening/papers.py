"""A cell of documents becomes papers: kind, number, and the country that issued it.

Comes in: `passport A1234567 IQ; 199012345678`. Goes out: `ProfileDocument`s; the kind and the issuer may be missing.
Never takes for a document what could be anybody's: a number shorter than four signs, or one sign repeated, is counted as odd.
"""

from __future__ import annotations

import re

from homeward.kernel.countries import country_code, states_no_country
from homeward.screening.profile import ProfileDocument

SHORTEST = 4  # letters and digits: a shorter number says nothing about whose it is
LONGEST_ISSUER = 4  # words in the name of a country
_KINDS = {
    "passport": "passport pass passeport pp جواز جواز_سفر جواز_السفر",
    "national_id": "id national_id nid identity_card id_card national_identity_card cni هوية الهوية بطاقة"
    " بطاقة_هوية هوية_وطنية البطاقة_الموحدة بطاقة_موحدة",
}
_DIGIT, _SIGNS = re.compile(r"\d"), re.compile(r"[^\W_]+")
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in words.split()}


def read_papers(text: str, odd: list[str]) -> tuple[ProfileDocument, ...]:
    """The papers of a cell, parted by `;`. What cannot be used is added to `odd`."""
    found = []
    for part in text.split(";"):
        words = part.replace(":", " ").replace("#", " ").split()
        if not words or states_no_country(part):
            continue
        paper = _paper(words)
        signs = "".join(_SIGNS.findall(paper.number.casefold()))
        if len(signs) < SHORTEST or len(set(signs)) == 1 or not _DIGIT.search(signs):
            odd.append("document_unread")
        else:
            found.append(paper)
    return tuple(dict.fromkeys(found))


def _paper(words: list[str]) -> ProfileDocument:
    """Words without a digit at the front are the kind, a country at the end the issuer, and what is left the number."""
    digits = [i for i, word in enumerate(words) if _DIGIT.search(word)]
    first, last = (digits[0], digits[-1] + 1) if digits else (0, len(words))
    issuer = country_code(" ".join(words[last:])) if last < len(words) <= last + LONGEST_ISSUER else None
    kind = "_".join(words[:first]).casefold().strip("._-,")
    number = " ".join(words[first:last] if issuer else words[first:])
    return ProfileDocument(number, _KIND_OF.get(kind, kind), issuer or "")
