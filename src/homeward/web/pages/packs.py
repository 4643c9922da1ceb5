"""Destination packs: which versions are loaded, what one asks for, what differs between two, and loading the next one.

Comes in: a file, two versions. Goes out: pages. A version is shown as it was loaded; nothing here says anything of anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.actions import authorise
from homeward.access.facts import Capability
from homeward.access.selectors import may
from homeward.kernel.errors import BadInput, Unreadable
from homeward.pathway.actions.packs import pack_load, pack_retire
from homeward.pathway.facts.cases import Stage
from homeward.pathway.facts.packs import Document, Item
from homeward.pathway.rules.pack_files import KINDS, LARGEST, BadPack
from homeward.pathway.rules.packs import Mistake
from homeward.pathway.selectors.packs import pack_changes, pack_of, packs_list
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.countries import country_name
from homeward.web.pack_forms import PackFileForm
from homeward.web.sentences import in_words, sentence


def packs(request: HttpRequest) -> HttpResponse:
    """Every version that is loaded, and, for whoever keeps packs, the form that loads another; each mistake of a file in its place."""
    actor = actor_of(request)
    form, status = PackFileForm(request.POST or None, request.FILES or None), 200
    mistakes: tuple[Mistake, ...] = ()
    if request.method == "POST":
        authorise(actor, Capability.PACK_MANAGE)
        status = 400
        if form.is_valid():
            try:
                row = pack_load(actor, text=_text(form.cleaned_data["file"]), file=form.cleaned_data["file"].name[:80])
            except BadPack as wrong:
                mistakes = wrong.mistakes
            except SHOWN_IN_PLACE as wrong:
                status = show_at(form, wrong)
            else:
                done = _("The version is loaded. New cases begin with it.") if row.new else _("This is loaded already.")
                messages.success(request, done)
                return HttpResponseRedirect(reverse("pack", args=[row.key, row.version]))
    told = [(one.path, _told(one)) for one in mistakes]
    rows = [(row, row.document.titles.said(_language()), country_name(row.country)) for row in packs_list(actor)]
    context = {
        "rows": rows, "form": form, "mistakes": told, "may_manage": may(actor, Capability.PACK_MANAGE),
        "file": form.cleaned_data["file"].name if mistakes else "",
    }  # fmt: skip
    return render(request, "pages/packs.html", context, status=status)


def pack(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """One version: what it asks for, stage by stage."""
    actor, language = actor_of(request), _language()
    row = pack_of(actor, key, version)
    others = [one.version for one in packs_list(actor) if one.key == key and one.version != version]
    document = row.document
    context = {
        "row": row,
        "title": document.titles.said(language),
        "about": document.about.said(language) if document.about else "",
        "country": country_name(row.country),
        "stages": list(_stages(document)),
        "papers": [(one.titles.said(language), one.whom) for one in document.papers],
        "barriers": [(one.titles.said(language), one.help.said(language)) for one in document.barriers],
        "reception": document.reception,
        "reception_title": document.reception.titles.said(language) if document.reception else "",
        "follow_up": document.follow_up,
        "others": others,
        "may_manage": may(actor, Capability.PACK_MANAGE),
    }
    return render(request, "pages/pack.html", context)


def changes(request: HttpRequest, key: str, before: int, after: int) -> HttpResponse:
    """What differs between two versions."""
    actor = actor_of(request)
    row = pack_of(actor, key, after)
    found = [one for one in pack_changes(actor, key, before, after) if one.path != "version"]
    context = {
        "row": row, "title": row.document.titles.said(_language()), "before": before, "after": after, "changes": found,
    }  # fmt: skip
    return render(request, "pages/pack_changes.html", context)


@require_POST
def pack_use(request: HttpRequest, key: str, version: int) -> HttpResponse:
    """Take a version out of use, or back into it."""
    retired = request.POST.get("retired") == "yes"
    try:
        pack_retire(actor_of(request), key=key, version=version, retired=retired)
    except BadInput as wrong:
        messages.warning(request, in_words(wrong))
    else:
        told = _("No new case begins with this version.") if retired else _("New cases may begin with this version.")
        messages.success(request, told)
    return HttpResponseRedirect(reverse("pack", args=[key, version]))


def _stages(document: Document) -> Iterator[tuple[Stage, list[dict[str, Any]]]]:
    """The items by the stage before whose leaving they are needed, in the order of the way."""
    for stage in Stage:
        if found := [_shown(document, item) for item in document.items if item.before is stage]:
            yield stage, found


def _shown(document: Document, item: Item) -> dict[str, Any]:
    language = _language()
    authority = document.authority(item.authority)
    return {
        "item": item,
        "title": item.titles.said(language),
        "help": item.help.said(language),
        "authority": authority.titles.said(language) if authority else "",
        "answers": [
            (one.titles.said(language), one.does, one.objection.said(language) if one.objection else "")
            for one in item.answers
        ],
    }


def _told(mistake: Mistake) -> str:
    """A mistake in the reader's language: what a value is, is a word too."""
    values = {name: _(value) if value in KINDS.values() else value for name, value in mistake.values.items()}  # type: ignore[arg-type]
    return sentence(mistake.sentence, values)


def _text(file: Any) -> str:
    if file.size > LARGEST:
        raise Unreadable("It is larger than 512 KB, which no pack is. Check that it is the right file.", field="file")
    try:
        return str(file.read().decode("utf-8"))
    except UnicodeDecodeError:
        raise Unreadable("The file is not text in UTF-8. Save it as UTF-8 and try again.", field="file") from None


def _language() -> str:
    return get_language() or "en"
