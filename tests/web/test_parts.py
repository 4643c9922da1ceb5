"""Pages of a list: true numbers, addresses that keep the filters, and the parts that show them."""

from __future__ import annotations

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from homeward.web.parts import Bar, Page, Progress, Window, window_of


def rendered(template: str, address: str = "/persons?q=khalaf&page=2", **given: object) -> str:
    context = Context({"request": RequestFactory().get(address)} | given)
    with translation.override("en"):
        return Template("{% load components written %}" + template).render(context)


@pytest.mark.parametrize(
    ("asked", "number"), [("", 1), ("1", 1), ("7", 7), ("0", 1), ("-2", 1), ("x", 1), ("٣", 1), ("99999999999", 1)]
)
def test_the_window_that_an_address_asks_for(asked: str, number: int) -> None:
    assert window_of(RequestFactory().get("/", {"page": asked})).number == number


@given(st.integers(0, 5000), st.integers(1, 60), st.integers(1, 100))
def test_the_numbers_of_a_page_hold_together(total: int, number: int, size: int) -> None:
    window = Window(number, size)
    rows = range(max(0, min(size, total - window.offset)))
    page = Page(rows, total, window)
    assert page.last - page.first + (1 if rows else 0) == len(rows) or not rows
    offered = [one for one in page.numbers if one]
    assert offered == sorted(set(offered))
    assert {1, page.pages} <= set(offered)
    assert len(offered) <= 7


def test_the_pager_says_the_truth_and_keeps_the_filters() -> None:
    text = rendered("{% pager page %}", page=Page(range(50), 55_000, Window(2)))
    assert "51–100 of 55,000" in text
    assert 'href="?q=khalaf&amp;page=3"' in text
    assert "of more than 500" in rendered("{% pager page %}", page=Page(range(50), 500, Window(1), capped=True))


def test_sorting_turns_round_and_goes_back_to_the_first_page() -> None:
    text = rendered('<tr>{% sort_link "Name" "name" default=True %}</tr>')
    assert 'aria-sort="ascending"' in text and 'href="?q=khalaf&amp;sort=-name"' in text
    text = rendered('<tr>{% sort_link "Name" "name" %}</tr>', "/persons?sort=-name")
    assert 'aria-sort="descending"' in text and 'href="?sort=name"' in text


def test_live_work_asks_again_and_finished_work_does_not() -> None:
    live = rendered("{% progress job %}", job=Progress("Import", "running", 5, 10, "rows", url="/jobs/1"))
    assert 'hx-get="/jobs/1"' in live and 'value="5" max="10"' in live
    ended = rendered("{% progress job %}", job=Progress("Import", "done", 10, 10, "rows", url="/jobs/1"))
    assert "hx-get" not in ended and "<progress" not in ended


def test_a_chart_says_its_numbers_and_stays_whole_when_all_are_nought() -> None:
    text = rendered('{% bar_chart bars "Persons" "Age" "Persons" %}', bars=[Bar("0–4", 0), Bar("5–11", 0)])
    assert text.count('width="0.0"') == 2 and text.count('<td class="number">0</td>') == 2


def test_what_stands_between_tags_is_escaped_where_it_is_made() -> None:
    text = rendered('{% notice "info" title %}<p>{{ words }}</p>{% endnotice %}', title="<i>", words="<script>")
    assert "<script>" not in text and "<i>" not in text and "<p>" in text


def test_a_button_that_changes_something_is_a_form_with_its_token() -> None:
    text = rendered('{% action "Erase" url="/x" kind="danger" method="post" %}', csrf_token="token-1")
    assert '<form method="post" action="/x"' in text and 'value="token-1"' in text


@pytest.mark.parametrize(
    ("language", "comma"), [("en", ", "), ("kmr", ", "), ("ar", "، "), ("ckb", "، "), ("en-gb", ", "), (None, ", ")]
)
def test_values_stand_in_their_own_direction_with_the_comma_of_the_reader(language: str | None, comma: str) -> None:
    with translation.override(language):
        found = Template("{% load written %}{{ values|commas }}").render(Context({"values": ["screening", 2, "<b>"]}))
        assert found == comma.join(["<bdi>screening</bdi>", "<bdi>2</bdi>", "<bdi>&lt;b&gt;</bdi>"])
        assert Template("{% load written %}{{ values|commas }}").render(Context({"values": []})) == ""
