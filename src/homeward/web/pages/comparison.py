"""A candidate, opened, and what is done about it besides a finding: taken, given back, handed over, commented on.

Comes in: a candidate's id, and in the address the queue that its reader came from. Goes out: pages. That it was opened is in the trail.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from homeward.access.actions import authorise
from homeward.access.facts import Actor
from homeward.access.selectors import colleagues
from homeward.review.actions.claims import candidate_hand_over, candidate_release, candidate_take
from homeward.review.actions.notes import note_add
from homeward.review.rules.desks import looks
from homeward.review.selectors.candidates import candidate_file
from homeward.review.selectors.notes import attachment_open
from homeward.web.acting import actor_of
from homeward.web.candidate_page import Sent, came_from, candidate_page
from homeward.web.changing import SHOWN_IN_PLACE, seen_version, show_at
from homeward.web.desk_forms import HandOverForm, NoteForm, ReleaseForm
from homeward.web.queueing import query_of


@require_GET
def candidate(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """The two records side by side."""
    return candidate_page(request, actor_of(request), candidate_id)


@require_POST
def take(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """Take it to look at it."""
    return _plainly(request, candidate_id, lambda actor, version: candidate_take(actor, candidate_id, version=version))


@require_POST
def release(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """Give it back; what somebody else took, with a reason."""
    actor, version = actor_of(request), seen_version(request)
    if "back-words" not in request.POST:
        return _plainly(
            request, candidate_id, lambda actor, version: candidate_release(actor, candidate_id, version=version)
        )
    form = ReleaseForm(request.POST, prefix="back")
    if not form.is_valid():
        return candidate_page(request, actor, candidate_id, Sent(release=form), status=400)
    try:
        candidate_release(actor, candidate_id, version=version, words=form.cleaned_data["words"])
    except SHOWN_IN_PLACE as wrong:
        return candidate_page(request, actor, candidate_id, Sent(release=form), status=show_at(form, wrong))
    messages.success(request, _("It is given back, and whoever had it can read why."))
    return back(request, actor, candidate_id)


@require_POST
def hand_over(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """Hand it to a colleague with words for them."""
    actor, version = actor_of(request), seen_version(request)
    row = candidate_file(actor, candidate_id).row
    site, capability = row.person.site_id if row.person else None, looks(row.desk, row.state)
    authorise(actor, capability, site_id=site)
    form = HandOverForm(colleagues(actor, capability, site_id=site), request.POST, prefix="over")
    if not form.is_valid():
        return candidate_page(request, actor, candidate_id, Sent(hand_over=form), status=400)
    said = form.cleaned_data
    try:
        candidate_hand_over(actor, candidate_id, to=UUID(said["to"]), words=said["words"], version=version)
    except SHOWN_IN_PLACE as wrong:
        return candidate_page(request, actor, candidate_id, Sent(hand_over=form), status=show_at(form, wrong))
    messages.success(request, _("It is handed over."))
    return back(request, actor, None)


@require_POST
def note(request: HttpRequest, candidate_id: UUID) -> HttpResponse:
    """Add a comment or a file."""
    actor, form = actor_of(request), NoteForm(request.POST, request.FILES, prefix="note")
    if not form.is_valid():
        return candidate_page(request, actor, candidate_id, Sent(note=form), status=400)
    try:
        note_add(actor, candidate_id, words=form.cleaned_data["words"], file=form.attachment())
    except SHOWN_IN_PLACE as wrong:
        return candidate_page(request, actor, candidate_id, Sent(note=form), status=show_at(form, wrong))
    messages.success(request, _("It stands among the notes."))
    return back(request, actor, candidate_id, "#notes")


@require_GET
def attachment(request: HttpRequest, candidate_id: UUID, note_id: UUID) -> StreamingHttpResponse:
    """A file that was attached, handed out to be kept; in it nothing runs."""
    found = attachment_open(actor_of(request), candidate_id, note_id)
    answer = StreamingHttpResponse(found.pieces, content_type=found.media)
    answer["Content-Disposition"] = f'attachment; filename="note-{note_id.hex[-8:]}.{found.name.rpartition(".")[2]}"'
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def back(request: HttpRequest, actor: Actor, candidate_id: UUID | None, place: str = "") -> HttpResponseRedirect:
    """To a candidate, or to the queue that the reader came from."""
    query = query_of(came_from(request, actor))
    address = reverse("candidate", args=[candidate_id]) if candidate_id else reverse("desk")
    return HttpResponseRedirect(f"{address}{'?' if query else ''}{query}{place}")


def _plainly(request: HttpRequest, candidate_id: UUID, do: Callable[[Actor, int], int]) -> HttpResponse:
    """Do what needs no words; what stands against it is said above the page, which shows how it is now."""
    actor = actor_of(request)
    try:
        do(actor, seen_version(request))
    except SHOWN_IN_PLACE as wrong:
        messages.warning(request, str(wrong))
        return candidate_page(request, actor, candidate_id, status=409)
    return back(request, actor, candidate_id)
