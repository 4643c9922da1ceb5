"""The forms that change a household: who joins, what somebody is in it, how people are related, who cares for a child, a separation.

Comes in: the people of a household and what was typed. Goes out: cleaned values; who is named by number is looked up by the page.
Never decides who may: the actions do.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from homeward.registry.facts.claims import Source
from homeward.registry.facts.households import CareBasis, CareKind, RelationKind, SeparationBasis
from homeward.registry.facts.persons import HouseholdRole
from homeward.web.registering import choices

MOST: Final = 4  # people who join in one go
OTHER: Final = "other"  # somebody who is not in the list, named by number
_NUMBER: Final = {"dir": "ltr", "autocomplete": "off"}
_DAY: Final = {"type": "date"}
_LONG: Final = {"rows": 4, "dir": "auto"}
People = Sequence[tuple[str, str]]


def _number(label: Any, **named: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=20, required=False, widget=forms.TextInput(attrs=_NUMBER), **named)


class ComingForm(forms.Form):
    """One who joins."""

    number = _number(_("Number of the person"), help_text=_("As on their slip: P-…"))
    role = forms.ChoiceField(
        label=_("In this household"), choices=choices(HouseholdRole), initial=HouseholdRole.UNKNOWN
    )


class JoinForm(forms.Form):
    """Whether those who join leave another household."""

    leaving = forms.BooleanField(
        label=_("They leave the household they belong to now"),
        required=False,
        help_text=_("Write a child and the carer who moves with them on one form."),
    )


ComingForms = forms.formset_factory(ComingForm, extra=MOST, max_num=MOST, absolute_max=MOST)


class RoleForm(forms.Form):
    """What somebody is in their household."""

    role = forms.ChoiceField(label=_("In this household"), choices=choices(HouseholdRole))
    former_head = forms.ChoiceField(
        label=_("If they become the head: what the head until now is then"),
        choices=choices(HouseholdRole),
        initial=HouseholdRole.OTHER_RELATIVE,
        required=False,
    )


class _AmongPeople(forms.Form):
    """A form whose `among` fields choose people of the household; `aside` may name somebody else by number."""

    among: tuple[str, ...] = ()
    aside = ""

    def __init__(self, *given: Any, people: People, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in (*self.among, self.aside):
            other = [(OTHER, _("somebody else, by number"))] if name == self.aside else []
            none = [("", "—" if self.fields[name].required else _("nobody who is registered"))]
            self.fields[name].choices = [*none, *people, *other]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Whoever is chosen by number needs one."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get(self.aside) == OTHER and not found.get("number"):
            self.add_error("number", ValidationError(_("Write the number of the person.")))
        return found


class RelationForm(_AmongPeople):
    """That one person is something to another."""

    among, aside = ("person",), "of"
    person = forms.ChoiceField(label=_("Who"))
    kind = forms.ChoiceField(label=_("What they are"), choices=choices(RelationKind))
    of = forms.ChoiceField(label=_("To whom"))
    number = _number(_("Number of somebody else"))
    source = forms.ChoiceField(label=_("According to"), choices=choices(Source))


class CareForm(_AmongPeople):
    """Who cares for a child."""

    among, aside = ("child",), "carer"
    child = forms.ChoiceField(label=_("Child"))
    carer = forms.ChoiceField(label=_("Who cares for them"), required=False)
    number = _number(_("Number of somebody else"))
    kind = forms.ChoiceField(label=_("Kind of care"), choices=choices(CareKind))
    basis = forms.ChoiceField(
        label=_("What it rests on"),
        choices=choices(CareBasis),
        help_text=_("Decisions about a child's best interests are recorded by child protection."),
    )
    since = forms.DateField(label=_("Since"), required=False, widget=forms.DateInput(attrs=_DAY))


class CareEndForm(forms.Form):
    """When a care arrangement ended."""

    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs=_DAY))


class SeparationForm(forms.Form):
    """A decision that a child leaves the carers they live with."""

    basis = forms.ChoiceField(
        label=_("What it rests on"),
        choices=choices(SeparationBasis),
        help_text=_(
            "One for the child's best interests is recorded from what a panel determined, in the child's case."
        ),
    )
    authority = forms.CharField(
        label=_("Which authority decided"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"})
    )
    reason = forms.CharField(label=_("Reasons"), max_length=4000, widget=forms.Textarea(attrs=_LONG))
    review_on = forms.DateField(
        label=_("Reviewed on"), widget=forms.DateInput(attrs=_DAY), help_text=_("Within 90 days.")
    )
