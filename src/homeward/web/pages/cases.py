"""The cases: the list with its filters, and opening cases for people who move together.

Comes in: what the address asks. Goes out: pages. In no order do people stand by anything that was found about them.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.pathway.actions.cases import case_open
from homeward.pathway.facts.opened import CaseFilter, CaseLine, CasesPage
from homeward.pathway.selectors.case_lists import cases_list, cases_of_household, cases_of_person, packs_to_choose
from homeward.places.selectors import site_names, sites_list
from homeward.registry.facts.persons import PersonRow, Standing
from homeward.registry.selectors.households import household_brief
from homeward.registry.selectors.persons import persons_of
from homeward.web.acting import actor_of
from homeward.web.case_filters import COURSE_SHAPES, STAGE_SHAPES, VIEWS, asked_of, filters_of, query_of
from homeward.web.case_forms import OpenForm
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.parts import Page, window_of

SIZE = 50


def cases(request: HttpRequest) -> HttpResponse:
    """The list of cases."""
    actor = actor_of(request)
    asked, window = asked_of(request.GET), window_of(request, SIZE)
    found = cases_list(actor, asked, limit=SIZE, offset=window.offset)
    sites = [(str(one.id), one.name, one.id == asked.site_id) for one in sites_list(actor)]
    context = {
        "asked": asked,
        "query": query_of(asked),
        "page": Page(found.lines, found.total, window),
        "lines": _lines(actor, found),
        "filters": filters_of(asked, found, sites),
        "views": [(label, query_of(view)) for label, view in VIEWS],
        "narrowed": query_of(asked) not in ("", query_of(CaseFilter(order=asked.order))),
        "may_open": may(actor, Capability.CASE_WRITE),
    }
    return render(request, "pages/cases.html", context)


def case_new(request: HttpRequest) -> HttpResponse:
    """Open cases: `?person=` for one person, `?household=` for those who belong to one."""
    actor = actor_of(request)
    authorise(actor, Capability.CASE_WRITE)
    people, back = _people(actor, request)
    having = {line.row.person_id: line.row for line in _having(actor, people)}
    free = [one for one in people if one.id not in having]
    sites = [(str(one.id), one.name) for one in sites_list(actor)]
    packs = packs_to_choose(actor, get_language() or "en")
    form = OpenForm(request.POST if request.method == "POST" else None, people=free, packs=packs, sites=sites)
    status = 200
    if request.method == "POST":
        opened, status = _open(actor, form)
        if opened:
            messages.success(request, _("The cases are open. Everybody of them moves together."))
            return HttpResponseRedirect(reverse("case", args=[opened[0]]))
    context = {
        "form": form,
        "people": people,
        "having": [(one, having[one.id]) for one in people if one.id in having],
        "free": free,
        "back": back,
        "packs": packs,
    }
    return render(request, "pages/case_new.html", context, status=status)


def _open(actor: Actor, form: OpenForm) -> tuple[tuple[UUID, ...], int]:
    """Open the cases that a form asks for; the ids, or none and the status of the answer."""
    if not form.is_valid():
        return (), 400
    sent, (to, home) = form.cleaned_data, form.way
    chosen = [UUID(one) for one in sent["persons"]]
    try:
        return case_open(actor, person_ids=chosen, pack_key=sent["pack"], to_site_id=to, home_site_id=home), 302
    except SHOWN_IN_PLACE as wrong:
        return (), show_at(form, wrong)


def _people(actor: Actor, request: HttpRequest) -> tuple[list[PersonRow], str]:
    """Whom the address names, without records for which no case can be opened; and the page to go back to."""
    named = asked_id(request, "household")
    if named and (found := household_brief(actor, named)):
        people, back = list(found[1]), reverse("household", args=[named])
    elif one := asked_id(request, "person"):
        rows = persons_of(actor, [one])
        people, back = list(rows.values()), reverse("person", args=[one])
    else:
        people, back = [], reverse("cases")
    gone = (Standing.MERGED, Standing.ERASED, Standing.DECEASED_REPORTED)
    return [one for one in people if one.standing not in gone], back


def asked_id(request: HttpRequest, name: str) -> UUID | None:
    """An id in the address; None where it holds none."""
    try:
        return UUID(request.GET.get(name, ""))
    except ValueError:
        return None


def _having(actor: Actor, people: list[PersonRow]) -> list[CaseLine]:
    """The open cases of some people."""
    households = {one.household_id for one in people if one.household_id}
    found = [line for id in households for line in cases_of_household(actor, id)]
    alone = [one.id for one in people if one.household_id is None]
    return [*found, *(line for id in alone for line in cases_of_person(actor, id) if line.row.closed_at is None)]


def _lines(actor: Actor, found: CasesPage) -> list[dict[str, object]]:
    """The rows of the list with the names of their people and sites."""
    people = persons_of(actor, [line.row.person_id for line in found.lines])
    sites = site_names(
        actor, {line.row.site_id for line in found.lines if line.row.site_id}, language=get_language() or "en"
    )
    return [
        {
            "row": line.row,
            "person": people.get(line.row.person_id),
            "household": line.household_number,
            "site": sites.get(line.row.site_id, ""),
            "stage": STAGE_SHAPES[line.row.stage],
            "course": COURSE_SHAPES[line.row.course],
            "blocks": line.blocks,
        }
        for line in found.lines
    ]
