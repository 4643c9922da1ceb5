"""The comparison on the page is the run's own, and says what changed since somebody last said what they found."""

from __future__ import annotations

from functools import cache
from uuid import UUID

import pytest
from drafts import person, said
from hypothesis import event, given, settings
from hypothesis import strategies as st

from actors import MakeActor
from desk_rows import UN, at_desk, plant
from exchange_files import work
from homes import site as make_site
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Role
from homeward.kernel.dates import parse
from homeward.lists.facts.lists import Desk, WatchList
from homeward.lists.keeping.laying import lay_out as lay_list_out
from homeward.lists.selectors.held import Held
from homeward.registry.actions.persons import claims_record, person_register
from homeward.registry.facts.values import ClaimKind, ParentRole, ParentValue, Sex
from homeward.registry.selectors.persons import person_file
from homeward.review import models
from homeward.review.actions.decisions import candidate_decide
from homeward.review.facts.candidates import Outcome, Reason
from homeward.review.facts.steps import Draft
from homeward.review.selectors.comparing import compare, compared
from homeward.review.selectors.neighbours import neighbours_of
from homeward.screening.engine import Comparison
from homeward.screening.people import lay_out
from homeward.screening.profile import Profile
from homeward.screening.reference import shipped
from homeward.screening.runs.lines import KEYS, least_bits
from homeward.watchlists.catalog import open_list
from shelves import bring

NAME = "Musa Abdullah Abdullah al-Afandi"


@pytest.fixture
def person_id(officer: Actor, site: UUID) -> UUID:
    return person_register(officer, person(site, NAME, born="1984", sex=Sex.MALE, country="sy"))


@pytest.fixture
def row(analyst: Actor, person_id: UUID, listed: WatchList) -> models.Candidate:
    return at_desk(analyst, person_id, listed, "ZZi.003")


def decide(analyst: Actor, row: models.Candidate) -> None:
    draft = Draft(Outcome.INSUFFICIENT, Reason.TOO_LITTLE_LISTED, "The list gives too little.", row.version)
    candidate_decide(analyst, row.id, draft)


@cache
def held() -> Held:
    laid = lay_list_out(open_list(UN), Desk.SECURITY)
    return Held(None, laid.index, laid.book, laid.marks)  # type: ignore[arg-type]


EXTRA = st.sampled_from(["", "Salim", "Nuri", "al-Invented", "حمدان"])


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    """Somebody whose name, and perhaps birth, is near those of an entry."""
    listing = held().book.at(draw(st.integers(0, len(held().book) - 1)))
    name = draw(st.sampled_from(listing.names)).text
    births = draw(st.sampled_from([listing.births[:1], (), (parse("1984"),), (parse("1987-06-23"),)]))
    return Profile(
        query_id="p",
        names=(f"{name} {draw(EXTRA)}".strip(),),
        births=tuple(birth for birth in births if birth),
        sex=draw(st.sampled_from(["male", "female", None])),
        mother_name=draw(st.sampled_from(["", "Khadija"])),
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(profiles(), min_size=1, max_size=4))
def test_it_is_what_a_run_finds_slot_by_slot(people: list[Profile]) -> None:
    """A run compares blocks of people with all entries; the page one person with one entry. Neither knows more than the other."""
    index = held().index
    run = Comparison(lay_out(people), index, shipped())
    rows = run.block(0, len(people), top=10, least=least_bits(run.weights.review))
    for place, (low, high) in enumerate(zip(rows.starts[:-1], rows.starts[1:], strict=True)):
        for at in range(low, high):
            entry_id = index.ids.get(int(rows.chosen[at, 0]))
            page = compare(people[place], held(), entry_id)
            assert page is not None
            stored = {KEYS[slot]: int(bits) for slot, bits in enumerate(rows.evidence[at]) if bits}
            assert {one.key: one.millibits for one in page.evidence if one.millibits} == stored
            assert round(1000 * page.bits) == rows.chosen[at, 3] == sum(one.millibits for one in page.evidence)
    event("candidates" if len(rows.chosen) else "none")


