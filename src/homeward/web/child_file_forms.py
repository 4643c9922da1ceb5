"""The forms of a child's own file: one for each kind of entry, a step, and those of a tracing.

Comes in: what was typed. Goes out: drafts. Nothing is chosen beforehand.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from homeward.kernel.dates import parse
from homeward.pathway.facts.child_files import (
    Attends,
    CareFound,
    Entry,
    EntryDraft,
    Guardian,
    GuardianWords,
    NoteWords,
    PlanWords,
    SchoolWords,
    VisitWords,
)
from homeward.pathway.facts.tracing import LeadFound, SoughtBy, SoughtWords, TracingStep, WishWords
from homeward.registry.facts.values import Sex
from homeward.web.assessed_forms import YES_NO, line_field, radio
from homeward.web.case_forms import Chosen, day_field, words_field
from homeward.web.countries import country_choices
from homeward.web.words import word


class EntryForm(forms.Form):
    """Something written into a child's file. `said` names the fields of what it says."""

    kind: Entry
    due = day_field(_("Look at it again on"), _("Left out, as late as it may be."), required=False)

    def draft(self) -> EntryDraft:
        """The entry."""
        sent = self.cleaned_data
        return EntryDraft(
            self.kind, self.said(sent), sent.get("code", ""), sent.get("since"), sent.get("until"), sent.get("due"),
            UUID(sent["subject"]) if sent.get("subject") else None,
        )  # fmt: skip

    def said(self, sent: Mapping[str, Any]) -> Any:
        """What it says."""
        raise NotImplementedError


class PlanForm(EntryForm):
    """A case plan."""

    kind = Entry.PLAN
    goals = words_field(_("What shall be better for the child"))
    actions = words_field(_("Who does what, and until when"))
    views = words_field(_("What the child says to it"), required=False)
    field_order = ("goals", "actions", "views", "due")

    def said(self, sent: Mapping[str, Any]) -> PlanWords:
        """The plan."""
        return PlanWords(sent["goals"].strip(), sent["actions"].strip(), sent["views"].strip())


class NoteForm(EntryForm):
    """What was done and how it is."""

    kind = Entry.FOLLOW_UP
    words = words_field(_("What was done, and how it is now"))
    field_order = ("words", "due")

    def said(self, sent: Mapping[str, Any]) -> NoteWords:
        """The note."""
        return NoteWords(sent["words"].strip())


class GuardianForm(EntryForm):
    """Who speaks for the child."""

    kind = Entry.GUARDIAN
    code = radio(_("What it is"), Guardian)
    name = line_field(_("Who the guardian is"))
    authority = line_field(_("Authority that says so"))
    competence = line_field(_("Why this authority may"), _("The law, or its mandate."))
    reference = line_field(_("Number and date of its decision"), required=False)
    since = day_field(_("Since"), required=False)
    until = day_field(_("Until"), required=False)
    field_order = ("code", "name", "authority", "competence", "reference", "since", "until", "due")

    def said(self, sent: Mapping[str, Any]) -> GuardianWords:
        """The guardianship."""
        return GuardianWords(*(sent[name].strip() for name in ("name", "authority", "competence", "reference")))


class VisitForm(EntryForm):
    """A monitoring visit."""

    kind = Entry.VISIT
    seen_alone = forms.ChoiceField(label=_("The child was seen alone"), choices=YES_NO, widget=forms.RadioSelect)
    since = day_field(_("Day of the visit"))
    words = words_field(_("What was seen, and what the child says"))
    concerns = words_field(_("What has to be done"), required=False)
    field_order = ("since", "seen_alone", "words", "concerns", "due")

    def said(self, sent: Mapping[str, Any]) -> VisitWords:
        """The visit."""
        return VisitWords(sent["seen_alone"] == "yes", sent["words"].strip(), sent["concerns"].strip())


