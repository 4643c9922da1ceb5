"""Countries and languages as a reader of this language writes them, for the fields where one is chosen.

Comes in: the language of the page. Goes out: pairs of a code and a name, sorted as that language sorts, the ones most often
needed first. Never a list of nationalities that somebody may have: any state can be chosen.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from babel import Locale, UnknownLocaleError
from django.utils.translation import get_language

OFTEN: Final = ("iq", "sy")
_NOT_STATES: Final = frozenset({"eu", "ez", "un", "zz", "xa", "xb", "qo"})
_BABEL: Final = {"kmr": "ku", "ckb": "ckb"}
SPOKEN: Final = ("ar", "ckb", "kmr", "tr", "az", "fa", "ps", "ur", "ru", "ce", "uz", "tg", "kk", "ky", "ug", "zh", "en", "fr", "de", "nl",
    "sv", "da", "no", "fi", "es", "it", "bs", "sq", "id", "ms", "bn", "so", "am")  # fmt: skip


def country_choices() -> list[tuple[str, str]]:
    """Every country's code (ISO 3166 alpha-2, lower case) and name."""
    return list(_countries(get_language() or "en"))


def country_name(code: str) -> str:
    """The name of a country in the language of the page; the code where it has none."""
    return dict(_countries(get_language() or "en")).get(code, code.upper())


def language_choices() -> list[tuple[str, str]]:
    """The languages that people there speak, by BCP 47 tag."""
    return [(code, language_name(code)) for code in SPOKEN]


def language_name(code: str) -> str:
    """The name of a language in the language of the page; its own where the page's language has none."""
    names = _locale(get_language() or "en").languages
    own = {"ckb": "کوردیی ناوەندی", "kmr": "Kurmancî"}
    return names.get(_BABEL.get(code, code)) or names.get(code) or own.get(code) or code


@lru_cache(maxsize=8)
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    english = _locale("en").territories
    names = {**english, **_locale(language).territories}
    states = {code.lower(): name for code, name in names.items() if len(code) == 2 and code.isalpha()}
    kept = {code: name for code, name in states.items() if code not in _NOT_STATES}
    first = [(code, kept[code]) for code in OFTEN]
    rest = sorted(((code, name) for code, name in kept.items() if code not in OFTEN), key=lambda pair: pair[1])
    return tuple(first + rest)


@lru_cache(maxsize=8)
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(_BABEL.get(language, language))
    except UnknownLocaleError:
        return Locale.parse("en")
