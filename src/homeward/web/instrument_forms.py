"""Forms of instruments: a form out of an instrument's own questions, a training, a file that is brought.

Comes in: an instrument and a language; what was typed. Goes out: drafts. Each question is answered in words, or it is said why there is
no answer; nothing is added up, here or anywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from homeward.pathway.facts.instruments import AssessmentDraft, Form, Given, Instrument, Question, TrainingDraft
from homeward.pathway.rules.instruments import LONGEST_ANSWER
from homeward.registry.facts.answers import Known
from homeward.web.case_forms import day_field, words_field
from homeward.web.forms import Stated, StatedField

Chosen = Sequence[tuple[str, str]]


def told_in(words: Mapping[str, str], language: str) -> str:
    """A text of an instrument in a language; in English where it was not written in that one."""
    return words.get(language) or words.get("en", "")


class AssessmentForm(forms.Form):
    """What is asked, in the instrument's own order, and around it when, with whom, what limits it, and when it is asked again."""

    held_on = day_field(_("When you talked"))
    language = forms.ChoiceField(label=_("In which language"))
    interpreter = forms.CharField(
        label=_("Interpreter"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    with_whom = forms.CharField(
        label=_("Who else was there"), max_length=300, required=False, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    narrative = words_field(_("What you understood, in words"))
    limits = words_field(_("What limits it"), _("Who was missing, what could not be asked, what you doubt."))
    review_on = day_field(_("When it is asked again"))

    def __init__(self, *given: Any, instrument: Instrument, spoken: str, languages: Chosen, **named: Any) -> None:
        super().__init__(*given, **named)
        self.instrument, self.spoken = instrument, spoken
        self.fields["language"].choices = languages  # type: ignore[attr-defined]
        for one in instrument.questions:
            self.fields[one.key] = _asked(one, spoken)

    def before(self) -> list[forms.BoundField]:
        """What is said before the questions."""
        return [self[name] for name in ("held_on", "language", "interpreter", "with_whom")]

    def parts(self) -> Iterator[tuple[str, list[forms.BoundField]]]:
        """The instrument's parts, each with its questions."""
        for part in self.instrument.parts:
            yield told_in(part.title, self.spoken), [self[one.key] for one in part.questions]

    def after(self) -> list[forms.BoundField]:
        """What is said after them."""
        return [self[name] for name in ("narrative", "limits", "review_on")]

    def draft(self) -> AssessmentDraft:
        """What was sent."""
        sent = self.cleaned_data
        return AssessmentDraft(
            held_on=sent["held_on"],
            answers={one.key: _given(one, sent[one.key]) for one in self.instrument.questions},
            narrative=sent["narrative"],
            limits=sent["limits"],
            review_on=sent["review_on"],
            language=sent["language"],
            interpreter=sent["interpreter"],
            with_whom=sent["with_whom"],
        )


class BringForm(forms.Form):
    """A file with an instrument."""

    file = forms.FileField(label=_("File"), help_text=_("A YAML file. What would add answers up is refused."))


class TrainingForm(forms.Form):
    """That a colleague was trained."""

    user_id = forms.ChoiceField(label=_("Who was trained"))
    training = forms.ChoiceField(label=_("Training"))
    trained_on = day_field(_("When"))
    until = day_field(_("Until when it holds"))
    words = forms.CharField(label=_("Where and by whom"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))

    def __init__(self, *given: Any, people: Chosen, trainings: Chosen, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["user_id"].choices = [("", str(_("Choose a colleague"))), *people]  # type: ignore[attr-defined]
        self.fields["training"].choices = [("", "—"), *trainings]  # type: ignore[attr-defined]

    def draft(self) -> TrainingDraft:
        """What was sent."""
        sent = self.cleaned_data
        return TrainingDraft(UUID(sent["user_id"]), sent["training"], sent["trained_on"], sent["until"], sent["words"])


def offered_languages() -> list[tuple[str, str]]:
    """The languages in which a plan or a talk can be, those of the pages first."""
    return [(code, str(name)) for code, name in settings.LANGUAGES]


def _asked(question: Question, language: str) -> StatedField:
    """A question as a field: words, one of some, or several; or why there is no answer."""
    choices = [(one.key, told_in(one.text, language)) for one in question.choices]
    inner: forms.Field
    if question.form is Form.WORDS:
        inner = forms.CharField(max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}))
    elif question.form is Form.ONE:
        inner = forms.ChoiceField(choices=[("", "—"), *choices])
    else:
        inner = forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple)
    return StatedField(inner, label=told_in(question.ask, language), help_text=told_in(question.hint, language))


def _given(question: Question, answer: Stated) -> Given:
    state = Known(answer.state)
    if state is not Known.KNOWN:
        return Given(state)
    if question.form is Form.WORDS:
        return Given(state, str(answer.value))
    return Given(state, "", tuple(answer.value) if question.form is Form.SEVERAL else (str(answer.value),))
