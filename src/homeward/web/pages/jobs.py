"""Long work: what runs, how far it is, and its end; to be cancelled or tried again.

Comes in: a job's id. Goes out: a page, or the fragment that looks again by itself. Never what the work is about, only how far it is.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from homeward.web.acting import actor_of
from homeward.web.parts import Progress
from homeward.work.actions import job_cancel, job_retry
from homeward.work.facts import Job, JobState
from homeward.work.selectors import job_of, jobs_list

KINDS: dict[str, Promise] = {
    "identity.duplicates": _("Looking for duplicates"),
    "exchange.read": _("Reading a file"),
    "exchange.merge": _("Taking in a file"),
    "exchange.amend": _("Recording what a file changed"),
    "exchange.export": _("Writing a disclosure"),
    "review.screen": _("Comparing people with the lists"),
    "review.trace": _("Looking for missing people"),
    "review.replay": _("Doing a run again"),
    "review.replay_trace": _("Doing a run again"),
    "lists.index": _("Laying out a list"),
    "lists.fetch": _("Fetching a list"),
}


def jobs(request: HttpRequest) -> HttpResponse:
    """The newest jobs."""
    return render(request, "pages/jobs.html", {"jobs": [progress_of(job) for job in jobs_list(actor_of(request))]})


def job(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """One job; for a script, its progress alone."""
    found = progress_of(job_of(actor_of(request), job_id))
    template = "parts/progress.html" if request.headers.get("HX-Request") else "pages/job.html"
    return render(request, template, {"job": found})


@require_POST
def cancel(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Cancel a job."""
    job_cancel(actor=actor_of(request), job_id=job_id)
    return HttpResponseRedirect(reverse("job", args=[job_id]))


@require_POST
def retry(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Try a failed job again."""
    job_retry(actor=actor_of(request), job_id=job_id)
    return HttpResponseRedirect(reverse("job", args=[job_id]))


def progress_of(job: Job) -> Progress:
    """A job as pages show it."""
    return Progress(
        title=KINDS.get(job.kind, _("Long work")),
        state=job.state.value,
        done=job.done,
        total=job.total,
        message=job.error or job.message,
        started_at=job.started_at,
        url=reverse("job", args=[job.id]),
        cancel_url=reverse("job_cancel", args=[job.id]) if job.state in (JobState.QUEUED, JobState.RUNNING) else "",
        retry_url=reverse("job_retry", args=[job.id]) if job.state is JobState.FAILED else "",
    )
