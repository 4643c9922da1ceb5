"""A written name becomes its parts, each with the role it plays: ism, nasab, nisba or family name, kunya.

Comes in: a name as written, in any script and order. Goes out: a `Reading`, the tokens in the order given name first, and in
words why it was read so. Compounds are one token whose key carries a mark: `<` Abd al-X, `>` X al-Din, `^` X-ullah, `=` Abu X,
Umm X, `~` a family ending; so joined, split and hyphenated spellings meet, in every script.
Never guesses a fact about the person: a name that can be read in two orders keeps both readings for the comparison to weigh.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from homeward.names.lexicon import load
from homeward.names.sounds import MAX_CODE, sound, writes_vowels
from homeward.names.written import script_of, words

MAX_PARTS = 8  # the longest genealogical chains in the lists we know hold seven content parts


class Role(IntEnum):
    """What a part of a name is. Values are stored in indexes: never renumber."""

    GIVEN = 0
    CHAIN = 1  # father, grandfather …: the nasab
    FAMILY = 2  # nisba, tribe, laqab or surname: the last part
    KUNYA = 3


@dataclass(frozen=True, slots=True)
class Token:
    """One part: `key` is its folded spelling with compound marks, `role` what it plays in this reading."""

    key: str
    role: Role


@dataclass(frozen=True, slots=True)
class Reading:
    """A name read: its tokens in the order they stand, and the rules that were used (words for a person)."""

    tokens: tuple[Token, ...]
    rules: tuple[str, ...] = ()


_GLUED_SERVANT = re.compile(r"^[ai]?bd(?:[aeiou]+)(l?)(\w{3,})$")
_SERVANT_L = ("latif", "lateef", "letif", "lah")  # names of God whose own first letter is l
_GLUED_FATHER = re.compile(r"^a[b]{1,2}(?:ou|oo|u|o)(?=\w{4})")
_GLUED_ARTICLE = re.compile(r"^[ae]l(?=\w{4})")
_AT_FIRST = frozenset(
    "aeiouylh"
)  # before these a glued article shows only if the rest is a name we know: Alotaibi, but Alina
_GLUED_FAITH = re.compile(r"(?<=\w{3})(?:(?:[aeou]?d|[aeou]l)d|[eu]d)[ie]{1,2}ne?$")
_GLUED_GOD = re.compile(r"(?<=\w{3})(?:[aueo]ll?ah|[auo]lla|ulloh?)$")
_SUN = {"as": "s", "ash": "s", "ad": "d", "an": "n", "ar": "r", "at": "t", "az": "z", "es": "s", "ed": "d", "en": "n", "er": "r", "et": "t", "ez": "z", "us": "s", "ur": "r", "ud": "d", "un": "n"}  # fmt: skip
_ARABIC_GOD_GLUED = re.compile(
    "(?:الله|اللا|اللاه|لله)$"
)  # the later ones as heard: a clerk who does not know the name
_TWICE = re.compile(r"(.)\1+")
_ABU_BAKR = frozenset({"=bakr", "=baker", "=bekir", "=bakar", "=بكر"})  # a given name in the shape of a kunya


@lru_cache(maxsize=1 << 16)
def read(text: str, surname: str = "") -> Reading:
    """Read a name. `SURNAME, Given` is turned round; `surname`, where the publisher marks it, says which words are the family name."""
    rules: list[str] = []
    family: list[str] = []
    head, comma, tail = text.partition(",")
    if comma and words(head) and words(tail.partition(",")[0]):
        family, text = words(head), tail.replace(",", " ")
        rules.append("the part before the comma is the family name")
    first = _compounds(_without_initials(words(text)), rules)
    last = _compounds(family, rules)
    tokens = _without_titles(first + last, rules)
    return Reading(_roles(tokens, rules)[:MAX_PARTS], tuple(dict.fromkeys(rules)))


def code_of(key: str) -> tuple[str, bool]:
    """The sound code of a token's key, marks included, and whether its script writes vowels."""
    core = key.strip("<>^=~")
    before, after = ("".join(c for c in key if c in marks) for marks in ("<=", ">^~"))
    return before + sound(core)[: MAX_CODE - len(before + after)] + after, writes_vowels(core)


def lexemes_of(key: str) -> tuple[int, ...]:
    """The ids of the known names a token's key can be."""
    return _keyed_lexemes().get(key, ())


@lru_cache(maxsize=1)
def _keyed_lexemes() -> dict[str, tuple[int, ...]]:
    """Known names under the key the tokeniser gives them: compounds of the lexicon meet every way of writing them."""
    found: dict[str, tuple[int, ...]] = {}
    for form, ids in load().names.items():
        keys = [key for key, _ in _compounds(form.replace("-", " ").split(), [])]
        if len(keys) == 1:
            found[keys[0]] = tuple(dict.fromkeys(found.get(keys[0], ()) + ids))
    return found


