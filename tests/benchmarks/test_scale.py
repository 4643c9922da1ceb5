"""Growth is told by its power, and drawn; the long list has as many words as it claims."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

import fairness
import scale
from homeward.synthetic.cultures import CULTURES


@pytest.mark.parametrize("power", [0.5, 1.0, 1.3])
def test_the_power_of_a_growth(power: float) -> None:
    assert scale.exponent([(n, 3 * n**power) for n in (10, 100, 1000)]) == pytest.approx(power)


def test_the_drawing_is_whole_and_inside_its_frame() -> None:
    drawing = scale.chart([(10_000, 0.8), (1_000_000, 20.0)], [(5_000, 0.9), (80_000, 16.0)])
    root = ET.fromstring(drawing)
    width, height = map(float, root.attrib["viewBox"].split()[2:])
    places = [
        tuple(map(float, (c.attrib["cx"], c.attrib["cy"]))) for c in root.iter("{http://www.w3.org/2000/svg}circle")
    ]
    assert len(places) == 4
    assert all(0 < x < width and 0 < y < height for x, y in places)


def test_the_worst_culture_is_told_as_a_multiple_of_the_median() -> None:
    cultures = list(CULTURES)
    forward = {(0.5, culture): 10 for culture in cultures} | {(0.5, cultures[3]): 30}
    assert fairness.worst(forward, 0.5) == (3.0, cultures[3])
    assert fairness.worst({}, 0.5)[0] == 0.0
    assert fairness.worst({(0.5, cultures[0]): 1}, 0.5) == (None, cultures[0])
