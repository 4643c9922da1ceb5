"""Recording a movement: to another site or tent, a departure, somebody missing or back, a death.

Comes in: what happened to one person, or to everybody of their household. Goes out: the file again, or the form with what is wrong.
A movement is a fact about a day, never a mark on a person; children stay with their carers, or the action refuses.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.errors import Stale
from homeward.access.facts import Actor, Capability
from homeward.kernel.errors import HomewardError
from homeward.places.facts import SiteStatus
from homeward.places.selectors import sites_list
from homeward.registry.actions.custody import (
    death_report,
    found_again,
    missing_report,
    missing_return,
    persons_arrive,
    persons_depart,
    persons_shelter,
    persons_transfer,
)
from homeward.registry.facts.claims import Source
from homeward.registry.facts.custody import Arrival, Departure, Ending, Group
from homeward.registry.facts.persons import PersonRow, Standing
from homeward.registry.selectors.persons import person_file
from homeward.web.acting import actor_of
from homeward.web.registering import choices
from homeward.web.sentences import in_words
from homeward.web.telling import plain_name

# What can happen to somebody, by where they stand.
KINDS: dict[str, tuple[Promise, tuple[Standing, ...]]] = {
    "shelter": (gettext_lazy("moved to another section or tent"), (Standing.PRESENT,)),
    "transfer": (gettext_lazy("went to another site"), (Standing.PRESENT,)),
    "departure": (gettext_lazy("departed"), (Standing.PRESENT,)),
    "left": (gettext_lazy("left of their own accord"), (Standing.PRESENT,)),
    "missing": (gettext_lazy("is reported missing"), (Standing.PRESENT,)),
    "death": (
        gettext_lazy("is reported to have died"),
        (Standing.PRESENT, Standing.MISSING_REPORTED, Standing.UNACCOUNTED),
    ),
    "arrival": (gettext_lazy("arrived, or came back"), (Standing.DEPARTED,)),
    "returned": (gettext_lazy("is back, after having been reported missing"), (Standing.MISSING_REPORTED,)),
    "found": (gettext_lazy("was found again"), (Standing.UNACCOUNTED,)),
}
_ARRIVALS = {"transfer", "arrival", "returned", "found"}
_TOGETHER = {"shelter", "transfer", "departure", "left", "arrival"}


class MovementForm(forms.Form):
    """What happened, when, where to, and for whom."""

    what = forms.ChoiceField(label=gettext_lazy("What happened"), widget=forms.RadioSelect)
    day = forms.DateField(
        label=gettext_lazy("On"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Leave it empty where the day is not known."),
    )
    site = forms.ChoiceField(label=gettext_lazy("To which site"), required=False)
    section = forms.CharField(label=gettext_lazy("Section"), max_length=32, required=False)
    tent = forms.CharField(label=gettext_lazy("Tent or house"), max_length=32, required=False)
    household = forms.BooleanField(label=gettext_lazy("Everybody of the household went along"), required=False)
    source = forms.ChoiceField(label=gettext_lazy("According to"), choices=choices(Source))

    def __init__(self, *given: Any, standing: Standing, sites: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        possible = [(code, words) for code, (words, standings) in KINDS.items() if standing in standings]
        self.fields["what"].choices = possible  # type: ignore[attr-defined]
        self.fields["site"].choices = [("", "—"), *sites]  # type: ignore[attr-defined]

    def clean_day(self) -> date | None:
        """A day that has come already."""
        day: date | None = self.cleaned_data["day"]
        if day and day > timezone.localdate():
            raise ValidationError(_("This day has not come yet."))
        return day

    def clean(self) -> dict[str, Any]:
        """Whoever arrives, arrives somewhere."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if found.get("what") in _ARRIVALS and not found.get("site"):
            self.add_error("site", ValidationError(_("Choose the site that they came to.")))
        return found


def movement(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The form, and recording it."""
    actor = actor_of(request)
    authorise(actor, Capability.CUSTODY_WRITE)
    row = person_file(actor, person_id).row
    form = MovementForm(request.POST or None, standing=row.standing, sites=_sites(actor))
    if request.method == "POST" and form.is_valid():
        try:
            _record(actor, row, form.cleaned_data)
        except HomewardError as wrong:
            form.add_error(None, in_words(wrong))
            return _page(request, row, form, 409 if isinstance(wrong, Stale) else 400)
        messages.success(request, _("The movement is recorded."))
        return HttpResponseRedirect(reverse("person", args=[person_id]))
    return _page(request, row, form, 400 if form.errors else 200)


def _record(actor: Actor, row: PersonRow, given: dict[str, Any]) -> None:
    what, day, source = given["what"], given["day"], Source(given["source"])
    together = given["household"] and what in _TOGETHER and row.household_id
    group = Group(household_ids=(row.household_id,)) if together and row.household_id else Group(person_ids=(row.id,))
    if what in _ARRIVALS:
        arrival = Arrival(UUID(given["site"]), day, given["section"], given["tent"], source)
        arriving: dict[str, Callable[[], object]] = {
            "transfer": lambda: persons_transfer(actor, group, arrival),
            "arrival": lambda: persons_arrive(actor, group, arrival),
            "returned": lambda: missing_return(actor, row.id, arrival),
            "found": lambda: found_again(actor, row.id, arrival),
        }
        arriving[what]()
    elif what == "shelter":
        persons_shelter(actor, group, given["section"], given["tent"], day=day)
    elif what == "missing":
        missing_report(actor, row.id, day, source=source)
    elif what == "death":
        death_report(actor, row.id, day, source=source)
    else:
        persons_depart(actor, group, Departure(Ending(what), day, source))


def _sites(actor: Actor) -> list[tuple[str, str]]:
    language = get_language() or "en"
    rows = sites_list(actor, capability=Capability.CUSTODY_WRITE)
    return [(str(row.id), row.called(language)) for row in rows if row.status is not SiteStatus.CLOSED]


def _page(request: HttpRequest, row: PersonRow, form: MovementForm, status: int) -> HttpResponse:
    return render(request, "pages/movement.html", {"row": row, "name": plain_name(row), "form": form}, status=status)