_Mark = tuple[str, Role | None]  # a token's key, and its role where a particle or an ending gives it


def _compounds(parts: list[str], rules: list[str]) -> list[_Mark]:
    """Join what belongs together and take particles away; what a particle says about its neighbour is kept as a role."""
    lexicon = load()
    found: list[_Mark] = []
    role: Role | None = None
    i = 0
    while i < len(parts):
        word, following = parts[i], parts[i + 1 :]
        if (
            following
            and (word in lexicon.role("son_of") or word in lexicon.role("daughter_of"))
            and (found or word != "ولد")
        ):
            role = Role.CHAIN if found else None
            rules.append("bin, ibn, bint: the next part is the father's")
        elif following and _is_article(word, following[0]):
            pass
        elif found and word in _PATRONYMIC_WORDS():
            found[-1] = (found[-1][0], Role.CHAIN)
            rules.append("oglu, qizi, uly: the part before is the father's")
        else:
            key, used, kind = _compound(word, following)
            if kind:
                rules.append(kind)
            if key.startswith("=") and key not in _ABU_BAKR:
                role = Role.KUNYA
            elif kind == _PATRONYMIC:
                role = Role.CHAIN
            found.append((key, role))
            role = None
            i += used
        i += 1
    return found


@lru_cache(maxsize=1)
def _PATRONYMIC_WORDS() -> frozenset[str]:
    return frozenset({"oglu", "oğlu", "ogly", "ugli", "oglou", "uly", "ulu", "uulu", "qizi", "kizi", "kyzy", "gizi", "gyzy", "qızı", "kızı", "оглы", "оглу", "кызы", "улы", "اوغلو", "اوغلی"})  # fmt: skip


_PATRONYMIC = "-ovich, -ovna: a father's name"


def _compound(word: str, following: list[str]) -> tuple[str, int, str]:
    """The key of the part that starts with `word`, how many further words it took, and the rule used."""
    lexicon = load()
    if following and _says_parent(word):
        skip = 1 if len(following) > 1 and _is_article(following[0], following[1]) else 0
        key, used, _ = _compound(following[skip], following[skip + 1 :])
        return "=" + key.lstrip("="), used + skip + 1, "Abu, Umm: a kunya"
    if following and word in lexicon.role("servant_of"):
        skip = 1 if len(following) > 1 and _is_article(following[0], following[1]) else 0
        return "<" + _bare(following[skip]), skip + 1, "Abd al-: one name with what follows"
    key, kind = _glued(word)
    if kind:
        return key, 0, kind
    skip = 1 if len(following) > 1 and _is_article(following[0], following[1]) else 0
    if len(following) > skip and len(key) > 1:
        if following[skip] in lexicon.role("of_faith"):
            return key + ">", skip + 1, "al-Din: one name with what stands before"
        if following[skip] in lexicon.role("of_god"):
            return key + "^", skip + 1, "-ullah: one name with what stands before"
    return key, 0, ""


@lru_cache(maxsize=1 << 16)
def _says_parent(word: str) -> bool:
    """Whether a word says father or mother of, also where a clerk doubled a letter of it: Abbou, Abuu, Ummm."""
    parents = load().role("father_of") | load().role("mother_of")
    return word in parents or (len(word) > 2 and _TWICE.sub(r"\1", word) in parents)


@lru_cache(maxsize=1 << 18)
def _glued(word: str) -> tuple[str, str]:
    """Take apart one word in which a clerk joined a compound, and mark what it was."""
    script = script_of(word)
    if script == "arab":
        return _glued_arabic(word)
    if script == "cyrl":
        return _glued_cyrillic(word)
    if match := _GLUED_SERVANT.match(word):
        rest = match[1] + match[2]
        if match[1] and not rest.startswith(_SERVANT_L):
            rest = match[2]
        return "<" + rest, "Abd al-: one name with what follows"
    if len(word) >= 6 and _GLUED_GOD.search(word):
        return _GLUED_GOD.sub("", word) + "^", "-ullah: one name with what stands before"
    if len(word) >= 6 and _GLUED_FAITH.search(word):
        return _GLUED_FAITH.sub("", word) + ">", "al-Din: one name with what stands before"
    if len(word) >= 7 and (match := _GLUED_FATHER.match(word)):
        return "=" + word[match.end() :], "Abu, Umm: a kunya"
    return _ending(_bare(word))


def _glued_arabic(word: str) -> tuple[str, str]:
    if word.startswith("عبدال") and len(word) >= 7:
        return "<" + word[5:], "Abd al-: one name with what follows"
    if word.startswith(("ابو", "ابا")) and len(word) >= 6:
        return "=" + _bare(word[3:]), "Abu, Umm: a kunya"
    if len(word) >= 6 and (match := _ARABIC_GOD_GLUED.search(word)):
        return word[: match.start()] + "^", "-ullah: one name with what stands before"
    if word.endswith("الدين") and len(word) >= 7:
        return _bare(word[:-5]) + ">", "al-Din: one name with what stands before"
    if match := _ARABIC_PATRONYMIC.search(word):
        return word[: match.start()], _PATRONYMIC
    return _bare(word), ""


