"""A country as people and publishers write it becomes its ISO 3166 code.

Comes in: an alpha-2 or alpha-3 code, an English, UN, OFAC or Arabic name, or a word for its people ("Iraqi", "عراقية").
Goes out: the alpha-2 code in lower case, or None. States that are gone keep their last code: `su`, `yu`, `cs`, `dd`.
Never guesses: a word that fits two countries, or a people and not a state ("Congolese", "Turkmen"), is None.
The words stand in `resources/countries.tsv`, kept by hand; tests hold it against ISO 3166 as pycountry publishes it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files

_NOT_IN_WORDS = re.compile(r"['’‘`ʼ.\u0640\u200c]+")
_BETWEEN_WORDS = re.compile(r"[^\w]+|_+")
_FILLERS = frozenset({"the", "of", "and"})
_ARABIC_LETTERS = str.maketrans("ىیکة", "ييكه")
_NO_COUNTRY = (
    "na", "n/a", "not applicable", "none", "nil", "null", "unknown", "unk", "undetermined", "not known",
    "not stated", "not recorded", "stateless", "no nationality", "other", "zz", "xx", "00",
    "xxx", "xxa", "xxb", "xxc",  # ICAO 9303: unspecified, stateless, refugees
    "غير معروف", "غير محدد", "مجهول", "لا يوجد", "بدون", "بدون جنسية", "بلا جنسية", "عديم الجنسية", "مكتوم", "أخرى",
)  # fmt: skip


@lru_cache(maxsize=1 << 16)
def country_code(text: str) -> str | None:
    """The ISO 3166 alpha-2 code, in lower case, of the country a text names; None where it names none or two.

    Word order, case, accents and punctuation do not matter: "Korea, North" is "North Korea". Kosovo is `xk`.
    "na" is not Namibia here but "not applicable", as lists use it.
    """
    key = _key(text)
    return None if key in _keys_of_no_country() else _codes().get(key)


@lru_cache(maxsize=1 << 16)
def states_no_country(text: str) -> bool:
    """Whether a text says that there is no country to name: it is empty, "na", "unknown", "stateless"."""
    return _key(text) in _keys_of_no_country()


@cache
def people_of(code: str) -> str:
    """The English word for a country's people ("Iraqi"), its name where there is none, the code where it is not a country's."""
    names, people = _words_of(code)
    return (people or names).partition("|")[0]


@cache
def country_name(code: str) -> str:
    """A country's usual name in English, the code where it is not a country's."""
    return _words_of(code)[0].partition("|")[0]


def _words_of(code: str) -> tuple[str, str]:
    """The names of a country and the words for its people, with | between them."""
    for line in files("homeward").joinpath("resources/countries.tsv").read_text("utf-8").splitlines():
        if line.startswith(f"{code}\t"):
            _, _, names, people, _ = line.split("\t")
            return names, people
    return code, ""


def _key(text: str) -> str:
    """A text's words, folded and sorted, so that spellings of one name meet. Arabic loses the article and -ة of -ية."""
    letters = (c for c in unicodedata.normalize("NFKD", text.casefold()) if unicodedata.category(c) != "Mn")
    plain = _NOT_IN_WORDS.sub("", "".join(letters)).translate(_ARABIC_LETTERS)
    words = _BETWEEN_WORDS.sub(" ", plain).split()
    return " ".join(sorted(_word(w) for w in words if w not in _FILLERS or len(words) == 1))


def _word(word: str) -> str:
    bare = word[2:] if word.startswith("ال") and len(word) > 4 else word
    return bare[:-1] if bare.endswith("يه") else bare


@cache
def _keys_of_no_country() -> frozenset[str]:
    return frozenset({_key(text) for text in _NO_COUNTRY} | {""})


@cache
def _codes() -> dict[str, str]:
    """Every key of the table with its code. Two countries that share a key are a mistake in the table."""
    codes: dict[str, str] = {}
    for line in files("homeward").joinpath("resources/countries.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            code, alpha3, names, people, arabic = line.split("\t")
            for text in filter(None, (code, alpha3, *names.split("|"), *people.split("|"), *arabic.split("|"))):
                if codes.setdefault(_key(text), code) != code:
                    raise ValueError(f"countries.tsv gives {text!r} to both {codes[_key(text)]} and {code}")
    return codes
