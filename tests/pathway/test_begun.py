"""The invented camp has cases at every stage when somebody first looks at it, made once, and some in which something is to be decided."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from homeward.exchange.invented.camp import camp_made
from homeward.pathway import models
from homeward.pathway.facts.cases import Stage
from homeward.pathway.invented.begun import USUAL, Begun, cases_begun
from homeward.review.invented import desk_begun
from homeward.review.models import Run
from homeward.work.models import Job

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PEOPLE, SEED = 2_500, 1


def test_households_stand_at_every_stage_by_lawful_steps() -> None:
    users = camp_made(PEOPLE, SEED, lambda done, people: None).users
    begun: list[Begun | None] = []
    later = desk_begun(
        users, Path(settings.HOMEWARD_HOME), PEOPLE, SEED, first=lambda: begun.append(cases_begun(users, USUAL // 3))
    )
    (made,) = begun
    assert later is not None and made is not None
    assert (
        made.households >= 12 and made.cases == models.Case.objects.filter(group__in=models.Group.objects.all()).count()
    )
    stages = set(models.Case.objects.values_list("stage", flat=True))
    assert {Stage.REGISTERED, Stage.DEPARTURE_PREPARATION, Stage.RECEIVED, Stage.FOLLOW_UP} <= stages
    assert made.preparing and made.arrived and made.preparing != made.arrived
    for step in models.Step.objects.exclude(proposed_by=None):
        assert step.proposed_by != step.taken_by
    assert models.Block.objects.exists()
    assert models.Hold.objects.filter(ended_at__isnull=True, until__gte=timezone.localdate()).exists()
    assert models.Override.objects.filter(granted_at__isnull=False).exists()
    assert set(models.CourtReferral.objects.values_list("state", flat=True)) == {"not_referred"}
    assert models.FollowUp.objects.filter(due_on=timezone.localdate()).exists()
    # The screening of those households was run; the run of everyone and what follows it still wait for a worker.
    assert Run.objects.get(scope="persons").ended_at is not None
    assert Job.objects.filter(state="queued", kind="review.screen").exists()
    assert cases_begun(users, USUAL) is None


def test_a_camp_that_is_too_small_has_none() -> None:
    users = camp_made(60, SEED, lambda done, people: None).users
    assert cases_begun(users, 60) is None
    assert not models.Case.objects.exists()
