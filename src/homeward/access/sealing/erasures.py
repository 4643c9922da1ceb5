"""Whose key was destroyed, and when: what anything that names them must say instead of their data.

Comes in: subjects' ids. Goes out: moments. Never a key.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from homeward.access.models import SubjectKey

_AT_ONCE = 500


def erased_of(subjects: Iterable[UUID]) -> dict[UUID, datetime]:
    """Those of some subjects who were erased, and when."""
    wanted, found = list(dict.fromkeys(subjects)), dict[UUID, datetime]()
    for start in range(0, len(wanted), _AT_ONCE):
        rows = SubjectKey.objects.filter(id__in=wanted[start : start + _AT_ONCE], destroyed_at__isnull=False)
        found |= {id: at for id, at in rows.values_list("id", "destroyed_at") if at}
    return found
