"""How a registration writes a person down: one row of a caseload, and a note of every liberty the clerk took.

Comes in: a `Person` and a `Desk` (script and habits of the clerk). Goes out: a `Written` row, its `done` apart from it.
Never says in the row who the person is, and the note never enters the caseload. Shares are guesses, not counts.
"""

from __future__ import annotations

from random import Random
from typing import Literal, NamedTuple

import msgspec

from homeward.synthetic.birthdays import recorded
from homeward.synthetic.cultures import CULTURES, FRENCH_WRITING
from homeward.synthetic.parts import NamePart, feminine
from homeward.synthetic.people import Person
from homeward.synthetic.spelling import SPELLINGS, spelling
from homeward.synthetic.typos import mistyped, space_moved

Script = Literal["arabic", "latin", "cyrillic"]

ARABIC = 0.65  # share of desks that write Arabic
CYRILLIC = 0.15  # of Latin desks, for people whose papers are Russian
DROP_NONE, DROP_ONE = 0.40, 0.85  # cumulated: no middle part left out, one, both
DROP_FAMILY, DROP_ARTICLE, SWAP, KUNYA, KUNYA_ONLY = 0.22, 0.15, 0.06, 0.10, 0.02
SON_OF, TYPO, SPACE, UPPER = 0.05, 0.02, 0.015, 0.15
OTHER_SCRIPT, FATHER, MOTHER, PAPERS, TOWN, NATIONALITY, GENDER = 0.10, 0.30, 0.30, 0.7, 0.5, 0.92, 0.98
USUAL = 3.0  # how much more often a clerk writes the first spellings of a habit than the last: 1 is not at all

_ARTICLES = {"english": ("al-", "Al-", "Al ", "al ", "Al", "El-", "Al-"), "french": ("El ", "el-", "El", "al ", "El-"),
             "turkish": ("El ", "el-", "Al"), "kurmanji": ("El ", "el-", "Al")}  # fmt: skip
_SON = {"english": "bin", "french": "ben", "scholarly": "ibn"}
_KUNYA = {"english": ("Abu", "Umm"), "french": ("Abou", "Oum"), "turkish": ("Ebu", "Ümmü"), "german": ("Abu", "Um")}


class Row(NamedTuple):
    """One row of a caseload, as text; several aliases or documents are parted by semicolons."""

    query_id: str
    name: str
    aliases: str
    birth_date: str
    gender: str
    nationality: str
    birth_place: str
    father_name: str
    mother_name: str
    documents: str


class Desk(msgspec.Struct, frozen=True):
    """One clerk: the script, the habit of spelling within it, how the article is written, whether in capitals."""

    script: Script
    habit: str
    article: str
    upper: bool = False


class Written(NamedTuple):
    """A row with the truth about how it came to be: `done` in words, and how the birth date was recorded."""

    row: Row
    done: tuple[str, ...]
    birth_date_kind: str


def desk_for(person: Person, rng: Random) -> Desk:
    """The clerk before whom a household of this person's culture comes."""
    facts = CULTURES[person.culture]
    if rng.random() < ARABIC:
        by_ear = bool(facts.route) and rng.random() < 0.4
        return Desk("arabic", "arabic_by_ear" if by_ear else "arabic", "ال")
    if facts.route == "russian" and rng.random() < CYRILLIC:
        return Desk("cyrillic", "cyrillic", "аль-")
    habit = "french" if person.country in FRENCH_WRITING and rng.random() < 0.8 else rng.choice(facts.latin)
    return Desk("latin", habit, rng.choice(_ARTICLES.get(habit, _ARTICLES["english"])), rng.random() < UPPER)


def write(person: Person, desk: Desk, query_id: str, rng: Random) -> Written:
    """A caseload row of a person by this clerk."""
    done: list[str] = [desk.script] if desk.script == desk.habit else [desk.script, desk.habit]
    name = _name(person, desk, rng, done)
    aliases = _aliases(person, desk, rng, done)
    birth_date, kind = recorded(person.born, rng)
    father = _text((person.lineage.father, person.lineage.grandfather), desk, rng) if rng.random() < FATHER else ""
    mother = _text(person.mother, desk, rng) if rng.random() < MOTHER else ""
    papers = ";".join(f"{d.kind} {d.number} {d.issuer}" for d in person.documents) if rng.random() < PAPERS else ""
    row = Row(
        query_id, name, aliases, birth_date,
        person.sex if rng.random() < GENDER else "",
        person.country if rng.random() < NATIONALITY else "",
        person.town[desk.script == "arabic"] if rng.random() < TOWN else "",
        father, mother, papers,
    )  # fmt: skip
    return Written(row, tuple(done), kind)


