"""The algorithm as a list: every feature the comparison counts, what it says to a person, and which way it may point.

Comes in: nothing. Goes out: `FEATURES`, in the order of the weights and of the kernels' counts.
A feature is a fact about two records, never about a person's conduct. Tribe, religion, camp section, kinship and missing papers
are not features and must never become any; a relative's listing is not one either.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

import numpy as np

from homeward.names import compare as name


class Slot(IntEnum):
    """Rows of evidence after the parts of the names: each sums one field's features."""

    ORDER = int(name.ORDER_SLOT)
    ALTERNATIVES = int(name.NAME_SLOTS)
    BIRTH = int(name.NAME_SLOTS) + 1
    SEX = int(name.NAME_SLOTS) + 2
    NATIONALITY = int(name.NAME_SLOTS) + 3
    BIRTH_PLACE = int(name.NAME_SLOTS) + 4
    FATHER = int(name.NAME_SLOTS) + 5
    MOTHER = int(name.NAME_SLOTS) + 6
    DOCUMENT = int(name.NAME_SLOTS) + 7
    PRIOR = int(name.NAME_SLOTS) + 8


SLOTS = int(name.NAME_SLOTS) + 9


class Feature(NamedTuple):
    """One feature: a stable name, its public explanation, and the sign its weight must have (0: either)."""

    key: str
    says: str
    sign: int


FEATURES: tuple[Feature, ...] = (
    Feature("given_agrees", "The given names sound alike.", 0),
    Feature("given_rarity", "The given name they share is rare among the people and the lists compared, in bits.", 1),
    Feature("given_unlike", "The given names differ a little in sound or spelling, in thousandths.", -1),
    Feature("family_agrees", "The last parts (family name, nisba, tribe) sound alike.", 0),
    Feature("family_rarity", "The last part they share is rare, in bits.", 1),
    Feature("chain_agrees", "A part of the chain (father, grandfather) sounds alike.", 0),
    Feature("chain_rarity", "The part of the chain they share is rare, in bits.", 1),
    Feature("other_unlike", "A part that is not the given name differs a little in sound or spelling, in thousandths.", -1),
    Feature("displaced_agrees", "A given name on one side stands in another place on the other.", 0),
    Feature("displaced_rarity", "That displaced part is rare, in bits.", 1),
    Feature("kunya_agrees", "A kunya (Abu, Umm) sounds alike.", 0),
    Feature("kunya_rarity", "The kunya they share is rare, in bits.", 1),
    Feature("given_conflict", "The given names are two different names.", -1),
    Feature("given_added", "The listed given name stands further on in the recorded name, as a child's father's does.", -1),
    Feature("given_missing", "The recorded given name stands further on in the listed name, as a parent's does.", -1),
    Feature("rest_rarity", "How rare the other parts are that they share: beside other given names it says less, in bits.", -1),
    Feature("family_conflict", "Both have a last part and they are two different names.", -1),
    Feature("chain_conflict", "Both have a further part in the chain and they are two different names.", -1),
    Feature("added", "The recorded name has a part that the listed name lacks.", -1),
    Feature("missing", "The listed name has a part that the recorded name lacks.", -1),
    Feature("order_changed", "Parts they share stand in another order: father and son could be exchanged.", -1),
    Feature("order_turned", "They agree only if one of the names is read with the family name first.", -1),
    Feature("one_part_only", "Only one part of the names met, though there was more to compare.", -1),
    Feature("mononym", "Both names are a single part.", 0),
    Feature("kunya_only", "Nothing but a kunya met, and many people bear the same.", -1),
    Feature("alternatives", "The entry lists many names, so one of them meets by chance more easily; in doublings.", -1),
    Feature("weak_name", "The listed name that met is one its publisher calls weak.", -1),
    Feature("birth_day", "The same day of birth, and not a day that registers write for an unknown one.", 1),
    Feature("birth_month", "The same month and year of birth.", 0),
    Feature("birth_year", "The same year of birth, as exactly as both state it (1 January and 1 July state a year).", 0),
    Feature("birth_range", "The recorded birth lies in the range or the approximate time the list gives.", 0),
    Feature("birth_swapped", "The same date with day and month exchanged.", 0),
    Feature("birth_other_day", "The same year, another day, though both state one.", 0),
    Feature("birth_other_year", "The same day and month in another year within ten.", 0),
    Feature("birth_near", "One year apart, where one side states only a year.", 0),
    Feature("birth_near_day", "Less than two years apart, though both state a day.", 0),
    Feature("birth_off_few", "Two or three years apart.", -1),
    Feature("birth_off_some", "Four to eight years apart.", -1),
    Feature("birth_off_many", "More than eight years apart.", -1),
    Feature("birth_rarity", "Few people recorded here were born in the year they share, in bits.", 1),
    Feature("birth_silent", "The list gives no birth: how usual the recorded year is among those it lists, in bits.", 1),
    Feature("birth_alternatives", "The entry lists several births, so one of them meets by chance more easily; in doublings.", -1),
    Feature("sex_agrees", "The same sex is stated on both sides.", 1),
    Feature("sex_contradicts", "Different sexes are stated.", -1),
    Feature("sex_silent_male", "The list does not state a sex; most of those it lists are men, and a man is recorded.", 1),
    Feature("sex_silent_female", "The list does not state a sex; most of those it lists are men, and a woman is recorded.", -1),
    Feature("nationality_agrees", "A nationality is the same on both sides.", 1),
    Feature("nationality_rarity", "Fewer than one in eight people recorded here have the nationality they share, in bits beyond that.", 1),
    Feature("nationality_contradicts", "Both sides state nationalities and none is the same.", -1),
    Feature("place_agrees", "A place of birth sounds alike.", 1),
    Feature("place_contradicts", "Both state places of birth and none sounds alike.", -1),
    Feature("father_agrees", "The father's name, stated on both sides, sounds alike.", 1),
    Feature("father_contradicts", "The father's names stated are two different names.", -1),
    Feature("mother_agrees", "The mother's name, stated on both sides, sounds alike.", 1),
    Feature("mother_contradicts", "The mother's names stated are two different names.", -1),
    Feature("document_agrees", "The number of a document is the same, and nothing stated about its kind and issuer differs.", 1),
)  # fmt: skip

(
    ALTERNATIVES, WEAK_NAME,
    BIRTH_DAY, BIRTH_MONTH, BIRTH_YEAR, BIRTH_RANGE, BIRTH_SWAPPED, BIRTH_OTHER_DAY, BIRTH_OTHER_YEAR, BIRTH_NEAR, BIRTH_NEAR_DAY,
    BIRTH_OFF_FEW, BIRTH_OFF_SOME, BIRTH_OFF_MANY, BIRTH_RARITY, BIRTH_SILENT, BIRTH_ALTERNATIVES,
    SEX_AGREES, SEX_CONTRADICTS, SEX_SILENT_MALE, SEX_SILENT_FEMALE, NATIONALITY_AGREES, NATIONALITY_RARITY, NATIONALITY_CONTRADICTS,
    PLACE_AGREES, PLACE_CONTRADICTS, FATHER_AGREES, FATHER_CONTRADICTS, MOTHER_AGREES, MOTHER_CONTRADICTS, DOCUMENT_AGREES,
) = np.arange(name.NAME_FEATURES, len(FEATURES))  # fmt: skip
