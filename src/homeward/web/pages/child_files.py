"""Children's own files: the list with what is due first, one file with its steps, and what is written into it.

Comes in: a child, forms. Goes out: pages that child protection alone opens. What was typed is kept where something is wrong.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.pathway.actions.child_files import child_entry_add, child_file_open, child_file_step
from homeward.pathway.facts.child_files import ChildStep, Entry, EntryRow
from homeward.pathway.rules.child_files import CODES, next_child_steps
from homeward.pathway.selectors.children import case_of_child, child_file, child_files_list
from homeward.pathway.selectors.tracing import tracings_of
from homeward.registry.facts.persons import PersonRow
from homeward.registry.selectors.households import household_file
from homeward.registry.selectors.persons import persons_of
from homeward.web.acting import actor_of
from homeward.web.assessed_forms import YES_NO
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.child_file_forms import FORMS, CareReviewForm, EntryForm, StepForm
from homeward.web.parts import Page, window_of
from homeward.web.telling import plain_name
from homeward.web.words import word

SIZE = 50


def children(request: HttpRequest) -> HttpResponse:
    """The files, what is due first at the top."""
    actor, window = actor_of(request), window_of(request, SIZE)
    closed = request.GET.get("show") == "closed"
    lines, total = child_files_list(actor, closed=closed, limit=SIZE, offset=window.offset)
    people, today = persons_of(actor, [one.child_id for one in lines]), timezone.localdate()
    rows = [(one, people.get(one.child_id), one.due is not None and one.due < today) for one in lines]
    overdue = sum(late for _line, _person, late in rows)
    context = {"page": Page(lines, total, window), "rows": rows, "closed": closed, "overdue": overdue}
    return render(request, "pages/children.html", context)


@require_POST
def child_file_begin(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Begin a child's file, or open the one that there is."""
    made = child_file_open(actor_of(request), child_id=person_id)
    return HttpResponseRedirect(reverse("child_file", args=[made]))


def child_file_page(request: HttpRequest, file_id: UUID) -> HttpResponse:
    """One file: where it stands, what holds, what was written; a step that is posted."""
    actor = actor_of(request)
    file = child_file(actor, file_id)
    form, status = StepForm(request.POST or None, initial={"version": file.version}), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            sent, to = form.cleaned_data, request.POST.get("to", "")
            if to not in set(ChildStep):
                raise NotFound(_("There is no such step. Open the file again."))
            try:
                child_file_step(actor, file_id=file_id, to=ChildStep(to), words=sent["words"], version=sent["version"])
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("The step is taken."))
                return HttpResponseRedirect(reverse("child_file", args=[file_id]))
    child, today = persons_of(actor, [file.line.child_id]).get(file.line.child_id), timezone.localdate()
    kinds = [(kind, _entries(file.entries, kind, today)) for kind in Entry]
    context = {
        "file": file,
        "child": child,
        "name": plain_name(child) if child else file.line.number,
        "kinds": kinds,
        "steps": list(ChildStep),
        "form": form,
        "next": next_child_steps(file.line.step),
        "case_id": case_of_child(actor, file.line.child_id),
        "tracings": tracings_of(actor, file.line.child_id),
        "late": file.line.due is not None and file.line.due < today,
    }
    return render(request, "pages/child_file.html", context, status=status)


def child_entry(request: HttpRequest, file_id: UUID, kind: Entry) -> HttpResponse:
    """Write something into a child's file."""
    actor = actor_of(request)
    authorise(actor, Capability.CHILD_PROTECTION)
    file = child_file(actor, file_id)
    child = persons_of(actor, [file.line.child_id]).get(file.line.child_id)
    form, status = _form(actor, kind, child, request.POST or None), 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                child_entry_add(actor, file_id=file_id, draft=form.draft())
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("It is recorded."))
                return HttpResponseRedirect(reverse("child_file", args=[file_id]))
    context = {"file": file, "kind": kind, "form": form, "name": plain_name(child) if child else file.line.number}
    return render(request, "pages/child_entry.html", context, status=status)


def _form(actor: Actor, kind: Entry, child: PersonRow | None, sent: Any) -> EntryForm:
    """The form of an entry; a review of care chooses among the child's care as the registry holds it."""
    if kind is not Entry.CARE_REVIEW:
        return FORMS[kind](sent)
    care = []
    if child is not None and child.household_id:
        lasting = [one for one in household_file(actor, child.household_id).care if not one.ended_at]
        care = [(str(one.id), f"{word(one.kind)} · {word(one.basis)}") for one in lasting if one.child_id == child.id]
    return CareReviewForm(sent, care=care)


def _entries(entries: tuple[EntryRow, ...], kind: Entry, today: Any) -> list[dict[str, Any]]:
    """The entries of a kind with what they say under the labels of their form."""
    found = []
    for one in entries:
        if one.kind is kind:
            labels = FORMS[kind].base_fields
            said = [(labels[name].label, _plain(value)) for name, value in _values(one) if name in labels]
            code = word(CODES[kind](one.code)) if one.code else ""
            found.append(
                {"row": one, "said": said, "code": code, "late": bool(one.current and one.due and one.due < today)}
            )
    return found


def _values(one: EntryRow) -> list[tuple[str, object]]:
    """The fields of an entry that say something."""
    names = one.said.__struct_fields__ if one.said else ()
    values = ((name, getattr(one.said, name)) for name in names)
    return [(name, value) for name, value in values if value or value is False]


def _plain(value: object) -> object:
    """A yes or no in words; words as they are."""
    return dict(YES_NO)["yes" if value else "no"] if isinstance(value, bool) else value