def spell(part: NamePart, desk: Desk, rng: Random) -> str:
    """A part as this clerk writes it this time, without article."""
    return spelling(part, desk.habit, int(rng.random() ** USUAL * SPELLINGS))


def kunya_text(person: Person, desk: Desk, rng: Random) -> str:
    """Father or mother of so-and-so. Raises ValueError for a person without a kunya."""
    if person.kunya is None:
        raise ValueError(f"{person.person_id} has no kunya")
    if desk.script == "arabic":
        word = rng.choice(("أبو", "ابو") if person.sex == "male" else ("أم", "ام"))
    elif desk.script == "cyrillic":
        word = "Абу" if person.sex == "male" else "Умм"
    else:
        word = _KUNYA.get(desk.habit, _KUNYA["english"])[person.sex == "female"]
    return f"{word} {spell(person.kunya, desk, rng)}"


def _name(person: Person, desk: Desk, rng: Random, done: list[str]) -> str:
    words = _chain(person, desk, rng, done)
    if person.kunya is not None and person.age >= 18:
        chance = rng.random()
        if chance < KUNYA_ONLY:
            done.append("kunya-only")
            words = [kunya_text(person, desk, rng), *words[-1:]]
        elif chance < KUNYA_ONLY + KUNYA:
            done.append("kunya")
            words = [kunya_text(person, desk, rng), *words]
    words = " ".join(words).split()
    if rng.random() < TYPO:
        done.append("typo")
        place = rng.randrange(len(words))
        words[place] = mistyped(words[place], rng)
    if len(words) > 1 and rng.random() < SPACE:
        done.append("space")
        words = space_moved(words, rng)
    if desk.upper:
        done.append("upper")
        return " ".join(words).upper()
    return " ".join(words)


def _chain(person: Person, desk: Desk, rng: Random, done: list[str]) -> list[str]:
    """Given name, father, grandfather, family: those that this clerk took down, in the order he took them down."""
    middles = [person.lineage.father, person.lineage.grandfather]
    family = person.lineage.family
    chance = rng.random()
    if chance > DROP_NONE:
        done.append("drop-middle")
        middles = [] if chance > DROP_ONE else middles[:1] if rng.random() < 0.85 else middles[1:]
        if not middles:
            done.append("drop-middle")
    if family is not None and middles and rng.random() < DROP_FAMILY:
        done.append("drop-family")
        family = None
    if family is None and not middles:
        middles = [person.lineage.father]
        done.remove("drop-middle")
    words = [spell(person.given, desk, rng), *(spell(part, desk, rng) for part in middles)]
    if middles and rng.random() < SON_OF:
        done.append("son-of")
        words[1] = _son_of(person, desk, words[1])
    if family is not None:
        words.append(_family(person, family, desk, rng, done))
        if rng.random() < SWAP:
            done.append("swap")
            words = [words[-1], *words[:-1]]
    return words


def _family(person: Person, family: NamePart, desk: Desk, rng: Random, done: list[str]) -> str:
    text = spell(feminine(family) if person.sex == "female" else family, desk, rng)
    if not family.article:
        return text
    if rng.random() < DROP_ARTICLE:
        done.append("drop-article")
        return text
    return desk.article + text


def _son_of(person: Person, desk: Desk, father: str) -> str:
    if desk.script == "arabic":
        return f"{'بن' if person.sex == 'male' else 'بنت'} {father}"
    if desk.script == "cyrillic" or desk.habit == "russian":
        return father
    if person.culture in ("turkic", "central_asian"):
        return f"{father} {'oglu' if person.sex == 'male' else 'qizi'}"
    return f"{_SON.get(desk.habit, 'bin') if person.sex == 'male' else 'bint'} {father}"


def _aliases(person: Person, desk: Desk, rng: Random, done: list[str]) -> str:
    """Seldom a second spelling at another desk."""
    if rng.random() >= OTHER_SCRIPT:
        return ""
    done.append("alias")
    return " ".join(_chain(person, desk_for(person, rng), rng, []))


def _text(parts: tuple[NamePart, ...], desk: Desk, rng: Random) -> str:
    return " ".join([spell(part, desk, rng) for part in parts])
