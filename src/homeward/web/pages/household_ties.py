"""How people of a household are related, who cares for a child, and a decision that a child leaves their carers.

Comes in: what somebody stated, or child protection decided. Goes out: the page again, or the form with what is wrong.
A relation says how two people are related and nothing more. A separation is decided with basis, authority, reasons and a review, by a
child protection specialist alone; it lets one change happen, once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.registry.actions.relations import care_end, care_record, relation_end, relation_record
from homeward.registry.actions.separations import separation_decide, separation_withdraw
from homeward.registry.facts.claims import Source
from homeward.registry.facts.households import (
    CareBasis,
    CareDraft,
    CareKind,
    CareRow,
    HouseholdFile,
    RelationDraft,
    RelationKind,
    RelationRow,
    SeparationBasis,
    SeparationDraft,
    SeparationRow,
)
from homeward.registry.facts.persons import PersonRow
from homeward.registry.selectors.persons import person_by_number, persons_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.household_forms import OTHER, CareEndForm, CareForm, RelationForm, SeparationForm
from homeward.web.pages.household_changes import member_in, opened


def household_relations(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """The relations of the members: a new one, or one that ends."""
    home = opened(request, household_id)
    records = request.method == "POST" and "end" not in request.POST
    form = RelationForm(request.POST if records else None, people=home.people)
    ending = Form(request.POST if request.method == "POST" and not records else None)
    status = 200
    if records:
        status = _done(form, lambda: _relate(home.actor, form)) if form.is_valid() else 400
    elif ending.is_valid():
        found = [one.id for one in home.file.relations if str(one.id) == request.POST["end"]]
        status = _done(ending, lambda: relation_end(home.actor, found[0] if found else household_id))
    if status == 302:
        messages.success(request, _("The relation is recorded.") if records else _("The relation has ended."))
        return HttpResponseRedirect(reverse("household_relations", args=[household_id]))
    context = {
        "row": home.file.row,
        "relations": ties_of(home.actor, home.file).relations,
        "form": form,
        "ending": ending,
    }
    return render(request, "pages/household_relations.html", context, status=status)


def household_care(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Who cares for the children of a household: a new arrangement, or one that ends."""
    home = opened(request, household_id)
    records = request.method == "POST" and "end" not in request.POST
    form = CareForm(request.POST if records else None, people=home.people)
    ties = ties_of(home.actor, home.file, lasting=True)
    ends = {one.id: CareEndForm(_posted(request, one.id), prefix=one.id.hex) for one, _child, _carer in ties.care}
    status = 200
    if records:
        status = _done(form, lambda: _care(home.actor, form)) if form.is_valid() else 400
    elif request.method == "POST":
        status = _end_care(home.actor, ends)
    if status == 302:
        messages.success(request, _("Who cares for the child is recorded.") if records else _("The care has ended."))
        return HttpResponseRedirect(reverse("household_care", args=[household_id]))
    context = {
        "row": home.file.row,
        "lines": [(*line, ends[line[0].id]) for line in ties.care],
        "form": form,
        "may_end": may(home.actor, Capability.CHILD_PROTECTION, site_id=home.file.row.site_id),
    }
    return render(request, "pages/household_care.html", context, status=status)


def household_separation(request: HttpRequest, household_id: UUID, member_id: UUID) -> HttpResponse:
    """A decision that a child leaves their carers: taken, or withdrawn before it was carried out."""
    home = opened(request, household_id, Capability.CHILD_PROTECTION)
    member = member_in(home.file, member_id)
    decides = request.method == "POST" and "withdraw" not in request.POST
    form = SeparationForm(request.POST if decides else None)
    status = 200
    if decides:
        status = _done(form, lambda: _separate(home.actor, member_id, form)) if form.is_valid() else 400
    elif request.method == "POST":
        separation_withdraw(home.actor, member_id)
        status = 302
    if status == 302:
        messages.success(request, _("The decision is recorded.") if decides else _("The decision is withdrawn."))
        return HttpResponseRedirect(reverse("household_separation", args=[household_id, member_id]))
    decisions = [(one, state_of(one)) for one in reversed(home.file.separations) if one.child_id == member_id]
    context = {
        "row": home.file.row,
        "member": member,
        "form": form,
        "decisions": decisions,
        "open": next((one for one, _state in decisions if not one.used_at and not one.withdrawn_at), None),
    }
    return render(request, "pages/household_separation.html", context, status=status)


