"""Registering a family: one form for where they are and for each of them, with possible duplicates shown before anything is saved.

Comes in: what a clerk typed. Goes out: the household, or the form again with everything still in it.
Shows a clerk who may be registered already, and nothing of any list.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.forms import BaseFormSet, formset_factory
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.identity.facts import Lookalike
from homeward.identity.selectors import lookalikes
from homeward.places.facts import SiteStatus
from homeward.places.selectors import sites_list
from homeward.registry.actions.households import family_register
from homeward.registry.errors import Invalid
from homeward.registry.facts.persons import HouseholdRole
from homeward.web.acting import actor_of
from homeward.web.registering import MOST, PersonForm, PlaceForm, as_typed, family_of, statements_of
from homeward.web.sentences import in_words


def register(request: HttpRequest) -> HttpResponse:
    """The form; a button adds one more person, another saves."""
    actor = actor_of(request)
    authorise(actor, Capability.PERSON_WRITE)
    posted = request.POST if request.method == "POST" else None
    place = PlaceForm(posted, sites=_sites(actor), prefix="place")
    if posted is None:
        return _form(request, place, _people(None, 1))
    if "more" in posted:
        return _form(request, place, _people(posted, _count(posted) + 1, bound=False), adding=True)
    people = _people(posted, _count(posted))
    if not (place.is_valid() & people.is_valid()):
        return _form(request, place, people, status=400)
    filled = [form for form in people.forms if form.has_changed()]
    if "confirmed" not in posted and (alike := _lookalikes(actor, filled)):
        return _form(request, place, people, lookalikes=alike)
    try:
        family = family_register(actor, family_of(place, filled))
    except Invalid as wrong:
        place.add_error(None, in_words(wrong))
        return _form(request, place, people, status=400)
    messages.success(request, _("The family is registered. Its number is %(number)s.") % {"number": family.number})
    return HttpResponseRedirect(reverse("household", args=[family.household_id]))


def _form(
    request: HttpRequest, place: PlaceForm, people: BaseFormSet[PersonForm], status: int = 200, **more: Any
) -> HttpResponse:
    context = {"place": place, "people": people, "most": MOST, "full": len(people.forms) >= MOST, **more}
    return render(request, "pages/register.html", context, status=status)


def _people(posted: Any, count: int, *, bound: bool = True) -> BaseFormSet[PersonForm]:
    """The forms of so many people: bound to what was posted, or unbound with what was typed as their beginning."""
    made = formset_factory(PersonForm, extra=count, max_num=MOST, absolute_max=MOST, validate_max=True)
    if posted is None:
        return made(prefix="person", initial=None, form_kwargs={})
    if bound:
        return made(posted, prefix="person")
    typed = [as_typed(posted, f"person-{number}") for number in range(count - 1)]
    typed.append({"role": HouseholdRole.CHILD})
    people = formset_factory(PersonForm, extra=0, max_num=MOST, absolute_max=MOST)
    return people(prefix="person", initial=typed)


def _count(posted: Any) -> int:
    text = posted.get("person-TOTAL_FORMS", "1")
    return min(MOST - 1, max(1, int(text))) if text.isascii() and text.isdigit() and len(text) < 4 else 1


def _sites(actor: Actor) -> list[tuple[str, str]]:
    """The open sites where the actor may register."""
    language = get_language() or "en"
    rows = sites_list(actor, capability=Capability.PERSON_WRITE)
    return [(str(row.id), row.called(language)) for row in rows if row.status in (SiteStatus.OPEN, SiteStatus.CLOSING)]


def _lookalikes(actor: Actor, people: Sequence[PersonForm]) -> list[tuple[str, tuple[Lookalike, ...]]]:
    """For each person who may be registered already, whom they could be."""
    found = []
    for form in people:
        if alike := lookalikes(actor, statements_of(form)):
            found.append((form.cleaned_data["name"], alike))
    return found
