"""How well the desk does: planted cases count in nothing else, small numbers cannot be worked out of the file, nobody is ranked."""

from __future__ import annotations

import csv
import io
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from actors import MakeActor
from asked import NAME, WORDS, Asked, ask_about, candidate, found, somebody
from homes import site as make_site
from homeward.access.errors import NotFound, Refused
from homeward.access.facts import Actor, Role
from homeward.registry.errors import Invalid
from homeward.registry.rules.suppression import MINIMUM
from homeward.review import models
from homeward.review.actions.claims import candidate_take
from homeward.review.actions.decisions import candidate_blind, candidate_decide, decision_confirm
from homeward.review.actions.quality import NAMESAKES, planted_make, planted_retire, quality_export
from homeward.review.facts.candidates import Identifier, Outcome, State
from homeward.review.facts.quality import Cell, Measure, Quality, Table
from homeward.review.facts.queue import QueueFilter
from homeward.review.facts.runs import Scope
from homeward.review.rules import decisions as rules
from homeward.review.rules.quality import CELLS, protected, quantile, span, table
from homeward.review.selectors.candidates import planted_profile
from homeward.review.selectors.findings import findings_of
from homeward.review.selectors.people import mark_of
from homeward.review.selectors.planted import planted_list
from homeward.review.selectors.quality import quality_of
from homeward.review.selectors.queue import queue_page
from homeward.review.selectors.sources import sources_lacking


@pytest.fixture
def watcher(actor: MakeActor) -> Actor:
    """Somebody who watches over quality."""
    return actor(Role.DATA_PROTECTION_OFFICER)


def table_of(quality: Quality, measure: Measure) -> Table:
    return next(one for one in quality.tables if one.measure is measure)


def planted_candidate(asked: Asked, watcher: Actor, *, same: bool = True, **said: Any) -> models.Candidate:
    """A planted case that a run found."""
    planted_make(watcher, number=4)
    case = models.Planted.objects.filter(same=same).first()
    assert case
    row = candidate(asked.shelf, planted=case, entry_id=case.entry_id, **said)
    mark = mark_of(planted_profile(models.Candidate.objects.select_related("planted").get(id=row.id)))
    models.Candidate.objects.filter(id=row.id).update(person_mark=mark)
    return models.Candidate.objects.get(id=row.id)


@pytest.mark.django_db
def test_cases_are_invented_from_lists_in_use(asked: Asked, watcher: Actor) -> None:
    made = planted_make(watcher, number=8)
    cases = list(models.Planted.objects.all())
    assert made == len(cases)
    assert made >= 1
    assert {case.entry_id for case in cases} <= {"X-1", "X-2"}
    for case in cases:
        assert case.profile["names"]
        assert not case.profile.get("documents")


@pytest.mark.django_db
def test_a_case_is_said_to_be_where_people_are_and_stands_in_the_queue_of_that_site(
    asked: Asked, watcher: Actor, actor: MakeActor
) -> None:
    """Without a site it would be known for what it is, and a desk of one site would never be tested."""
    row = planted_candidate(asked, watcher)
    assert set(models.Planted.objects.values_list("site_id", flat=True)) == {asked.site}
    here, elsewhere = actor(Role.SCREENING_ANALYST, asked.site), actor(Role.SCREENING_ANALYST, make_site(actor, "Beta"))
    (shown,) = [one for one in queue_page(here, QueueFilter()).rows if one.id == row.id]
    assert shown.person and shown.person.site_id == asked.site
    assert row.id in {one.id for one in queue_page(here, QueueFilter(site_id=asked.site)).rows}
    assert row.id not in {one.id for one in queue_page(elsewhere, QueueFilter()).rows}


@pytest.mark.django_db
def test_a_retired_case_is_asked_no_more_unless_somebody_has_it_in_hand(
    asked: Asked, watcher: Actor, first: Actor
) -> None:
    untouched = planted_candidate(asked, watcher)
    planted_make(watcher, number=4)
    case = models.Planted.objects.exclude(id=untouched.planted_id).first()
    assert case
    taken = candidate(asked.shelf, planted=case, entry_id=case.entry_id)
    candidate_take(first, taken.id, version=taken.version)
    rows, total, screened = planted_list(watcher)
    assert len(rows) == total == screened == models.Planted.objects.count() >= 2
    assert {row.state for row in rows if row.id in (untouched.planted_id, taken.planted_id)} == {State.WAITING}
    assert planted_retire(watcher, [row.id for row in rows]) == total
    assert set(models.Candidate.objects.filter(planted__isnull=False).values_list("id", flat=True)) == {taken.id}
    assert planted_list(watcher)[2] == 0
    with pytest.raises(NotFound):
        planted_retire(watcher, [rows[0].id])