def _glued_cyrillic(word: str) -> tuple[str, str]:
    if match := re.match(r"^абд[уаеи]+[лр]?(\w{3,})$", word):
        return "<" + match[1], "Abd al-: one name with what follows"
    if match := re.match(r"^(\w{3,}?)(?:у|а)?лла[х]?$", word):
        return match[1] + "^", "-ullah: one name with what stands before"
    if match := re.match(r"^(\w{3,}?)(?:[еуаи]д|[еуа]л)дин$", word):
        return match[1] + ">", "al-Din: one name with what stands before"
    return _ending(word)


_ARABIC_PATRONYMIC = re.compile("(?<=\\w{3})[ويا]?[وي]?في?(?:تش|ج|تس)$|(?<=\\w{3})[وي]فنا$")
_PATRONYMIC_END = re.compile(
    r"(?<=\w{3})(?:[aeiouy]?[ou]vi(?:ch|c|č|tch|tsch)|[yi]?evi(?:ch|c|č|tch|tsch)|ovn[ay]|[yi]?evn[ay]|ович|евич|овна|евна)$"
)
_RUSSIAN_END = re.compile(r"(?<=\w{3})(?:([oeё])(?:v|ff|f|w)|([оеё])в)[aа]?$")
_FAMILY_END = re.compile(r"(?<=\w{3})(?:оглы|o[gğ]lu|zad[ae]h?|zoda|заде|зода)$")
_RUSSIAN_VOWEL = {"o": "ov", "e": "ev", "ё": "ev", "о": "ов", "е": "ев"}


def _ending(word: str) -> tuple[str, str]:
    if match := _PATRONYMIC_END.search(word):
        return word[: match.start()], _PATRONYMIC
    if match := _RUSSIAN_END.search(word):  # -ow, -off, -owa: one ending, whoever spells it and whoever bears it
        return word[: match.start()] + _RUSSIAN_VOWEL[match[1] or match[2]], ""
    if match := _FAMILY_END.search(word):
        return word[: match.start()] + "~", "-zade, -oğlu: a family ending"
    return word, ""


@lru_cache(maxsize=1 << 18)
def _bare(word: str) -> str:
    """A word without the article a clerk glued to it, unless the lexicon knows it whole."""
    if word.startswith("ال") and len(word) >= 5 and word not in load().names:
        return word[2:]
    if len(word) >= 6 and word not in load().names and _GLUED_ARTICLE.match(word):
        if word[2] not in _AT_FIRST or word[2:] in load().names:
            return word[2:]
    return word


def _is_article(word: str, following: str) -> bool:
    if word in _SUN:
        return following.startswith(_SUN[word])
    return word in load().role("article")


def _without_initials(parts: list[str]) -> list[str]:
    """Words without single letters: an initial could be anybody's, so it neither agrees nor contradicts."""
    kept = [word for word in parts if len(word) > 1]
    return kept if len(kept) < len(parts) and kept else parts


def _without_titles(tokens: list[_Mark], rules: list[str]) -> list[_Mark]:
    titles = load().titles
    kept = [t for t in tokens if t[0] not in titles]
    if not kept or len(kept) == len(tokens):
        return tokens
    rules.append("titles are left aside")
    return kept


def _roles(tokens: list[_Mark], rules: list[str]) -> tuple[Token, ...]:
    """Kunya apart, the first part is the given name, the last the family name or nisba, what stands between the chain."""
    if len(tokens) == 1 and tokens[0][1] is Role.CHAIN:
        tokens = [(tokens[0][0], None)]  # a patronymic alone is what its bearer is called by
    chain = [i for i, (_, role) in enumerate(tokens) if role is not Role.KUNYA]
    first = chain[0] if chain else -1
    if len(chain) == 1 and len(tokens) > 1 and load().given.isdisjoint(lexemes_of(tokens[first][0])):
        first = -1
        rules.append("a kunya and one word that is no known given name: the word is the nisba")
    if len(chain) > 2 and tokens[chain[-1]][1] is Role.CHAIN and tokens[chain[1]][1] is None:
        first = chain[1]
        rules.append("the patronymic stands last: the family name is the first part")
    found = []
    for i, (key, role) in enumerate(tokens):
        if role is None:
            last = chain[0] if first == chain[-1] or first == chain[min(1, len(chain) - 1)] != chain[0] else chain[-1]
            role = Role.GIVEN if i == first else Role.FAMILY if i == last else Role.CHAIN
        found.append(Token(key, role))
    return tuple(found)
