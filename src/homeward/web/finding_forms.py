"""The form of one outcome, with the reasons that belong to it and what it asks for besides; and whether the reader may use it.

Comes in: an outcome that the reader chose on the page of a candidate. Goes out: a form that `deciding` takes. Nothing is chosen
beforehand: no outcome, no reason, no identifier.
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.review.facts.candidates import REASONS, Outcome, Reason
from homeward.review.facts.steps import Act
from homeward.web.deciding_forms import ConfirmForm, DecisionForm, Forms
from homeward.web.words import word

CONFIRM: Final = "confirm"
BUTTONS: Final = {
    Outcome.DIFFERENT: _("Different person"),
    Outcome.INSUFFICIENT: _("Not enough to tell"),
    Outcome.POSSIBLE: _("Possible, needs a fact…"),
    Outcome.CORROBORATED: _("Corroborated…"),
}
MEANINGS: Final = {
    Outcome.DIFFERENT: _("The entry is about somebody else. Say what shows it."),
    Outcome.INSUFFICIENT: _(
        "What is recorded on the two sides does not allow to tell. It is asked again after 90 days, or when either side "
        "changes."
    ),
    Outcome.POSSIBLE: _(
        "It could be one person, and one named fact would settle it. It is asked again after 90 days, or when either side "
        "changes."
    ),
    Outcome.CORROBORATED: _(
        "Two facts besides the name agree, and are independent of each other. A second person looks at it, and then whoever "
        "listed the entry is asked. Until they answer, nothing is done with it."
    ),
}


class FindingForm(DecisionForm):
    """A finding whose outcome is chosen: the fields that it asks for, and no others."""

    def __init__(self, outcome: Outcome, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["outcome"].widget = forms.HiddenInput()
        self.initial["outcome"] = outcome.value
        reasons = [(one.value, word(one)) for one in Reason if one in REASONS[outcome]]
        self.fields["reason"].widget = forms.RadioSelect()
        self.fields["reason"].choices = reasons  # type: ignore[attr-defined]
        if len(reasons) == 1:  # it says nothing that the outcome does not say
            self.fields["reason"].widget = forms.HiddenInput()
            self.initial["reason"] = reasons[0][0]
        if outcome is not Outcome.CORROBORATED:
            del self.fields["identifiers"]
        if outcome is not Outcome.POSSIBLE:
            del self.fields["wanted"]
        for name in ("identifiers", "wanted"):
            if name in self.fields:
                self.fields[name].help_text = ""
                self.fields[name].required = True


def acts_of(offered: Forms) -> tuple[Act, ...]:
    """The steps that are open to a reader."""
    if offered.blind:
        return (Act.BLIND_SAME,)
    if offered.confirm is not None:
        return (Act.CONFIRM, Act.DISAGREE)
    return (Act.DECIDE,) if offered.decide is not None else ()


def choices_of(offered: Forms, first: Outcome | None) -> list[tuple[str, str]]:
    """What a reader may find: a value for the address, and what the button says."""
    acts = acts_of(offered)
    found = []
    if Act.CONFIRM in acts and first:
        found.append((CONFIRM, _("Confirm: %(outcome)s") % {"outcome": word(first)}))
    if acts:
        found += [(one.value, str(BUTTONS[one])) for one in Outcome if not (Act.CONFIRM in acts and one is first)]
    return found


def form_of(offered: Forms, chosen: str, version: int) -> forms.Form | None:
    """The form of what a reader chose; None where they chose nothing that is open to them."""
    acts = acts_of(offered)
    if chosen == CONFIRM and Act.CONFIRM in acts:
        return ConfirmForm(initial={"version": version})
    return FindingForm(Outcome(chosen), initial={"version": version}) if acts and chosen in set(Outcome) else None


def step_of(offered: Forms, chosen: str) -> str:
    """The step of `deciding` that takes the form."""
    if chosen == CONFIRM:
        return CONFIRM
    if offered.blind:
        return "blind"
    return "disagree" if Act.CONFIRM in acts_of(offered) else "decide"
