"""The cases planted at the desk: which are still screened, where they are said to be, what became of them; and taking them out.

Comes in: which ones. Goes out: a page for whoever watches over quality, and for nobody at a desk.
"""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.errors import NotFound
from homeward.access.facts import Capability
from homeward.access.selectors import reach_of
from homeward.places.selectors import site_names
from homeward.review.actions.quality import planted_retire
from homeward.review.selectors.planted import planted_list
from homeward.web.acting import actor_of
from homeward.web.parts import Page, window_of
from homeward.web.queueing import STATES

SIZE = 50


def planted(request: HttpRequest) -> HttpResponse:
    """The cases, those still screened first."""
    actor, window = actor_of(request), window_of(request, SIZE)
    rows, total, screened = planted_list(actor, limit=SIZE, offset=window.offset)
    names = site_names(actor, {row.site_id for row in rows if row.site_id}, language=get_language() or "en")
    context = {
        "page": Page(rows, total, window),
        "screened": screened,
        "may_take_out": reach_of(actor, Capability.QUALITY_READ).everywhere,
        "lines": [
            (row, names.get(row.site_id, "") if row.site_id else "", STATES[row.state] if row.state else "")
            for row in rows
        ],
    }
    return render(request, "pages/planted.html", context)


@require_POST
def planted_out(request: HttpRequest) -> HttpResponse:
    """Have those chosen screened no longer."""
    actor = actor_of(request)
    chosen = [UUID(one) for one in request.POST.getlist("case") if _is_id(one)]
    try:
        done = planted_retire(actor, chosen)
    except NotFound:
        messages.warning(request, _("Choose a case that is still screened: none of those chosen is."))
    else:
        told = ngettext("One case is screened no longer.", "%(cases)s cases are screened no longer.", done) % {
            "cases": done
        }
        messages.success(request, told)
    return HttpResponseRedirect(reverse("planted"))


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
