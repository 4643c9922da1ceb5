"""The desk of the invented camp has begun when somebody first looks at it, and begins once."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from homeward.access.models import SharingAgreement
from homeward.exchange.invented.camp import camp_made
from homeward.lists.models import Edition
from homeward.review.invented import BUREAU, desk_begun
from homeward.review.models import Run
from homeward.work.models import Job

pytestmark = pytest.mark.django_db
PEOPLE, SEED = 60, 7


def test_lists_are_in_use_and_a_run_waits_before_the_search_for_duplicates() -> None:
    users = camp_made(PEOPLE, SEED, lambda done, people: None).users
    home = Path(settings.HOMEWARD_HOME)
    later = desk_begun(users, home, PEOPLE, SEED)
    assert later is not None
    assert later.is_file()
    assert set(Edition.objects.values_list("state", flat=True)) == {"current"}
    assert set(Run.objects.values_list("scope", "desk")) == {("everyone", "security"), ("everyone", "tracing")}
    kinds = list(Job.objects.filter(state="queued").order_by("asked_at", "id").values_list("kind", flat=True))
    assert kinds[-3:] == ["review.screen", "review.trace", "identity.duplicates"]
    assert SharingAgreement.objects.filter(recipient=BUREAU).count() == 1
    assert desk_begun(users, home, PEOPLE, SEED) is None
    assert Run.objects.count() == 2
