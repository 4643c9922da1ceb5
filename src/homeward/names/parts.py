"""A written name becomes its parts, each with the role it plays: ism, nasab, nisba or family name, kunya.

Comes in: a name as written, in any script and order. Goes out: a `Reading`, the tokens in the order given name first, and in
words why it was read so. Compounds are one token, marked as `compounds` says.
Never guesses a fact about the person: a name that can be read in two orders keeps both readings for the comparison to weigh.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from homeward.names.compounds import RUSSIAN_FAMILY, SON, Mark, Reach, Role, compounds, stretch
from homeward.names.lexicon import lexemes_of, load
from homeward.names.sounds import MAX_CODE, sound, writes_vowels
from homeward.names.written import SYLLABLES, words, words_of

MAX_WORDS = 40  # of a longer text the beginning is read: no name is longer, and reading stays quick
MAX_PARTS = 8  # the longest genealogical chains in the lists we know hold seven content parts
_SHORT = 2  # letters that an abbreviation in capitals may have: MD, DR, JR
_SHORT_TITLE = 3  # … and a title that may be a syllable: Ing., Gen.
_VOWELS = frozenset("aeiou")
_COMMA = re.compile("[,\u060c\uff0c]")  # those of Arabic and of Chinese too


class Token(NamedTuple):
    """One part: `key` is its folded spelling with compound marks, `role` what it plays in this reading."""

    key: str
    role: Role


class Reading(NamedTuple):
    """A name read: the keys of its parts in the order they stand, the role of each, and the rules used (words for a person)."""

    keys: tuple[str, ...]
    roles: tuple[Role, ...]
    rules: tuple[str, ...] = ()

    @property
    def tokens(self) -> tuple[Token, ...]:
        """The parts, each with its role."""
        return tuple(map(Token, self.keys, self.roles))


@lru_cache(maxsize=1 << 16)
def read(text: str) -> Reading:
    """Read a name. `SURNAME, Given` and `SURNAME Given` are turned round. Parts beyond `MAX_PARTS` are left out."""
    return (None if _COMMA.search(text) or _in_capitals(text) else _by_stretches(text)) or as_a_whole(text)


def as_a_whole(text: str) -> Reading:
    """Read a name word by word, each beside all others."""
    rules: list[str] = []
    head, text, rule = _set_apart(text)
    family = words(head)
    if family:
        rules.append(rule)
    written = _signs(words(text)) if not family else words(text)
    kept = _without_initials(written, alone=not family)
    kept = _without_family(kept, family)
    borne = _is_family(family, alone=True) if family else _is_family(kept, alone=False)
    marks = compounds(kept[:MAX_WORDS], rules) + compounds(family[:MAX_WORDS], rules)
    marks = _without_titles(marks, rules, borne=borne, but=_syllables(text))
    roles = _roles(marks, rules, ordered=bool(family), initials=len(kept) < len(written))
    keys = tuple([mark.key for mark in marks])
    return Reading(keys[:MAX_PARTS], roles[:MAX_PARTS], tuple(dict.fromkeys(rules)))


def _without_family(kept: list[str], family: list[str]) -> list[str]:
    """Words without the family name that was set apart before them and stands behind them once more: DUPONT, Jean Dupont."""
    before = len(kept) - len(family)
    if not family or before < 1 or kept[before:] != family or stretch(kept[before - 1]).reach >= Reach.NEXT:
        return kept
    return kept[:before]


def _set_apart(text: str) -> tuple[str, str, str]:
    """A family name that is set apart before the rest of a name, by a comma or in capitals: it, the rest, and the rule. Nothing, the text
    and nothing where none is.
    """
    head, *others = _COMMA.split(text)
    if others and words(head) and words(others[0]):
        return head, " ".join(others), "the part before the comma is the family name"
    if not others and (first := _in_capitals(text)):
        runs = text.split()
        head, text = " ".join(runs[:first]), " ".join(runs[first:])
        return head, text, "what stands first in capitals, the rest not, is the family name"
    return "", text, ""


def _in_capitals(text: str) -> int:
    """How many stretches at the beginning are a family name in capitals, as in `DUPONT Jean` and `BEN ALI Mohamed`.

    The rest is not in capitals, but for initials. A title or an abbreviation is no family name, nor is half of a compound; a kunya is none
    either, nor are given names before a word that is none.
    """
    runs = text.split()
    if text.isupper() or not runs or not runs[0].isupper():
        return 0
    first = next(place for place, run in enumerate(runs) if not run.isupper())
    family, rest = runs[:first], runs[first:]
    has_more = any(len(word) > 1 for run in rest if run.isupper() for word in words_of(run))
    is_name = any(len(word) > _SHORT for run in family for word in words_of(run))
    if has_more or not is_name or not any(map(_is_capitalised, rest)):
        return 0
    if stretch(family[-1]).reach >= Reach.NEXT:
        return 0
    parts, others = _marks(family), _marks(rest)
    is_kunya = any(mark.role is Role.KUNYA for mark in parts)
    return 0 if is_kunya or (_are_given(parts) and not _are_given(others)) else first


def _is_capitalised(run: str) -> bool:
    return not run.isupper() and next(filter(str.isalpha, run), "").isupper()


def _marks(runs: list[str]) -> list[Mark]:
    return compounds([word for run in runs for word in words_of(run)][:MAX_WORDS], [])


def _are_given(parts: list[Mark]) -> bool:
    """Whether all are known as given names."""
    return all(_is_given(part.key) for part in parts)


def _is_given(key: str) -> bool:
    return not load().given.isdisjoint(lexemes_of(key))


def _by_stretches(text: str) -> Reading | None:
    """A name whose stretches need not be looked at all together: most names are so. None for another."""
    runs = text.split()
    plain: list[str] = []
    for run in runs:
        here, _, _, reach = stretch(run)
        if reach is not Reach.PLAIN:
            return _of_stretches(runs)
        plain += here
    keys = tuple(plain[:MAX_PARTS])
    return Reading(keys, _PLAIN_ROLES[len(keys)])


def _of_stretches(runs: list[str]) -> Reading | None:
    """The same where some of them are more than a plain word."""
    keys: tuple[str, ...] = ()
    roles: tuple[Role | None, ...] = ()
    rules: tuple[str, ...] = ()
    furthest, before = Reach.PLAIN, ""
    for run in runs:
        here, here_as, used, reach = stretch(before + run)
        if reach > Reach.ORDER:
            if reach is Reach.WHOLE:
                return None
            before += run + "-"  # which parts words as a space does
            continue
        keys += here
        roles += here_as
        rules += used
        before = ""
        if reach > furthest:
            furthest = reach
    if before or len(runs) > MAX_PARTS:
        return None
    if furthest is Reach.ORDER:
        said = list(rules)
        read_as, rules = _roles(list(map(Mark, keys, roles)), said, ordered=False, initials=False), tuple(said)
    else:
        read_as, rule = _pattern(roles)
        rules += (rule,) if rule else ()
    return Reading(keys[:MAX_PARTS], read_as[:MAX_PARTS], tuple(dict.fromkeys(rules)) if len(rules) > 1 else rules)


def code_of(key: str) -> tuple[str, bool]:
    """The sound code of a token's key, marks included, and whether its script writes vowels."""
    core = key.strip("<>^=~")
    before, after = ("".join(c for c in key if c in marks) for marks in ("<=", ">^~"))
    return before + sound(core)[: MAX_CODE - len(before + after)] + after, writes_vowels(core)


