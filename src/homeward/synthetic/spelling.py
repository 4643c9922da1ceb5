"""How a clerk writes one name part: eight spellings in each of a dozen habits, of which a clerk takes one.

Comes in: a `NamePart` and the name of a habit. Goes out: spellings, always the same ones for the same part.
Habits: Latin by English, French, German, Turkish, Kurmanji, Russian, scholarly and publisher's custom; Cyrillic; Arabic
from memory or by ear. Never a typing error: those are made in `typos`, on purpose and on record.
"""

from __future__ import annotations

import re
from functools import cache
from zlib import crc32

from homeward.synthetic.parts import NamePart
from homeward.synthetic.transcribe import arabic_from_latin, cyrillic_from_latin, latin_from_cyrillic

SPELLINGS = 8
LATIN_HABITS = ("english", "french", "german", "turkish", "kurmanji", "russian", "scholarly", "publisher")

Rule = tuple[re.Pattern[str], str, int]


def _rules(rows: str) -> tuple[Rule, ...]:
    """Rewriting of a plain spelling: pattern, replacement (∅ is nothing), in how many of four spellings."""
    words = rows.split()
    triples = zip(words[::3], words[1::3], words[2::3], strict=True)
    return tuple((re.compile(pattern), text.strip("∅"), int(quarters)) for pattern, text, quarters in triples)


_RULES = {
    "english": _rules(r"""
        ' ∅ 4  q k 1  (?<=[aeiou])s(?=[aeiou]) ss 2  u(?=[^aeiou]$) oo 1  u(?=[^aeiou]$) ou 1  i(?=[^aeiou]$) ee 1
        i(?=[dlmb]$) e 1  ^u o 2  ay ai 1  aw au 1  (?<=[^aeiouhy])a$ ah 1  dh th 1  h$ ∅ 1
    """),
    "french": _rules(r"""
        ' ∅ 4  sh ch 4  (?<!d)j dj 3  aw aou 2  (?<!o)u ou 3  ^w ou 3  (?<=[aeiou])s(?=[aeiou]) ss 3  ay ai 2  ay ei 1
        dh d 3  th t 3  q k 1  (?<=[ai])h$ ∅ 3  an$ ane 1  in$ ine 1  y(?=[ao]) i 1
    """),
    "german": _rules(r"""
        ' ∅ 4  sh sch 4  j dsch 2  y(?=[aou]) j 2  dh d 4  th t 3  kh ch 2  (?<=[aeiou])s(?=[aeiou]) ss 2  q k 2
        ^u o 1  z s 1
    """),
    "turkish": _rules(r"""
        ' ∅ 4  kh h 4  sh ş 4  ch ç 4  j c 4  gh ğ 2  gh g 4  q k 4  w v 4  dh z 4  th s 4  d$ t 3  b$ p 2  ay ey 3
        a(?=[^aeiou]$) e 2  (\w)\1 \1 2  (?<=.)u ü 1
    """),
    "kurmanji": _rules(r"""
        ' ∅ 4  kh x 4  gh x 4  sh ş 4  ch ç 4  j c 4  zh j 4  dh z 4  th s 4  (\w)\1 \1 4  ay ey 3  u û 2  i(?=.$) î 3
        a(?=[^aeiou]*$) e 2  ^a e 2
    """),
    "scholarly": _rules(r"""
        ou|oo u 4  ee i 4  (?<!^)e a 1
    """),
    "publisher": _rules(r"""
        ou|oo u 3  ee i 3  ai|ei ay 2  au aw 2  a$ ah 1  ' ∅ 2
    """),
}
# Which of a name's known Latin spellings belong to a habit; English takes those that belong to none.
_MARKS = {
    "french": re.compile(r"ou|dj|ch|ss|[ai]ne$|eddine"),
    "german": re.compile(r"sch|dj|j[aou]|ss"),
    "turkish": re.compile(r"[ıçşğöüâ]|[ae]t$|tt"),
    "kurmanji": re.compile(r"[êîûxçş]"),
    "russian": re.compile(r"kh|^gas|mag|g[ai]|dzh"),
}
_NOT_ENGLISH = re.compile(r"[^ -~]|ou[^b-z]|dj|sch|dzh|mag|[^h]et$|x|c[aeiou]")

