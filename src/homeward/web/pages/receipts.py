"""A person's own receipt: what is recorded, why, with whom it was shared, how to contest it; as a page and on paper, in their language.

Comes in: a person and a language. Goes out: a page or a PDF, with a square code that opens the file again for those allowed.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.safestring import mark_safe

from homeward.access.actions import authorise
from homeward.access.facts import Actor, Capability
from homeward.access.selectors import disclosures_of_person
from homeward.places.selectors import site_names
from homeward.registry.facts.values import ClaimKind
from homeward.registry.selectors.persons import person_by_number
from homeward.registry.selectors.receipts import Receipt, receipt_of
from homeward.web.acting import actor_of
from homeward.web.papers import pdf, qr
from homeward.web.telling import groups, plain_name

KINDS = (
    ClaimKind.NAME,
    ClaimKind.BIRTH,
    ClaimKind.SEX,
    ClaimKind.NATIONALITY,
    ClaimKind.PARENT,
    ClaimKind.DOCUMENT,
    ClaimKind.LANGUAGE,
    ClaimKind.CONTACT,
)


def receipt(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The receipt as a page, in the language of the address or the person's own."""
    actor = actor_of(request)
    authorise(actor, Capability.RECEIPT_ISSUE, person_id=person_id)
    issued = receipt_of(actor, person_id)
    language = _language(request, issued)
    with translation.override(language):
        shown = _shown(request, actor, issued)
    return render(request, "pages/receipt.html", shown | {"language": language, "offered": settings.LANGUAGES})


def receipt_paper(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """The receipt on paper."""
    actor = actor_of(request)
    authorise(actor, Capability.RECEIPT_ISSUE, person_id=person_id)
    issued = receipt_of(actor, person_id)
    with translation.override(_language(request, issued)):
        shown = _shown(request, actor, issued)
        shown |= {"language": translation.get_language(), "bidi": translation.get_language_bidi()}
        document = pdf("papers/receipt.html", shown)
    answer = HttpResponse(document, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{issued.row.number}.pdf"'
    return answer


def slip(request: HttpRequest, number: str) -> HttpResponse:
    """What the square code of a receipt leads to: the file, for those allowed."""
    actor = actor_of(request)
    authorise(actor, Capability.PERSON_READ)
    row = person_by_number(actor, number)
    return HttpResponseRedirect(reverse("person", args=[row.id]))


def _language(request: HttpRequest, issued: Receipt) -> str:
    offered = {code for code, _ in settings.LANGUAGES}
    asked = (request.GET.get("language", ""), issued.language, translation.get_language() or "en")
    return next(code for code in (*asked, "en") if code in offered)


def _shown(request: HttpRequest, actor: Actor, issued: Receipt) -> dict[str, Any]:
    """What both forms of the receipt show, in the language that is active."""
    row = issued.row
    language = translation.get_language() or "en"
    address = request.build_absolute_uri(reverse("slip", args=[row.number]))
    return {
        "row": row,
        "name": plain_name(row),
        "groups": groups(issued.claims, KINDS),
        "site": site_names(actor, [row.site_id], language=language).get(row.site_id, "") if row.site_id else "",
        "issued_at": timezone.now(),
        "photograph": issued.photograph,
        "contact": settings.HOMEWARD_CONTACT,
        "code": mark_safe(qr(address)),  # noqa: S308 - drawn by us, of an address of ours
        "shared": disclosures_of_person(actor, row.id),
    }
