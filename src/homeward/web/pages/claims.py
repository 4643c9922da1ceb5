"""Recording one claim about a person, or correcting one.

Comes in: the kind of fact, what was typed, and the version of the file that was read. Goes out: the file again, or the form with what
is wrong; where somebody else saved meanwhile, both versions side by side.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.errors import NotFound, Stale
from homeward.access.facts import Actor, Capability
from homeward.registry.actions.parents import parent_record
from homeward.registry.actions.persons import claims_record
from homeward.registry.actions.scans import paper_record
from homeward.registry.errors import Invalid
from homeward.registry.facts.claims import Claim, Statement
from homeward.registry.facts.persons import PersonFile
from homeward.registry.facts.values import ClaimKind, ParentValue
from homeward.registry.selectors.persons import person_by_number, person_file, persons_of
from homeward.web.acting import actor_of
from homeward.web.changing import seen_version, show_at
from homeward.web.claiming import FORMS, ClaimForm, DocumentForm, ParentForm, in_order, initial_of
from homeward.web.sentences import in_words
from homeward.web.telling import plain_name, told

WRITES = {ClaimKind.NEED: Capability.NEED_WRITE, ClaimKind.DOCUMENT: Capability.DOCUMENT_WRITE}


def claim(request: HttpRequest, person_id: UUID, kind: str) -> HttpResponse:
    """The form of one kind of fact; `?replaces=` names the claim that is corrected."""
    if kind not in list(ClaimKind):
        raise Http404
    actor, made = actor_of(request), FORMS[ClaimKind(kind)]
    authorise(actor, WRITES.get(made.kind, Capability.PERSON_WRITE), person_id=person_id)
    file = person_file(actor, person_id)
    old = _replaced(file, request.GET.get("replaces", ""))
    initial = initial_of(made.kind, old.value) | _linked(actor, old) if old else {}
    if request.method != "POST":
        return _form(request, file, made(initial=initial), old)
    form = made(request.POST, request.FILES, initial=initial)
    if not form.is_valid():
        return _form(request, file, form, old, status=400)
    try:
        _record(actor, person_id, form, form.statement(old.id if old else None), seen_version(request))
    except Invalid as wrong:
        return _form(request, file, form, old, status=show_at(form, wrong))
    except (Stale, NotFound) as late:
        if late.data.get("field") in form.fields:
            return _form(request, file, form, old, status=show_at(form, late))
        form.add_error(None, in_words(late))
        return _form(request, file, form, old, status=409, changed=True)
    messages.success(request, _("Recorded. What stood there before is kept."))
    return HttpResponseRedirect(reverse("person", args=[person_id]))


def _record(actor: Actor, person_id: UUID, form: ClaimForm, said: Statement, version: int) -> None:
    """Record a claim; one about a paper perhaps with its scan, one about a parent perhaps with who that is."""
    content = form.content() if isinstance(form, DocumentForm) else None
    if isinstance(form, ParentForm):
        parent = person_by_number(actor, form.spoken()).id if form.spoken() else None
        parent_record(actor, person_id, said, parent, version=version)
    elif content is None:
        claims_record(actor, person_id, [said], version=version)
    else:
        paper_record(actor, person_id, said, content, version=version)


def _linked(actor: Actor, old: Claim) -> dict[str, str]:
    """The number of the registered parent whom a claim names."""
    if not isinstance(old.value, ParentValue) or not old.value.person_id:
        return {}
    parent = persons_of(actor, [UUID(old.value.person_id)]).get(UUID(old.value.person_id))
    return {"number": parent.number} if parent else {}


def _form(
    request: HttpRequest,
    file: PersonFile,
    form: ClaimForm,
    old: Claim | None,
    *,
    status: int = 200,
    changed: bool = False,
) -> HttpResponse:
    context = {
        "row": file.row,
        "name": plain_name(file.row),
        "form": form,
        "fields": [form[name] for name in in_order(form)],
        "kind": form.kind,
        "old": told(old) if old else None,
        "now": [told(one) for one in file.claims if one.kind is form.kind and one.current] if changed else (),
        "version": file.row.version,
    }
    return render(request, "pages/claim.html", context, status=status)


def _replaced(file: PersonFile, text: str) -> Claim | None:
    return next((claim for claim in file.claims if str(claim.id) == text and not claim.restricted), None)