# "عبد ال…" and "… الدين" as one habit or another writes them. {} is the other half.
_SERVANT = {
    "english": ("Abdul {}", "Abdul{l}", "Abd al-{}", "Abdel {}", "Abdul-{}", "Abd Al {}", "Abdel{l}", "Abdu{l}"),
    "french": ("Abdel{l}", "Abdel {}", "Abd el {}", "Abdou{l}", "Abdel-{}", "Abd El {}", "Abde{l}", "Abdel{l}"),
    "german": ("Abdul {}", "Abd al-{}", "Abdel {}", "Abdul{l}"),
    "turkish": ("Abdül{l}", "Abdul{l}", "Abdu{l}", "Abdel {}"),
    "kurmanji": ("Ebdil{l}", "Evdil{l}", "Ebdul{l}", "Abdul{l}"),
    "scholarly": ("'Abd al-{}", "Abd al-{}", "'Abd ar-{}", "Abd-al-{}"),
    "publisher": ("Abd al-{}", "'Abd al-{}", "Abd-al-{}", "Abdul {}", "Abd Al {}", "Abdul-{}", "Abdul{l}", "Abd Al-{}"),
}
_FAITH = {
    "english": ("{} al-Din", "{}uddin", "{}eddin", "{} ad-Din", "{} Al Deen", "{} Aldin", "{}addin", "{} el-Din"),
    "french": ("{}eddine", "{} Eddine", "{} el Dine", "{}edine"),
    "german": ("{} al-Din", "{}eddin", "{} ed-Din", "{}uddin"),
    "turkish": ("{}ettin", "{}eddin", "{}ddin", "{}etdin"),
    "kurmanji": ("{}edîn", "{}eddîn", "{}edin", "{}edîn"),
    "scholarly": ("{} al-Din", "{} ad-Din", "{} al-Din", "{}-al-Din"),
    "publisher": ("{} al-Din", "{} Al-Din", "{} al Din", "{}-al-Din", "{} Aldin", "{}eddin", "{} Eddine", "{} al-Deen"),
}
_AFTER_SERVANT = re.compile(r"^'?abd?[dou]*[ -]?(?:[aeu]?[lrnstzd]-?|[aeu])[ -]?(?=[^ -]{3})", re.IGNORECASE)
_BEFORE_FAITH = re.compile(r"(?:[ -]?[aeu]?[ld]?[ -]?)d[die]*n?e?$", re.IGNORECASE)
# Letters that a community does not write: Arabs neither Sorani nor Uyghur nor Persian ones, Kurds not Uyghur ones.
_FOREIGN_LETTERS = {
    "arabic": re.compile("[ەێۆڕڵڤۇۈېۋھکیگپچژںےہھٹڈ]"), "kurdish": re.compile("[ۇۈېۋھے]|^ئ[اۆى]"),
    "uyghur": re.compile("[ێڵڕڤے]"), "persian": re.compile("[ەێۆڕڵڤۇۈېۋھ]"),
}  # fmt: skip
_OWN_SPELLINGS = frozenset(("arabic", "maghrebi", "kurdish"))  # communities that do not take other peoples' Latin forms
_VOWELS = re.compile(r"[^b-df-gj-np-tvxz]|(?<=[a-z])h")
_DOUBLED = re.compile(r"(.)\1+")
_BEGINNING = re.compile(r"(?<![^\W\d_])(?<![^\W\d_]')[^\W\d_]")
_HAMZA = str.maketrans("أإآ", "ااا")


@cache
def spelling(part: NamePart, habit: str, choice: int) -> str:
    """One of the `SPELLINGS` of a part in a habit; a usual one comes under several choices. Without the article."""
    if habit == "arabic":
        return _arabic(part, choice)
    if habit == "arabic_by_ear":
        return arabic_from_latin(spelling(part, "russian" if part.cyrl else "english", choice))
    if habit == "cyrillic":
        return _cyrillic(part, choice)
    if habit == "russian":
        return latin_from_cyrillic(spelling(part, "cyrillic", choice))
    return _latin(part, habit, choice)


