"""Guardrail 6: Tribe, religion, ethnicity, kinship, camp section, origin and missing papers weigh nothing: they go in nowhere, and silence
is no evidence.

How: `screening.profile` has no field for them, `screening.features` lists all that weighs; lineage only tells namesakes apart, and what
was not recorded counts for and against nobody.
"""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from homeward.kernel.sources import Position
from homeward.screening.engine import Comparison
from homeward.screening.features import FEATURES
from homeward.screening.index.build import build
from homeward.screening.live import profiles_of
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile, ProfileDocument
from homeward.screening.reference import from_sheet
from homeward.synthetic.camp import camp
from homeward.watchlists.listing import ListedDocument, ListedName, ListedPlace, Listing

ENTRY = Listing(
    list_id="invented", entry_id="ZZi.001", kind="individual", position=Position("invented", 1), content_hash="ab" * 32,
    names=(ListedName("SALIM KHALAF QAHTAN AL-MITHALI", primary=True),), nationalities=("iq",),
    documents=(ListedDocument("passport", "G123456"),),
    birth_places=(ListedPlace("Hawija", "iq"),), mother_names=("Khadija",), father_names=("Khalaf",),
)  # fmt: skip
PERSON = Profile(query_id="1", names=("سالم خلف المثالي",))
ROW = {"id": "1", "name": PERSON.names[0]}


@pytest.fixture(scope="module")
def population() -> object:
    crowd = lay_out(profiles_of(row._asdict() for row in camp(500, 6).rows))
    return from_sheet("a camp", crowd.sheet, crowd.vocabulary)


def weighed(person: Profile, population: object, entry: Listing = ENTRY) -> tuple[int, set[str]]:
    comparison = Comparison(lay_out([person]), build([entry]), population)  # type: ignore[arg-type]
    rows = comparison.pairs(np.array([(0, 0)], np.int64))
    counted = {feature.key for feature, count in zip(FEATURES, rows.counts[0].tolist(), strict=True) if count}
    return int(rows.chosen[0, 3]), counted


@pytest.mark.parametrize(
    "column",
    ["tribe", "clan", "religion", "sect", "ethnicity", "camp_section", "section", "phase", "tent", "sponsor", "origin", "affiliation",
     "marital_status", "husband", "relatives", "escape_attempts", "flight", "remarks", "security_note",
     "القبيلة", "العشيرة", "الديانة", "القومية", "الطائفة"],
)  # fmt: skip
def test_a_column_about_what_may_not_weigh_is_not_read(column: str) -> None:
    assert list(profiles_of([ROW | {column: "AL-MITHALI SALIM KHALAF QAHTAN ZZi.001"}])) == [PERSON]


def test_a_person_without_papers_is_compared_as_one_with_papers_that_the_list_does_not_have(population: object) -> None:
    holds = msgspec.structs.replace(PERSON, documents=(ProfileDocument("X998877", "passport", "iq"),))
    assert weighed(PERSON, population) == weighed(holds, population)
    no_paper = msgspec.structs.replace(ENTRY, documents=())
    assert weighed(PERSON, population, no_paper) == weighed(holds, population, no_paper) == weighed(PERSON, population)


def test_what_was_not_recorded_is_no_evidence(population: object) -> None:
    """A record of a name alone: only the name is counted, whatever the list states."""
    _, counted = weighed(PERSON, population)
    about_names = {feature.key for feature in FEATURES[:26]}
    assert counted <= about_names
    bare = Listing(
        list_id="invented",
        entry_id="ZZi.001",
        kind="individual",
        position=Position("invented", 1),
        content_hash="ab" * 32,
        names=ENTRY.names,
    )
    assert weighed(PERSON, population, bare) == weighed(PERSON, population)


def test_a_nationality_is_the_same_evidence_for_and_against_whichever_it_is(population: object) -> None:
    """Not one of them speaks for itself: what agrees says less the more usual it is here, what differs says the same for all."""
    against = {
        weighed(msgspec.structs.replace(PERSON, nationalities=(code,)), population)[0]
        for code in ("sy", "fr", "ru", "ye", "us", "tn")
    }
    assert len(against) == 1