def test_both_records_with_the_entry_in_full(analyst: Actor, row: models.Candidate) -> None:
    page = compared(analyst, row.id)
    assert page.found is not None and page.listing is not None and page.profile is not None
    assert page.same_as_run
    assert (page.listing.entry_id, page.profile.names) == ("ZZi.003", (NAME,))
    assert page.edition.caveat.startswith("Ask us")
    assert page.passage.startswith("<INDIVIDUAL>") and "ZZi.003" in page.passage
    assert page.changed is None  # nobody looked before


def test_a_planted_case_is_compared_like_any_other(analyst: Actor, listed: WatchList) -> None:
    case = plant(analyst, Profile(query_id="p", names=(NAME,)), listed, "ZZi.003")
    page = compared(analyst, case.id)
    assert page.same_as_run and page.problem == ""


def test_what_was_recorded_since_the_last_finding(
    analyst: Actor, officer: Actor, person_id: UUID, row: models.Candidate
) -> None:
    decide(analyst, row)
    changed = compared(analyst, row.id).changed
    assert changed is not None and changed.nothing and changed.by == analyst.username
    mother = said(ClaimKind.PARENT, ParentValue(ParentRole.MOTHER, "Invented Mother"))
    claims_record(officer, person_id, [mother], version=person_file(officer, person_id).row.version)
    models.Candidate.objects.filter(id=row.id).update(person_mark=b"1" * 16)
    changed = compared(analyst, row.id).changed
    assert changed is not None and [claim.kind for claim in changed.claims] == [ClaimKind.PARENT]


def test_what_the_list_says_otherwise_since_the_last_finding(analyst: Actor, row: models.Candidate) -> None:
    decide(analyst, row)
    text = UN.read_text("utf-8").replace("2022-12-01T", "2022-12-08T")
    entry = text[text.index("ZZi.003") :]
    before, after = entry[: entry.index("<GENDER>")], entry[entry.index("</GENDER>") + len("</GENDER>") :]
    bring(analyst, "un", (text[: text.index("ZZi.003")] + before + after).encode(), UN.name)
    work()
    now = models.Candidate.objects.get(id=row.id).watch_list.editions.get(state="current")
    models.Candidate.objects.filter(id=row.id).update(edition=now)
    page = compared(analyst, row.id)
    assert page.changed is not None and page.changed.before is not None and page.listing is not None
    assert page.changed.fields == ("sex",)
    assert (page.changed.before.sex, page.listing.sex) == ("male", None)


def test_an_entry_that_is_gone_is_told(analyst: Actor, row: models.Candidate) -> None:
    models.Candidate.objects.filter(id=row.id).update(entry_id="ZZi.999")
    page = compared(analyst, row.id)
    assert (page.listing, page.found, page.passage) == (None, None, "")


def test_neighbours_on_both_sides(
    analyst: Actor,
    officer: Actor,
    site: UUID,
    row: models.Candidate,
    person_id: UUID,
    listed: WatchList,
    actor: MakeActor,
) -> None:
    other = person_register(officer, person(site, NAME, born="1985"))
    same_entry, same_person = at_desk(analyst, other, listed, "ZZi.003"), at_desk(analyst, person_id, listed, "ZZi.001")
    beside = neighbours_of(analyst, row.id)
    assert [one.id for one in beside.of_entry] == [same_entry.id]
    assert [one.id for one in beside.of_person] == [same_person.id]
    assert beside.unseen == 0
    with pytest.raises(NotFound):
        neighbours_of(actor(Role.SCREENING_ANALYST, UUID(int=3)), row.id)


def test_of_people_elsewhere_only_how_many(
    analyst: Actor, officer: Actor, site: UUID, row: models.Candidate, listed: WatchList, actor: MakeActor
) -> None:
    other = person_register(officer, person(make_site(actor, "Beta camp"), NAME, born="1985"))
    at_desk(analyst, other, listed, "ZZi.003")
    here = neighbours_of(actor(Role.SCREENING_ANALYST, site), row.id)
    assert (here.of_entry, here.unseen) == ((), 1)
