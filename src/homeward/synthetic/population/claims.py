"""What else is written down of a person: birth with its basis, nationalities, papers, languages, contacts, needs; and silences.

Comes in: a `Person` and what is known of their way here. Goes out: records. Shares are guesses, needs are chance.
Never a number or a telephone that could be somebody's: numbers begin with SYN, telephones with a country code that no country has.
"""

from __future__ import annotations

from datetime import date, timedelta
from random import Random
from typing import Final

from homeward.kernel.dates import PartialDate, from_parts
from homeward.synthetic.birthdays import recorded
from homeward.synthetic.people import REGISTRATION, YEAR, Person
from homeward.synthetic.population.naming import language_of
from homeward.synthetic.population.records import (
    Basis,
    BirthRecord,
    ContactRecord,
    Holder,
    LanguageRecord,
    NationalityRecord,
    NeedRecord,
    PaperKind,
    PaperRecord,
    Silence,
    Source,
)

_BASIS: Final[dict[str, Basis]] = {"jan1": "convention", "jan1-off": "convention", "jul1": "convention"}
_HOLDERS: Final[tuple[Holder, ...]] = ("person",) * 6 + ("family", "camp_administration", "authority", "lost")
# code, words, sensitive, youngest age, oldest, sex or "", share
_NEEDS: Final = (
    ("DS", "Disability: mobility", False, 0, 99, "", 0.03),
    ("SM", "Serious medical condition", False, 0, 99, "", 0.035),
    ("ER", "Older person without support", False, 60, 99, "", 0.3),
    ("CR", "Child at risk", True, 6, 17, "", 0.02),
    ("WR", "Woman at risk", True, 18, 60, "female", 0.02),
    ("SV", "Survivor of violence, known to the focal point", True, 14, 60, "", 0.012),
    ("TR", "Survivor of torture, known to the focal point", True, 18, 70, "", 0.006),
    ("LP", "Legal and documentation needs", False, 0, 99, "", 0.05),
)
_OUTSIDE: Final = ("brother", "sister", "mother", "uncle", "cousin", "aunt")


def births(person: Person, born_here: bool, rng: Random) -> tuple[tuple[BirthRecord, ...], Silence | None]:
    """The interval of birth as registered, or which silence stands in its place. Sometimes a document and a statement differ."""
    place = person.town[0 if rng.random() < 0.4 else 1]
    if born_here:
        day = PartialDate(person.born, person.born, "day", raw=person.born.isoformat())
        return (BirthRecord(day, "document", "", "sy", "official_record"),), None
    text, kind = recorded(person.born, rng)
    if kind == "missing":
        if rng.random() < 0.12:
            return (), "unknown" if rng.random() < 0.8 else "declined"
        return (BirthRecord(_estimated(person, rng), "estimated", place, person.country, "clerk"),), None
    if 13 <= person.age <= 18 and rng.random() < 0.04:
        return (BirthRecord(_assessed(person), "age_assessment", place, person.country, "official_record"),), None
    from_paper = kind == "exact" and bool(person.documents)
    source: Source = "document" if from_paper else "person" if person.age >= 15 else "relative"
    first = BirthRecord(
        _date(text), "document" if from_paper else _BASIS.get(kind, "stated"), place, person.country, source
    )
    if from_paper and rng.random() < 0.06:
        return (
            first,
            BirthRecord(_year(person.born.year + rng.choice((-1, 1))), "stated", place, person.country, "person"),
        ), None
    return (first,), None


def nationalities(
    person: Person, fathers: str, mothers: str, rng: Random
) -> tuple[tuple[NationalityRecord, ...], Silence | None]:
    """What nationality is asserted; a child with parents of two may assert both. `fathers` and `mothers` are "" where not known."""
    chance = rng.random()
    if person.role == "unaccompanied" and chance < 0.25:
        return (), "unknown"
    if chance < 0.01:
        return (), "unknown" if chance < 0.006 else "declined"
    if person.culture == "kurdish" and person.country == "sy" and chance > 0.94:
        return (NationalityRecord("", "person", stateless=True),), None
    if fathers and mothers and fathers != mothers:
        both = (
            NationalityRecord(fathers, "person", through="father"),
            NationalityRecord(mothers, "person", through="mother"),
        )
        return (both if chance < 0.45 else both[:1] if chance < 0.85 else both[1:]), None
    own = NationalityRecord(person.country, "document" if person.documents else "person")
    if person.age >= 18 and chance > 0.985:
        return (own, NationalityRecord("tr" if person.country != "tr" else "sy", "person")), None
    return (own,), None


