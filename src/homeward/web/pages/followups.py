"""Follow-up: when somebody is asked how they are, what they said over time, a contact on a phone.

Comes in: a case and what was typed. Goes out: pages. Whoever was not reached is unknown, and the page says that nothing follows from it.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor
from homeward.access.facts import Capability as C
from homeward.access.selectors import may
from homeward.kernel.ids import uuid7
from homeward.pathway.actions.followups import contact_record, follow_up_move, follow_up_plan
from homeward.pathway.facts.followups import DueState, FollowUpRow
from homeward.pathway.selectors.case_files import case_brief
from homeward.pathway.selectors.followups import follow_up_page
from homeward.registry.selectors.persons import persons_of
from homeward.web.acting import actor_of
from homeward.web.follow_up_forms import ContactForm, DueForm, MoveForm
from homeward.web.followups_page import lines_of
from homeward.web.pages.plan_asking import Asked, ask, typed


@require_GET
def case_follow_up(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The contacts, planned and made, what was said over time, and why the case was closed."""
    actor = actor_of(request)
    authorise(actor, C.FOLLOW_UP)
    page = follow_up_page(actor, case_id)
    row = case_brief(actor, case_id)
    context = {
        "row": row,
        "page": page,
        "person": persons_of(actor, [row.person_id]).get(row.person_id),
        "may_complain": may(actor, C.REQUEST_OPEN, site_id=row.site_id),
        **lines_of(page),
    }
    return render(request, "pages/case_follow_up.html", context)


def contact_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Write down a contact, planned (`?for=`) or not."""
    actor = actor_of(request)
    authorise(actor, C.FOLLOW_UP)
    planned = _planned(actor, case_id, request.GET.get("for", ""))
    initial = {"held_on": timezone.localdate(), "once": uuid7()}
    form = ContactForm(typed(request), initial=initial)
    asked = Asked(
        _("How they are"),
        _("If nobody is reached, it is unknown how they are. That is an answer, and nothing follows from it."),
        _("Write it down"), "case_follow_up", template="pages/contact.html",
    )  # fmt: skip

    def do() -> str:
        contact_record(actor, case_id=case_id, draft=form.draft(planned.id if planned else None))
        return _("It is written down.")

    return ask(request, case_id, asked, form, do, planned=planned)


def follow_up_new(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """Plan one contact more."""
    actor = actor_of(request)
    authorise(actor, C.FOLLOW_UP)
    form = DueForm(typed(request))
    asked = Asked(
        _("Plan a contact"),
        _("Ask them which day suits them, and how they want to be asked."),
        _("Plan it"),
        "case_follow_up",
    )

    def do() -> str:
        follow_up_plan(actor, case_id=case_id, due_on=form.cleaned_data["due_on"])
        return _("The contact is planned.")

    return ask(request, case_id, asked, form, do)


def follow_up_change(request: HttpRequest, case_id: UUID, follow_up_id: UUID) -> HttpResponse:
    """Move a planned contact, or drop it."""
    actor = actor_of(request)
    authorise(actor, C.FOLLOW_UP)
    row = _planned(actor, case_id, str(follow_up_id))
    if row is None or row.asked:
        raise NotFound("There is no such contact that you may see for the purpose you chose.")
    form = MoveForm(typed(request), initial={"version": row.version, "due_on": row.due_on})
    asked = Asked(
        _("Move a contact, or drop it"), _("Ask more often or less often, as they and you see it."), _("Write it down"),
        "case_follow_up",
    )  # fmt: skip

    def do() -> str:
        sent = form.cleaned_data
        follow_up_move(actor, follow_up_id=row.id, due_on=sent["due_on"], words=sent["words"], version=sent["version"])
        return _("The contact is moved.") if sent["due_on"] else _("The contact is no longer planned.")

    return ask(request, case_id, asked, form, do)


def _planned(actor: Actor, case_id: UUID, asked: str) -> FollowUpRow | None:
    """The planned contact that an address names, if it is one of this case that is still planned."""
    rows = follow_up_page(actor, case_id, opened=False).follow_ups
    return next((one for one in rows if str(one.id) == asked and one.state is not DueState.DROPPED), None)
