"""What somebody found about a candidate, sent from its page: a first look, a second one, or one of a sample that sees no other.

Comes in: what was sent. Goes out: the queue again, or the same form with what is wrong and what somebody else decided meanwhile. What
was typed is kept, and nobody's words are shown to whoever is to look without having read them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor
from homeward.registry.errors import Invalid
from homeward.review.actions.decisions import candidate_blind, candidate_decide, decision_confirm, decision_disagree
from homeward.review.facts.candidates import Decision, Outcome, State
from homeward.review.facts.opened import CandidateFile
from homeward.review.facts.steps import Draft, Settled
from homeward.review.rules.decisions import Unlawful
from homeward.review.rules.desks import CONFIRM as SECOND
from homeward.review.rules.desks import DECIDE
from homeward.review.selectors.candidates import candidate_file
from homeward.web.acting import actor_of
from homeward.web.changing import show_at
from homeward.web.deciding_forms import ConfirmForm, DecisionForm, Forms, forms_for

FIRST, CONFIRM = "decide", "confirm"
ACTS: Final[Mapping[str, Callable[[Actor, UUID, Draft], Settled]]] = {
    "decide": candidate_decide,
    "disagree": decision_disagree,
    "blind": candidate_blind,
}
DONE: Final[Mapping[State, Promise]] = {
    State.DECIDED: _("What you found is recorded. It stands until either record changes, or its time is over."),
    State.SECOND: _("What you found is recorded. Another person looks at it now."),
    State.SOURCE: _("Two of you agree. Whoever listed the entry is asked now; nothing is done before they answer."),
    State.WAITING: _("What you found is recorded beside the first finding. A third person decides."),
}


@dataclass(frozen=True, slots=True)
class _Sent:
    """What was sent and did not go through; `theirs` is the decision of whoever was faster."""

    act: str
    form: DecisionForm | ConfirmForm
    status: int = 400
    theirs: str = ""


@require_POST
def candidate_say(request: HttpRequest, candidate_id: UUID, act: str) -> HttpResponse:
    """Say what one found: decide, confirm, disagree, or blind."""
    if act != CONFIRM and act not in ACTS:
        raise NotFound("There is no such step. Open the candidate again.")
    actor = actor_of(request)
    row = candidate_file(actor, candidate_id).row
    needed = DECIDE if act == FIRST else SECOND
    authorise(actor, needed[row.desk], site_id=row.person.site_id if row.person else None)
    form: DecisionForm | ConfirmForm = ConfirmForm(request.POST) if act == CONFIRM else DecisionForm(request.POST)
    if not form.is_valid():
        return _again(request, candidate_id, _Sent(act, form))
    try:
        settled = _do(actor, candidate_id, act, form)
    except (Invalid, Stale, Unlawful) as wrong:
        status = show_at(form, wrong)
        return _again(request, candidate_id, _Sent(act, form, status, _theirs(wrong)))
    messages.success(request, str(DONE[settled.state]))
    query = request.POST.get("from", "")
    address = reverse("desk")
    return HttpResponseRedirect(f"{address}?{query}" if query else address)


def _do(actor: Actor, candidate_id: UUID, act: str, form: DecisionForm | ConfirmForm) -> Settled:
    if isinstance(form, ConfirmForm):
        sent = form.cleaned_data
        return decision_confirm(actor, candidate_id, words=sent["words"], version=sent["version"])
    return ACTS[act](actor, candidate_id, form.draft())


def _theirs(wrong: Exception) -> str:
    """The decision of whoever was faster, where the loser may read it."""
    data = wrong.data if isinstance(wrong, Stale) else {}
    return "" if data.get("blind") else str(data.get("decision") or "")


def _again(request: HttpRequest, candidate_id: UUID, sent: _Sent) -> HttpResponse:
    """The form once more, with what was typed, beside what somebody else decided meanwhile."""
    actor, form = actor_of(request), sent.form
    file = candidate_file(actor, candidate_id)
    offered = forms_for(actor, file)
    faster = next((one for one in file.decisions if str(one.id) == sent.theirs), None)
    typed = request.POST.copy()
    typed["version"] = str(file.row.version)  # what is sent next is said of the candidate as it is shown here
    form.data = typed
    context = {
        "file": file,
        "row": file.row,
        "form": form,
        "act": "blind" if file.blind else sent.act,
        "mine": Outcome(form.cleaned_data["outcome"]) if form.cleaned_data.get("outcome") else None,
        "confirming": isinstance(form, ConfirmForm),
        "faster": faster,
        "first": faster or _first(file, offered),
        "may_send": _may_send(offered, sent.act),
        "from": request.POST.get("from", ""),
    }
    return render(request, "pages/deciding.html", context, status=sent.status)


def _first(file: CandidateFile, offered: Forms) -> Decision | None:
    return offered.first if not file.blind else None


def _may_send(offered: Forms, act: str) -> bool:
    return offered.confirm is not None if act == CONFIRM else offered.decide is not None
