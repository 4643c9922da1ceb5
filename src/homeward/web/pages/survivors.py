"""Sealed files of people who were harmed: the list, one file, and writing in it. For their focal point; nobody else learns that one exists.

Comes in: an address; what was typed. Goes out: pages. The door on a person's page stands there for every focal point, whether there is a
file or not. Nothing here leads to another file of the person, and no other file leads here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from homeward.access.errors import NotFound
from homeward.access.facts import Actor
from homeward.pathway.actions.survivors import (
    consent_record,
    consent_withdraw,
    service_answered,
    survivor_close,
    survivor_open,
    survivor_reopen,
    survivor_share,
    survivor_tell,
)
from homeward.pathway.facts.survivors import Answered, SurvivorRow, Told
from homeward.pathway.selectors.survivors import survivor_file, survivor_of_person, survivors_list
from homeward.registry.selectors.persons import persons_of
from homeward.web import survivor_forms as f
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, seen_version, show_at
from homeward.web.parts import Page, window_of
from homeward.web.telling import plain_name

SIZE = 25
_GONE = "There is nothing such in this file. Open it again."


@dataclass(frozen=True, slots=True)
class At:
    """Where somebody writes: the file, the part that it is about, and the version that they saw."""

    actor: Actor
    file: SurvivorRow
    part: UUID | None
    version: int

    @property
    def of_part(self) -> UUID:
        """The decision, or what was shared, that it is about. Raises `NotFound`."""
        known = {one.id for one in self.file.consents} | {each.id for one in self.file.consents for each in one.shared}
        if self.part is None or self.part not in known:
            raise NotFound(_GONE)
        return self.part


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that is written: its title, what to know before, its button, its form and its action."""

    title: Promise
    before: Promise
    label: Promise
    form: type[forms.Form]
    do: Callable[[At, Any], Any]


def _tell(at: At, form: Any) -> None:
    survivor_tell(at.actor, at.file.id, form.draft())


_ABOUT_FILE: Mapping[str, Doing] = {
    "account": Doing(
        gettext_lazy("Write down what was told"),
        gettext_lazy("It stays in this file. Nobody else reads it, and nothing else is done with it."),
        gettext_lazy("Write it down"), f.AccountForm, _tell,
    ),
    "wish": Doing(
        gettext_lazy("Write down a wish"),
        gettext_lazy("What they want, and what they do not want. It is followed as far as anybody can."),
        gettext_lazy("Write it down"), f.WishForm, _tell,
    ),
    "safety": Doing(
        gettext_lazy("Write a safety plan"),
        gettext_lazy("With them, in words that they understand. The plan before it stays in the file."),
        gettext_lazy("Keep the plan"), f.SafetyForm, _tell,
    ),
    "decision": Doing(
        gettext_lazy("Record a decision about sharing"),
        gettext_lazy("It shares nothing by itself. Refusing costs them nothing, and they can take it back at any moment."),
        gettext_lazy("Record the decision"), f.ConsentForm, lambda at, form: consent_record(at.actor, at.file.id, form.draft()),
    ),
    "close": Doing(
        gettext_lazy("Close the file"),
        gettext_lazy("It stays sealed, and can be opened again."),
        gettext_lazy("Close the file"), f.CloseForm,
        lambda at, form: survivor_close(at.actor, at.file.id, words=form.cleaned_data["words"], version=at.version),
    ),
}  # fmt: skip
_ABOUT_PART: Mapping[str, Doing] = {
    "share": Doing(
        gettext_lazy("Write down what was shared"),
        gettext_lazy("Only what the decision names, with whom it names. The database refuses it once it is taken back."),
        gettext_lazy("Write it down"), f.ShareForm,
        lambda at, form: survivor_share(
            at.actor, at.of_part, what=form.cleaned_data["what"], service=form.cleaned_data["service"]
        ),
    ),
    "withdraw": Doing(
        gettext_lazy("They take the decision back"),
        gettext_lazy("From now on nothing is shared under it. Tell whoever received something."),
        gettext_lazy("Take it back"), f.WithdrawForm,
        lambda at, form: consent_withdraw(at.actor, at.of_part, words=form.cleaned_data["words"]),
    ),
    "answered": Doing(
        gettext_lazy("What the service answered"),
        gettext_lazy("So that it can be followed up with them."),
        gettext_lazy("Record it"), f.ServiceForm,
        lambda at, form: service_answered(
            at.actor, at.of_part, Answered(form.cleaned_data["answered"]), words=form.cleaned_data["words"]
        ),
    ),
}  # fmt: skip


