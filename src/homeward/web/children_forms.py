"""The forms of best interests: an assessment, a panel, a signature, and the separation that rests on a determination.

Comes in: who travels with a child, and what was typed. Goes out: drafts. Nothing is chosen beforehand: no outcome, no agreement.
"""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from homeward.pathway.facts.children import (
    About,
    AssessmentDraft,
    AssessmentWords,
    Function,
    Heard,
    Interest,
    PanelDraft,
    Panelist,
)
from homeward.web.assessed_forms import TalkForm, line_field, radio
from homeward.web.case_forms import Chosen, day_field, words_field
from homeward.web.words import word

SEATS: Final = 6


class InterestsForm(TalkForm):
    """A best-interests assessment."""

    about = radio(_("What is asked"), About)
    heard = radio(_("How the child was heard"), Heard)
    views = words_field(_("What the child says or wants"), _("In the child's words where there are any."))
    carers = words_field(_("Carers"), _("Who cares for the child, how, and what binds them."))
    siblings = words_field(_("Brothers and sisters"), _("Write also where there are none."))
    safety = words_field(_("Safety"), _("Here, on the way and there."))
    health = words_field(_("Health"), _("Write also where nothing is known."))
    education = words_field(_("Education"))
    identity = words_field(_("Identity"), _("Papers, language, nationality, ties."))
    recommendation = words_field(_("What you recommend, and why"))
    outcome = radio(_("What you find"), Interest)
    with_ids = forms.MultipleChoiceField(
        label=_("With whom the child travels"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("If one of them does not travel, what you found lapses."),
    )
    asks_panel = forms.BooleanField(label=_("A panel should determine it"), required=False)
    until = day_field(_("Holds until"), _("At most 180 days."), required=False)

    def __init__(self, *given: Any, people: Chosen, **named: Any) -> None:
        super().__init__(*given, **named)
        if people:
            self.fields["with_ids"].choices = list(people)  # type: ignore[attr-defined]
        else:
            del self.fields["with_ids"]
        self.order_fields(["about", "language", "interpreter", "alone", "heard"])

    def draft(self) -> AssessmentDraft:
        """The assessment."""
        sent = self.cleaned_data
        said = AssessmentWords(**{name: sent[name].strip() for name in AssessmentWords.__struct_fields__})
        with_ids = tuple(UUID(one) for one in sent.get("with_ids", ()))
        return AssessmentDraft(
            About(sent["about"]), self.talk(), Heard(sent["heard"]), Interest(sent["outcome"]), sent["asks_panel"], said,
            with_ids, sent["until"],
        )  # fmt: skip


class SeatForm(forms.Form):
    """Somebody on a panel."""

    function = forms.ChoiceField(
        label=_("For what"), required=False, choices=lambda: [("", "—"), *((str(one), word(one)) for one in Function)]
    )
    name = line_field(_("Name"), required=False)
    dissent = forms.CharField(
        label=_("Why they dissent"),
        help_text=_("Left out, they agree."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )

    def clean(self) -> dict[str, Any]:
        """A seat is filled whole, or left empty."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        given = [name for name in ("function", "name", "dissent") if found.get(name)]
        if given and not (found.get("function") and found.get("name")):
            missing = "name" if found.get("function") else "function"
            self.add_error(missing, ValidationError(_("Write for what they sit on the panel, and their name.")))
        return found


SeatForms = forms.formset_factory(SeatForm, extra=SEATS, max_num=SEATS, absolute_max=SEATS)


class PanelForm(forms.Form):
    """What a panel determined."""

    outcome = radio(_("What the panel determined"), Interest)
    reasons = words_field(_("Reasons"), _("What was heard and weighed. The child and their carers can ask to read it."))
    review_on = day_field(_("Reviewed on"), _("At most 180 days; for a separation 90."))

    def draft(self, assessment_id: UUID, seats: Any) -> PanelDraft:
        """The determination."""
        sent = self.cleaned_data
        panel = tuple(
            Panelist(Function(one["function"]), one["name"].strip(), not one["dissent"].strip(), one["dissent"].strip())
            for one in (form.cleaned_data for form in seats)
            if one.get("function")
        )
        return PanelDraft(assessment_id, Interest(sent["outcome"]), sent["reasons"].strip(), panel, sent["review_on"])


class SignForm(forms.Form):
    """The signature of somebody else of the panel."""

    agrees = forms.ChoiceField(
        label=_("Your signature"),
        widget=forms.RadioSelect,
        choices=[
            ("yes", _("This is what the panel determined: I sign")),
            ("no", _("This is not what the panel determined")),
        ],
    )
    words = words_field(
        _("What the panel found instead"), _("Only where it is not what is written here."), required=False
    )


class RestForm(forms.Form):
    """The separation that rests on a determination."""

    authority = line_field(_("Which authority decided"))
    review_on = day_field(_("Reviewed on"), _("Within 90 days."))
