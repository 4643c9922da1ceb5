"""Tests of pages begin and end in English, whatever language the last request was answered in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with translation.override("en", deactivate=True):
        yield
