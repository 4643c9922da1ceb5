"""A paper says of every text in which direction it runs: what makes the PDF does not look at the letters, as a browser does."""

from __future__ import annotations

import pytest

from homeward.web.papers import directed


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('<p dir="auto">أريد أن أعمل.</p>', '<p dir="rtl">أريد أن أعمل.</p>'),
        ('<p class="own" dir="auto" lang="ar">To work.</p>', '<p class="own" lang="ar" dir="ltr">To work.</p>'),
        ("<bdi>سلمى</bdi>", '<bdi dir="rtl">سلمى</bdi>'),
        ('<bdi lang="ku">1989 Ehmed</bdi>', '<bdi lang="ku" dir="ltr">1989 Ehmed</bdi>'),
        ("<bdi>&#x27;أحمد&#x27;</bdi>", '<bdi dir="rtl">&#x27;أحمد&#x27;</bdi>'),
        ('<bdi dir="ltr">سلمى 12</bdi>', '<bdi dir="ltr">سلمى 12</bdi>'),
        ('<td dir="auto">2026</td>', "<td>2026</td>"),
        ("<p>أريد</p>", "<p>أريد</p>"),
    ],
)
def test_the_first_letter_says_it(written: str, said: str) -> None:
    assert directed(written) == said
