"""The register of evidence: the list, one item with its chain of custody, its file, and packages that were handed over.

Comes in: an address; what somebody typed. Goes out: pages and files. A file is handed out to be kept, never shown in a page: it came from
outside, and nothing of it runs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import may
from homeward.access.signatures import in_groups
from homeward.kernel.dates import parse
from homeward.kernel.errors import BadInput
from homeward.pathway.actions.evidence import caveat_add, custody_link, evidence_register, obtained_answer
from homeward.pathway.facts.evidence import ItemFile, Moved, Obtained
from homeward.pathway.rules.evidence import LARGEST
from homeward.pathway.selectors.evidence import (
    Opened,
    evidence_file,
    evidence_list,
    evidence_open,
    handover_open,
    handovers_list,
    signing_keys,
)
from homeward.places.selectors import site_names, sites_list
from homeward.web import calendars
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.evidence_forms import CaveatForm, ItemForm, LinkForm, ObtainedForm
from homeward.web.parts import Page, Step, window_of
from homeward.web.words import word

SIZE = 25
OBTAINED_SHAPES = {Obtained.UNTAINTED: "done", Obtained.TAINTED: "blocked", Obtained.UNKNOWN: "waiting"}


def evidence(request: HttpRequest) -> HttpResponse:
    """The items, the latest first."""
    actor, window = actor_of(request), window_of(request, SIZE)
    number = request.GET.get("number", "")[:20]
    rows, total = evidence_list(actor, number=number, limit=SIZE, offset=window.offset)
    context = {
        "page": Page(rows, total, window),
        "lines": [(row, OBTAINED_SHAPES[row.obtained]) for row in rows],
        "handovers": handovers_list(actor, limit=SIZE)[0] if not number else (),
        "number": number,
    }
    return render(request, "pathway/evidence_list.html", context)


def evidence_new(request: HttpRequest) -> HttpResponse:
    """Register an item."""
    actor = actor_of(request)
    authorise(actor, Capability.EVIDENCE)
    sites = [(str(one.id), one.name) for one in sites_list(actor) if may(actor, Capability.EVIDENCE, site_id=one.id)]
    form, status = ItemForm(request.POST or None, request.FILES or None, sites=sites), 200
    if request.method == "POST":
        status = 400
        if form.is_valid() and _sized(form):
            content: UploadedFile[bytes] | None = form.cleaned_data.get("content")
            try:
                made = evidence_register(actor, form.draft(), content=content.chunks() if content else None)
            except (*SHOWN_IN_PLACE, BadInput) as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("The item is registered, and its chain of custody begun."))
                return HttpResponseRedirect(reverse("evidence_item", args=[made]))
    context = {
        "title": _("Register an item of evidence"),
        "answer": _("What it is, where it comes from, how it was obtained. It is never changed afterwards: what is learned is added."),
        "label": _("Register it"), "form": form, "back": reverse("evidence"), "files": True,
    }  # fmt: skip
    return render(request, "pathway/justice_form.html", context, status=status)


def evidence_item(request: HttpRequest, item_id: UUID) -> HttpResponse:
    """One item."""
    actor = actor_of(request)
    file = evidence_file(actor, item_id)
    sites = site_names(actor, {file.site_id}, language=get_language() or "en")
    context = {
        "file": file,
        "row": file.row,
        "site": sites.get(file.site_id, ""),
        "shape": OBTAINED_SHAPES[file.row.obtained],
        "chain": [_step(file, place) for place in range(len(file.chain))],
    }
    return render(request, "pathway/evidence_item.html", context)


def evidence_item_file(request: HttpRequest, item_id: UUID) -> StreamingHttpResponse:
    """The file of an item; that it was opened is in the trail."""
    return _handed(evidence_open(actor_of(request), item_id), "application/octet-stream")


def evidence_package(request: HttpRequest, handover_id: UUID) -> StreamingHttpResponse:
    """A package that was handed over; that it was taken is in the trail."""
    return _handed(handover_open(actor_of(request), handover_id), "application/zip")


def evidence_key(request: HttpRequest) -> HttpResponse:
    """The key that signs packages, as a recipient is told it."""
    keys = [(one, in_groups(one.fingerprint)) for one in signing_keys(actor_of(request))]
    return render(request, "pathway/evidence_key.html", {"now": keys[0], "before": keys[1:]})


def evidence_key_file(request: HttpRequest) -> HttpResponse:
    """The public key itself, as a file for a recipient."""
    newest = signing_keys(actor_of(request))[0]
    answer = HttpResponse(newest.pem, content_type="application/x-pem-file")
    answer["Content-Disposition"] = f'attachment; filename="sign-{newest.number}.pem"'
    return answer


def evidence_do(request: HttpRequest, item_id: UUID, what: str) -> HttpResponse:
    """Add something to an item."""
    actor = actor_of(request)
    file = evidence_file(actor, item_id)
    if what not in _ADD:
        raise NotFound("There is nothing such about an item. Open it again.")
    title, answer, label, kind = _ADD[what]
    form = kind(request.POST or None)
    if what == "link" and request.method == "GET":
        form = kind(initial={"day": timezone.localdate()})
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                _add(actor, item_id, form)
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                messages.success(request, _("It is recorded."))
                return HttpResponseRedirect(reverse("evidence_item", args=[item_id]))
    context = {
        "title": title, "answer": answer, "label": label, "form": form, "number": file.row.number,
        "back": reverse("evidence_item", args=[item_id]),
    }  # fmt: skip
    return render(request, "pathway/justice_form.html", context, status=status)


_ADD: Mapping[str, tuple[Promise, Promise, Promise, Callable[..., forms.Form]]] = {
    "link": (
        gettext_lazy("Add a link to the chain of custody"),
        gettext_lazy("Who has it now, where, and what happened. It is never changed afterwards."), gettext_lazy("Add the link"), LinkForm,
    ),
    "obtained": (
        gettext_lazy("Say how it was obtained"),
        gettext_lazy("What is known now stands; what was said before stays. Nothing obtained by ill-treatment is used against anybody."),
        gettext_lazy("Record it"), ObtainedForm,
    ),
    "caveat": (
        gettext_lazy("Record a condition"),
        gettext_lazy("What whoever gave it says about passing it on. It travels with it, and is asked at every handover."),
        gettext_lazy("Record the condition"), CaveatForm,
    ),
}  # fmt: skip


def _add(actor: Actor, item_id: UUID, form: forms.Form) -> None:
    given = form.cleaned_data
    if isinstance(form, CaveatForm):
        caveat_add(actor, item_id, form.caveat())
    elif isinstance(form, ObtainedForm):
        obtained_answer(actor, item_id, Obtained(given["answer"]), words=given["words"], source=given["source"])
    else:
        custody_link(
            actor, item_id, Moved(given["what"]), holder=given["holder"], place=given["place"], words=given["words"],
            day=given["day"],
        )  # fmt: skip


def _sized(form: ItemForm) -> bool:
    """Whether the file is not larger than what is kept; said at its field."""
    content = form.cleaned_data.get("content")
    if content and (content.size or 0) > LARGEST:
        form.add_error("content", _("The file is larger than 50 MB. Keep it elsewhere, and give its hash here."))
        return False
    return True


def _step(file: ItemFile, place: int) -> Step:
    link = file.chain[place]
    on = parse(link.day)
    day = calendars.partial(on, "gregorian", get_language()) if on else link.day
    text = " · ".join(filter(None, (day, link.holder, link.place)))
    return Step(word(Moved(link.what)), None, link.by, f"{text} — {link.words}", "plain")


def _handed(opened: Opened, kind: str) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(opened.pieces, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{opened.name}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
