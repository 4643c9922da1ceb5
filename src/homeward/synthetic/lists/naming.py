"""The names of an invented entry: primary, strong aliases, original script, noms de guerre.

Comes in: a true `Person` and the publisher. Goes out: `ListedName`s as that publisher writes them.
Never the person's name as a camp clerk writes it: clerk and publisher hear the same name and spell it apart.
"""

from __future__ import annotations

import unicodedata
from random import Random

from homeward.synthetic.clerk import Desk, kunya_text, spell
from homeward.synthetic.cultures import CULTURES, countries
from homeward.synthetic.lists.publishers import CUSTOMS, Publisher
from homeward.synthetic.parts import NamePart, feminine
from homeward.synthetic.people import Person
from homeward.watchlists.listing import ListedName

ALIASES = (0, 1, 1, 2, 2, 3, 4, 6)  # how many strong ones an entry has
WEAK = 0.35
SURNAME_FIRST = frozenset(("ofac", "red", "yellow"))
IN_ASCII = SURNAME_FIRST

_PRIMARY = (
    Desk("latin", "publisher", "al-"), Desk("latin", "publisher", "Al-"), Desk("latin", "publisher", "al "),
    Desk("latin", "english", "al-"),
)  # fmt: skip
_ARABIC = Desk("arabic", "arabic", "ال")
_CYRILLIC = Desk("cyrillic", "cyrillic", "")
_NOT_DECOMPOSED = str.maketrans("ıŁłØøÐđəƏ’‘`", "iLlOoDdaA'''")


def name_parts(person: Person, rng: Random) -> tuple[str, ...]:
    """The primary name in parts, given name first; three in ten lack the grandfather."""
    return _written(person, rng.choice(_PRIMARY), rng, middles=2 if rng.random() < 0.7 else 1)


def listed_names(person: Person, parts: tuple[str, ...], publisher: Publisher, rng: Random) -> tuple[ListedName, ...]:
    """Every name of the entry, the primary first, each text once."""
    names = [published(parts, publisher, primary=True)]
    if CUSTOMS[publisher].aliases:
        names += [_alias(person, publisher, rng) for _ in range(rng.choice(ALIASES))]
    if rng.random() < CUSTOMS[publisher].original:
        names.append(ListedName(" ".join(original_parts(person, rng)), "original_script"))
    if CUSTOMS[publisher].aliases and rng.random() < WEAK:
        nom = _nom_de_guerre(person, rng)
        names.append(ListedName(ascii_letters(nom).upper() if publisher == "ofac" else nom, "weak"))
    once: dict[str, ListedName] = {}
    for name in names:
        once.setdefault(name.text.casefold(), name)
    return tuple(once.values())


def original_parts(person: Person, rng: Random) -> tuple[str, ...]:
    """The name in the script of the person's papers, in parts."""
    desk = _CYRILLIC if CULTURES[person.culture].route == "russian" else _ARABIC
    return _written(person, desk, rng, middles=2)


def published(parts: tuple[str, ...], publisher: Publisher, primary: bool = False) -> ListedName:
    """Parts in the publisher's order: the UN writes primary names in capitals, OFAC and INTERPOL put the last part first."""
    if publisher in IN_ASCII:
        parts = tuple(map(ascii_letters, parts))
    if publisher in ("red", "yellow"):
        parts = tuple(part.upper() for part in parts)
    if publisher in SURNAME_FIRST and len(parts) > 1:
        surname = parts[-1].upper()
        return ListedName(f"{surname}, {' '.join(parts[:-1])}", primary=primary, surname=surname)
    text = " ".join(parts)
    return ListedName(text.upper() if publisher == "un" and primary else text, primary=primary)


def ascii_letters(text: str) -> str:
    """Latin letters without their marks."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_NOT_DECOMPOSED))
    return decomposed.encode("ascii", "ignore").decode("ascii")


def plain(part: NamePart, rng: Random) -> str:
    """One part as the publisher writes it, for a father's or mother's name."""
    return spell(part, _PRIMARY[0], rng)


def _alias(person: Person, publisher: Publisher, rng: Random) -> ListedName:
    """The same name in another clerk's spelling, seldom whole."""
    habit = rng.choice(("publisher", "publisher", "english", *CULTURES[person.culture].latin))
    desk = Desk("latin", habit, rng.choice(("al-", "Al ", "El-", "al-", "Al", "")))
    parts = _written(person, desk, rng, middles=rng.choice((0, 1, 1, 2)))
    if len(parts) > 2 and rng.random() < 0.25:
        parts = parts[:-1]
    return published(parts, publisher)


def _written(person: Person, desk: Desk, rng: Random, middles: int) -> tuple[str, ...]:
    lineage = person.lineage
    chain = (person.given, lineage.father, lineage.grandfather)
    parts = [spell(part, desk, rng) for part in chain[: 1 + (middles if lineage.family else max(middles, 1))]]
    if lineage.family:
        family = spell(feminine(lineage.family) if person.sex == "female" else lineage.family, desk, rng)
        parts.append(desk.article + family if lineage.family.article else family)
    return tuple(parts)


def _nom_de_guerre(person: Person, rng: Random) -> str:
    if person.kunya is None or rng.random() < 0.15:
        return spell(person.given, _PRIMARY[0], rng)
    kunya = kunya_text(person, _PRIMARY[0], rng)
    return f"{kunya} {countries()[person.country].origin}" if rng.random() < 0.6 else kunya
