"""Forms of a case: opening it, its steps and answers, whether it goes on, who stays apart, tasks.

Comes in: the people and choices of a case, and what was typed. Goes out: cleaned values. Never decides who may: the actions do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from homeward.access.facts import Role
from homeward.pathway.facts.cases import Course
from homeward.registry.facts.persons import PersonRow
from homeward.web.telling import plain_name
from homeward.web.words import word

MOST_WORDS: Final = 4000
Chosen = Sequence[tuple[str, str]]
DAY: Final = {"type": "date"}
LONG: Final = {"rows": 4, "dir": "auto"}


def words_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.CharField:
    """Words that somebody writes: a sentence or more."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=MOST_WORDS,
        required=required,
        widget=forms.Textarea(attrs=LONG),
    )


def day_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A day."""
    return forms.DateField(label=label, help_text=help_text, required=required, widget=forms.DateInput(attrs=DAY))


class WayForm(forms.Form):
    """Where the way of some cases leads: where they are received, and the community they go home to."""

    to_site = forms.ChoiceField(label=_("Where they are received"), required=False)
    home_site = forms.ChoiceField(label=_("The community they go home to"), required=False)

    def __init__(self, *given: Any, sites: Chosen, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in ("to_site", "home_site"):
            self._choose(name, [("", str(_("not known yet"))), *sites])

    @property
    def way(self) -> tuple[UUID | None, UUID | None]:
        """The two sites of a form that is valid."""
        to, home = (UUID(sent) if sent else None for sent in map(self.cleaned_data.get, ("to_site", "home_site")))
        return to, home

    def _choose(self, name: str, choices: Chosen) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class ChangeWayForm(WayForm):
    """The same, of cases that are open; `version` is the group's that was seen."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class OpenForm(WayForm):
    """For whom cases are opened, and where their way leads."""

    field_order = ("persons", "pack", "to_site", "home_site")
    persons = forms.MultipleChoiceField(
        label=_("For whom"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Whoever belongs to a household moves with it. Somebody who does not want to go has no case opened."
        ),
    )
    pack = forms.ChoiceField(label=_("The country's process"))

    def __init__(self, *given: Any, people: Sequence[PersonRow], packs: Chosen, **named: Any) -> None:
        super().__init__(*given, **named)
        chosen = [(str(one.id), f"{plain_name(one)} · {one.number}") for one in people]
        self._choose("persons", chosen)
        self.fields["persons"].initial = [value for value, _text in chosen]
        self._choose("pack", packs if len(packs) == 1 else [("", str(_("Choose"))), *packs])


class StepForm(forms.Form):
    """With whom a step is taken or proposed, and words for whoever reads it later."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    cases = forms.MultipleChoiceField(label=_("Who goes on"), widget=forms.CheckboxSelectMultiple)
    words = words_field(_("Why, in words"), _("Whoever reads this later, the person too, should understand it."))

    def __init__(self, *given: Any, people: Chosen, needed: bool, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["cases"].choices = list(people)  # type: ignore[attr-defined]
        self.fields["cases"].initial = [value for value, _text in people]
        self.fields["words"].required = needed


class AnswerForm(forms.Form):
    """What the second person answers. Nothing is chosen beforehand."""

    agrees = forms.ChoiceField(
        label=_("Your answer"),
        widget=forms.RadioSelect,
        choices=[("yes", _("I agree: the step is taken now")), ("no", _("I do not agree: nothing is done"))],
    )
    words = words_field(_("Why, in words"), required=False)

    def clean(self) -> dict[str, Any]:
        """Whoever does not agree says why."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("agrees") == "no" and not found.get("words"):
            self.add_error("words", _("Say why you do not agree: whoever proposed it needs it to go on."))
        return found


class TurnForm(forms.Form):
    """Whether cases stop, or go on again."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    course = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect)
    cases = forms.MultipleChoiceField(label=_("Of whom"), widget=forms.CheckboxSelectMultiple)
    words = words_field(
        _("According to whom, and why"), _("Whoever withdraws needs to give no reason."), required=False
    )

    def __init__(self, *given: Any, people: Chosen, courses: Sequence[Course], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["course"].choices = [(one.value, str(word(one)).capitalize()) for one in courses]  # type: ignore[attr-defined]
        self.fields["cases"].choices = list(people)  # type: ignore[attr-defined]


class ApartForm(forms.Form):
    """Why an adult does not go with the others."""

    words = words_field(_("Why, in their words"), _("Ask them alone. A child never stays apart this way."))


class TaskForm(forms.Form):
    """A task in somebody's own words."""

    words = words_field(_("What is to be done"))
    role = forms.ChoiceField(label=_("Whose it is"))
    due = day_field(_("By when"))

    def __init__(self, *given: Any, roles: Sequence[Role], **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["role"].choices = [(one.value, str(word(one))) for one in roles]  # type: ignore[attr-defined]


class DoneForm(forms.Form):
    """That a task is done."""

    words = words_field(_("What was done"), required=False)


class HandForm(forms.Form):
    """To whom a task is handed."""

    to = forms.ChoiceField(label=_("To"))
    words = words_field(_("Words for your colleague"), required=False)

    def __init__(self, colleagues: Sequence[tuple[UUID, str]], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        choices = [("", str(_("Choose a colleague"))), *((str(id), name) for id, name in colleagues)]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]
