"""Changing who belongs to a household: people join or move here, somebody's role changes, somebody leaves, an empty one is closed.

Comes in: numbers and roles, and the version of the household that was seen. Goes out: the household again, or the form with what is
wrong. A change that would leave a child without their carers is refused with its sentence, and nothing is saved.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.forms import BaseFormSet, Form
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.registry.actions.households import household_close, member_add, member_move, member_remove, member_role
from homeward.registry.facts.households import HouseholdFile, MemberRow, Move
from homeward.registry.facts.persons import HouseholdRole
from homeward.registry.selectors.households import household_file
from homeward.registry.selectors.persons import person_by_number
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, seen_version, show_at
from homeward.web.household_forms import ComingForm, ComingForms, JoinForm, RoleForm
from homeward.web.sentences import in_words
from homeward.web.telling import plain_name


@dataclass(frozen=True, slots=True)
class Opened:
    """A household that this actor may change, opened."""

    actor: Actor
    file: HouseholdFile

    @property
    def people(self) -> list[tuple[str, str]]:
        """Its members as a field offers them; whom the actor may not see is not among them."""
        return [(str(one.person_id), plain_name(one.person)) for one in self.file.members if one.person]

    def back(self) -> HttpResponseRedirect:
        """To the household's page."""
        return HttpResponseRedirect(reverse("household", args=[self.file.row.id]))


def opened(request: HttpRequest, household_id: UUID, needs: Capability = Capability.HOUSEHOLD_WRITE) -> Opened:
    """Open a household to change it. Raises `NotFound`, `Refused`."""
    actor = actor_of(request)
    authorise(actor, needs)
    file = household_file(actor, household_id)
    authorise(actor, needs, site_id=file.row.site_id)
    return Opened(actor, file)


def member_in(file: HouseholdFile, member_id: UUID) -> MemberRow:
    """Somebody who belongs to a household now. Raises `NotFound`."""
    found = next((one for one in file.members if one.person_id == member_id and one.person), None)
    if found is None:
        raise NotFound(_("This person does not belong to the household any more. Open it again."))
    return found


def household_join(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Let people join, or move here from their households."""
    home = opened(request, household_id)
    posted = request.POST if request.method == "POST" else None
    form, rows = JoinForm(posted), ComingForms(posted)
    status = 200
    if posted is not None:
        moves = _moves(home.actor, form, rows)
        status = 400 if moves is None else _join(request, home, form, moves)
        if status == 302:
            return home.back()
    context = {"row": home.file.row, "file": home.file, "form": form, "rows": rows}
    return render(request, "pages/household_join.html", context, status=status)


def household_member(request: HttpRequest, household_id: UUID, member_id: UUID) -> HttpResponse:
    """One member: another role, or they leave."""
    home = opened(request, household_id)
    member = member_in(home.file, member_id)
    changes = request.method == "POST" and "change" in request.POST
    form = RoleForm(request.POST if changes else None, initial={"role": member.role})
    leave = Form(request.POST if request.method == "POST" and not changes else None)
    if not any(one.role is HouseholdRole.HEAD for one in home.file.members if one is not member):
        del form.fields["former_head"]
    status = 200
    if request.method == "POST":
        status = _change(request, home, member, form) if changes else _leave(request, home, member, leave)
        if status == 302:
            return home.back()
    context = {
        "row": home.file.row,
        "member": member,
        "form": form,
        "leave": leave,
        "may_separate": may(home.actor, Capability.CHILD_PROTECTION, site_id=home.file.row.site_id),
    }
    return render(request, "pages/household_member.html", context, status=status)


def household_end(request: HttpRequest, household_id: UUID) -> HttpResponse:
    """Close a household that nobody belongs to."""
    home, form, status = opened(request, household_id), Form(), 200
    if request.method == "POST":
        form = Form(request.POST)
        form.is_valid()
        try:
            household_close(home.actor, household_id, version=seen_version(request))
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("The household is closed."))
            return home.back()
    context = {
        "version": home.file.row.version,
        "title": _("Close the household"),
        "answer": home.file.row.number,
        "consequences": [_("Nobody can join it any more."), _("Its past stays.")],
        "label": _("Close the household"),
        "cancel_url": reverse("household", args=[household_id]),
        "form": form,
    }
    return render(request, "pages/household_close.html", context, status=status)


def _moves(actor: Actor, form: JoinForm, rows: BaseFormSet[ComingForm]) -> list[Move] | None:
    """Who joins as what, looked up by their numbers; None where something is wrong, which the forms say."""
    if not (rows.is_valid() and form.is_valid()):
        return None
    moves = list(_found(actor, rows))
    if any(row.errors for row in rows):
        return None
    if not moves:
        form.add_error(None, _("Write the number of somebody who joins."))
        return None
    return moves


def _found(actor: Actor, rows: Iterable[ComingForm]) -> Iterable[Move]:
    for row in rows:
        if number := row.cleaned_data.get("number"):
            try:
                yield Move(person_by_number(actor, number).id, HouseholdRole(row.cleaned_data["role"]))
            except NotFound as wrong:
                row.add_error("number", in_words(wrong))


def _join(request: HttpRequest, home: Opened, form: JoinForm, moves: list[Move]) -> int:
    act = member_move if form.cleaned_data["leaving"] else member_add
    try:
        act(home.actor, home.file.row.id, moves, version=seen_version(request))
    except SHOWN_IN_PLACE as wrong:
        return show_at(form, wrong)
    messages.success(request, _("Recorded. They belong to this household now."))
    return 302


def _change(request: HttpRequest, home: Opened, member: MemberRow, form: RoleForm) -> int:
    if not form.is_valid():
        return 400
    move = Move(member.person_id, HouseholdRole(form.cleaned_data["role"]))
    former = HouseholdRole(form.cleaned_data.get("former_head") or HouseholdRole.OTHER_RELATIVE)
    try:
        member_role(home.actor, home.file.row.id, move, version=seen_version(request), former_head=former)
    except SHOWN_IN_PLACE as wrong:
        return show_at(form, wrong)
    messages.success(request, _("Recorded. What they were before is kept."))
    return 302


def _leave(request: HttpRequest, home: Opened, member: MemberRow, form: Form) -> int:
    form.is_valid()
    try:
        member_remove(home.actor, home.file.row.id, [member.person_id], version=seen_version(request))
    except SHOWN_IN_PLACE as wrong:
        return show_at(form, wrong)
    messages.success(request, _("Recorded. They do not belong to this household any more."))
    return 302