_SIGNS = re.compile("[\u3400-\u9fff]{2,4}|[\uac00-\ud7a3]{2,4}")  # Chinese characters, Korean syllables
_KOREAN = re.compile("[\uac00-\ud7a3]{1,3}")
# Family names of two signs; all others have one.
_TWO_SIGNS = re.compile(
    "欧阳|歐陽|司马|司馬|诸葛|諸葛|上官|司徒|夏侯|皇甫|尉迟|尉遲|公孙|公孫|慕容|令狐|남궁|황보|제갈|선우|독고|사공"
)


def _signs(parts: list[str]) -> list[str]:
    """A name in Chinese or Korean signs without a space is a family name and a given name. Of four signs the family name has two.

    Each sign of a Korean given name is a part, as each syllable is where it is spelt in letters.
    """
    if len(parts) == 1 and _SIGNS.fullmatch(parts[0]):
        (word,) = parts
        family = 2 if len(word) == 4 or (len(word) == 3 and _TWO_SIGNS.match(word)) else 1
        parts = [word[:family], word[family:]]
    if len(parts) == 2 and _KOREAN.fullmatch(parts[1]) and (len(parts[0]) == 1 or _TWO_SIGNS.fullmatch(parts[0])):
        return [parts[0], *parts[1]]
    return parts


def _in_signs(tokens: list[Mark]) -> bool:
    """Whether the parts are a family name of one sign or two and a given name, in the order in which such signs are written."""
    family, *given = (token.key for token in tokens)
    stands_first = len(family) == 1 or (len(given) == 1 and len(given[0]) == 2) or _TWO_SIGNS.fullmatch(family)
    return bool(stands_first and given) and _SIGNS.fullmatch(family + "".join(given)) is not None


def _without_initials(parts: list[str], *, alone: bool) -> list[str]:
    """Words without single letters: an initial could be anybody's, so it neither agrees nor contradicts. `alone`: no other words are known,
    so that where all are initials they are the name.

    A single Chinese, Japanese or Korean sign is a whole syllable, and mostly a family name.
    """
    kept = [word for word in parts if len(word) > 1 or word >= SYLLABLES]
    return kept if kept or not alone else parts


def _is_family(written: list[str], *, alone: bool) -> bool:
    """Whether a title that stands last is what a family is called: it stands `alone` before the comma, or has the article behind a name."""
    titles, (*before, last) = load().titles, written or [""]
    if last not in titles:
        return False
    apart = bool(before) and "article" in load().roles(before[-1])
    if alone:
        return len(before) == apart
    glued = last.startswith(("al", "el", "ال")) and last[2:] in titles  # Alhaji, but not Albay, a colonel
    return (apart or glued) and len(before) > apart


