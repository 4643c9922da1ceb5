"""Digits of every script that people write here become the ten that are compared; nothing else changes."""

from __future__ import annotations

import pytest

from homeward.kernel.digits import european


@pytest.mark.parametrize(
    ("written", "plain"),
    [("١٩٨٦/٠٧/٠١", "1986/07/01"), ("۱۳۶۵", "1365"), ("خيمة ١٢-ب", "خيمة 12-ب"), ("A-1", "A-1"), ("", "")],
)
def test_digits(written: str, plain: str) -> None:
    assert european(written) == plain
