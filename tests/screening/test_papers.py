"""A cell of documents: kind, number, issuer in any combination, and nothing that could be anybody's."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from homeward.screening.papers import read_papers
from homeward.screening.profile import ProfileDocument


@pytest.mark.parametrize(
    ("cell", "paper"),
    [
        ("A1234567", ProfileDocument("A1234567")),
        ("passport A1234567 IQ", ProfileDocument("A1234567", "passport", "iq")),
        ("Passport: A1234567", ProfileDocument("A1234567", "passport")),
        ("national id 1990 1234 5678", ProfileDocument("1990 1234 5678", "national_id")),
        ("جواز السفر A1234567 العراق", ProfileDocument("A1234567", "passport", "iq")),
        ("G 123456 Syrian Arab Republic", ProfileDocument("123456", "g", "sy")),
        ("ration card 77120/4", ProfileDocument("77120/4", "ration_card")),
        ("ID#778812 nobody's land", ProfileDocument("778812 nobody's land", "national_id")),
    ],
)
def test_one_paper(cell: str, paper: ProfileDocument) -> None:
    assert read_papers(cell, odd := []) == (paper,)
    assert odd == []


def test_several_papers_each_once() -> None:
    assert len(read_papers("passport A1234567; 199012345678; passport A1234567;", [])) == 2


@pytest.mark.parametrize("cell", ["123", "0000000", "passport", "A-1", "---1---", "XXXX"])
def test_what_could_be_anybodys_is_no_paper(cell: str) -> None:
    assert read_papers(cell, odd := []) == ()
    assert odd == ["document_unread"]


@pytest.mark.parametrize("cell", ["", " ; ", "none", "N/A", "لا يوجد"])
def test_nothing_is_nothing(cell: str) -> None:
    assert read_papers(cell, odd := []) == ()
    assert odd == []


@given(st.text(max_size=60))
def test_any_cell_is_read_or_counted(cell: str) -> None:
    papers = read_papers(cell, [])
    assert all(any(c.isdigit() for c in paper.number) for paper in papers)
