"""What the comparison draws is what the engine said: lines between the parts that met, states, bars, sums; and what an address asks."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.http import QueryDict
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desk_rows import UN
from homeward.kernel.dates import parse
from homeward.lists.facts.lists import Desk as ListDesk
from homeward.lists.keeping.laying import lay_out
from homeward.lists.selectors.held import Held
from homeward.review.facts.candidates import Desk
from homeward.review.facts.compared import Compared
from homeward.review.facts.queue import Age, Order, QueueFilter, Show, Strength, Waited, Whose
from homeward.review.selectors.comparing import compare
from homeward.screening.profile import Profile, ProfileDocument
from homeward.watchlists.catalog import open_list
from homeward.web.aligned import ROW, alignment, script_of
from homeward.web.listed import fields_changed, listing_lines
from homeward.web.queueing import asked_of, query_of
from homeward.web.side_by_side import HALF, sides, signed

LAID = lay_out(open_list(UN), ListDesk.SECURITY)
HELD = Held(None, LAID.index, LAID.book, LAID.marks)  # type: ignore[arg-type]
WORDS = [
    "Amir",
    "Hamdan",
    "Jarallah",
    "Hasan",
    "Yousif",
    "Musa",
    "Abdullah",
    "al-Afandi",
    "Salim",
    "أبو",
    "موسى",
    "عبدالله",
]
ENTRIES = st.integers(0, len(LAID.book) - 1).map(lambda row: LAID.book.at(row).entry_id)


def both(profile: Profile, entry_id: str) -> Compared:
    found = compare(profile, HELD, entry_id)
    return Compared(None, len(LAID.index), profile, HELD.entry(entry_id), found, "", 0)  # type: ignore[arg-type]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join), ENTRIES)
@example("Musa Abdullah Abdullah al-Afandi", "ZZi.003")  # a part that stands twice
@example("Hasan Abdullah Abdullah al-Afandi", "ZZi.003")  # given names that differ
def test_a_line_for_every_part_that_met_and_no_other(name: str, entry_id: str) -> None:
    found = compare(Profile(query_id="p", names=(name,)), HELD, entry_id)
    if found is None:
        return
    drawn = alignment(found)
    assert [part.text for part in drawn.recorded] == list(found.recorded.parts)
    assert [part.text for part in drawn.listed] == list(found.listed.parts)
    lines = {(joint.start // ROW, joint.end // ROW): joint.state for joint in drawn.joints}
    met = [end for (_, end), state in lines.items() if state == "agrees"]
    assert len(set(met)) == len(met)  # no part meets two
    for place, part in enumerate(found.recorded.parts):
        row = next(one for one in found.evidence if one.key == f"part{place + 1}")
        mine = [(end, state) for (start, end), state in lines.items() if start == place]
        if row.state in ("agrees", "contradicts"):
            assert any(found.listed.parts[end] == row.listed and state == row.state for end, state in mine), part
        else:
            assert all(state == "contradicts" for _, state in mine)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join),
    st.sampled_from(["", "1984", "1987-06-23", "1963"]),
    st.sampled_from(["male", "female", None]),
    ENTRIES,
)
def test_bars_and_sums_are_the_evidence(name: str, born: str, sex: str | None, entry_id: str) -> None:
    births = (parse(born),) if born else ()
    compared = both(Profile(query_id="p", names=(name,), births=births, sex=sex), entry_id)  # type: ignore[arg-type]
    shown, found = sides(compared, papers=True), compared.found
    if found is None:
        assert (shown.weights, shown.alignment, shown.total) == ((), None, "")
        return
    assert [one.millibits for one in shown.weights] == [one.millibits for one in found.evidence]
    assert shown.weights[-1].sum == round(1000 * found.bits)
    assert shown.total == signed(round(1000 * found.bits))
    for one in shown.weights:
        assert (one.width > 0) == (one.millibits != 0) and one.width <= HALF
        assert one.x + one.width == HALF if one.millibits < 0 else one.x == HALF
    states = {one.key: one.state for one in found.evidence}
    assert {fact.key: fact.state for fact in shown.facts} == {key: states[key] for key in (f.key for f in shown.facts)}


def test_the_number_of_a_paper_stands_nowhere_for_whoever_may_not_read_it() -> None:
    paper = ProfileDocument("SYN8835810", "national_id", "sy")
    compared = both(Profile(query_id="p", names=("Musa Abdullah",), documents=(paper,)), "ZZi.003")
    assert "SYN8835810" in repr(sides(compared, papers=True).weights)
    hidden = sides(compared, papers=False)
    assert next(fact for fact in hidden.facts if fact.key == "document").hidden
    assert "SYN8835810" not in repr([fact.recorded for fact in hidden.facts])
    assert "SYN8835810" not in repr([one.recorded for one in hidden.weights])


@pytest.mark.parametrize(
    ("millibits", "text"), [(4_120, "+4.1"), (-2_790, "\u22122.8"), (0, "0.0"), (-40, "0.0"), (50, "0.0"), (60, "+0.1")]
)
def test_bits_carry_their_sign(millibits: int, text: str) -> None:
    assert signed(millibits) == text


@pytest.mark.parametrize(
    ("text", "tag"), [("موسى", "und-Arab"), ("Musa", "und-Latn"), ("", "und-Latn"), ("موسى M", "und-Arab")]
)
def test_the_script_of_a_name(text: str, tag: str) -> None:
    assert script_of(text) == tag


def test_everything_that_was_read_of_an_entry_is_told() -> None:
    listing = HELD.entry("ZZi.003")
    assert listing is not None
    told = " ".join(value for line in listing_lines(listing, "gregorian") for value in line.values)
    for said in ("ZZi.003", "Musah Abdullah", "SYN8835810", "1963", "a weak name", *listing.programmes):
        assert said in told
    change = fields_changed(("sex",), listing, HELD.entry("ZZi.001"), "gregorian")  # type: ignore[arg-type]
    assert (change[0].label, change[0].before, change[0].now) == ("Sex", ("male",), ())


@given(
    st.builds(
        QueueFilter,
        desk=st.sampled_from(Desk),
        show=st.sampled_from(Show),
        order=st.sampled_from(Order),
        list_row=st.none() | st.builds(uuid4),
        site_id=st.none() | st.builds(uuid4),
        age=st.none() | st.sampled_from(Age),
        strength=st.none() | st.sampled_from(Strength),
        waited=st.none() | st.sampled_from(Waited),
        whose=st.none() | st.sampled_from(Whose),
    )
)
def test_what_is_asked_stands_in_the_address_and_comes_back(asked: QueueFilter) -> None:
    assert asked_of(QueryDict(query_of(asked)), tuple(Desk)) == asked
    assert query_of(QueueFilter()) == ""


def test_nobody_asks_for_a_desk_that_is_not_theirs() -> None:
    assert asked_of(QueryDict("desk=child"), (Desk.SECURITY,)).desk is Desk.SECURITY
