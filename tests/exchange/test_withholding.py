"""What is kept back from an export, and that the tally adds up whatever was selected."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from homeward.exchange.facts.exports import CATEGORY_OF, ExportColumn, ExportForm, ExportRequest, Reason
from homeward.exchange.rules.lines import KIND_OF, Places, line_of, sensitive_of
from homeward.exchange.rules.withholding import chosen, need_may_leave
from homeward.registry.facts.answers import Answer, Known
from homeward.registry.facts.claims import Claim, Source, Verification
from homeward.registry.facts.persons import HouseholdRole, PersonFile, PersonRow, Standing, Summary
from homeward.registry.facts.values import ClaimKind, NeedValue
from homeward.registry.selectors.sending import Sendable

TODAY = date(2026, 11, 25)
NOW = datetime(2026, 11, 25, tzinfo=UTC)


def request(**more) -> ExportRequest:
    return ExportRequest(uuid4(), "Invented Agency", ExportForm.CSV, **more)


people = st.builds(
    Sendable,
    id=st.uuids(),
    standing=st.sampled_from(Standing),
    role=st.sampled_from(HouseholdRole),
    born_to=st.none() | st.dates(date(1900, 1, 1), TODAY),
)


@given(st.lists(people, max_size=40, unique_by=lambda one: one.id), st.booleans(), st.integers(0, 5))
def test_selected_is_written_and_kept_back(selected, children, strangers) -> None:
    asked = request(
        children=children, person_ids=tuple(one.id for one in selected) + tuple(UUID(int=n) for n in range(strangers))
    )
    found = chosen(selected, asked, TODAY)
    assert found.tally.selected == found.tally.written + found.tally.rows_withheld()
    assert found.tally.written == len(found.ids) and set(found.ids) <= {one.id for one in selected}
    if not children:
        assert found.children == 0
        young = {one.id for one in selected if one.born_to and one.born_to > date(2009, 1, 1)}
        assert not young & set(found.ids)
    assert all(one.standing is not Standing.ERASED for one in selected if one.id in found.ids)


def test_whose_birth_is_not_known_may_be_a_child() -> None:
    somebody = Sendable(uuid4(), Standing.PRESENT, HouseholdRole.UNKNOWN, None)
    head = Sendable(uuid4(), Standing.PRESENT, HouseholdRole.HEAD, None)
    found = chosen([somebody, head], request(), TODAY)
    assert found.ids == (head.id,) and found.tally.withheld[0].reason is Reason.CHILD


def test_sensitive_needs_and_needs_in_words_stay_unless_asked_for() -> None:
    survivor, ill, words = NeedValue("SV-VA", sensitive=True), NeedValue("SM-CI"), NeedValue("", "somebody's own words")
    assert [need_may_leave(need, request()) for need in (survivor, ill, words)] == [False, True, False]
    assert all(need_may_leave(need, request(sensitive_needs=True)) for need in (survivor, ill, words))
    file = PersonFile(row(), tuple(claim(ClaimKind.NEED, need) for need in (survivor, ill, words)))
    assert line_of(file, [ExportColumn.NEEDS], request(), Places({}, {})) == {ExportColumn.NEEDS: ("SM-CI",)}
    assert sensitive_of(file, request()) == 2


def test_a_silence_is_written_as_its_word() -> None:
    for state in (Known.UNKNOWN, Known.NOT_ASKED, Known.DECLINED, Known.NOT_APPLICABLE):
        file = PersonFile(row(), (claim(ClaimKind.SEX, None, state),))
        assert line_of(file, [ExportColumn.SEX], request(), Places({}, {}))[ExportColumn.SEX] == (state.value,)
    assert line_of(PersonFile(row(), ()), [ExportColumn.SEX], request(), Places({}, {}))[ExportColumn.SEX] == ()


def test_every_column_has_its_category_and_every_kind_of_claim_a_column() -> None:
    assert set(CATEGORY_OF) == set(ExportColumn)
    assert set(KIND_OF.values()) == set(ClaimKind)


def row() -> PersonRow:
    return PersonRow(
        id=uuid4(), number="P-1", version=1, summary=Summary(name="Invented"), sex=None, born_from=None, born_to=None,
        nationalities=(), standing=Standing.PRESENT, site_id=None, section="", tent="", household_id=None,
        role=HouseholdRole.UNKNOWN, registered_at=NOW,
    )  # fmt: skip


def claim(kind: ClaimKind, value, state: Known = Known.KNOWN) -> Claim:
    Answer(state, value)
    return Claim(
        id=uuid4(), kind=kind, state=state, value=value, source=Source.PERSON, note="", verification=Verification.RECORDED,
        recorded_by="x", recorded_at=NOW, superseded_at=None, superseded_by=None,
    )  # fmt: skip
