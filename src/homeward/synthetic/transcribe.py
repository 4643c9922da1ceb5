"""One script into another as a clerk does it who hears a foreign name: by letters, not by dictionary.

Comes in: a plain Latin or Cyrillic spelling. Goes out: Arabic, Cyrillic or Latin.
Used for names that came through another script (Cyrillic to Latin to Arabic) and for invented parts that had only one.
Never a standard of romanisation: a habit.
"""

from __future__ import annotations

import re


def table(pairs: str) -> dict[str, str]:
    """Letters by their counterparts, written in turn; ∅ is nothing."""
    words = pairs.replace("∅", "\0").split()
    return {left: right.strip("\0") for left, right in zip(words[::2], words[1::2], strict=True)}


_ARABIC = table("""
    kh خ  sh ش  ch تش  zh ج  gh غ  dh ذ  th ث  ts تس  ou و  oo و  ee ي  ya يا  yu يو  b ب  t ت  j ج  d د  r ر  z ز
    s س  f ف  q ق  k ك  l ل  m م  n ن  h ه  w و  y ي  g غ  p ب  v ف  c ك  x كس  a ا  e ي  i ي  o و  u و  ' ∅
""")
_ARABIC_FIRST = {"a": "أ", "e": "إ", "i": "إ", "o": "أو", "u": "أو"}
_CYRILLIC = table("""
    kh х  sh ш  ch ч  zh ж  gh г  dh з  th с  ts ц  ya я  yu ю  ay ай  ey ей  b б  t т  j дж  d д  r р  z з  s с  f ф
    q к  k к  l л  m м  n н  h х  w в  y й  g г  p п  v в  c к  x кс  a а  e е  i и  o о  u у  ' ∅
""")
_LATIN = table("""
    а a  б b  в v  г g  д d  е e  ё e  ж zh  з z  и i  й y  к k  л l  м m  н n  о o  п p  р r  с s  т t  у u  ф f
    х kh  ц ts  ч ch  ш sh  щ shch  ъ ∅  ы y  ь ∅  э e  ю yu  я ya  ғ g  қ k  ҳ h  ў u  ҷ j  ӣ i  ӯ u  ә a  ө o  ү u
    ұ u  ң n  һ h  і i  ӏ ∅  җ j
""")
_TWO_OR_ONE = re.compile(r"kh|sh|ch|zh|gh|dh|th|ts|ou|oo|ee|ya|yu|ay|ey|.")
_DOUBLED = re.compile(r"([^\W\d_])\1")


def arabic_from_latin(text: str) -> str:
    """How an Arabic-writing clerk puts a foreign name down: every vowel a letter, no doubled letter, p as b, v as f."""
    return " ".join(_arabic_word(word) for word in text.lower().replace("-", " ").split())


def _arabic_word(word: str) -> str:
    word = _DOUBLED.sub(r"\1", word)
    first = _ARABIC_FIRST.get(word[0], "")
    return first + _letters(word[1:] if first else word, _ARABIC)


def cyrillic_from_latin(text: str) -> str:
    """How a Russian-writing clerk puts a Latin spelling down."""
    return _letters(text.lower(), _CYRILLIC).title()


def latin_from_cyrillic(text: str) -> str:
    """How a passport office or a clerk romanises a Russian spelling: Khasan, Magomed, Yusup."""
    return "".join(_LATIN.get(letter, letter) for letter in text.lower()).title()


def _letters(text: str, table: dict[str, str]) -> str:
    pieces = _TWO_OR_ONE.findall(text)
    return "".join(table.get(piece) or "".join(table.get(letter, letter) for letter in piece) for piece in pieces)
