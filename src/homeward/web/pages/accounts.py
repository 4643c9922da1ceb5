"""Accounts: who signs in, which roles they hold where and until when; for administrators, who read nobody's file.

Comes in: what an administrator typed. Goes out: pages. A first password is shown once.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions import assignment_give, assignment_withdraw, password_reset, user_close, user_create
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Assignment, Purpose, Role
from homeward.access.rules import GRANTS
from homeward.access.selectors import UserRow, user_list
from homeward.kernel.errors import HomewardError
from homeward.places.selectors import site_names, sites_list
from homeward.web.acting import actor_of
from homeward.web.sentences import in_words
from homeward.web.words import word


class AccountForm(forms.Form):
    """A new account."""

    username = forms.CharField(
        label=gettext_lazy("Name to sign in with"),
        max_length=150,
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )


class RoleForm(forms.Form):
    """A role for a purpose, at a site or everywhere, until a day."""

    role = forms.ChoiceField(label=gettext_lazy("Role and purpose"))
    site = forms.ChoiceField(label=gettext_lazy("Where"), required=False)
    until = forms.DateField(
        label=gettext_lazy("Until the end of"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *given: Any, sites: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*given, **named)
        pairs = [(f"{role}:{purpose}", f"{word(role)} · {word(purpose)}") for role in Role for purpose in GRANTS[role]]
        self.fields["role"].choices = pairs  # type: ignore[attr-defined]
        self.fields["site"].choices = [("", _("everywhere")), *sites]  # type: ignore[attr-defined]

    def assignment(self) -> Assignment:
        """The assignment of a valid form."""
        given = self.cleaned_data
        role, purpose = given["role"].split(":")
        end = given["until"] and datetime.combine(given["until"], time.max, tzinfo=timezone.get_current_timezone())
        return Assignment(Role(role), UUID(given["site"]) if given["site"] else None, Purpose(purpose), end or None)


def users(request: HttpRequest) -> HttpResponse:
    """The accounts, and the form of a new one."""
    actor = actor_of(request)
    form = AccountForm(request.POST or None)
    rows = user_list(actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = user_create(actor, username=form.cleaned_data["username"])
        except HomewardError as wrong:
            form.add_error("username", in_words(wrong))
        else:
            return render(request, "pages/first_password.html", {"made": made})
    return render(request, "pages/users.html", {"rows": rows, "form": form}, status=400 if form.errors else 200)


def user(request: HttpRequest, user_id: UUID) -> HttpResponse:
    """One account and what it holds."""
    actor = actor_of(request)
    row = _row(actor, user_id)
    language = get_language() or "en"
    form = RoleForm(request.POST or None, sites=[(str(site.id), site.called(language)) for site in sites_list(actor)])
    if request.method == "POST" and form.is_valid():
        try:
            assignment_give(actor, user_id=user_id, assignment=form.assignment())
        except HomewardError as wrong:
            form.add_error(None, in_words(wrong))
        else:
            messages.success(request, _("The role is given."))
            return HttpResponseRedirect(reverse("user", args=[user_id]))
    names = site_names(actor, [one.assignment.site_id for one in row.held if one.assignment.site_id], language=language)
    held = [
        (one, names.get(one.assignment.site_id, "") if one.assignment.site_id else _("everywhere")) for one in row.held
    ]
    return render(
        request, "pages/user.html", {"row": row, "held": held, "form": form}, status=400 if form.errors else 200
    )


@require_POST
def user_action(request: HttpRequest, user_id: UUID, what: str) -> HttpResponse:
    """Close an account, give it a new password, or take a role back."""
    actor = actor_of(request)
    if what == "password":
        return render(request, "pages/first_password.html", {"made": password_reset(actor, user_id=user_id)})
    if what == "close":
        user_close(actor, user_id=user_id)
        messages.success(request, _("The account is closed."))
        return HttpResponseRedirect(reverse("users"))
    row = _row(actor, user_id)
    wanted = next((one.id for one in row.held if str(one.id) == request.POST.get("assignment")), None)
    if wanted is None:
        raise NotFound(_("This role was taken back already."))
    assignment_withdraw(actor, assignment_id=wanted)
    messages.success(request, _("The role is taken back."))
    return HttpResponseRedirect(reverse("user", args=[user_id]))


def _row(actor: Actor, user_id: UUID) -> UserRow:
    found = next((row for row in user_list(actor) if row.id == user_id), None)
    if found is None:
        raise NotFound(_("There is no such open account."))
    return found
