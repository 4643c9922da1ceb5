"""Saying how far a claim was checked: recorded, paper seen, verified, or contested; by what, in words.

Comes in: a claim that holds now. Goes out: the file again, with a new claim of the same value in its place. Verified needs an official
record or a committee, and words that say which. It is said of a claim, never of a person.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Capability
from homeward.registry.actions.persons import claim_verify
from homeward.registry.facts.claims import Source, Verification
from homeward.registry.selectors.persons import person_file
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.registering import choices
from homeward.web.telling import plain_name, told
from homeward.web.words import word

PROVE = (Source.OFFICIAL_RECORD, Source.COMMITTEE)
WORDS = 10  # characters: which record, which sitting


class VerificationForm(forms.Form):
    """How far a claim was checked, and by what."""

    verification = forms.ChoiceField(
        label=gettext_lazy("How far it was checked"), choices=choices(Verification), widget=forms.RadioSelect
    )
    source = forms.ChoiceField(
        label=gettext_lazy("According to"),
        choices=lambda: [("", _("as it was recorded")), *((one.value, word(one)) for one in PROVE)],
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("In words: which record or sitting, and what it says"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        """Verified rests on something that can be looked up again; contested says by whom and why."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        chosen = found.get("verification")
        if chosen == Verification.VERIFIED and not found.get("source"):
            self.add_error("source", ValidationError(_("Verified rests on an official record or a committee.")))
        if chosen in (Verification.VERIFIED, Verification.CONTESTED) and len(found.get("note", "").strip()) < WORDS:
            self.add_error("note", ValidationError(_("Say in words what it rests on.")))
        return found


def verification(request: HttpRequest, person_id: UUID, claim_id: UUID) -> HttpResponse:
    """The form for one claim, and recording it."""
    actor = actor_of(request)
    authorise(actor, Capability.VERIFY_CLAIM, person_id=person_id)
    file = person_file(actor, person_id)
    authorise(actor, Capability.VERIFY_CLAIM, site_id=file.row.site_id, person_id=person_id)
    claim = next((one for one in file.claims if one.id == claim_id and one.current and not one.restricted), None)
    if claim is None:
        raise NotFound(_("This is not recorded so any more. Open the file again."))
    form = VerificationForm(
        request.POST if request.method == "POST" else None, initial={"verification": claim.verification}
    )
    status = 400 if form.is_bound and not form.is_valid() else 200
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        source = Source(given["source"]) if given["source"] else None
        try:
            claim_verify(
                actor, person_id, claim_id, claim.kind, Verification(given["verification"]), given["note"], source
            )
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("Recorded. What stood there before is kept."))
            return HttpResponseRedirect(reverse("person", args=[person_id]))
    context = {"row": file.row, "name": plain_name(file.row), "form": form, "told": told(claim)}
    return render(request, "pages/verification.html", context, status=status)
