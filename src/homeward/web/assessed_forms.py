"""The forms of what stands behind gates: a decision, a place of return, fitness to travel, and what a second person says.

Comes in: a case's person and what was typed. Goes out: drafts. Nothing is chosen beforehand: no answer, no conclusion, no outcome.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.pathway.facts.assessed import (
    Answered,
    Bar,
    BarDraft,
    BarWords,
    Basis,
    ChoiceDraft,
    ChoiceWords,
    Draft,
    Fitness,
    FitnessDraft,
    FitnessWords,
    Found,
    Paper,
    Question,
    Says,
    Talk,
)
from homeward.web.case_forms import Chosen, day_field, words_field
from homeward.web.countries import country_choices, language_choices
from homeward.web.words import word

YES_NO: Final = (("yes", _("yes")), ("no", _("no")))


def line_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """A line of words."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=300,
        required=required,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


def radio(label: Any, kind: type[StrEnum], help_text: Any = "", *, required: bool = True) -> forms.ChoiceField:
    """One of an enumeration, none chosen beforehand."""
    options = [(str(one), word(one)) for one in kind]
    return forms.ChoiceField(
        label=label, help_text=help_text, choices=options, required=required, widget=forms.RadioSelect
    )


class TalkForm(forms.Form):
    """How somebody was spoken with, before anything else."""

    language = forms.ChoiceField(
        label=_("In which language you spoke"), choices=lambda: [("", "—"), *language_choices()]
    )
    interpreter = forms.ChoiceField(label=_("Through an interpreter"), choices=YES_NO, widget=forms.RadioSelect)
    alone = forms.ChoiceField(label=_("In private, nobody else there"), choices=YES_NO, widget=forms.RadioSelect)

    def talk(self) -> Talk:
        """How they were spoken with."""
        sent = self.cleaned_data
        return Talk(sent["language"], sent["interpreter"] == "yes", sent["alone"] == "yes")


