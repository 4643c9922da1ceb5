"""Forms of what is exceptional in a case: a hold, its end, an override, its review.

Comes in: what was typed. Goes out: drafts as the actions take them. Nothing is chosen beforehand; every day is a day that somebody chose.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.pathway.facts.cases import Gate
from homeward.pathway.facts.holds import HoldDraft, HoldReason, OverrideDraft
from homeward.web.case_forms import day_field, words_field
from homeward.web.registering import choices
from homeward.web.words import word


class HoldForm(forms.Form):
    """Why a case is to wait, on whose authority, and when that is over."""

    reason = forms.ChoiceField(label=_("Why it is to wait"), choices=[("", "—"), *choices(HoldReason)])
    words = words_field(
        _("In words"),
        _("What has to happen so that it need not wait any longer. The person may ask what is written here."),
    )
    authority = forms.CharField(
        label=_("On whose authority"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    review_on = day_field(_("Looked at again on"))
    until = day_field(
        _("Over on"), _("After this day it holds nothing, unless somebody decides anew. At most 90 days.")
    )

    def draft(self) -> HoldDraft:
        """What was sent, as an action takes it."""
        sent = self.cleaned_data
        return HoldDraft(HoldReason(sent["reason"]), sent["words"], sent["authority"], sent["review_on"], sent["until"])


class HoldEndForm(forms.Form):
    """Why a case need not wait any longer."""

    words = words_field(_("What changed"))


class OverrideForm(forms.Form):
    """Which gate is to be lifted for a time, on whose authority and why."""

    gate = forms.ChoiceField(label=_("Which gate"))
    authority = forms.CharField(
        label=_("On whose authority"), max_length=200, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    reason = words_field(
        _("Why the step cannot wait, and how what is missing is made good"),
        _("That it is urgent is no reason by itself."),
    )
    until = day_field(_("Over on"), _("At most 30 days from today."))
    review_on = day_field(_("Looked at again on"), _("By somebody who neither asked nor granted."))

    def __init__(self, *given: Any, gates: Sequence[Gate], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["gate"].choices = [("", "—"), *((one.value, str(word(one))) for one in gates)]  # type: ignore[attr-defined]

    def draft(self) -> OverrideDraft:
        """What was sent, as an action takes it."""
        sent = self.cleaned_data
        return OverrideDraft(Gate(sent["gate"]), sent["authority"], sent["reason"], sent["until"], sent["review_on"])


class ReviewForm(forms.Form):
    """What somebody found who looked at an override again."""

    upheld = forms.ChoiceField(
        label=_("What you found"),
        widget=forms.RadioSelect,
        choices=[("yes", _("It was needed, and may last until its day")), ("no", _("It was not needed: it ends now"))],
    )
    words = words_field(_("Why, in words"))
