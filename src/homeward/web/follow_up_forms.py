"""Forms of follow-up: a contact, short enough for a phone; a planned day; why a case is closed.

Comes in: what was typed. Goes out: drafts. Nothing is chosen beforehand, and a question that was not asked stays "not asked".
"""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from homeward.pathway.facts.followups import ContactDraft, Reached, Way
from homeward.pathway.facts.outcomes import WORDS, ClosureDraft, Measure, Reason, Said, Told, Word
from homeward.registry.facts.answers import Known
from homeward.web.case_forms import day_field, words_field
from homeward.web.plan_forms import said
from homeward.web.plan_words import QUESTIONS
from homeward.web.words import word

_SILENCES: Final = (Known.UNKNOWN, Known.DECLINED, Known.NOT_APPLICABLE)


class ContactForm(forms.Form):
    """Whether somebody was reached, how they are in their words, and a few questions of which each may stay open."""

    once = forms.UUIDField(widget=forms.HiddenInput)
    reached = forms.ChoiceField(label=_("Was the person reached?"), widget=forms.RadioSelect)
    way = forms.ChoiceField(label=_("How"), widget=forms.RadioSelect)
    held_on = day_field(_("When"))
    words = words_field(_("How they are, in their words"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["reached"].choices = said(list(Reached))  # type: ignore[attr-defined]
        self.fields["way"].choices = said(list(Way))  # type: ignore[attr-defined]
        for measure in Measure:
            silences = [(one.value, str(word(one))) for one in _SILENCES]
            choices = [("", str(word(Known.NOT_ASKED))), *said(WORDS[measure]), *silences]
            self.fields[measure.value] = forms.ChoiceField(
                label=str(QUESTIONS[measure]), required=False, choices=choices
            )
        self.fields["agency_words"] = forms.CharField(
            label=_("What they decide themselves, in their own words"),
            max_length=2000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
        )

    def first(self) -> list[forms.BoundField]:
        """What is asked always."""
        return [self[name] for name in ("once", "reached", "way", "held_on", "words")]

    def questions(self) -> list[forms.BoundField]:
        """What is asked of whoever was reached."""
        return [self[name] for name in (*(one.value for one in Measure), "agency_words")]

    def draft(self, follow_up_id: UUID | None) -> ContactDraft:
        """What was sent."""
        sent = self.cleaned_data
        return ContactDraft(
            reached=Reached(sent["reached"]),
            way=Way(sent["way"]),
            held_on=sent["held_on"],
            words=sent["words"],
            said={measure: self._said(measure) for measure in Measure},
            follow_up_id=follow_up_id,
            once=sent["once"],
        )

    def _said(self, measure: Measure) -> Said:
        answer = self.cleaned_data[measure.value]
        words = self.cleaned_data["agency_words"] if measure is Measure.AGENCY else ""
        if not answer:
            return Said(Known.NOT_ASKED, None, words)
        if answer in {one.value for one in _SILENCES}:
            return Said(Known(answer), None, words)
        return Said(Known.KNOWN, Word(answer), words)


class DueForm(forms.Form):
    """A day on which somebody is asked."""

    due_on = day_field(_("When they are asked"))


class MoveForm(forms.Form):
    """Another day for a planned contact, or none any more, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    due_on = day_field(_("Another day"), _("Leave it empty if this contact is no longer planned."), required=False)
    words = words_field(_("Why"))


class ClosureForm(forms.Form):
    """Why a case is closed, and what the person was told."""

    reason = forms.ChoiceField(label=_("Why it is closed"), widget=forms.RadioSelect)
    words = words_field(_("In words"))
    told = forms.ChoiceField(label=_("Who was told"), widget=forms.RadioSelect)
    told_words = words_field(
        _("What they were told"),
        _("That it is closed, why, how they come back, and how they object. If nobody could be told: why."),
    )
    language = forms.ChoiceField(label=_("In which language"), choices=[("", "—"), *settings.LANGUAGES], required=False)

    def __init__(self, *given: Any, child: bool = False, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["reason"].choices = said(list(Reason))  # type: ignore[attr-defined]
        told = [one for one in Told if child or one is not Told.CARER_TOLD]
        self.fields["told"].choices = said(told)  # type: ignore[attr-defined]

    def draft(self) -> ClosureDraft:
        """What was sent."""
        sent = self.cleaned_data
        return ClosureDraft(
            Reason(sent["reason"]), sent["words"], Told(sent["told"]), sent["told_words"], sent["language"]
        )
