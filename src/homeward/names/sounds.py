"""A folded word in any script becomes a short string over one small phonetic alphabet.

Comes in: a folded word (`written.fold`). Goes out: its code, ASCII letters of `ALPHABET`; whether its script writes vowels.
A letter that communities read differently has a code of its own, whose costs in `costs` say what it may stand for; so a word
has one code, not a list of guesses. Never looks anything up in a lexicon.

    b p t d k g q m n r l f v w y s z   as in English      a e i o u   vowels a Latin or Cyrillic word writes
    S sh   C ch   Z zh   j dj           x kh   G gh        A W Y       alef, waw, ya: long vowels, or w and y
    T ث th   D ذ dh   E ض ظ             h ه   H ح           0           a carrier that may be any vowel   ? ayn
    1 Latin ch, Pashto ښ (sh, ch, kh)   2 x and ks (kh in Kurdish, sh in Pinyin)   c Latin c (k, dj, s)   6 ğ   7 final ha (a, h, nothing)
    < servant of (Abd al-)   > of the faith (al-Din)   ^ of God (-ullah)   = father or mother of (Abu, Umm)   ~ -ov, -oğlu …
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii

from homeward.names.written import script_of

ALPHABET = "abcdefghijklmnopqrstuvwxyzACDEGHSTWYZ01267?<>^=~"
MAX_CODE = 15  # letters kept: longer words are told apart by then, and codes fit one cache-friendly row of 16 bytes

_LATIN_LONG = {
    "dsch": "j", "tsch": "C", "dzh": "j", "tch": "C", "sch": "S", "sh": "S", "ch": "1", "kh": "x", "gh": "G", "dh": "D", "th": "T",
    "dj": "j", "dz": "z", "zh": "Z", "ph": "f", "ck": "k", "ou": "u", "oo": "u", "ee": "i", "ie": "i", "qu": "k", "ks": "2",
}  # fmt: skip
_LATIN_LETTER = {
    **{c: c for c in "abcdefghijklmnopqrstuvwyz"}, "x": "2",
    "ş": "S", "š": "S", "ș": "S", "ś": "S", "ç": "C", "č": "C", "ć": "C", "ğ": "6", "ǧ": "j", "ġ": "G", "ž": "Z", "ż": "Z", "ź": "z",
    "ḥ": "H", "ḫ": "x", "ẖ": "x", "ħ": "H", "ṣ": "s", "ḍ": "E", "ẓ": "E", "ṭ": "t", "ţ": "t", "ț": "t",
    "ṯ": "T", "ḏ": "D", "ð": "D", "þ": "T",
    "đ": "j", "ñ": "n", "ň": "n", "ń": "n", "ł": "l", "ß": "s", "ı": "i", "ə": "e", "æ": "e", "œ": "e", "ö": "o", "ü": "u", "ø": "o",
    "å": "a", "ä": "e", "ý": "i", "ř": "r", "χ": "x",  # the library writes the Greek letter ch
}  # fmt: skip
_CYRILLIC_LONG = {"кс": "2", "дж": "j", "кх": "x", "къ": "q", "гъ": "G", "гь": "h", "хь": "h", "хъ": "x", "кь": "q"}
_CYRILLIC_LETTER = dict(
    zip("абвгдежзийклмнопрстуфхцчшщъыьэюяё", [*"abvgdeZziyklmnoprstufx", "ts", *"CSS", "", "i", "", "e", "u", "a", "o"], strict=True)
) | {
    "қ": "q", "ғ": "G", "ҳ": "h", "һ": "h", "ҷ": "j", "җ": "j", "ў": "o", "ӣ": "i", "ӯ": "u",
    "ң": "n", "ө": "o", "ү": "u", "і": "i", "ә": "e", "ұ": "u", "є": "e", "ї": "i",
}  # fmt: skip
_ARABIC_LETTER = {
    "ا": "A", "ب": "b", "پ": "p", "ت": "t", "ث": "T", "ج": "j", "چ": "C", "ح": "H", "خ": "x", "د": "d", "ذ": "D", "ر": "r", "ز": "z",
    "ژ": "Z", "س": "s", "ش": "S", "ص": "s", "ض": "E", "ط": "t", "ظ": "E", "ع": "?", "غ": "G", "ف": "f", "ق": "q", "ك": "k", "گ": "g",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "W", "ي": "Y",
    "ێ": "e", "ۆ": "o", "ە": "e", "ڵ": "l", "ڕ": "r", "ڤ": "v", "ۇ": "u", "ۈ": "u", "ۋ": "v", "ڭ": "n",  # Sorani, Uyghur
    "ښ": "1", "ږ": "g", "ځ": "j", "څ": "s", "ړ": "r", "ډ": "d", "ټ": "t", "ڼ": "n", "ٹ": "t", "ڈ": "d", "ڑ": "r",  # Pashto, Urdu
}  # fmt: skip
_ARABIC_LONG = {"تش": "C", "دج": "j", "كس": "2"}  # ch, dj and x as Arabic letters spell foreign names
_WRITES_VOWELS = frozenset("ێۆەۇۈ")
_VOWELS = "aeiou"
_VOWELS_AT_FIRST = tuple(
    _VOWELS
)  # a word that begins with a vowel has a carrier in Arabic script, which is not left out
_DOUBLED = re.compile(r"(.)\1+")
_DOUBLED_LONG = re.compile(
    r"([AWY])\1+"
)  # Arabic script writes a long vowel twice at times; a consonant twice is two of them
_LATIN_UNIT = re.compile("|".join([*sorted(_LATIN_LONG, key=len, reverse=True), "."]))
_CYRILLIC_UNIT = re.compile("|".join([*_CYRILLIC_LONG, "."]))
_ARABIC_UNIT = re.compile("|".join([*_ARABIC_LONG, "."]))


def writes_vowels(word: str) -> bool:
    """Whether the word's script shows its short vowels: all but Arabic script outside Sorani and Uyghur."""
    return script_of(word) != "arab" or not _WRITES_VOWELS.isdisjoint(word)