class CareReviewForm(EntryForm):
    """A review of a child's care."""

    kind = Entry.CARE_REVIEW
    subject = forms.ChoiceField(label=_("Which care"), required=False)
    code = radio(_("What the review found"), CareFound)
    words = words_field(_("What was looked at, and what the child says"))
    field_order = ("subject", "code", "words", "due")

    def __init__(self, *given: Any, care: Chosen = (), **named: Any) -> None:
        super().__init__(*given, **named)
        if care:
            self.fields["subject"].choices = [("", "—"), *care]  # type: ignore[attr-defined]
        else:
            del self.fields["subject"]

    def said(self, sent: Mapping[str, Any]) -> NoteWords:
        """The review."""
        return NoteWords(sent["words"].strip())


class SchoolForm(EntryForm):
    """A child's school."""

    kind = Entry.SCHOOL
    code = radio(_("How it is"), Attends)
    school = line_field(_("School"), required=False)
    level = line_field(_("Class or level"), required=False)
    since = day_field(_("Since"), required=False)
    barriers = words_field(_("What keeps the child from school"), required=False)
    placement = line_field(_("Result of a placement test"), required=False)
    field_order = ("code", "school", "level", "since", "barriers", "placement", "due")

    def said(self, sent: Mapping[str, Any]) -> SchoolWords:
        """The school."""
        return SchoolWords(*(sent[name].strip() for name in ("school", "level", "barriers", "placement")))


FORMS: Final[Mapping[Entry, type[EntryForm]]] = {
    form.kind: form for form in (PlanForm, NoteForm, GuardianForm, VisitForm, CareReviewForm, SchoolForm)
}


class StepForm(forms.Form):
    """A step of a child's file, with words."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = words_field(_("Why, in words"), required=False)


class SoughtForm(forms.Form):
    """Who looks, and who is looked for."""

    sought_by = radio(_("Who looks for whom"), SoughtBy)
    name = line_field(_("Name of who is looked for"), _("In any script, as full as it is known."))
    other = line_field(_("Another spelling or name"), required=False)
    father = line_field(_("Father's name"), required=False)
    mother = line_field(_("Mother's name"), required=False)
    born = forms.CharField(
        label=_("Born"), required=False, max_length=40, widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
        help_text=_("A day, a month or a year: 1986-03-04, 1986-03, 1986."),
    )  # fmt: skip
    sex = forms.ChoiceField(
        label=_("Sex"), required=False, choices=lambda: [("", "—"), *((one.value, word(one)) for one in Sex)]
    )
    nationality = forms.ChoiceField(
        label=_("Nationality"), required=False, choices=lambda: [("", "—"), *country_choices()]
    )
    last_seen = words_field(_("Where and when they were last seen"), required=False)
    words = words_field(_("What else is known"), required=False)

    def clean_born(self) -> str:
        """What was typed, where a date can be read in it."""
        text = str(self.cleaned_data["born"]).strip()
        if text and parse(text) is None:
            raise ValidationError(_("This is no date that can be read. Write a year, a month or a day."))
        return text

    def said(self) -> SoughtWords:
        """Who is looked for."""
        return SoughtWords(**{name: self.cleaned_data[name].strip() for name in SoughtWords.__struct_fields__})


class LeadForm(forms.Form):
    """What a specialist says of somebody who could be the one looked for."""

    found = radio(_("What you find"), LeadFound)
    words = words_field(_("What speaks for it or against it"))


class TracingStepForm(forms.Form):
    """A step of a tracing: words, or what the child and the family each want."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = words_field(_("How you know, or why"), required=False)
    child = words_field(_("What the child wants"), required=False)
    family = words_field(_("What the family wants"), required=False)

    def __init__(self, *given: Any, to: TracingStep, **named: Any) -> None:
        super().__init__(*given, **named)
        if to is not TracingStep.REUNIFICATION:
            del self.fields["child"], self.fields["family"]

    def said(self) -> WishWords:
        """Why it goes on."""
        sent = self.cleaned_data
        return WishWords(*(str(sent.get(name, "")).strip() for name in ("words", "child", "family")))
