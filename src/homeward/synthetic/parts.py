"""The parts invented names are made of: known ones by how common they are, and a long tail of rare ones.

Comes in: the lexicon artefact, a culture, a kind ("m", "f", "family"). Goes out: `NamePart`s and an `Urn` to draw from.
Never a whole name: who is called what is decided by chance in `people`.
"""

from __future__ import annotations

from bisect import bisect
from functools import cache
from importlib.resources import files
from itertools import accumulate
from random import Random
from typing import Literal

import msgspec

from homeward.synthetic.cultures import CULTURES
from homeward.synthetic.invented import FROM_ROOTS, rare_parts
from homeward.synthetic.transcribe import arabic_from_latin

Kind = Literal["m", "f", "family"]

# A name of the lexicon's weight w is drawn so many times to the w as often as one of weight 0: a few names are everywhere.
COMMONNESS = {"m": 6.0, "f": 5.0, "family": 5.0}
EVERYBODYS = {"muhammad": 2.5, "ahmad": 1.5, "ali": 1.2, "fatima": 1.3}  # times as common as others of their weight
RARE = 2000  # rare parts of each culture and kind, shared by everybody
GIVEN = 0.25  # of a family part's share of rare ones: given names are far more alike than family names
TAPER = -0.9  # how fast rare parts become rarer still, as a power of their rank
SONS = 3  # least weight of a given name after which Maghrebi families are called


class NamePart(msgspec.Struct, frozen=True, eq=False):
    """One part of a name with its real spellings by script, the plain one first; the article is apart: `article`.

    Parts live as long as the process and are compared by identity.
    """

    culture: str
    kind: Kind
    arab: tuple[str, ...]
    latn: tuple[str, ...]
    cyrl: tuple[str, ...] = ()
    article: bool = False
    rare: bool = False


class Lexeme(msgspec.Struct, frozen=True):
    """A known name of the lexicon artefact, as it stands there."""

    id: str
    part: str
    sex: str
    cultures: tuple[str, ...]
    weight: int
    forms: dict[str, tuple[str, ...]]
    article: bool = False


class _Lexicon(msgspec.Struct, frozen=True):
    lexemes: tuple[Lexeme, ...]


class Urn:
    """Draws parts of one culture and kind, again and again: a share `tail` from `rares` rare ones, the rest by commonness."""

    def __init__(self, culture: str, kind: Kind, tail: float, rares: int) -> None:
        common = _common(culture, kind)
        rare = _rare(culture, kind, rares)
        self._parts = (*common, *rare)
        share = (tail if kind == "family" else tail * GIVEN) if common else 1.0
        weights = [(1 - share) * weight for weight in _shares(culture, kind)]
        tapering = [(rank + 20) ** TAPER for rank in range(len(rare))]
        total = sum(tapering)
        weights += [share * weight / total for weight in tapering]
        self._sums = list(accumulate(weights))

    def draw(self, rng: Random) -> NamePart:
        """One part."""
        return self._parts[min(bisect(self._sums, rng.random() * self._sums[-1]), len(self._parts) - 1)]


@cache
def urn(culture: str, kind: Kind, tail: float, rares: int = RARE) -> Urn:
    """The urn of a culture and kind; built once."""
    return Urn(culture, kind, tail, rares)


@cache
def feminine(part: NamePart) -> NamePart:
    """A Russian-style family name as a woman bears it (-ov, -ova); any other part unchanged."""
    if (
        part.kind != "family"
        or not part.latn[0].endswith(("ov", "ev", "in"))
        or CULTURES[part.culture].route != "russian"
    ):
        return part
    return msgspec.structs.replace(
        part,
        arab=tuple(form + "ا" for form in part.arab),
        latn=tuple(form + "a" for form in part.latn),
        cyrl=tuple(form + "а" for form in part.cyrl),
    )


@cache
def _common(culture: str, kind: Kind) -> tuple[NamePart, ...]:
    own = [_part(culture, kind, lexeme) for lexeme in _lexemes(culture, kind)]
    borrowed = [_part(culture, kind, lexeme) for lexeme in _borrowed(culture, kind)]
    sons = [_son_of(culture, lexeme) for lexeme in _forefathers(culture, kind)]
    return (*own, *borrowed, *sons)


@cache
def _shares(culture: str, kind: Kind) -> tuple[float, ...]:
    """How often each common part is drawn; sums to 1. Communities take a share of given names from Arabic."""
    own = [_commonness(lexeme, kind) for lexeme in _lexemes(culture, kind)]
    borrowed = [_commonness(lexeme, kind) for lexeme in (*_borrowed(culture, kind), *_forefathers(culture, kind))]
    share = (CULTURES[culture].borrowed or 0.5 if own else 1.0) if borrowed else 0.0
    mine, theirs = sum(own), sum(borrowed)
    return (*((1 - share) * weight / mine for weight in own), *(share * weight / theirs for weight in borrowed))


def _commonness(lexeme: Lexeme, kind: Kind) -> float:
    return EVERYBODYS.get(lexeme.id, 1.0) * COMMONNESS[kind] ** lexeme.weight


def _borrowed(culture: str, kind: Kind) -> list[Lexeme]:
    if kind == "family" or not CULTURES[culture].borrowed:
        return []
    known = {lexeme.id for lexeme in _lexemes(culture, kind)}
    return [lexeme for lexeme in _lexemes("arabic", kind) if lexeme.id not in known]


def _forefathers(culture: str, kind: Kind) -> list[Lexeme]:
    """Whose sons a Maghrebi family is called: Ben Ali, Benali."""
    if culture != "maghrebi" or kind != "family":
        return []
    return [lexeme for lexeme in _lexemes("arabic", "m") if lexeme.weight >= SONS]


@cache
def _lexemes(culture: str, kind: Kind) -> tuple[Lexeme, ...]:
    home = CULTURES[culture].lexicon or culture
    part, sexes = ("family", "mfu") if kind == "family" else ("given", kind + "u")
    return tuple(
        lexeme
        for lexeme in _lexicon()
        if lexeme.part == part and lexeme.sex in sexes and home in lexeme.cultures and "latn" in lexeme.forms
    )


@cache
def _lexicon() -> tuple[Lexeme, ...]:
    """The known names; part of the package, so their absence is a broken installation."""
    return msgspec.json.decode((files("homeward.resources") / "lexicon.json").read_bytes(), type=_Lexicon).lexemes


def _part(culture: str, kind: Kind, lexeme: Lexeme) -> NamePart:
    latn = lexeme.forms["latn"]
    arab = lexeme.forms.get("arab") or (arabic_from_latin(latn[0]),)
    return NamePart(culture, kind, arab, latn, lexeme.forms.get("cyrl", ()), lexeme.article)


def _son_of(culture: str, lexeme: Lexeme) -> NamePart:
    plain = lexeme.forms["latn"][0]
    arab = lexeme.forms.get("arab") or (arabic_from_latin(plain),)
    return NamePart(
        culture, "family", tuple(f"بن {form}" for form in arab[:2]), (f"Ben {plain}", f"Ben{plain.lower()}")
    )


@cache
def _rare(culture: str, kind: Kind, count: int) -> tuple[NamePart, ...]:
    article = culture in FROM_ROOTS and kind == "family"
    return tuple(
        NamePart(culture, kind, (arab,), (plain, marked) if marked != plain else (plain,), article=article, rare=True)
        for arab, plain, marked in rare_parts(culture, kind, count)
    )
