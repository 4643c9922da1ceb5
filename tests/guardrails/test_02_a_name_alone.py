"""Guardrail 2: A name alone confirms nobody: no score is a certainty, and a kunya, a weak alias or one common name brings nobody forward.

How: `screening.candidate` asks for a person's own given name beside the chain; scores are millibits of evidence that two records tell of
one person, and `review.rules.decisions` takes no identity as corroborated without identifiers.
"""

from __future__ import annotations

from functools import cache

import msgspec
import pytest

from homeward.kernel.sources import Position
from homeward.screening.candidate import Candidate, candidates
from homeward.screening.engine import Comparison
from homeward.screening.evidence import Evidence
from homeward.screening.index.build import build
from homeward.screening.index.store import Index
from homeward.screening.live import profiles_of
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import Reference, from_sheet
from homeward.screening.runs.lines import COLUMNS, least_bits, score
from homeward.screening.settle import Missing
from homeward.screening.weights import Weights, shipped, shipped_for_pairs
from homeward.synthetic.camp import camp
from homeward.synthetic.lists.people import listed_people
from homeward.watchlists.listing import ListedName, Listing

ENTRY = Listing(
    list_id="invented", entry_id="ZZi.001", kind="individual", position=Position("invented", 1), content_hash="ab" * 32,
    names=(ListedName("SALIM KHALAF QAHTAN AL-MITHALI", primary=True), ListedName("ABU OMAR AL-IRAQI", "weak"),
           ListedName("MUHAMMAD", "weak")),
)  # fmt: skip
FIELDS = {
    Candidate: "query_id rank list_id entry_id listed_name met_name recorded_name score bits evidence settle recorded listed",
    Evidence: "key field state recorded listed millibits says",
    Missing: "key missing says if_agrees if_contradicts settles",
}


@cache
def against() -> tuple[Index, Reference]:
    """A list of 400 others with the entry, and how usual names are in a camp of 2,000."""
    crowd = lay_out(profiles_of(row._asdict() for row in camp(2000, 6).rows))
    listings = [ENTRY, *(one.listing for one in listed_people(400, 6, "un"))]
    return build(listings), from_sheet("a camp", crowd.sheet, crowd.vocabulary)


def bits(name: str) -> int:
    """Millibits of a person of that name and no other fact against the entry."""
    person = Profile(query_id="1", names=(name,))
    comparison = Comparison(lay_out([person]), *against())
    rows = comparison.block(0, 1, top=500, least=least_bits(0))
    found = [c for c in candidates(comparison, [person], rows) if c.entry_id == ENTRY.entry_id]
    return round(1000 * found[0].bits) if found else least_bits(0)


@pytest.mark.parametrize(
    "name",
    ["Abu Omar", "أبو عمر", "Abu Omar al-Iraqi", "أبو عمر العراقي", "Muhammad", "محمد", "Salim", "سالم", "al-Mithali"],
)
def test_a_kunya_a_weak_alias_or_a_single_name_brings_nobody_forward(name: str) -> None:
    assert bits(name) < least_bits(shipped().review)


def test_the_whole_name_does() -> None:
    """Otherwise the test above could not fail."""
    assert bits("سالم خلف قحطان المثالي") > least_bits(shipped().review)


@pytest.mark.parametrize("millibits", [-(1 << 40), -30_000, 0, 30_000, 1 << 40])
def test_no_score_is_a_certainty(millibits: int) -> None:
    assert 0 < score(millibits) < 1


@pytest.mark.parametrize("weights", [shipped(), shipped_for_pairs()], ids=["screening", "pairs"])
def test_no_part_of_a_name_says_as_much_as_a_document(weights: Weights) -> None:
    """Eleven bits are the most that a part can be rare."""
    w = weights.millibits
    most = max(
        w[f"{part}_agrees"] + 11 * w[f"{part}_rarity"] for part in ("given", "family", "chain", "displaced", "kunya")
    )
    assert 2 * most < w["document_agrees"]


@pytest.mark.parametrize("what", FIELDS, ids=lambda what: what.__name__)
def test_what_leaves_the_engine_says_these_things_and_no_other(what: type[msgspec.Struct]) -> None:
    """A new field about a person is a decision about people: it is argued for in docs/decisions/ and then added here."""
    assert [field.name for field in msgspec.structs.fields(what)] == FIELDS[what].split()


def test_a_run_writes_these_columns_and_no_other() -> None:
    assert " ".join(COLUMNS) == "query_id rank list entry_id listed_name matched_name score bits evidence"
