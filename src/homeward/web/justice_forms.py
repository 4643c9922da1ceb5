"""Forms of the track of justice: what is asked of an authority, answers, evidence beside it, courts, detention, release.

Comes in: a file's choices, and what was typed. Goes out: cleaned values. Nothing is chosen beforehand, and nothing here decides who may.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from homeward.access.facts import Agreement
from homeward.pathway.facts.evidence import ItemRow
from homeward.pathway.facts.justice import AidKind, Confinement, EventKind, Exhibit, Question, Reviewed
from homeward.pathway.rules.justice import ANSWERS
from homeward.web.registering import choices
from homeward.web.site_forms import PartialDateField
from homeward.web.words import word

MOST: Final = 4000
SHOWS, FAVOURS = "shows", "favours"


def long_text(label: Any, help_text: Any = "", *, required: bool = True, rows: int = 4) -> forms.CharField:
    """Words that somebody writes: a sentence or more."""
    widget = forms.Textarea(attrs={"rows": rows, "dir": "auto"})
    return forms.CharField(label=label, help_text=help_text, max_length=MOST, required=required, widget=widget)


def short_text(label: Any, help_text: Any = "", *, required: bool = True, most: int = 300) -> forms.CharField:
    """A name, an office, a number."""
    widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off"})
    return forms.CharField(label=label, help_text=help_text, max_length=most, required=required, widget=widget)


def whole_day(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A day."""
    widget = forms.DateInput(attrs={"type": "date"})
    return forms.DateField(label=label, help_text=help_text, required=required, widget=widget)


def one_of(label: Any, offered: Any, help_text: Any = "") -> forms.ChoiceField:
    """One of a few, none chosen beforehand."""
    return forms.ChoiceField(label=label, help_text=help_text, choices=offered, widget=forms.RadioSelect)


class ChargeForm(forms.Form):
    """What somebody is said to have done."""

    act = long_text(
        _("What this person is said to have done"),
        _(
            "Their own act, where, and according to whom. What others did, whose relative they are or where they lived is none of it."
        ),
    )
    day = PartialDateField(label=_("When"))
    authority = short_text(_("Which authority would look into it"))


class AnswerForm(forms.Form):
    """An answer to one question."""

    answer = forms.ChoiceField(label=_("Answer"), widget=forms.RadioSelect)
    words = long_text(_("What you found, and how"))
    source = short_text(_("Where it comes from"), _("A paper with its number, a person, an office."))

    def __init__(self, *given: Any, question: Question, **named: Any) -> None:
        super().__init__(*given, **named)
        offered = [(one.value, word(one)) for one in ANSWERS[question]]
        self.fields["answer"].choices = offered  # type: ignore[attr-defined]
        if question is Question.SPECIALIST:
            self.fields["words"].help_text = _("Who was asked, on which day, and what they said.")
        if question is Question.DEATH_PENALTY:
            self.fields["words"].help_text = _(
                "Where there is an assurance: by whom, in which words, and how it is watched."
            )


class ExhibitForm(forms.Form):
    """An item to put beside a question."""

    item = forms.ChoiceField(label=_("Item of evidence"))
    speaks = one_of(
        _("What it does"),
        [
            (SHOWS, _("it shows something that this person did themselves")),
            (FAVOURS, _("something in it speaks for them")),
        ],
    )
    words = long_text(_("What it shows, or what in it speaks for them"))

    def __init__(self, *given: Any, items: Sequence[ItemRow], **named: Any) -> None:
        super().__init__(*given, **named)
        offered = [(str(one.id), f"{one.number} · {one.description[:90]}") for one in items]
        self.fields["item"].choices = [("", "—"), *offered]  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """Words alone."""

    words = long_text(_("In words"))


class DefenceForm(forms.Form):
    """Who of the defence received an item."""

    to = short_text(_("Who received it"))
    words = long_text(_("How they received it"), rows=3)


class MoveForm(forms.Form):
    """Where a question goes; `elsewhere`: an authority or a court said so."""

    words = long_text(_("Why"), _("Write it as the person could be told."))
    authority = short_text(_("Which authority or court said so"))
    day = PartialDateField(label=_("On which day"))

    def __init__(self, *given: Any, elsewhere: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        if not elsewhere:
            del self.fields["authority"], self.fields["day"]


class EventForm(forms.Form):
    """What happened at a court."""

    kind = one_of(_("What happened"), choices(EventKind))
    court = short_text(_("At which court or authority"))
    day = PartialDateField(label=_("On"), required=False)
    words = long_text(_("In words"))
    next_on = whole_day(_("When it goes on"), _("Where a day is set. It stands among what is due."), required=False)


class DetentionForm(forms.Form):
    """Where somebody is held."""

    kind = one_of(_("For what"), choices(Confinement))
    place = short_text(_("Where"))
    since = PartialDateField(label=_("Since"), required=False)
    order = long_text(_("On whose order"), _("Who decided it, under which number, and why."), rows=3)
    review_on = whole_day(_("Looked at again on"), _("Before a trial there is always such a day."), required=False)
    until = whole_day(_("The order ends on"), _("Nothing extends it by itself."), required=False)


class ReviewForm(forms.Form):
    """A detention, looked at again."""

    outcome = one_of(_("What the review came to"), choices(Reviewed))
    words = long_text(_("Who looked at it, and why"))
    next_on = whole_day(_("Looked at again on"), _("Where it goes on."), required=False)


class AidForm(forms.Form):
    """A lawyer or an interpreter."""

    kind = one_of(_("Who it is"), choices(AidKind))
    name = short_text(_("Name, or the office that gives them"))
    language = forms.ChoiceField(label=_("Language"), required=False)
    since = PartialDateField(label=_("Since"), required=False)

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["language"].choices = [("", "—"), *settings.LANGUAGES]  # type: ignore[attr-defined]


class ReleaseForm(forms.Form):
    """When somebody is released."""

    release_on = whole_day(_("Day of the release"))
    case_number = short_text(
        _("Number of their case"),
        _("Where they have one, the plan for the days after is made there. The case learns nothing of this file."),
        required=False,
        most=20,
    )


class HandOverForm(forms.Form):
    """What is handed over under an agreement."""

    items = forms.MultipleChoiceField(
        label=_("Items"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("What speaks for the person goes along, always."),
    )
    received_by = short_text(_("Who receives it there"))
    accepted = forms.MultipleChoiceField(
        label=_("The recipient hears and keeps these conditions"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *given: Any, exhibits: Sequence[Exhibit], agreement: Agreement, **named: Any) -> None:
        super().__init__(*given, **named)
        offered = [(str(one.item.id), f"{one.item.number} · {one.item.description[:90]}") for one in exhibits]
        self.fields["items"].choices = offered  # type: ignore[attr-defined]
        self.initial["items"] = [str(one.item.id) for one in exhibits]
        if agreement.caveats:
            self.fields["accepted"].choices = [(one, one) for one in agreement.caveats]  # type: ignore[attr-defined]
        else:
            del self.fields["accepted"]

    def clean_accepted(self) -> list[str]:
        """Every condition of the agreement."""
        given: list[str] = self.cleaned_data["accepted"]
        if len(given) < len(self.fields["accepted"].choices):  # type: ignore[attr-defined]
            raise forms.ValidationError(_("Confirm every condition: the recipient must receive them too."))
        return given
