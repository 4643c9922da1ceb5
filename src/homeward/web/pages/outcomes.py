"""Why a case is closed and what the person was told, before two people close it.

Comes in: a case in follow-up and what was typed. Goes out: the page of follow-up, or the form with what is wrong. It closes nothing.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from homeward.access.actions import authorise
from homeward.access.facts import Capability as C
from homeward.pathway.actions.outcomes import closure_write
from homeward.pathway.selectors.followups import follow_up_page
from homeward.web.acting import actor_of
from homeward.web.follow_up_forms import ClosureForm
from homeward.web.pages.plan_asking import Asked, ask, typed


def closure_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down why a case is closed."""
    actor = actor_of(request)
    authorise(actor, C.FOLLOW_UP)
    page = follow_up_page(actor, case_id, opened=False)
    form = ClosureForm(typed(request), child=page.child)
    before = []
    if page.open_needs:
        before.append(_("Needs are still open. Say of each what became of it, or to whom it is handed over."))
    if any(one.waits for one in page.follow_ups):
        before.append(_("A contact was due and has no answer yet. Not reached is an answer."))
    asked = Asked(
        _("Why the case is closed"),
        _("Two people close it afterwards. It can be opened again, and what is written here stays."),
        _("Write it down"), "case_follow_up", before=before,
    )  # fmt: skip

    def do() -> str:
        closure_write(actor, case_id=case_id, draft=form.draft())
        return _("It is written down. Propose the closing on the page of the case now.")

    return ask(request, case_id, asked, form, do)