@pytest.mark.django_db
def test_cases_are_seen_and_taken_out_on_their_page(asked: Asked, watcher: Actor, signed_in: Any) -> None:
    planted_make(watcher, number=2)
    case = models.Planted.objects.first()
    client = signed_in(Role.DATA_PROTECTION_OFFICER)
    page = client.get("/screening/quality/planted").content.decode()
    assert case and case.profile["names"][0] in page and case.entry_id in page
    assert (
        "none of those chosen is"
        in client.post("/screening/quality/planted/out", {"case": "x"}, follow=True).content.decode()
    )
    client.post("/screening/quality/planted/out", {"case": [str(case.id)]})
    assert models.Planted.objects.filter(retired_at__isnull=False).get().id == case.id
    assert signed_in(Role.SCREENING_ANALYST).get("/screening/quality/planted").status_code == 403


@pytest.mark.django_db
def test_who_may_plant(asked: Asked, actor: MakeActor, first: Actor) -> None:
    for who in (first, actor(Role.SECOND_REVIEWER, asked.site), actor(Role.REGISTRATION_CLERK)):
        with pytest.raises(Refused):
            planted_make(who, number=1)
    with pytest.raises(Invalid):
        planted_make(actor(Role.AUDITOR), number=0)
    assert not models.Planted.objects.exists()


@pytest.mark.django_db
def test_a_planted_case_counts_in_nothing_else(asked: Asked, watcher: Actor, first: Actor, second: Actor) -> None:
    row = planted_candidate(asked, watcher, strong=True)
    before = quality_of(watcher)
    draft = rules.Draft(Outcome.DIFFERENT, rules.Reason.NAMESAKE, WORDS, row.version)
    candidate_decide(first, row.id, draft)
    decision_confirm(second, row.id, words=WORDS, version=row.version + 1)
    after = quality_of(watcher)
    real = (
        Measure.OUTCOMES,
        Measure.OUTCOMES_BY_NATIONALITY,
        Measure.WAITING,
        Measure.TIME_TO_DECISION,
        Measure.DISAGREEMENT,
    )
    assert [table_of(after, one) for one in real] == [table_of(before, one) for one in real]
    assert after.worked == before.worked == ()
    assert findings_of(first, asked.person_id) == ()


@pytest.mark.django_db
def test_of_a_planted_identity_nobody_is_asked(
    asked: Asked, watcher: Actor, first: Actor, second: Actor, actor: MakeActor
) -> None:
    """It takes two people like any other, and ends there: no bureau hears of somebody who is nobody."""
    row = planted_candidate(asked, watcher)
    named = frozenset({Identifier.BIRTH, Identifier.REGISTER})
    draft = rules.Draft(Outcome.CORROBORATED, rules.Reason.REGISTER_AGREES, WORDS, row.version, named)
    candidate_decide(first, row.id, draft)
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Candidate.objects.filter(id=row.id).update(state=State.DECIDED, decided_at=timezone.now())
    decision_confirm(second, row.id, words=WORDS, version=row.version + 1)
    assert models.Candidate.objects.get(id=row.id).state == State.DECIDED
    assert sources_lacking(actor(Role.NCB_LIAISON)) == ()


@pytest.mark.django_db
def test_recall_counts_what_was_screened_since(asked: Asked, watcher: Actor) -> None:
    planted_make(watcher, number=4)
    assert quality_of(watcher).planted == 0
    now = timezone.now()
    models.Run.objects.create(
        scope=Scope.EVERYONE, desk="security", asked_by=watcher.user_id, asked_name="night", asked_at=now, ended_at=now
    )
    same = models.Planted.objects.filter(same=True)
    one = same.first()
    assert one
    candidate(asked.shelf, planted=one, entry_id=one.entry_id)
    recall = table_of(quality_of(watcher), Measure.RECALL)
    assert recall.whole.cells == {Cell.FOUND: 1, Cell.MISSED: same.count() - 1}
    assert recall.whole.total == same.count()