@lru_cache(maxsize=1 << 18)
def sound(word: str) -> str:
    """The code of a folded word, at most `MAX_CODE` letters; empty when the word has no letter we can read."""
    script = script_of(word)
    if script == "arab":
        return _DOUBLED_LONG.sub(r"\1", _arabic(word))[:MAX_CODE]
    code = _DOUBLED.sub(r"\1", _cyrillic(word) if script == "cyrl" else _latin(word))
    return ("0" + code if code.startswith(_VOWELS_AT_FIRST) else code)[:MAX_CODE]


def _latin(word: str) -> str:
    code = "".join(_LATIN_LONG.get(unit) or _latin_letter(unit) for unit in _LATIN_UNIT.findall(word))
    if len(code) > 2 and code[-1] == "h" and code[-2] in _VOWELS:
        code = code[:-1]  # -ah, -eh: the romanised ta marbuta
    return code


def _latin_letter(letter: str) -> str:
    known = _LATIN_LETTER.get(letter)
    if known is not None:
        return known
    return "".join(_LATIN_LONG.get(unit) or _LATIN_LETTER.get(unit, "") for unit in _units(letter))


def _units(letter: str) -> list[str]:
    """A letter of any other script as the transliteration library writes it, cut into what Latin spells with several letters."""
    units: list[str] = _LATIN_UNIT.findall(anyascii(letter).lower())
    return units


def _cyrillic(word: str) -> str:
    return "".join(_CYRILLIC_LONG.get(unit) or _cyrillic_letter(unit) for unit in _CYRILLIC_UNIT.findall(word))


def _cyrillic_letter(letter: str) -> str:
    """A Latin letter among Cyrillic ones, which look alike, is read as what it is."""
    known = _CYRILLIC_LETTER.get(letter)
    return _latin_letter(letter) if known is None else known


def _arabic(word: str) -> str:
    code = [
        _ARABIC_LONG.get(u) or _ARABIC_LETTER.get(u) or _latin(anyascii(u).lower()) for u in _ARABIC_UNIT.findall(word)
    ]
    if code[0] == "A":
        code[0] = "0"  # initial alef carries any vowel
    elif code[0] in "WY":
        code[0] = code[0].lower()
    if len(code) > 2 and code[-1] == "h":
        code[-1] = "7"
    return "".join(code)
