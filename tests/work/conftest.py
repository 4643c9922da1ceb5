"""Kinds of job for the tests of this room, and a table that counts what steps did, where a step done twice would show."""

from __future__ import annotations

import pytest
from django.db import connection

from work_kinds import EFFECTS


@pytest.fixture
def effects(db: None) -> None:
    """A table without any constraint: whatever is written twice is there twice."""
    with connection.cursor() as cursor:
        cursor.execute(EFFECTS)