class ChoiceForm(TalkForm):
    """A decision, or the order that stands in its place."""

    basis = radio(_("What the movement rests on"), Basis)
    explained = words_field(
        _("What was explained"),
        _("Where, how, what waits there, what happens if they stay, and that no is an answer."),
        required=False,
    )
    explained_by = line_field(_("Who explained it"), required=False)
    says = radio(_("What they say"), Says, required=False)
    words = words_field(_("In their own words"), required=False)
    carer = line_field(_("Who cares for the child or is their guardian"), required=False)
    carer_says = radio(_("What the carer or guardian decides"), Says, required=False)
    authority = line_field(_("Authority that ordered it"), required=False)
    law = line_field(_("Law that the order rests on"), required=False)
    reference = line_field(_("Number and date of the order"), required=False)
    remedy = words_field(_("Where and until when they can object"), _("Write also how they were told."), required=False)
    until = day_field(
        _("Holds until"), _("At most 180 days, an order 90. Left out, it holds as long as it may."), required=False
    )
    groups: Final = {
        Basis.OWN: ("explained", "explained_by", "says", "words"),
        Basis.CARER: ("explained", "explained_by", "says", "words", "carer", "carer_says"),
        Basis.LAWFUL: ("authority", "law", "reference", "remedy"),
    }

    def __init__(self, *given: Any, child: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        aside = Basis.OWN if child else Basis.CARER
        self.fields["basis"].choices = [(str(one), word(one)) for one in Basis if one is not aside]  # type: ignore[attr-defined]
        if not child:
            del self.fields["carer"], self.fields["carer_says"]
        chosen = self.data.get("basis") if self.is_bound else None
        for basis, names in self.groups.items():
            for name in set(names) & set(self.fields) - {"words"}:  # asked for where the movement rests on that
                self.fields[name].required = self.fields[name].required or chosen in (None, basis)
        self.order_fields(["basis", "language", "interpreter", "alone"])

    def draft(self, _case_place: Mapping[str, UUID]) -> ChoiceDraft:
        """The decision."""
        sent = self.cleaned_data
        plain = ("explained", "explained_by", "words", "carer", "authority", "law", "reference", "remedy")
        said = ChoiceWords(
            **{name: str(sent.get(name, "")).strip() for name in plain},
            says=Says(sent["says"]) if sent["says"] else None,
            carer_says=Says(sent["carer_says"]) if sent.get("carer_says") else None,
        )
        return ChoiceDraft(Basis(sent["basis"]), self.talk(), said, sent["until"])


class BarForm(TalkForm):
    """A place of return, question by question."""

    country = forms.ChoiceField(label=_("Country"), choices=country_choices)
    place = forms.ChoiceField(label=_("Place"), required=False, help_text=_("Left out, it is about the whole country."))
    conclusion = radio(_("What you conclude"), Bar, _("A second person looks at it where nothing was found."))
    words = words_field(_("How you came to this"))
    until = day_field(_("Holds until"), _("At most 180 days."), required=False)

    def __init__(self, *given: Any, places: Chosen, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["place"].choices = [("", _("the whole country")), *places]  # type: ignore[attr-defined]
        for one in Question:
            self.fields[one.value] = radio(word(one), Found)
            self.fields[f"{one.value}_words"] = words_field(_("What the sources say"), required=False)
            self.fields[f"{one.value}_sources"] = line_field(_("Sources, with their dates"), required=False)
        asked = [name for one in Question for name in (one.value, f"{one.value}_words", f"{one.value}_sources")]
        self.order_fields(["country", "place", "language", "interpreter", "alone", *asked])

    def draft(self, places: Mapping[str, UUID]) -> BarDraft:
        """The assessment."""
        sent = self.cleaned_data
        answers = tuple(
            Answered(
                one, Found(sent[one.value]), sent[f"{one.value}_words"].strip(), sent[f"{one.value}_sources"].strip()
            )
            for one in Question
        )
        place = places.get(sent["place"])
        said = BarWords(answers, sent["words"].strip())
        return BarDraft(self.talk(), sent["country"], place, Bar(sent["conclusion"]), said, sent["until"])


class FitnessForm(TalkForm):
    """What a clinician says."""

    clinician = line_field(_("Name of the clinician"))
    function = line_field(_("What they are"), _("Such as: camp doctor, midwife."))
    outcome = radio(_("What they found"), Fitness)
    words = words_field(_("What they write"), _("Kept sealed; it does not go with the convoy."), required=False)
    escort = words_field(
        _("What the escort must know"),
        _("Medicine, help, warning signs. No diagnosis that is not needed on the way."),
        required=False,
    )
    until = day_field(
        _("Until"), _("Until when they can travel, at most 30 days; or until when they cannot."), required=False
    )

    def draft(self, _places: Mapping[str, UUID]) -> FitnessDraft:
        """The statement."""
        sent = self.cleaned_data
        said = FitnessWords(sent["clinician"].strip(), sent["function"].strip(), sent["words"].strip())
        return FitnessDraft(self.talk(), Fitness(sent["outcome"]), said, sent["escort"].strip(), sent["until"])


class SecondForm(forms.Form):
    """What a second person says of a record. Nothing is chosen beforehand."""

    agrees = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        choices=[("yes", _("I looked at it and agree")), ("no", _("I do not agree: it opens nothing"))],
    )
    words = words_field(_("What you looked at"))


class TakeBackForm(forms.Form):
    """That a person takes their decision back."""

    words = words_field(_("In their own words"), _("They need give no reason."), required=False)


PaperForm = ChoiceForm | BarForm | FitnessForm


def paper_form(paper: Paper, sent: Any, *, child: bool, places: Chosen, country: str) -> PaperForm:
    """The form of a paper."""
    if paper is Paper.VOLUNTARINESS:
        return ChoiceForm(sent, child=child)
    if paper is Paper.NON_REFOULEMENT:
        return BarForm(sent, places=places, initial={"country": country})
    return FitnessForm(sent)


def draft_of(form: PaperForm, places: Chosen) -> Draft:
    """What a form holds."""
    return form.draft({id: UUID(id) for id, _name in places})