def _syllables(text: str) -> set[str]:
    """Short words that a hyphen ties to others which are neither titles nor known given names: they are no titles there (Wang-gen)."""
    runs = [set(words_of(run)) for run in text.split()[:MAX_WORDS] if "-" in run]
    tied = [run for run in runs if not run <= load().titles and not any(map(_is_given, run))]
    return {word for run in tied for word in run if len(word) <= _SHORT_TITLE and not _VOWELS.isdisjoint(word)}


def _without_titles(tokens: list[Mark], rules: list[str], *, borne: bool, but: set[str]) -> list[Mark]:
    titles = load().titles - but if but else load().titles
    if not any(token.key in titles for token in tokens):
        return tokens
    kept = [token for token in tokens if token.key not in titles]
    if not kept:
        return tokens
    if borne:
        rules.append("a title before the comma, or behind a name with the article, is the family name")
    if borne or (tokens[-1].role is Role.CHAIN and tokens[-1].key in titles):  # whose son somebody is, is a name
        kept.append(tokens[-1])
    if len(kept) < len(tokens):
        rules.append("titles are left aside")
    return kept


def _roles(tokens: list[Mark], rules: list[str], *, ordered: bool, initials: bool) -> tuple[Role, ...]:
    """The role of each token. `ordered`: the publisher's comma already says where the family name is. `initials`: some stood here."""
    alone = [token for token in tokens if token.role is not Role.KUNYA]
    by_itself = ""
    if len(alone) == 1 < len(tokens) and load().given.isdisjoint(lexemes_of(alone[0].key)):
        by_itself = "a kunya and one word that is no known given name: the word is the nisba"
    elif len(alone) == len(tokens) == 1 and initials:
        by_itself = "initials and one word: the word is the family name"
    turned = not ordered and len(alone) in (2, 3) and len(alone) == len(tokens) and _stands_first(tokens)
    roles, rule = _pattern(tuple(token.role for token in tokens), bool(by_itself), turned, SON in rules)
    rules += filter(None, (by_itself or rule,))
    return roles


def _stands_first(tokens: list[Mark]) -> bool:
    """Whether the first word is a family name that stands first, as in Chinese, and what follows is no name of another kind.

    So is one in -ov or -ev before a given name we know: Magomedov Ruslan, as registers from the Caucasus to Tashkent have it.
    """
    if _in_signs(tokens):
        return True
    lexicon, known = load(), [lexemes_of(token.key) for token in tokens]
    if _in_syllables(*known):
        return True
    first, second = (token.key.endswith(RUSSIAN_FAMILY) for token in tokens[:2])
    is_given = [not lexicon.given.isdisjoint(ids) for ids in known]
    return len(tokens) == 2 and first and not second and is_given == [False, True]


def _in_syllables(family: tuple[int, ...], *given: tuple[int, ...]) -> bool:
    """Whether known names are a family name that stands first and what may stand behind it. One that is known elsewhere too, as Jon and
    Rim are, takes two syllables that are known.
    """
    first, behind = load().family_first, load().behind_family | load().family_first
    fit = [not behind.isdisjoint(ids) for ids in given]
    if family and first.issuperset(family):
        return all(one or not ids for one, ids in zip(fit, given, strict=True))
    return not first.isdisjoint(family) and fit == [True, True]


@lru_cache(maxsize=1 << 12)
def _pattern(
    marked: tuple[Role | None, ...], is_last: bool = False, turned: bool = False, has_son: bool = False
) -> tuple[tuple[Role, ...], str]:
    """Kunya apart, the first part is the given name, the last the family name or nisba, what stands between the chain.

    `is_last`: the one word that is no kunya is no given name either. `turned`: the family name is known to stand first. `has_son`: bin or
    ibn says who the father is, which stands behind the given name and never behind a family name.
    """
    if marked == (Role.CHAIN,):
        return (Role.GIVEN,), ""  # a patronymic alone is what its bearer is called by
    chain = [i for i, role in enumerate(marked) if role is not Role.KUNYA]
    first, last, rule = (chain[0], chain[-1], "") if chain else (-1, -1, "")
    if chain and marked[first] is Role.CHAIN and None in marked:
        first = marked.index(None)  # Ahmed oglu Mehmet: the father's name stands before the given name
    if is_last:
        first = -1
    elif turned:
        first, last, rule = chain[1], chain[0], "a family name of a kind that stands first"
    elif len(chain) > 2 and not has_son and marked[chain[-1]] is Role.CHAIN and marked[chain[1]] is None:
        first, last, rule = chain[1], chain[0], "the patronymic stands last: the family name is the first part"
    return tuple(_usual(i, first, last) if role is None else role for i, role in enumerate(marked)), rule


def _usual(i: int, first: int, last: int) -> Role:
    return Role.GIVEN if i == first else Role.FAMILY if i == last else Role.CHAIN


_PLAIN_ROLES = tuple(_pattern((None,) * parts)[0] for parts in range(MAX_PARTS + 1))