def survivors(request: HttpRequest) -> HttpResponse:
    """The files that are open or closed."""
    actor, window = actor_of(request), window_of(request, SIZE)
    closed, number = request.GET.get("show") == "closed", request.GET.get("number", "")[:20]
    rows, total = survivors_list(actor, closed=closed, number=number, limit=SIZE, offset=window.offset)
    people = persons_of(actor, [row.person_id for row in rows])
    context = {
        "page": Page(rows, total, window),
        "lines": [(row, people.get(row.person_id)) for row in rows],
        "today": timezone.localdate(),
        "closed": closed,
        "number": number,
    }
    return render(request, "pathway/survivor_list.html", context)


def survivor_of(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The file of a person: opened where there is one, or offered to be begun."""
    actor = actor_of(request)
    found = survivor_of_person(actor, person_id)
    row = persons_of(actor, [person_id]).get(person_id)
    if row is None:
        raise NotFound("There is no such person that you may see for the purpose you chose.")
    if found is None and request.method == "POST":
        found = survivor_open(actor, person_id)
        messages.success(request, _("The file is open, and sealed. Nobody else sees that it is here."))
    if found:
        return HttpResponseRedirect(reverse("survivor_file", args=[found]))
    return render(request, "pathway/survivor_new.html", {"row": row, "name": plain_name(row)})


def survivor_page(request: HttpRequest, sealed_id: UUID) -> HttpResponse:
    """One file."""
    actor = actor_of(request)
    file, today = survivor_file(actor, sealed_id), timezone.localdate()
    plans = [one for one in file.told if one.kind is Told.SAFETY]
    context = {
        "file": file,
        "person": persons_of(actor, [file.person_id]).get(file.person_id),
        "accounts": [one for one in file.told if one.kind is Told.ACCOUNT],
        "wishes": [one for one in file.told if one.kind is Told.WISH],
        "plan": plans[0] if plans else None,
        "plans_before": plans[1:],
        "late": bool(plans and plans[0].review_on and plans[0].review_on < today),
        "consents": [(one, one.stands(today)) for one in file.consents],
        "may_write": file.closed_at is None,
    }
    return render(request, "pathway/survivor_file.html", context)


def survivor_do(request: HttpRequest, sealed_id: UUID, what: str) -> HttpResponse:
    """Write something in a file."""
    actor = actor_of(request)
    return _write(
        request, At(actor, survivor_file(actor, sealed_id), None, seen_version(request)), _ABOUT_FILE.get(what)
    )


def survivor_part_do(request: HttpRequest, sealed_id: UUID, part_id: UUID, what: str) -> HttpResponse:
    """Write something about a decision, or about what was shared."""
    actor = actor_of(request)
    at = At(actor, survivor_file(actor, sealed_id), part_id, seen_version(request))
    return _write(request, at, _ABOUT_PART.get(what) if at.of_part else None)


@require_POST
def survivor_reopened(request: HttpRequest, sealed_id: UUID) -> HttpResponse:
    """Open a closed file again."""
    actor = actor_of(request)
    survivor_reopen(actor, sealed_id, version=survivor_file(actor, sealed_id).version)
    return HttpResponseRedirect(reverse("survivor_file", args=[sealed_id]))


def _write(request: HttpRequest, at: At, doing: Doing | None) -> HttpResponse:
    if doing is None:
        raise NotFound(_GONE)
    form, status = doing.form(request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                doing.do(at, form)
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("It is recorded."))
                return HttpResponseRedirect(reverse("survivor_file", args=[at.file.id]))
    context = {
        "title": doing.title, "answer": doing.before, "label": doing.label, "form": form, "number": at.file.number,
        "version": at.version or at.file.version, "back": reverse("survivor_file", args=[at.file.id]),
    }  # fmt: skip
    return render(request, "pathway/survivor_form.html", context, status=status)
