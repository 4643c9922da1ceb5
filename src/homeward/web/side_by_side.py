"""Two records set side by side for the eye: their names, facts with how they stand to each other, evidence as bars.

Comes in: a comparison. Goes out: frozen values that the template of the comparison draws. Every line and bar also stands there in words.
Never weighs anything: the numbers are the engine's, and only their signs and lengths are worked out here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from homeward.kernel.dates import PartialDate
from homeward.registry.facts.values import Sex
from homeward.review.facts.compared import Compared
from homeward.screening.evidence import Evidence
from homeward.screening.profile import Profile
from homeward.watchlists.listing import ListedName, Listing
from homeward.web import calendars
from homeward.web.aligned import Alignment, alignment, script_of
from homeward.web.evidence_words import SHAPES, STATES, field_of, listed_of, told
from homeward.web.listed import country_text, document_text, name_note, place_text
from homeward.web.words import word

HALF: Final = 100  # the length of a bar from zero to either end of the drawing
LEAST_SCALE: Final = 8_000  # millibits that a bar at full length stands for, at the least


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, the tag of its script, and what is to be known about it."""

    text: str
    lang: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FactLine:
    """One fact on both sides; `state` empty where nothing was compared, `hidden` where this reader does not see it."""

    key: str
    label: str
    recorded: tuple[str, ...]
    listed: tuple[str, ...]
    state: str = ""
    hidden: bool = False

    @property
    def shape(self) -> str:
        """The shape beside the word of its state."""
        return SHAPES.get(self.state, "plain")

    @property
    def word(self) -> str:
        """The word of its state."""
        return str(STATES.get(self.state, ""))


@dataclass(frozen=True, slots=True)
class Weight:
    """A row of the evidence: what it is about, how it stands, how much it weighs, and the bar from zero to there."""

    label: str
    state: str
    millibits: int
    x: int
    width: int
    says: str
    recorded: str
    listed: str
    sum: int

    @property
    def bits(self) -> str:
        """Its weight, with its sign."""
        return signed(self.millibits)

    @property
    def sum_bits(self) -> str:
        """All weights up to this one."""
        return signed(self.sum)

    @property
    def shape(self) -> str:
        """The shape beside the word of its state."""
        return SHAPES[self.state]

    @property
    def word(self) -> str:
        """The word of its state."""
        return str(STATES[self.state])

    @property
    def is_fact(self) -> bool:
        """Whether it is a fact of the two records, and not what was known before or how names meet as wholes."""
        return self.state != "neutral"


@dataclass(frozen=True, slots=True)
class Sides:
    """All of it."""

    recorded_names: tuple[Name, ...]
    listed_names: tuple[Name, ...]
    alignment: Alignment | None
    facts: tuple[FactLine, ...]
    weights: tuple[Weight, ...]
    total: str


def sides(compared: Compared, *, papers: bool, calendar: calendars.Calendar = "gregorian") -> Sides:
    """Both records of a comparison. `papers`: whether this reader may see the numbers of papers."""
    found = compared.found
    evidence = found.evidence if found else ()
    facts = tuple(_facts(compared, {one.key: one for one in evidence}, papers, calendar))
    return Sides(
        recorded_names=_recorded_names(compared.profile),
        listed_names=_listed_names(compared.listing.names if compared.listing else ()),
        alignment=alignment(found) if found else None,
        facts=facts,
        weights=tuple(_weights(evidence, {fact.key: fact for fact in facts})),
        total=signed(sum(one.millibits for one in evidence)) if found else "",
    )


def signed(millibits: int) -> str:
    """Bits with their sign, to a tenth; a minus as long as a plus."""
    tenths = round(millibits / 100)
    return "0.0" if tenths == 0 else f"{tenths / 10:+.1f}".replace("-", "\u2212")


def _recorded_names(profile: Profile | None) -> tuple[Name, ...]:
    if profile is None:
        return ()
    names = [Name(text, script_of(text)) for text in profile.names]
    if profile.kunya:
        names.append(Name(profile.kunya, script_of(profile.kunya), pgettext("part of a name", "kunya")))
    return tuple(names)


def _listed_names(names: Iterable[ListedName]) -> tuple[Name, ...]:
    ordered = sorted(names, key=lambda name: not name.primary)
    return tuple(Name(name.text, script_of(name.text), name_note(name)) for name in ordered)


def _facts(
    compared: Compared, evidence: Mapping[str, Evidence], papers: bool, calendar: calendars.Calendar
) -> Iterable[FactLine]:
    profile, listing = compared.profile, compared.listing
    mine, theirs = _recorded(profile, calendar), _listed(listing, calendar)
    for key, label in _labels().items():
        state = evidence[key].state if key in evidence else ""
        hidden = key == "document" and not papers
        recorded = () if hidden else mine.get(key, ())
        yield FactLine(key, label, recorded, theirs.get(key, ()), state, hidden and bool(mine.get(key)))


def _labels() -> dict[str, str]:
    return {
        "birth": _("Born"),
        "birth_place": _("Place of birth"),
        "sex": _("Sex"),
        "nationality": _("Nationality, as stated"),
        "father": _("Father's name"),
        "mother": _("Mother's name"),
        "document": _("Papers"),
    }


def _recorded(profile: Profile | None, calendar: calendars.Calendar) -> dict[str, tuple[str, ...]]:
    if profile is None:
        return {}
    return {
        "birth": _births(profile.births, calendar),
        "birth_place": profile.birth_places,
        "sex": (str(word(Sex(profile.sex))),) if profile.sex else (),
        "nationality": _countries(profile.nationalities),
        "father": (profile.father_name,) if profile.father_name else (),
        "mother": (profile.mother_name,) if profile.mother_name else (),
        "document": tuple(document_text(one.kind, one.number, one.issuer) for one in profile.documents),
    }


def _listed(listing: Listing | None, calendar: calendars.Calendar) -> dict[str, tuple[str, ...]]:
    if listing is None:
        return {}
    return {
        "birth": _births(listing.births, calendar),
        "birth_place": tuple(map(place_text, listing.birth_places)),
        "sex": (str(word(Sex(listing.sex))),) if listing.sex else (),
        "nationality": _countries(listing.nationalities),
        "father": listing.father_names,
        "mother": listing.mother_names,
        "document": tuple(
            document_text(one.kind, one.number, one.issuer)
            + (f" ({_('doubtful, its publisher says')})" if one.doubtful else "")
            for one in listing.documents
        ),
    }


def _births(births: Sequence[PartialDate], calendar: calendars.Calendar) -> tuple[str, ...]:
    return tuple(calendars.partial(birth, calendar, get_language()) for birth in births)


def _countries(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(map(country_text, codes))


def _weights(evidence: Sequence[Evidence], facts: Mapping[str, FactLine]) -> Iterable[Weight]:
    """Rows in the engine's order, the prior last, each with the sum up to it. Facts are told as they stand above, in every language."""
    scale = max([LEAST_SCALE, *(abs(one.millibits) for one in evidence)])
    total = 0
    for one in evidence:
        total += one.millibits
        width = round(HALF * abs(one.millibits) / scale)
        width = max(1, width) if one.millibits else 0
        fact = facts.get(one.key)
        yield Weight(
            label=field_of(one),
            state=one.state,
            millibits=one.millibits,
            x=HALF - width if one.millibits < 0 else HALF,
            width=width,
            says=told(one.says),
            recorded=" / ".join(fact.recorded) if fact else one.recorded,
            listed=" / ".join(fact.listed) if fact else listed_of(one),
            sum=total,
        )
