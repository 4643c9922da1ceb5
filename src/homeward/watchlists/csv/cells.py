"""What one cell of a table says: several values, days, countries, a sex. Lists and caseloads read their cells alike.

Comes in: the text of one cell. Goes out: values, and beside them the words that could not be read.
Never guesses: what is not understood is handed back as it was written.
"""

from __future__ import annotations

import re
from functools import lru_cache

from homeward.kernel.countries import country_code, states_no_country
from homeward.kernel.dates import PartialDate, parse
from homeward.watchlists.listing import Sex

_UNSTATED = frozenset({"-", "--", "n/a", "na", "unknown", "unk", "none", "null", "غير معروف", "مجهول", "لا يوجد"})
_SEXES: dict[Sex, str] = {
    "male": "m male man boy masculine masculin homme garcon erkek mr ذكر رجل ولد مذكر نێر м муж",
    "female": "f female woman girl feminine feminin féminin femme fille kadın أنثى انثى امرأة بنت مؤنث مێ ж жен",
}
_SEX_OF = {word: sex for sex, words in _SEXES.items() for word in words.split()}


def several(text: str, separator: str = ";") -> tuple[str, ...]:
    """The values of a cell that may hold several, without the empty ones. `؛` parts as `;` does."""
    if separator == ";":
        text = text.replace("؛", ";")
    if separator not in text:
        return (text,) if text else ()
    return tuple([value for part in text.split(separator) if (value := part.strip())])


@lru_cache(maxsize=1 << 18)
def dates(text: str, separator: str = ";") -> tuple[tuple[PartialDate, ...], tuple[str, ...]]:
    """The dates of a cell, and the words that are none. A word for "unknown" is neither."""
    words = [word for word in several(text, separator) if word.casefold() not in _UNSTATED]
    read = [(word, parse(word)) for word in words]
    return tuple(date for _, date in read if date), tuple(word for word, date in read if date is None)


@lru_cache(maxsize=1 << 16)
def countries(text: str, separator: str = ";") -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The countries of a cell as ISO alpha-2 in lower case, and the words that name none we know."""
    read = [(word, country_code(word)) for word in several(text, separator) if not states_no_country(word)]
    return tuple(dict.fromkeys(code for _, code in read if code)), tuple(word for word, code in read if code is None)


@lru_cache(maxsize=1 << 10)
def sex(text: str) -> Sex | None:
    """The sex a cell states, in English, French, Turkish, Arabic, Sorani or Russian words; None for anything else."""
    return _SEX_OF.get(re.sub(r"[\s.]+", "", text.casefold()))
