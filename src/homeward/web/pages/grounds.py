"""The individual legal ground on which a child is screened: recorded by the side of justice, read by the specialist who decides.

Comes in: an authority's decision about one child. Goes out: a page. Nobody else finds it, and nothing else shows that there is one.
"""

from __future__ import annotations

from datetime import datetime, time
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Capability
from homeward.access.selectors import may
from homeward.registry.selectors.persons import persons_of
from homeward.review.actions.grounds import GroundDraft, ground_record, ground_withdraw
from homeward.review.selectors.grounds import grounds_of
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.telling import plain_name

_AUTO = {"dir": "auto", "autocomplete": "off"}


class GroundForm(forms.Form):
    """What an authority decided about one child."""

    authority = forms.CharField(
        label=_("The authority that decided it"), max_length=200, widget=forms.TextInput(attrs=_AUTO)
    )
    reference = forms.CharField(
        label=_("Reference of its decision"), max_length=200, widget=forms.TextInput(attrs=_AUTO)
    )
    words = forms.CharField(
        label=_("Why this child, and for what"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    until = forms.DateField(
        label=_("Until"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Within half a year; nothing prolongs it by itself."),
    )

    def draft(self) -> GroundDraft:
        """What was typed; it holds until the end of the day."""
        typed = self.cleaned_data
        until = datetime.combine(typed["until"], time.max, tzinfo=timezone.get_current_timezone())
        return GroundDraft(typed["authority"], typed["reference"], typed["words"], until)


def grounds(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The grounds of a person, and a form for another."""
    actor = actor_of(request)
    if request.method == "POST":
        authorise(actor, Capability.CHILD_GROUND, person_id=person_id)
    rows = grounds_of(actor, person_id)
    row = persons_of(actor, [person_id]).get(person_id)
    if row is None:
        raise NotFound("There is no such person that you may see for the purpose you chose.")
    form, status = GroundForm(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                ground_record(actor=actor, person_id=person_id, draft=form.draft())
                return HttpResponseRedirect(reverse("grounds", args=[person_id]))
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
    may_record = may(actor, Capability.CHILD_GROUND, site_id=row.site_id)
    context = {"row": row, "name": plain_name(row), "grounds": rows, "form": form if may_record else None}
    return render(request, "pages/grounds.html", context, status=status)


@require_POST
def ground_end(request: HttpRequest, person_id: UUID, ground_id: UUID) -> HttpResponse:
    """End a ground now."""
    ground_withdraw(actor=actor_of(request), ground_id=ground_id)
    return HttpResponseRedirect(reverse("grounds", args=[person_id]))