@dataclass(frozen=True, slots=True)
class Ties:
    """What binds the people of a household, with the persons named; None: kept from the reader, or nobody registered."""

    relations: list[tuple[RelationRow, PersonRow | None, PersonRow | None]]
    care: list[tuple[CareRow, PersonRow | None, PersonRow | None]]
    separations: list[tuple[SeparationRow, PersonRow | None, Promise]]


def ties_of(actor: Actor, file: HouseholdFile, *, lasting: bool = False) -> Ties:
    """The relations that hold, the care arrangements (`lasting`: only those that last) and the decisions of a household."""
    people = {one.person_id: one.person for one in (*file.former, *file.members)}
    named = [id for one in file.relations for id in (one.person_id, one.of_id)]
    named += [one.carer_id for one in file.care if one.carer_id]
    if elsewhere := {id for id in named if id not in people}:
        people |= persons_of(actor, list(elsewhere))
    care = [one for one in file.care if not (lasting and one.ended_at)]
    return Ties(
        [(one, people.get(one.person_id), people.get(one.of_id)) for one in file.relations if not one.ended_at],
        [(one, people.get(one.child_id), people.get(one.carer_id) if one.carer_id else None) for one in care],
        [(one, people.get(one.child_id), state_of(one)) for one in file.separations],
    )


def state_of(decision: SeparationRow) -> Promise:
    """Where a decision stands, in words."""
    if decision.used_at:
        return gettext_lazy("carried out")
    return gettext_lazy("withdrawn") if decision.withdrawn_at else gettext_lazy("not carried out yet")


def _done(form: Form, act: Callable[[], object]) -> int:
    """Do something; what is wrong stands at its field. Returns the status of the answer: 302 where it was done."""
    try:
        act()
    except SHOWN_IN_PLACE as wrong:
        return show_at(form, wrong)
    return 302


def _relate(actor: Actor, form: RelationForm) -> UUID:
    given = form.cleaned_data
    of = _other(actor, given["of"], given["number"])
    draft = RelationDraft(UUID(given["person"]), RelationKind(given["kind"]), of, Source(given["source"]))
    return relation_record(actor, draft)


def _care(actor: Actor, form: CareForm) -> UUID:
    given = form.cleaned_data
    carer = _other(actor, given["carer"], given["number"]) if given["carer"] else None
    kind, basis = CareKind(given["kind"]), CareBasis(given["basis"])
    return care_record(actor, CareDraft(UUID(given["child"]), carer, kind, basis, given["since"]))


def _separate(actor: Actor, child_id: UUID, form: SeparationForm) -> UUID:
    given = form.cleaned_data
    draft = SeparationDraft(
        child_id, SeparationBasis(given["basis"]), given["authority"], given["reason"], given["review_on"]
    )
    return separation_decide(actor, draft)


def _other(actor: Actor, chosen: str, number: str) -> UUID:
    """Who was chosen from the list, or named by number. Raises `NotFound` with the field."""
    return UUID(chosen) if chosen != OTHER else person_by_number(actor, number).id


def _posted(request: HttpRequest, id: UUID) -> Any:
    return request.POST if request.method == "POST" and request.POST.get("end") == str(id) else None


def _end_care(actor: Actor, ends: dict[UUID, CareEndForm]) -> int:
    """End the arrangement whose form was sent; one that is not there any more changes nothing."""
    care_id, form = next(((id, form) for id, form in ends.items() if form.is_bound), (None, None))
    if care_id is None or form is None:
        return 409
    return _done(form, lambda: care_end(actor, care_id, until=form.cleaned_data["until"])) if form.is_valid() else 400
