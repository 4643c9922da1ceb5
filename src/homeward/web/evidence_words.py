"""What the engine says of a comparison, in the reader's language: its sentences, its names of fields and parts, what would settle it.

Comes in: evidence of the engine, whose words are English and finite. Goes out: words. A test holds that every sentence the engine can say
stands here; one that does not is shown as it is, never left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop, ngettext, pgettext_lazy

from homeward.screening.evidence import Evidence
from homeward.screening.settle import Missing

# Every sentence of the engine; those of features stand in `screening/features.py`, in this order.
SENTENCES: Final = frozenset(
    {
        gettext_noop("The given names sound alike."),
        gettext_noop("The given name they share is rare among the people and the lists compared, in bits."),
        gettext_noop("The given names differ a little in sound or spelling, in thousandths."),
        gettext_noop("The last parts (family name, nisba, tribe) sound alike."),
        gettext_noop("The last part they share is rare, in bits."),
        gettext_noop("A part of the chain (father, grandfather) sounds alike."),
        gettext_noop("The part of the chain they share is rare, in bits."),
        gettext_noop("A part that is not the given name differs a little in sound or spelling, in thousandths."),
        gettext_noop("A given name on one side stands in another place on the other."),
        gettext_noop("That displaced part is rare, in bits."),
        gettext_noop("A kunya (Abu, Umm) sounds alike."),
        gettext_noop("The kunya they share is rare, in bits."),
        gettext_noop("The given names are two different names."),
        gettext_noop("The listed given name stands further on in the recorded name, as a child's father's does."),
        gettext_noop("The recorded given name stands further on in the listed name, as a parent's does."),
        gettext_noop("How rare the other parts are that they share: beside other given names it says less, in bits."),
        gettext_noop("Both have a last part and they are two different names."),
        gettext_noop("Both have a further part in the chain and they are two different names."),
        gettext_noop("The recorded name has a part that the listed name lacks."),
        gettext_noop("The listed name has a part that the recorded name lacks."),
        gettext_noop("Parts they share stand in another order: father and son could be exchanged."),
        gettext_noop("They agree only if one of the names is read with the family name first."),
        gettext_noop("Only one part of the names met, though there was more to compare."),
        gettext_noop("Both names are a single part."),
        gettext_noop("Nothing but a kunya met, and many people bear the same."),
        gettext_noop("The entry lists many names, so one of them meets by chance more easily; in doublings."),
        gettext_noop("The listed name that met is one its publisher calls weak."),
        gettext_noop("The same day of birth, and not a day that registers write for an unknown one."),
        gettext_noop("The same month and year of birth."),
        gettext_noop("The same year of birth, as exactly as both state it (1 January and 1 July state a year)."),
        gettext_noop("The recorded birth lies in the range or the approximate time the list gives."),
        gettext_noop("The same date with day and month exchanged."),
        gettext_noop("The same year, another day, though both state one."),
        gettext_noop("The same day and month in another year within ten."),
        gettext_noop("One year apart, where one side states only a year."),
        gettext_noop("Less than two years apart, though both state a day."),
        gettext_noop("Two or three years apart."),
        gettext_noop("Four to eight years apart."),
        gettext_noop("More than eight years apart."),
        gettext_noop("Few people recorded here were born in the year they share, in bits."),
        gettext_noop("The list gives no birth: how usual the recorded year is among those it lists, in bits."),
        gettext_noop("The entry lists several births, so one of them meets by chance more easily; in doublings."),
        gettext_noop("The same sex is stated on both sides."),
        gettext_noop("Different sexes are stated."),
        gettext_noop("The list does not state a sex; most of those it lists are men, and a man is recorded."),
        gettext_noop("The list does not state a sex; most of those it lists are men, and a woman is recorded."),
        gettext_noop("A nationality is the same on both sides."),
        gettext_noop(
            "Fewer than one in eight people recorded here have the nationality they share, in bits beyond that."
        ),
        gettext_noop("Both sides state nationalities and none is the same."),
        gettext_noop("A place of birth sounds alike."),
        gettext_noop("Both state places of birth and none sounds alike."),
        gettext_noop("The father's name, stated on both sides, sounds alike."),
        gettext_noop("The father's names stated are two different names."),
        gettext_noop("The mother's name, stated on both sides, sounds alike."),
        gettext_noop("The mother's names stated are two different names."),
        gettext_noop("The number of a document is the same, and nothing stated about its kind and issuer differs."),
        gettext_noop("Both sides state it; it says nothing for or against."),
        gettext_noop("The list does not give it."),
        gettext_noop("It was not recorded here."),
        gettext_noop("Neither side gives it."),
        gettext_noop("The listed name does not have it."),
        gettext_noop("Written as one with the part beside it."),
        gettext_noop("They sound only partly alike, or the part is very common."),
        gettext_noop("How unlikely it was, before looking, that this person is this one of those listed."),
    }
)
_LONGEST_FIRST: Final = sorted(SENTENCES, key=len, reverse=True)

FIELDS: Final[Mapping[str, Promise]] = {
    "given name": _("given name"),
    "father": pgettext_lazy("part of a name", "father"),
    "grandfather": pgettext_lazy("part of a name", "grandfather"),
    "great-grandfather": pgettext_lazy("part of a name", "great-grandfather"),
    "forefather": pgettext_lazy("part of a name", "forefather"),
    "last name": pgettext_lazy("part of a name", "last name"),
    "nisba": pgettext_lazy("part of a name", "nisba"),
    "kunya": pgettext_lazy("part of a name", "kunya"),
    "names as a whole": _("names as a whole"),
    "number of names": _("number of names"),
    "birth": _("birth"),
    "sex": _("sex"),
    "nationality": _("nationality"),
    "place of birth": _("place of birth"),
    "father's name": _("father's name"),
    "mother's name": _("mother's name"),
    "document": _("paper"),
    "before comparing": _("before comparing"),
}
STATES: Final[Mapping[str, Promise]] = {
    "agrees": pgettext_lazy("evidence", "agrees"),
    "contradicts": pgettext_lazy("evidence", "contradicts"),
    "absent": pgettext_lazy("evidence", "absent"),
    "neutral": pgettext_lazy("evidence", "neutral"),
}
SHAPES: Final[Mapping[str, str]] = {"agrees": "done", "contradicts": "waiting", "absent": "open", "neutral": "plain"}
_NOUNS: Final[Mapping[str, Promise]] = {
    "birth": _("the year of birth"),
    "sex": _("the sex"),
    "nationality": _("the nationality"),
    "birth_place": _("the place of birth"),
    "father": _("the father's name"),
    "mother": _("the mother's name"),
    "document": _("the number of a paper"),
}
_DAY: Final = "the day of birth"
_SIDES: Final[Mapping[str, Promise]] = {
    "list": _("%(fact)s, which the list does not give: ask whoever listed the entry."),
    "record": _("%(fact)s, which was not recorded here."),
    "both": _("%(fact)s, which neither side gives: record it, and ask whoever listed the entry."),
}
_SIDES_OF_DAY: Final[Mapping[str, Promise]] = {
    "list": _("The day of birth, of which the list gives only the year or a range: ask whoever listed the entry."),
    "record": _("The day of birth, of which only the year was recorded here."),
    "both": _("The day of birth, of which both sides give only the year or a range."),
}


def told(says: str) -> str:
    """Sentences of the engine, one after another, in the reader's language."""
    found, rest = [], says.strip()
    while rest:
        sentence = next((one for one in _LONGEST_FIRST if rest.startswith(one)), rest)
        found.append(_now(sentence) if sentence in SENTENCES else sentence)
        rest = rest[len(sentence) :].strip()
    return " ".join(found)


