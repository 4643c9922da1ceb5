"""The drawing of the stages is that of the table: each stage and step once, inside its frame, mirrored for who reads from the right."""

from __future__ import annotations

import re

import pytest

import steps
from homeward.pathway.facts.cases import Stage
from homeward.pathway.rules.steps import STEPS, next_on
from homeward.web.stage_diagram import ORDER, Drawing, drawings


@pytest.fixture(params=["across", "down"])
def drawing(request: pytest.FixtureRequest) -> Drawing:
    return next(one for one in drawings() if one.name == request.param)


def test_every_stage_stands_there_once_and_every_step_has_a_line(drawing: Drawing) -> None:
    assert [box.stage for box in drawing.boxes] == list(ORDER) == list(Stage)
    assert len(drawing.edges) == len(STEPS)
    assert sorted(edge.kind for edge in drawing.edges) == sorted(
        "back" if line.back else "two" if line.two else "on" for line in STEPS
    )


@pytest.mark.parametrize("rtl", [False, True])
def test_everything_lies_inside_and_no_box_on_another(drawing: Drawing, rtl: bool) -> None:
    one = next(other for other in drawings(rtl=rtl) if other.name == drawing.name)
    places = [(box.x, box.y) for box in one.boxes]
    assert all(0 <= x <= one.width - one.box and 0 <= y <= one.height - one.box_height for x, y in places)
    apart = [
        abs(x - other_x) >= one.box or abs(y - other_y) >= one.box_height
        for number, (x, y) in enumerate(places)
        for other_x, other_y in places[:number]
    ]
    assert all(apart)
    for edge in one.edges:
        points = re.findall(r"(-?\d+) (-?\d+)", edge.path)
        assert all(0 <= int(x) <= one.width and 0 <= int(y) <= one.height for x, y in points), edge


def test_from_the_right_it_is_the_same_drawing_mirrored(drawing: Drawing) -> None:
    other = next(one for one in drawings(rtl=True) if one.name == drawing.name)
    for left, right in zip(drawing.boxes, other.boxes, strict=True):
        assert right.x == drawing.width - drawing.box - left.x and right.y == left.y and right.lines == left.lines


@pytest.mark.parametrize("stage", list(Stage))
def test_where_a_case_stands_is_marked_once_and_what_comes_next_too(stage: Stage) -> None:
    for one in drawings(here=stage, been=[Stage.REGISTERED]):
        states = {box.stage: box.state for box in one.boxes}
        assert states[stage] == "here" and list(states.values()).count("here") == 1
        assert {of for of, state in states.items() if state == "next"} == {line.to for line in next_on(stage)}


def test_the_page_of_the_documentation_says_what_the_table_says() -> None:
    for name, text in steps.files().items():
        assert (steps.FOLDER / name).read_text("utf-8") == text, "run python tools/steps.py"