def papers(person: Person, head: bool, born_here: bool, rng: Random) -> tuple[PaperRecord, ...]:
    """Papers that were shown or told of."""
    found = [_paper(document.kind == "passport", document.number, person, rng) for document in person.documents]
    if rng.random() < 0.85:
        found.append(_plain("camp_card", "sy", rng, holder="person"))
    if head:
        found.append(_plain("ration_card", "sy", rng, holder="family"))
    if person.age < 18 and rng.random() < (0.4 if born_here else 0.15):
        found.append(_plain("birth_certificate", "sy" if born_here else person.country, rng, holder="family"))
    if person.country == "iq" and person.age >= 18 and rng.random() < 0.18:
        found.append(_plain("nationality_certificate", "iq", rng, holder=rng.choice(_HOLDERS)))
    return tuple(found)


def languages(person: Person, rng: Random) -> tuple[LanguageRecord, ...]:
    """Those a person speaks, their own first."""
    if person.age < 3:
        return ()
    own = language_of(person)
    reads = person.age > 8 and rng.random() < 0.6
    spoken = [LanguageRecord(own, reads)]
    if own != "ar" and rng.random() < 0.7:
        spoken.append(LanguageRecord("ar", reads and rng.random() < 0.3))
    return tuple(spoken)


def contacts(rng: Random) -> tuple[ContactRecord, ...]:
    """A relative outside, now and then."""
    if rng.random() >= 0.12:
        return ()
    return (ContactRecord("phone", f"+999 0 555 {rng.randrange(10**4):04d}", rng.choice(_OUTSIDE)),)


def needs(person: Person, since: date | None, rng: Random) -> tuple[NeedRecord, ...]:
    """Specific needs, those of chance and those that follow from being a child without parents."""
    found = [
        NeedRecord(code, words, sensitive, since)
        for code, words, sensitive, youngest, oldest, sex, share in _NEEDS
        if youngest <= person.age <= oldest and sex in ("", person.sex) and rng.random() < share
    ]
    if person.role == "unaccompanied":
        found.append(NeedRecord("SC", "Unaccompanied child", False, since))
    elif person.role == "grandchild":
        found.append(NeedRecord("SC", "Separated child", False, since))
    return tuple(found)


def _paper(passport: bool, number: str, person: Person, rng: Random) -> PaperRecord:
    kind: PaperKind = "passport" if passport else "national_id"
    grown = date.fromordinal(min(person.born.toordinal() + int(15 * YEAR), date(2012, 1, 1).toordinal()))
    issued = max(grown, date(2002, 1, 1)) + timedelta(days=rng.randrange(1500))
    if issued < person.born:
        issued = person.born + timedelta(days=30)
    expires = issued + timedelta(days=2922 if passport else 3652)
    holder = rng.choice(_HOLDERS)
    return PaperRecord(kind, number, person.country, issued, expires, holder, holder != "lost" and rng.random() < 0.7)


def _plain(kind: PaperKind, issuer: str, rng: Random, holder: Holder) -> PaperRecord:
    return PaperRecord(kind, f"SYN{rng.randrange(10**8):08d}", issuer, None, None, holder, holder != "lost")


def _date(text: str) -> PartialDate:
    if len(text) == 4:
        return _year(int(text))
    day = date.fromisoformat(text)
    return PartialDate(day, day, "day", raw=text)


def _year(year: int) -> PartialDate:
    return PartialDate(date(year, 1, 1), date(year, 12, 31), "year", raw=str(year))


def _estimated(person: Person, rng: Random) -> PartialDate:
    """About so old, as a clerk guesses."""
    year = min(person.born.year + rng.choice((-1, 0, 0, 1)), REGISTRATION.year - 2)
    found = from_parts(year, circa=True, raw=f"~{year}")
    if found is None:
        raise ValueError(f"{year} is no year of a birth")
    return found


def _assessed(person: Person) -> PartialDate:
    """An interval of two years around the day, as an assessment gives it."""
    year = person.born.year
    return PartialDate(date(year - 1, 1, 1), date(year, 12, 31), "range", raw=f"{year - 1} to {year}")