@pytest.mark.django_db
def test_decisions_are_counted_once(
    asked: Asked, watcher: Actor, first: Actor, second: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "BLIND_SHARE", 1.0)
    candidate_decide(first, asked.id, found(asked, Outcome.INSUFFICIENT))
    candidate_blind(second, asked.id, found(asked, Outcome.INSUFFICIENT))
    other = ask_about(asked, somebody(asked.site, f"{NAME} Salim"))
    figures = quality_of(watcher)
    assert table_of(figures, Measure.OUTCOMES).whole.cells[Cell.INSUFFICIENT] == 1
    assert table_of(figures, Measure.WAITING).whole.total == 1
    assert table_of(figures, Measure.DISAGREEMENT).whole.cells == {Cell.AGREED: 1, Cell.DISAGREED: 0}
    assert [(one.first, one.second, one.blind) for one in figures.worked] == [(1, 0, 0), (0, 0, 1)]
    assert other.row.state == State.WAITING
    assert figures.timed == 1


@pytest.mark.django_db
def test_the_file_holds_no_colleague_and_no_small_number(
    asked: Asked, watcher: Actor, first: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "BLIND_SHARE", 0.0)
    candidate_decide(first, asked.id, found(asked, Outcome.INSUFFICIENT))
    text = quality_export(watcher).decode("utf-8-sig")
    assert first.username not in text
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[1][0].startswith("#indicator")
    outcomes = [row for row in rows if row[0] == "outcomes"]
    assert outcomes
    assert all(row[4] == "" and row[6] == "1" for row in outcomes)  # one candidate in all: nothing is told


@pytest.mark.django_db
def test_who_may_not_read_quality_reads_none(asked: Asked, actor: MakeActor, first: Actor) -> None:
    for who in (first, actor(Role.NCB_LIAISON), actor(Role.REGISTRATION_CLERK)):
        with pytest.raises(Refused):
            quality_of(who)
        with pytest.raises(Refused):
            quality_export(who)


@pytest.mark.django_db
def test_of_another_site_nothing_is_counted(asked: Asked, actor: MakeActor) -> None:
    elsewhere = actor(Role.SECOND_REVIEWER, UUID(int=7))
    assert table_of(quality_of(elsewhere), Measure.WAITING).whole.total == 0
    here = actor(Role.SECOND_REVIEWER, asked.site)
    assert table_of(quality_of(here), Measure.WAITING).whole.total == 1


COUNTS = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from(CELLS[Measure.OUTCOMES])), st.integers(0, 40), max_size=12
)


@given(COUNTS)
@settings(max_examples=60, deadline=None)
def test_no_small_number_stands_in_a_protected_table(counts: dict[tuple[str, Cell], int]) -> None:
    whole = table(Measure.OUTCOMES, [(group, cell, count) for (group, cell), count in counts.items()])
    safe = protected(whole)
    for line, told in zip(whole.lines, safe.lines, strict=True):
        assert sum(line.cells.values()) == line.total  # type: ignore[arg-type]
        for cell, count in line.cells.items():
            assert told.cells[cell] in (count, None)
            if count and count < MINIMUM:
                assert told.cells[cell] is None
        shown = [cell for cell in line.cells if told.cells[cell] is not None]
        hidden = [cell for cell in line.cells if told.cells[cell] is None]
        if told.total is not None and len(hidden) == 1:  # one alone could be worked out from the rest of its row
            assert line.cells[hidden[0]] == 0 or line.cells[hidden[0]] >= MINIMUM, shown


def test_times_are_put_where_they_belong() -> None:
    assert [span(timedelta(hours=hours)) for hours in (0, 24, 25, 72, 73, 168, 169)] == [
        Cell.WITHIN_DAY, Cell.WITHIN_DAY, Cell.WITHIN_THREE_DAYS, Cell.WITHIN_THREE_DAYS, Cell.WITHIN_WEEK,
        Cell.WITHIN_WEEK, Cell.LATER,
    ]  # fmt: skip
    assert quantile([], 0.5) is None
    assert quantile([1.0, 2.0, 3.0, 4.0], 0.5) == 3.0
    assert quantile([1.0], 0.9) == 1.0


def test_most_cases_are_of_somebody_meant() -> None:
    assert NAMESAKES > 2
