"""The look keeps its numbers: sizes of type, weights, one column, targets for fingers, contrast in light and dark, both directions."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

import homeward.web

SHEETS = sorted((Path(homeward.web.__file__).parent / "static/homeward").glob("*.css"))
SCREEN = [sheet for sheet in SHEETS if sheet.name != "print.css"]
TOKENS = next(sheet.read_text() for sheet in SHEETS if sheet.name == "tokens.css")
LIGHT, DARK = TOKENS.partition("@media (prefers-color-scheme: dark)")[::2]
TEXT, LARGE_SHAPES = 4.5, 3.0  # of WCAG 2.2: what is read, and what is only seen
GROUNDS = ("paper", "surface", "sunk")
READ = (
    *product(("ink", "quiet", "accent", "accent-strong", "amber", "blocked"), GROUNDS),
    ("on-accent", "accent"), ("ink", "accent-wash"), ("accent", "accent-wash"), ("amber", "amber-wash"), ("ink", "amber-wash"),
    ("blocked", "blocked-wash"), ("ink", "blocked-wash"),
)  # fmt: skip
SIDES = re.compile(
    r"(?<![-\w])(?:(?:margin|padding|border)-(?:left|right)|left|right|(?:min-|max-)?(?:width|height)|"
    r"text-align: (?:left|right)|float: (?:left|right))(?=[\s:;-])"
)


def token(text: str, name: str) -> str:
    """What a token is set to first."""
    found = re.search(rf"--{name}: ([^;]+);", text)
    assert found, name
    return found[1]


def plain(sheet: Path) -> str:
    """A sheet without its comments and the conditions of its media."""
    return re.sub(r"/\*.*?\*/|@media[^{]+\{", "", sheet.read_text(), flags=re.DOTALL)


def brightness(colour: str) -> float:
    """The relative luminance of a colour, as WCAG computes it."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(text: str, name: str, ground: str) -> float:
    """How far two colours stand apart, from 1 to 21."""
    darker, lighter = sorted((brightness(token(text, name)), brightness(token(text, ground))))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_everything_is_read_in_light_and_in_the_dark(theme: str) -> None:
    poor = {pair: round(contrast(theme, *pair), 2) for pair in READ if contrast(theme, *pair) < TEXT}
    assert poor == {}
    assert min(contrast(theme, "edge", ground) for ground in GROUNDS) >= LARGE_SHAPES  # the edge of a field


def test_a_page_is_16_pixels_of_four_sizes_a_quarter_apart() -> None:
    sizes = [
        float(token(TOKENS, name).split("calc(")[1].split("rem")[0]) for name in ("small", "text", "large", "title")
    ]
    assert sizes == [0.8, 1, 1.25, 1.5625]
    assert token(TOKENS, "leading") == "1.5"
    assert not [
        one for one in SCREEN if re.search(r"\bhtml\b[^}]*font-size", plain(one))
    ]  # 1 rem is the reader's own 16 px


def test_arabic_letters_are_larger_and_have_more_air_and_are_never_spaced_or_capital() -> None:
    arabic = TOKENS.partition(":root:lang(ar)")[2]
    assert (token(arabic, "face"), float(token(arabic, "leading")) > 1.5) == ("1.15", True)
    assert not [sheet.name for sheet in SHEETS if re.search("letter-spacing|text-transform", plain(sheet))]


def test_two_weights_and_one_radius() -> None:
    weights = {weight for sheet in SHEETS for weight in re.findall(r"font-weight: (\w+)", plain(sheet))}
    assert weights == {"400", "600"}
    assert token(TOKENS, "radius") == "6px"


def test_a_form_is_one_column_and_a_finger_finds_its_target() -> None:
    assert token(TOKENS, "form") == "38rem"
    assert token(TOKENS.partition("@media (pointer: coarse)")[2], "target") == "2.75rem"  # 44 px


def test_no_sheet_knows_left_and_right() -> None:
    assert {sheet.name: found for sheet in SHEETS if (found := SIDES.findall(plain(sheet)))} == {}


def test_nothing_moves_for_whoever_asks_for_rest() -> None:
    moving = [sheet.name for sheet in SHEETS if re.search(r"(transition|animation)[\w-]*: (?!none)", plain(sheet))]
    calm = "".join(sheet.read_text() for sheet in SHEETS).partition("prefers-reduced-motion: reduce")[2]
    assert not moving or "transition: none" in calm