def field_of(evidence: Evidence) -> str:
    """What a row of evidence is about. A part that is something else on the other side is called by both words."""
    mine, there, theirs = evidence.field.partition(", there ")
    here = str(FIELDS.get(mine, mine))
    if not there:
        return here
    return _now("%(here)s, there %(there)s") % {"here": here, "there": FIELDS.get(theirs, theirs)}


def listed_of(evidence: Evidence) -> str:
    """What stands on the list's side of a row that is no fact: how many were listed, how many names an entry has."""
    if evidence.key == "prior":
        number = int("".join(filter(str.isdigit, evidence.listed)) or 0)
        return ngettext("the only one listed", "one of %(number)d listed", number) % {"number": number}
    if evidence.key == "alternatives":
        number = int("".join(filter(str.isdigit, evidence.listed)) or 1)
        many = ngettext("one name", "%(number)d names", number) % {"number": number}
        return f"{many}, {_now('a weak one met')}" if "weak" in evidence.listed else many
    return evidence.listed


def settles(missing: Missing) -> str:
    """The missing fact that would say most, and on which side it is missing."""
    if missing.says.startswith(_DAY):
        return str(_SIDES_OF_DAY[missing.missing])
    text = str(_SIDES[missing.missing]) % {"fact": _NOUNS[missing.key]}
    return text[:1].upper() + text[1:]