def _arabic(part: NamePart, choice: int) -> str:
    """A part from memory: the plain form or a known variant, hamza left out, final ya and ta marbuta exchanged."""
    forms = _at_home(part)
    form = forms[0] if choice < 6 else forms[choice % len(forms)]
    chance = crc32(f"{part.arab[0]}{choice}".encode())
    if chance & 3 < 2:
        form = form.translate(_HAMZA)
    if form.endswith(("ى", "ي", "ة")) and not chance >> 2 & 7:
        form = form[:-1] + {"ى": "ي", "ي": "ى", "ة": "ه"}[form[-1]]
    if form.startswith("عبد ال") and chance >> 5 & 3 < 2:
        form = "عبد" + form[4:]
    if not chance >> 7 & 31:
        form = form.replace("ك", "ک").replace("ي", "ی")
    return form


@cache
def _at_home(part: NamePart) -> tuple[str, ...]:
    """A part's Arabic-script forms in the letters that its community writes; the plain one where there is none."""
    foreign = _FOREIGN_LETTERS.get(part.culture, _FOREIGN_LETTERS["arabic"])
    return tuple(form for form in part.arab if not foreign.search(form)) or part.arab[:1]


def _cyrillic(part: NamePart, choice: int) -> str:
    if not part.cyrl:
        return cyrillic_from_latin(spelling(part, "scholarly", choice).replace("-", " "))
    return part.cyrl[0] if choice < 5 else part.cyrl[choice % len(part.cyrl)]


def _latin(part: NamePart, habit: str, choice: int) -> str:
    arab = part.arab[0]
    if arab.startswith("عبد ال") and not arab.endswith("الله"):
        half = _AFTER_SERVANT.sub("", part.latn[0])
        return _compound(_SERVANT[habit][choice % len(_SERVANT[habit])], _rewritten(half, habit, choice))
    if arab.endswith(" الدين"):
        half = _BEFORE_FAITH.sub("", part.latn[0])
        return _compound(_FAITH[habit][choice % len(_FAITH[habit])], _rewritten(half, habit, choice))
    known = _known(part, habit)
    if known and choice % 2:
        return known[choice // 2 % len(known)]
    marked = part.rare and habit in ("scholarly", "publisher")
    return _rewritten(part.latn[-1 if marked else 0], habit, choice)


def _compound(frame: str, half: str) -> str:
    return frame.replace("{l}", half.lower()).replace("{}", half)


@cache
def _known(part: NamePart, habit: str) -> tuple[str, ...]:
    """The known Latin spellings of a part that go with a habit."""
    if part.rare:
        return ()
    forms = [form for form in part.latn if part.culture not in _OWN_SPELLINGS or _same_sounds(form, part.latn[0])]
    if habit in ("english", "scholarly", "publisher"):
        return tuple(form for form in forms if not _NOT_ENGLISH.search(form.lower()))
    return tuple(form for form in forms if _MARKS[habit].search(form.lower()))


def _same_sounds(form: str, plain: str) -> bool:
    """Whether a form has the consonants of the plain one and no vowel more at its end: Mohamed, not Maimaiti or Aliyu."""
    left, right = form.lower(), plain.lower()
    return _bones(left) == _bones(right) and not (left[-1] in "aiou" and right[-1] not in "aiouh")


def _bones(text: str) -> str:
    """Consonants in one letter each, doubled ones once."""
    letters = _VOWELS.sub("", text.replace("q", "k").replace("dj", "j").replace("ch", "sh"))
    return _DOUBLED.sub(r"\1", letters)


def _rewritten(plain: str, habit: str, choice: int) -> str:
    text = plain.lower()
    chance = crc32(f"{habit}{choice}{text}".encode())
    for pattern, replacement, quarters in _RULES[habit]:
        if chance & 3 < quarters:
            text = pattern.sub(replacement, text)
        chance = chance >> 2 | (chance & 3) << 30
    return _BEGINNING.sub(lambda found: found[0].upper(), text)
