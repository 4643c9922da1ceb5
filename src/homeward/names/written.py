"""A name as somebody wrote it becomes comparable text: one spelling per letter, no marks, lower case.

Comes in: any Unicode text. Goes out: folded words, the script they stand in, and a raw spelling kept for display.
Never transliterates (that is `sounds`) and never drops a letter that could tell two names apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Literal

Script = Literal["arab", "cyrl", "latn", "other"]
SYLLABLES = "\u2e80"  # from here on signs are syllables or words, as in Chinese, Japanese and Korean

# Kept apart on purpose: ه (h) and ە (Sorani and Uyghur e); ك and گ; و and ۆ.
_ONE_LETTER = {
    **dict.fromkeys("أإٱٲٳ", "ا"),  # hamza seats on alef are written at a clerk's pleasure
    "آ": "ا",
    **dict.fromkeys("ىیۍےېۓ", "ي"),  # dotless, Persian and Pashto ya
    **dict.fromkeys("کڪګ", "ك"),
    **dict.fromkeys("ھہۀۂۃ", "ه"),
    "ة": "ه",  # ta marbuta and final ha are one in handwriting
    "ؤ": "و",
    "ئ": "ي",
    "ں": "ن",
}
_DROPPED = (
    "ـ"  # tatweel
    "ءٴٔ"  # hamza on the line and above
    "'’‘`´ʼʻʾʿˈ′″\"“”«»"  # ayn, hamza and quotation marks
    "\u200c\u200d\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\xad"
    "\u04c0\u04cf"  # the Caucasian palochka has no fixed counterpart
)
_KEPT_MARKS = frozenset(
    "\u0306\u0308\u030c\u0327\u0323\u0331"
)  # breve, diaeresis, caron, cedilla, dot and line below change the sound
_MARKS = {c: "" for c in range(0x10000) if unicodedata.combining(chr(c)) and chr(c) not in _KEPT_MARKS}
_TABLE = str.maketrans({**_ONE_LETTER, **dict.fromkeys(_DROPPED, "")}) | _MARKS
_SIGNS = "".join(c for c in map(chr, range(0x0700, 0x1C00)) if unicodedata.category(c) in ("Mn", "Mc"))
# Bengali, Burmese, Khmer, Thaana … write vowels as signs on a letter: they end no word, nor does a mark that was kept.
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_SIGNS}{''.join(sorted(_KEPT_MARKS))}])*")


def fold(text: str) -> str:
    """Fold one word or name: NFKC, lower case, one spelling per Arabic letter, no marks.

    Latin letters keep the diacritics that carry a sound (ş, ç, ğ, ḥ); vowels keep theirs for `sounds` to read.
    """
    plain = unicodedata.normalize("NFKC", text).replace("İ", "i").lower()
    return unicodedata.normalize("NFC", plain.translate(_TABLE))


def words(text: str) -> list[str]:
    """The folded words of a name, split at anything that is neither letter nor digit; words of digits alone are dropped."""
    return [word for run in text.split() for word in words_of(run)]


@lru_cache(maxsize=1 << 18)
def words_of(run: str) -> tuple[str, ...]:
    """The folded words of a stretch without a space, as `words` has them."""
    return tuple(word for word in _WORD.findall(fold(run)) if not word.isdigit())


@lru_cache(maxsize=1 << 18)
def script_of(word: str) -> Script:
    """The script of a word's first letter."""
    for letter in word:
        code = ord(letter)
        if 0x0600 <= code <= 0x08FF or 0xFB50 <= code <= 0xFEFC:
            return "arab"
        if 0x0400 <= code <= 0x052F:
            return "cyrl"
        if letter.isalpha():
            return "latn" if code < 0x02B0 or 0x1E00 <= code <= 0x1EFF else "other"
    return "other"
