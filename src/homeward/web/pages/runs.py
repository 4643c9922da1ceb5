"""Runs of the screening: ask for one, see how far it is and what it came to, do it again; and one person's standing in the lists.

Comes in: whom to look at. Goes out: pages of counts, editions and versions, never a candidate: those are at the desk.
"""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.lists.facts.lists import Desk
from homeward.places.selectors import site_names, sites_list
from homeward.registry.selectors.persons import person_by_number, persons_of
from homeward.review.actions.following import changed_ask
from homeward.review.actions.replaying import KINDS as REPLAY_KINDS
from homeward.review.actions.replaying import run_replay
from homeward.review.actions.runs import ASKS, run_ask
from homeward.review.facts.runs import RunRow, Scope
from homeward.review.selectors.runs import other_versions_of, replay_of, run_of, runs_list
from homeward.review.selectors.versions import versions_of
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.pages.jobs import progress_of
from homeward.web.parts import Page, Progress, window_of
from homeward.web.telling import plain_name
from homeward.web.words import word
from homeward.work.facts import OPEN, JobState
from homeward.work.selectors import jobs_list

SIZE = 25
CHANGED = "changed"


class AskForm(forms.Form):
    """Whom a run looks at."""

    scope = forms.ChoiceField(label=gettext_lazy("Whom to compare with the lists"), widget=forms.RadioSelect)
    site = forms.ChoiceField(label=gettext_lazy("Site"), required=False)
    person = forms.CharField(
        label=gettext_lazy("Number of the person"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    desk = forms.ChoiceField(label=gettext_lazy("For which desk"), widget=forms.RadioSelect)

    def __init__(self, *given: object, actor: Actor, **named: object) -> None:
        super().__init__(*given, **named)  # type: ignore[arg-type]
        desks = [desk for desk in Desk if may(actor, ASKS[desk])]
        scopes = [
            (CHANGED, _("What changed since: people who were registered or corrected, and new editions")),
            *((one.value, word(one)) for one in (Scope.EVERYONE, Scope.SITE, Scope.PERSON)),
        ]
        sites = [("", "—"), *((str(site.id), site.name) for site in sites_list(actor))]
        for name, choices in (("scope", scopes), ("site", sites), ("desk", [(d.value, word(d)) for d in desks])):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["scope"].initial = CHANGED
        self.fields["desk"].initial = desks[0].value if desks else ""
        if len(desks) < 2:
            self.fields["desk"].widget = forms.HiddenInput()


def run_new(request: HttpRequest) -> HttpResponse:
    """A form that asks for a run."""
    actor = actor_of(request)
    if not any(may(actor, one) for one in ASKS.values()):
        authorise(actor, Capability.SCREEN_RUN)
    form, status = AskForm(request.POST or None, actor=actor), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                return HttpResponseRedirect(_asked(request, actor, form))
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
    return render(request, "pages/run_new.html", {"form": form}, status=status)


@require_GET
def runs(request: HttpRequest) -> HttpResponse:
    """The newest runs."""
    actor, window = actor_of(request), window_of(request, SIZE)
    rows, total = runs_list(actor, limit=SIZE, offset=window.offset)
    context = {
        "page": Page([(row, _chip(row)) for row in rows], total, window),
        "may_ask": any(may(actor, one) for one in ASKS.values()),
        "may_live": may(actor, Capability.SCREEN_LIVE),
        "sites": site_names(actor, {row.site_id for row in rows if row.site_id}, language=get_language() or "en"),
    }
    return render(request, "pages/runs.html", context)


@require_GET
def run(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """One run: how far it is, what it came to, what it was made of, and whether doing it again comes out the same."""
    actor = actor_of(request)
    found = run_of(actor, run_id)
    people = persons_of(actor, [found.person_id]) if found.person_id else {}
    person = people.get(found.person_id) if found.person_id else None
    sites = site_names(actor, {found.site_id} if found.site_id else set(), language=get_language() or "en")
    context = {
        "run": found,
        "chip": _chip(found),
        "person": person,
        "site_name": sites.get(found.site_id, "") if found.site_id else "",
        "compared": max(0, found.persons - found.withheld - found.unreadable),
        "jobs": _jobs(actor, found),
        "replay": replay_of(actor, run_id),
        "other": other_versions_of(actor, run_id) if found.engine else (),
        "may_ask": may(actor, ASKS[found.desk]),
    }
    return render(request, "pages/run.html", context)


@require_POST
def run_again(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """Do a run again, to see whether it comes out the same."""
    run_replay(actor=actor_of(request), run_id=run_id)
    return HttpResponseRedirect(reverse("run", args=[run_id]))


def person_screening(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """In which editions somebody was looked for, and what may be said of it; where it may be asked, a run for them alone."""
    actor = actor_of(request)
    if request.method == "POST":
        authorise(actor, Capability.SCREEN_RUN)
    said = versions_of(actor, person_id)
    if request.method == "POST":
        found = run_ask(actor=actor, scope=Scope.PERSON, person_id=person_id)
        return HttpResponseRedirect(reverse("run", args=[found.id]))
    row = persons_of(actor, [person_id])[person_id]
    may_run = may(actor, Capability.SCREEN_RUN, site_id=row.site_id)
    context = {"row": row, "name": plain_name(row), "said": said, "may_run": may_run}
    return render(request, "pages/person_screening.html", context)


def _asked(request: HttpRequest, actor: Actor, form: AskForm) -> str:
    """Ask for what was chosen; where to go then, empty where nothing changed."""
    typed = form.cleaned_data
    desk = Desk(typed["desk"])
    if typed["scope"] == CHANGED:
        asked = changed_ask(actor=actor, desk=desk)
        if not asked:
            messages.info(request, _("Nothing changed since the last run: nobody has to be asked again."))
        return reverse("run", args=[asked[0].id]) if len(asked) == 1 else reverse("runs")
    scope = Scope(typed["scope"])
    site = UUID(typed["site"]) if scope is Scope.SITE and typed["site"] else None
    person = person_by_number(actor, typed["person"]).id if scope is Scope.PERSON else None
    return reverse("run", args=[run_ask(actor=actor, scope=scope, site_id=site, person_id=person, desk=desk).id])


def _jobs(actor: Actor, found: RunRow) -> list[Progress]:
    """The work of a run, and of doing it again, that moves or failed; newest first."""
    jobs = jobs_list(actor, subject=str(found.id), limit=4)
    again = REPLAY_KINDS.values()
    shown = [job for job in jobs if job.state in OPEN or (job.state is JobState.FAILED and job.kind not in again)]
    return [progress_of(job) for job in shown]


def _chip(row: RunRow) -> tuple[str, str]:
    """The state of a run as a chip."""
    if row.cancelled_at:
        return "past", _("cancelled")
    if row.ended_at:
        return "done", _("done")
    return "open", _("running") if row.as_of else _("waiting for its turn")
