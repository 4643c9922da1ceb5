"""How names are written down at a registration: in the person's own script, in Arabic, romanised by the clerk, on papers.

Comes in: a `Person`, the `Hands` before whom their household came. Goes out: `NameRecord`s, the parts of each with their roles.
Clerk, passport office and camp card hear one name and spell it apart. Never a spelling that `spelling` does not make, but for slips.
"""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from homeward.synthetic.clerk import Desk, kunya_text, spell
from homeward.synthetic.cultures import CULTURES, FRENCH_WRITING
from homeward.synthetic.parts import NamePart, feminine
from homeward.synthetic.people import Person
from homeward.synthetic.population.records import NameKind, NameRecord, PartRecord, PartRole, Source
from homeward.synthetic.typos import mistyped

GRANDFATHER, FAMILY, SLIP = (
    0.62,
    0.88,
    0.012,
)  # shares of names written with these, and of names with a slip of the hand
KUNYA, CARD = 0.3, 0.25  # of adults whose kunya is written down; of people with a camp card in another spelling
_ARABIC = Desk("arabic", "arabic", "ال")
_BY_EAR = Desk("arabic", "arabic_by_ear", "ال")
_CYRILLIC = Desk("cyrillic", "cyrillic", "")
_LATIN_AT_HOME = frozenset({"tr", "az", "tm"})
_OFFICE = {
    "turkic": "turkish",
    "caucasus": "russian",
    "central_asian": "russian",
    "maghrebi": "french",
    "kurdish": "english",
}
_LANGUAGES = {"arabic": "ar", "maghrebi": "ar", "persian": "fa", "uyghur": "ug", "turkic": "tr", "caucasus": "ru"}
_OF_NATION = {
    "uz": "uz", "tj": "tg", "kz": "kk", "kg": "ky", "tm": "tk", "az": "az", "so": "so", "fr": "fr", "be": "fr", "de": "de",
    "at": "de", "nl": "nl", "gb": "en", "us": "en", "ca": "en", "au": "en", "tt": "en", "za": "en", "ng": "en", "ke": "en",
    "se": "sv", "no": "no", "dk": "da", "fi": "fi", "it": "it", "es": "es", "pt": "pt", "ch": "de", "ua": "uk", "ba": "bs",
    "rs": "sr", "xk": "sq", "al": "sq", "mk": "sq", "id": "id", "my": "ms", "ph": "tl", "pk": "ur", "in": "ur", "bd": "bn",
    "mv": "dv", "lk": "ta", "sn": "fr", "td": "fr", "er": "ti",
}  # fmt: skip


class Hands(NamedTuple):
    """Who writes a household down: the clerk's own hand in Arabic script, and how they romanise."""

    latin: Desk
    card: Desk


def hands_for(person: Person, rng: Random) -> Hands:
    """The clerks before whom a person's household comes."""
    facts = CULTURES[person.culture]
    habits = ("english", "english", *facts.latin)
    return Hands(
        *(Desk("latin", rng.choice(habits), rng.choice(("al-", "Al-", "al ", "El-", "Al ")), False) for _ in range(2))
    )


def language_of(person: Person) -> str:
    """The language that a person is named and spoken to in, as a BCP 47 tag."""
    if person.culture == "kurdish":
        return "ckb" if person.country in ("iq", "ir") else "kmr"
    if person.culture in ("arabic", "maghrebi", "turkic", "uyghur", "caucasus") and person.country not in (
        "id",
        "my",
        "ph",
        "mv",
    ):
        return _OF_NATION["az"] if person.country == "az" else _LANGUAGES[person.culture]
    return _OF_NATION.get(person.country, _LANGUAGES.get(person.culture, "ar"))


def names_of(person: Person, hands: Hands, with_passport: bool, rng: Random) -> tuple[NameRecord, ...]:
    """Every name of a person that is written down, the one in their own script first."""
    own, language = own_desk(person), language_of(person)
    names = [_name(person, own, "full", language, "person" if own.script == "arabic" else "document", rng)]
    if own.script != "arabic":
        names.append(_name(person, _BY_EAR, "full", "ar", "clerk", rng))
    names.append(_name(person, hands.latin, "romanised", f"{language}-Latn", "clerk", rng))
    if with_passport:
        name = _name(person, _passport_desk(person), "romanised", f"{language}-Latn", "document", rng)
        names.append(_on(name, "passport", upper=True))
    if rng.random() < CARD:
        names.append(_on(_name(person, hands.card, "romanised", f"{language}-Latn", "document", rng), "camp_card"))
    if person.kunya is not None and person.age >= 18 and rng.random() < KUNYA:
        desk = _ARABIC if own.script == "arabic" else hands.latin
        names.append(NameRecord("kunya", kunya_text(person, desk, rng), language, (), "person"))
    return tuple(names)


def parent_name(parts: tuple[NamePart, ...], of: Person, rng: Random) -> str:
    """A parent's name as their child gives it, in the child's own script."""
    desk = own_desk(of)
    return " ".join(spell(part, desk, rng) for part in parts)


def own_desk(person: Person) -> Desk:
    """How a person's name is written where they come from."""
    if CULTURES[person.culture].route == "russian":
        return _CYRILLIC
    if person.culture == "european" or (person.culture == "african" and person.country != "sd"):
        return Desk("latin", CULTURES[person.culture].latin[0], "")
    if person.country in _LATIN_AT_HOME:
        return Desk("latin", "turkish" if person.culture == "turkic" else "kurmanji", "")
    return _ARABIC


def _passport_desk(person: Person) -> Desk:
    habit = "french" if person.country in FRENCH_WRITING else _OFFICE.get(person.culture, "publisher")
    return Desk("latin", habit, "El " if habit == "french" else "al-")


def _name(person: Person, desk: Desk, kind: NameKind, language: str, source: Source, rng: Random) -> NameRecord:
    lineage = person.lineage
    parts = [
        PartRecord("given", _written(person.given, desk, rng)),
        PartRecord("father", _written(lineage.father, desk, rng)),
    ]
    if rng.random() < GRANDFATHER or lineage.family is None:
        parts.append(PartRecord("grandfather", _written(lineage.grandfather, desk, rng)))
    if lineage.family is not None and rng.random() < FAMILY:
        family = feminine(lineage.family) if person.sex == "female" else lineage.family
        text = _written(family, desk, rng)
        parts.append(PartRecord("family", desk.article + text if family.article else text))
    return NameRecord(kind, " ".join(part.text for part in parts), language, tuple(parts), source)


def _written(part: NamePart, desk: Desk, rng: Random) -> str:
    text = spell(part, desk, rng)
    if rng.random() >= SLIP:
        return text
    words = text.split()
    place = rng.randrange(len(words))
    words[place] = mistyped(words[place], rng)
    return " ".join(words)


def _on(name: NameRecord, paper: str, *, upper: bool = False) -> NameRecord:
    """The same name as it stands on a paper."""
    parts: list[tuple[PartRole, str]] = [(part.role, part.text.upper() if upper else part.text) for part in name.parts]
    text = name.text.upper() if upper else name.text
    return NameRecord(name.kind, text, name.language, tuple(PartRecord(*part) for part in parts), name.source, paper)
