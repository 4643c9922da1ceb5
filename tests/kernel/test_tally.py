"""A tally adds up by construction: whatever was read was kept or refused, with its place and its reason."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from homeward.kernel.sources import Position
from homeward.kernel.tally import PLACES, Refusal, Tally


def test_nothing_read_is_nothing() -> None:
    tally = Tally()
    assert (tally.read, tally.kept, tally.refused) == (0, 0, 0)
    assert not tally.kinds
    assert not tally.quirks


def test_each_record_is_kept_or_refused_with_its_place_and_reason() -> None:
    tally = Tally()
    tally.keep("individual")
    tally.keep("entity")
    tally.keep("individual")
    tally.refuse("list.xml, record 4", "no_name", "the record has no name")
    assert (tally.read, tally.kept, tally.refused) == (4, 3, 1)
    assert tally.kinds == {"individual": 2, "entity": 1}
    assert tally.refusals == [Refusal("list.xml, record 4", "no_name", "the record has no name")]


def test_a_quirk_is_counted_and_refuses_nothing() -> None:
    tally = Tally()
    tally.quirk("short_row")
    tally.quirk("short_row", 3)
    assert tally.quirks == {"short_row": 4}
    assert tally.read == 0


def test_where_a_quirk_was_found_first_is_noted_each_place_once() -> None:
    tally = Tally()
    tally.quirk("before_anything_was_read")
    for number in range(PLACES + 7):
        tally.at = Position("list.csv", number)
        tally.quirk("unread_date")
        tally.quirk("unread_date")
    assert tally.quirks["unread_date"] == 2 * (PLACES + 7)
    assert tally.places == {"unread_date": [f"list.csv, line {number}" for number in range(PLACES)]}


def test_two_readings_do_not_share_their_counts() -> None:
    one, other = Tally(), Tally()
    one.refuse("a, line 1", "x", "a reason")
    one.keep("individual")
    one.quirk("odd")
    assert (other.read, other.kinds, other.quirks) == (0, {}, {})


@given(st.lists(st.sampled_from(["keep individual", "keep vessel", "refuse", "quirk"])))
def test_it_always_adds_up(events: list[str]) -> None:
    tally = Tally()
    for event in events:
        if event == "refuse":
            tally.refuse("a, line 1", "code", "a reason")
        elif event == "quirk":
            tally.quirk("odd")
        else:
            tally.keep(event.split()[1])
    assert tally.read == tally.kept + tally.refused == len(events) - events.count("quirk")
    assert tally.kept == sum(tally.kinds.values())
