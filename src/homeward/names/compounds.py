"""The words of a name become its parts: what belongs together is joined, particles are taken away and say what their neighbour is.

Comes in: folded words. Goes out: keys of parts, each with its role where a particle or an ending gives it, and the rules used. Compounds
are one part whose key carries a mark: `<` Abd al-X, `>` X al-Din, `^` X-ullah, `=` Abu X, Umm X, `~` -zade, -oğlu; so joined, split and
hyphenated spellings meet, in every script. Never decides what the name as a whole is: `parts` does.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

from homeward.names.lexicon import load
from homeward.names.written import SYLLABLES, script_of, words_of


class Role(IntEnum):
    """What a part of a name is. Values are stored in indexes: never renumber."""

    GIVEN = 0
    CHAIN = 1  # father, grandfather …: the nasab
    FAMILY = 2  # nisba, tribe, laqab or surname: the last part
    KUNYA = 3


RUSSIAN_FAMILY = ("ov", "ev", "ов", "ев")  # however it was spelt and whoever bears it, see `_ending`


class Mark(NamedTuple):
    """A part: its key, and its role where a particle or an ending gives it."""

    key: str
    role: Role | None = None


# Abdul-, Abdi-, Abdra-, Tatar Gabdul-, Somali Cabdi-, Kurmanji Evdil-, Azeri Əbdül-, Pinyin Abudu-; of its vowels no more than one sound:
# the rest begins with the others, as in Abdiaziz.
_GLUED_SERVANT = re.compile(r"^(?:(?:g?[aieə]?bd|cabd)(?:ou|oo|uu|[aeiouyüıə]|(?=r))|evd[iu]|abudu)(l?)(\w{3,})$")
_GLUED_SERVANT_ARABIC = re.compile(r"^(?:عەبدو|يابدۇ)([لڵ]?)(\w{3,})$")  # Sorani, Uyghur
_GLUED_SERVANT_CYRILLIC = re.compile(r"^г?[аэ]бд(?:[уаеиы]|(?=р))(л?)ь?(\w{3,})$")
# Names of God whose own first letter is l.
_SERVANT_L = ("latif", "lateef", "letif", "latip", "lah", "лати", "лах", "لەتي", "لاتي", "ليتي")
_GLUED_FATHER = re.compile(
    r"^a[b]{1,2}(?:ou|oo|u|o(?![ou]))(?!li(?:zi|miti|k[ei]mu)|la(?:i?ti|jiang))(?:l(?=[^aeiouyl]\w{3}))?(?=\w{4})"
)  # but for Pinyin, where it is Abliz, Ablimit, Ablikim, Ablet, Ablajan
_GLUED_ARTICLE = re.compile(r"^[ae]l(?=\w{4})")
# Before these a glued article shows only if the rest is a name we know: Alotaibi, but Alina.
_AT_FIRST = frozenset("aeiouylh")
_GLUED_FAITH = re.compile(r"(?<=\w{3})(?:(?:[aeou]?d|[aeou]l|[aeiou]t)d|[eu]d|[aeiu]tt)[ieîī]{1,2}ne?$")
_GLUED_GOD = re.compile(r"(?<=\w{3})(?:[aueo]ll?ah|[auo]lla|ulloh?)$")
# The article before a sun letter, and the letter: nowhere else is it one. An, At and Ar are names too.
_SUN = {
    **{v + c: c for v in "aeu" for c in "sdnrtz"}, **{v + "sh": "s" for v in "aeu"}, "ech": "ch", "ach": "ch", "ath": "th", "adh": "dh",
    **{"а" + c: c for c in "сшднртз"},
}  # fmt: skip
_ARABIC_GOD_GLUED = re.compile(
    "(?:الله|اللا|اللاه|لله)$"
)  # all but the first as heard by a clerk who does not know the name
_ARABIC_FAITH_GLUED = re.compile(r"(?<=\w{2})الدين$|(?<=\w{3})[ەۇ]د+ين$")  # the latter Sorani, Uyghur
_FAITH_WORD = re.compile(r"d[iey]{1,2}ne?")  # after the article: al-Den, el-Deen, al-Dyn
_TWICE = re.compile(r"(.)\1+")
_LONG_STRETCH = 4  # words of a stretch: a longer one is read with the whole name
_IL = "il"  # an article, but behind a Korean family name a syllable
_ZADE = re.compile(r"zad[ae]h?|zoda|заде|зода|زاد[هە]")  # written apart it ends a family name all the same
# A given name in the shape of a kunya.
_ABU_BAKR = frozenset({"=bakr", "=baker", "=bekir", "=bakar", "=bakary", "=bakari", "=بكر"})


_SONS, _SONS_AFTER, _PARENTS = ("son_of", "daughter_of"), ("son_after", "daughter_after"), ("father_of", "mother_of")
_SERVANT = "Abd al-: one name with what follows"
_FAITH = "al-Din: one name with what stands before"
_GOD = "-ullah: one name with what stands before"
_KUNYA = "Abu, Umm: a kunya"
_PATRONYMIC = "-ovich, -ovna: a father's name"
SON = "bin, ibn, bint: the next part is the father's"
_SON_AFTER = "oglu, qizi, uly: the part before is the father's"
_FAMILY = "-zade, -oğlu: a family ending"


class _Word(NamedTuple):
    """What a word is by itself: the particles it can be, and its key as a part with the rule that gave it."""

    key: str
    rule: str
    is_plain: bool
    is_son: bool = False
    is_son_after: bool = False
    is_article: bool = False
    sun: str = ""
    is_parent: bool = False
    is_servant: bool = False
    is_faith: bool = False
    is_god: bool = False
    leads: bool = False
    begins_title: bool = False


@lru_cache(maxsize=1 << 18)
def _word(word: str) -> _Word:
    lexicon = load()
    key, rule = _glued(word)
    if rule == _GOD and word in lexicon.titles:  # Ayatollah
        key, rule = word, ""
    roles = lexicon.roles(word)
    son, after = not roles.isdisjoint(_SONS), not roles.isdisjoint(_SONS_AFTER)
    sun = _SUN.get(word, "")
    article = not sun and "article" in roles
    parent, servant = _says_parent(word), "servant_of" in roles
    faith, god = "of_faith" in roles, "of_god" in roles
    ids = lexicon.names.get(word, ())
    leads, begins = not lexicon.family_first.isdisjoint(ids), word in lexicon.title_begins
    special = begins or rule or son or after or article or sun or parent or servant or faith or god or leads
    special = special or key.endswith(RUSSIAN_FAMILY) or word >= SYLLABLES
    plain = not special and len(key) > 1 and key not in lexicon.titles
    return _Word(key, rule, plain, son, after, article, sun, parent, servant, faith, god, leads, begins)


class Stretch(NamedTuple):
    """What a stretch of a name without a space comes to by itself: its parts, the rules used, and how far else one must look."""

    keys: tuple[str, ...]
    roles: tuple[Role | None, ...]
    rules: tuple[str, ...]
    reach: Reach


class Reach(IntEnum):
    """How far one must look to read a stretch: nowhere, as it is plain; nowhere but to the roles its parts have by themselves; at the
    order of the whole name; at the stretch behind it as well; at all of the name.
    """

    PLAIN = 0
    ITSELF = 1
    ORDER = 2
    NEXT = 3
    WHOLE = 4


@lru_cache(maxsize=1 << 18)
def stretch(run: str) -> Stretch:
    """Read a stretch of a name without a space. Its keys, roles and rules hold in any name, unless `reach` goes beyond it."""
    parts = words_of(run)
    kinds = [_word(word) for word in parts]
    if all(kind.is_plain for kind in kinds):
        keys = tuple([kind.key for kind in kinds])
        return Stretch(keys, (None,) * len(keys), (), Reach.PLAIN)
    if beyond := _leans(parts, kinds):
        return Stretch((), (), (), beyond)
    rules: list[str] = []
    marks = compounds(list(parts), rules)
    keys = tuple([mark.key for mark in marks])
    if not load().titles.isdisjoint(keys):
        return Stretch((), (), (), Reach.WHOLE)
    order = any(kind.leads for kind in kinds) or any(mark.role is Role.KUNYA for mark in marks)
    order = order or any(key.endswith(RUSSIAN_FAMILY) for key in keys)
    return Stretch(keys, tuple([mark.role for mark in marks]), tuple(rules), Reach.ORDER if order else Reach.ITSELF)


def _leans(words: tuple[str, ...], kinds: list[_Word]) -> Reach | None:
    """Whether what stands before or behind these words could change how they are read, or they how that is."""
    first, last = kinds[0], kinds[-1]
    odd = any(
        len(word) < 2 or word >= SYLLABLES or word == _IL or kind.is_son or kind.is_son_after or kind.begins_title
        for word, kind in zip(words, kinds, strict=True)
    )
    if odd or len(words) > _LONG_STRETCH or first.is_faith or first.is_god:
        return Reach.WHOLE
    if len(words) > 1 and _is_article(first, words[1]):
        second = kinds[1]
        if second.is_faith or second.is_god or _FAITH_WORD.fullmatch(words[1]):
            return Reach.WHOLE
    return Reach.NEXT if last.is_article or last.sun or last.is_parent or last.is_servant else None


def compounds(words: list[str], rules: list[str]) -> list[Mark]:
    """The parts of a name in the order they stand; rules used are added to `rules`."""
    kinds = [_word(word) for word in words]
    found: list[Mark] = []
    role: Role | None = None
    i = 0
    while i < len(words):
        kind, left = kinds[i], len(words) - i - 1
        if left and kind.begins_title and f"{words[i]} {words[i + 1]}" in load().titles:
            found.append(Mark(f"{words[i]} {words[i + 1]}"))
            i += 1
        elif left and kind.is_son and (found or words[i] != "ولد"):
            role = Role.CHAIN if found else None
            rules.append(SON)
        elif left and _is_article(kind, words[i + 1]) and not (words[i] == _IL and kinds[0].leads):
            pass
        elif found and kind.is_son_after and _ZADE.fullmatch(words[i]):
            found[-1] = Mark(found[-1].key.rstrip("~") + "~", found[-1].role)
            rules.append(_FAMILY)
        elif found and kind.is_son_after:
            found[-1] = Mark(found[-1].key, Role.CHAIN)
            rules.append(_SON_AFTER)
        else:
            key, used, rule = _compound(words, kinds, i)
            if rule:
                rules.append(rule)
            if key.startswith("=") and key not in _ABU_BAKR:
                role = Role.KUNYA
            elif rule in (_PATRONYMIC, _SON_AFTER):
                role = Role.CHAIN
            found.append(Mark(key, role))
            role = None
            i += used
        i += 1
    return found


def _compound(words: list[str], kinds: list[_Word], i: int) -> tuple[str, int, str]:
    """The key of the part that starts with word i, how many further words it took, and the rule used."""
    kind, left = kinds[i], len(words) - i - 1
    skip = 1 if left > 1 and _is_article(kinds[i + 1], words[i + 2]) else 0
    following = i + 1 + skip
    if left and kind.is_parent:
        key, used, _ = _compound(words, kinds, following)
        return "=" + key.lstrip("="), used + skip + 1, _KUNYA
    if left and kind.is_servant:
        return "<" + _bare(words[following]), skip + 1, _SERVANT
    if not kind.rule and left > skip and len(kind.key) > 1:
        if kinds[following].is_faith or (skip and _FAITH_WORD.fullmatch(words[following])):
            return kind.key + ">", skip + 1, _FAITH
        if kinds[following].is_god:
            return kind.key + "^", skip + 1, _GOD
    return kind.key, 0, kind.rule


def _says_parent(word: str) -> bool:
    """Whether a word says father or mother of, also where a clerk doubled a letter of it: Abbou, Abuu, Ummm."""
    roles = load().roles
    return not (roles(word).isdisjoint(_PARENTS) and roles(_TWICE.sub(r"\1", word)).isdisjoint(_PARENTS))


def _glued(word: str) -> tuple[str, str]:
    """Take apart one word in which a clerk joined a compound, and mark what it was."""
    script = script_of(word)
    if script == "arab":
        return _glued_arabic(word)
    if script == "cyrl":
        return _glued_cyrillic(word)
    if match := _GLUED_SERVANT.match(word):
        return _servant(match), _SERVANT
    if len(word) >= 6 and _GLUED_GOD.search(word):
        return _GLUED_GOD.sub("", word) + "^", _GOD
    if len(word) >= 6 and _GLUED_FAITH.search(word):
        return _GLUED_FAITH.sub("", word) + ">", _FAITH
    if len(word) >= 7 and (match := _GLUED_FATHER.match(word)):
        return "=" + _son(word[match.end() :]), _KUNYA
    return _ending(_bare(word))


def _son(rest: str) -> str:
    """Whose father somebody is, without the article that a clerk glued before it: Abuelkheir, or no more of it than an l, Abulabbas."""
    names = load().names
    return rest[1:] if rest[0] == "l" and rest not in names and rest[1:] in names else _bare(rest)


def _servant(match: re.Match[str]) -> str:
    """The key of a glued Abd al-X: its l belongs to the article, unless the name of God begins with one."""
    whole = match[1] + match[2]
    return "<" + (whole if whole.startswith(_SERVANT_L) else match[2])


def _glued_arabic(word: str) -> tuple[str, str]:
    if word.startswith("عبدال") and len(word) >= 7:
        return "<" + word[5:], _SERVANT
    if match := _GLUED_SERVANT_ARABIC.match(word):
        return _servant(match), _SERVANT
    if word.startswith(("ابو", "ابا")) and len(word) >= 6:
        return "=" + _bare(word[3:]), _KUNYA
    if len(word) >= 6 and (match := _ARABIC_GOD_GLUED.search(word)):
        return word[: match.start()] + "^", _GOD
    if match := _ARABIC_FAITH_GLUED.search(word):
        return _bare(word[: match.start()]) + ">", _FAITH
    if match := _ARABIC_PATRONYMIC.search(word):
        return word[: match.start()], _PATRONYMIC
    if match := _ARABIC_FAMILY.search(word):
        return _bare(word[: match.start()]) + "~", _FAMILY
    return _bare(word), ""


def _glued_cyrillic(word: str) -> tuple[str, str]:
    if match := _GLUED_SERVANT_CYRILLIC.match(word):
        return _servant(match), _SERVANT
    if match := re.match(r"^(\w{3,}?)(?:у|а)?лла[х]?$", word):
        return match[1] + "^", _GOD
    if match := re.match(r"^(\w{3,}?)(?:[еуаи][дт]|[еуа]ль?|у)дин$", word):
        return match[1] + ">", _FAITH
    return _ending(word)


_ARABIC_PATRONYMIC = re.compile("(?<=\\w{3})[ويا]?[وي]?في?(?:تش|ج|تس)$|(?<=\\w{3})[وي]فنا$")
_PATRONYMIC_END = re.compile(
    r"(?<=\w{3})(?:(?:[aeiouy]?[ou]|[yi]?e)[vw]i(?:ch|cz|[cčćç]|tch|tsch)|[yi]?[oe][vw]n[ay]|[оеё]ви[чћ]|[ое]вна)$"
)
_SOUTH_SLAVIC = ("ic", "ić", "ић")  # Bosnians and Serbs bear it as a family name, where it stands
_RUSSIAN_END = re.compile(r"(?<=\w{3})(?:([oe])(?:v|ff|w)|([оеё])в)[aа]?$")
_SON_GLUED = re.compile(r"(?<=\w{3})(?:(?<!г)[ұу]лы|(?<!g)uly|[kqg][iyı]z[iyı]|[кқг][ыи]з[ыи])$")
_FAMILY_END = re.compile(r"(?<=\w{3})(?:оглы|o[gğ]lu|zad[ae]h?|zoda|заде|зода)$")
_ARABIC_FAMILY = re.compile(r"(?<=\w{3})(?:زاده|اوغلو|اوغلي)$")
_RUSSIAN_VOWEL = {"o": "ov", "e": "ev", "ё": "ev", "о": "ов", "е": "ев"}


def _ending(word: str) -> tuple[str, str]:
    if match := _PATRONYMIC_END.search(word):
        return word[: match.start()], "" if word.endswith(_SOUTH_SLAVIC) else _PATRONYMIC
    if match := _SON_GLUED.search(word):
        return word[: match.start()], _SON_AFTER
    if match := _RUSSIAN_END.search(word):  # -ow, -off, -owa: one ending, whoever spells it and whoever bears it
        return word[: match.start()] + _RUSSIAN_VOWEL[match[1] or match[2]], ""
    if match := _FAMILY_END.search(word):
        return word[: match.start()] + "~", _FAMILY
    return word, ""


@lru_cache(maxsize=1 << 18)
def _bare(word: str) -> str:
    """A word without the article a clerk glued to it, unless the lexicon knows it whole."""
    if word.startswith("ال") and len(word) >= 5 and word not in load().names:
        return word[2:]
    glued = len(word) >= 6 and word not in load().names and _GLUED_ARTICLE.match(word)
    return word[2:] if glued and (word[2] not in _AT_FIRST or word[2:] in load().names) else word


def _is_article(kind: _Word, following: str) -> bool:
    """Whether a word is the article of the one that follows: al-, or with a sun letter ash-, ar-, before its own letter only."""
    return kind.is_article or (kind.sun != "" and following.startswith(kind.sun))
