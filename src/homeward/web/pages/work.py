"""My work: what waits for the reader, what runs, and what they may do here.

Comes in: the actor. Goes out: the first page after signing in. Never lists a person: the lists behind it do.
"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from homeward.access.facts import Capability
from homeward.access.selectors import may
from homeward.web.acting import actor_of
from homeward.web.my_cases import case_work
from homeward.web.pages.jobs import progress_of
from homeward.web.waiting import waiting_for, waiting_for_others
from homeward.web.words import word
from homeward.work.facts import JobState
from homeward.work.selectors import jobs_list

SHOWN: Final = 5  # jobs


def my_work(request: HttpRequest) -> HttpResponse:
    """What waits, what runs or stopped, and what the reader may do for the purpose they chose."""
    actor = actor_of(request)
    states = (JobState.QUEUED, JobState.RUNNING, JobState.FAILED)
    cases, waiting = case_work(request, actor), waiting_for(actor)
    context = {
        "cases": cases,
        "total": len(waiting) + (cases.waiting if cases else 0),
        "waiting": waiting,
        "others": waiting_for_others(actor),
        "jobs": [progress_of(job) for job in jobs_list(actor, states=states, limit=SHOWN)],
        "allowed": [word(one) for one in Capability if may(actor, one)],
        "roles": sorted({str(word(held.role)) for held in actor.assignments if held.purpose is actor.purpose}),
    }
    return render(request, "pages/my_work.html", context)
