"""Emergency access: opening one person's file that is otherwise shut, with a reason and an end; its review by somebody else; and the
recipients who must still hear of a correction.

Comes in: a number and a reason; a finding in words. Goes out: pages. Everything of it is in the trail, and the person's file shows it.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from homeward.access import rules
from homeward.access.actions import authorise, break_glass_open, break_glass_review, correction_sent
from homeward.access.errors import NotFound
from homeward.access.facts import Capability
from homeward.access.selectors import break_glasses_to_review, corrections_to_send
from homeward.kernel.errors import BadInput
from homeward.registry.selectors.persons import person_numbers, person_to_open
from homeward.web.acting import actor_of
from homeward.web.sentences import in_words

FINDINGS = (("justified", gettext_lazy("It was justified")), ("not_justified", gettext_lazy("It was not justified")))


class EmergencyForm(forms.Form):
    """Whose file, why, and for how long."""

    number = forms.CharField(
        label=gettext_lazy("Number of the person"), max_length=20, widget=forms.TextInput(attrs={"dir": "ltr"})
    )
    reason = forms.CharField(
        label=gettext_lazy("Why this cannot wait"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    hours = forms.TypedChoiceField(
        label=gettext_lazy("For how many hours"), coerce=int, choices=[(n, n) for n in range(1, rules.GLASS_HOURS + 1)]
    )


def emergency(request: HttpRequest) -> HttpResponse:
    """Open one file in an emergency."""
    actor = actor_of(request)
    authorise(actor, Capability.BREAK_GLASS_OPEN)
    form = EmergencyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = form.cleaned_data
        try:
            person_id, site_id = person_to_open(actor, given["number"])
            break_glass_open(actor, person_id=person_id, reason=given["reason"], hours=given["hours"], site_id=site_id)
        except NotFound as wrong:
            form.add_error("number", in_words(wrong))
        except BadInput as wrong:
            form.add_error("reason", in_words(wrong))
        else:
            messages.warning(request, _("The file is open to you for a while. Somebody else will review why."))
            return HttpResponseRedirect(reverse("person", args=[person_id]))
    return render(request, "pages/emergency.html", {"form": form}, status=400 if form.errors else 200)


def emergencies(request: HttpRequest) -> HttpResponse:
    """The emergency accesses that wait for a review, and the recipients who must hear of a correction."""
    actor = actor_of(request)
    authorise(actor, Capability.BREAK_GLASS_REVIEW)
    waiting, notices = break_glasses_to_review(actor), corrections_to_send(actor)
    numbers = (
        person_numbers(actor, ids=[*(one.person_id for one in waiting), *(one.person_id for one in notices)])
        if waiting or notices
        else {}
    )
    context = {
        "waiting": [(one, numbers.get(one.person_id, "")) for one in waiting],
        "notices": [(one, numbers.get(one.person_id, "")) for one in notices],
        "findings": FINDINGS,
    }
    return render(request, "pages/emergencies.html", context)


@require_POST
def emergency_review(request: HttpRequest, glass_id: UUID) -> HttpResponse:
    """Say what somebody found of an emergency access."""
    actor, finding = actor_of(request), request.POST.get("finding", "")
    authorise(actor, Capability.BREAK_GLASS_REVIEW)
    try:
        if finding not in ("justified", "not_justified"):
            raise BadInput(_("Say whether it was justified."))
        break_glass_review(actor, glass_id=glass_id, finding=finding, words=request.POST.get("words", ""))  # type: ignore[arg-type]
        messages.success(request, _("Your finding is recorded."))
    except BadInput as wrong:
        messages.error(request, in_words(wrong))
    return HttpResponseRedirect(reverse("emergencies"))


@require_POST
def correction_told(request: HttpRequest, notice_id: UUID) -> HttpResponse:
    """Say that a recipient was told of a correction."""
    try:
        correction_sent(actor_of(request), notice_id=notice_id, how=request.POST.get("how", ""))
        messages.success(request, _("It is recorded that they were told."))
    except BadInput as wrong:
        messages.error(request, in_words(wrong))
    return HttpResponseRedirect(reverse("emergencies"))
