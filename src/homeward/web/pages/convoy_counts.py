"""Counting people at a point: on a phone, one press for each; from paper, afterwards; and by name where two counts differ.

Comes in: a press, or a paper's marks. Goes out: pages that need no script. Each press is one request that may be sent twice; with a
script only the household that was marked is drawn anew, and what could not be sent is sent again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from homeward.access.errors import NotFound
from homeward.access.facts import Actor
from homeward.pathway.actions.headcounts import (
    count_again,
    count_finish,
    difference_settle,
    mark_set,
    paper_count,
    party_mark,
)
from homeward.pathway.facts.convoys import Party, SeatRow
from homeward.pathway.facts.headcounts import CountRow, Mark
from homeward.pathway.rules.convoys import COUNTED
from homeward.pathway.selectors.convoys import leads
from homeward.pathway.selectors.counted import Counting, counting_of
from homeward.pathway.selectors.counting import point_counted
from homeward.registry.errors import Invalid
from homeward.web.acting import actor_of
from homeward.web.changing import SHOWN_IN_PLACE, show_at
from homeward.web.convoy_forms import PaperCountForm, SettleForm
from homeward.web.convoy_page import names, point_name
from homeward.web.sentences import in_words
from homeward.web.telling import plain_name


@dataclass(frozen=True, slots=True)
class Line:
    """A person on the list: their place and what this count says of them."""

    seat: SeatRow
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class Block:
    """A household on the list."""

    party: Party
    lines: tuple[Line, ...]

    @property
    def open(self) -> int:
        """How many are not marked yet."""
        return sum(line.mark is None for line in self.lines)


def convoy_count(request: HttpRequest, point_id: UUID) -> HttpResponse:
    """The list by which somebody counts."""
    actor = actor_of(request)
    return render(request, "pathway/convoy_count.html", _shown(actor, counting_of(actor, point_id)))


@require_POST
def convoy_mark(request: HttpRequest, point_id: UUID) -> HttpResponse:
    """One press: somebody, or everybody of a household who is not marked, is there or is not."""
    actor, wrong = actor_of(request), ""
    point_counted(actor, point_id)
    try:
        mark, group = _mark(request.POST.get("mark", "")), _id(request.POST.get("group", ""))
        if request.POST.get("seat"):
            mark_set(actor, point_id, _id(request.POST["seat"]), mark, was=_was(request.POST.get("was", "")))
        else:
            party_mark(actor, point_id, group, mark)
    except SHOWN_IN_PLACE as refused:
        wrong = in_words(refused)
    if request.headers.get("HX-Request"):
        return _redrawn(request, actor, point_id, wrong)
    if wrong:
        messages.warning(request, wrong)
    return HttpResponseRedirect(f"{reverse('convoy_count', args=[point_id])}#g{request.POST.get('group', '')}")


@require_POST
def convoy_count_finish(request: HttpRequest, point_id: UUID) -> HttpResponse:
    """Finish one's count."""
    actor = actor_of(request)
    point_counted(actor, point_id)
    try:
        count_finish(actor, point_id)
        messages.success(request, _("Your count is finished. It is not changed any more."))
    except SHOWN_IN_PLACE as wrong:
        messages.warning(request, in_words(wrong))
    return HttpResponseRedirect(reverse("convoy_count", args=[point_id]))


@require_POST
def convoy_count_again(request: HttpRequest, point_id: UUID) -> HttpResponse:
    """Set the counts of a point aside and count anew."""
    actor = actor_of(request)
    point_counted(actor, point_id)
    try:
        count_again(actor, point_id)
        messages.success(request, _("What was counted is set aside and stays on record. Count again."))
    except SHOWN_IN_PLACE as wrong:
        messages.error(request, in_words(wrong))
    return HttpResponseRedirect(reverse("convoy_count", args=[point_id]))


def convoy_paper(request: HttpRequest, point_id: UUID) -> HttpResponse:
    """Type in a count that was made on paper."""
    actor = actor_of(request)
    counting = counting_of(actor, point_id)
    people = [(str(seat.id), _called(seat)) for party in counting.parties for seat in party.seats]
    form, status = PaperCountForm(request.POST or None, people=people), 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            paper_count(actor, point_id, counted_name=given["counted_name"], at=given["at"], marks=form.marks())
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("The count on paper is kept."))
            return HttpResponseRedirect(reverse("convoy_count", args=[point_id]))
    status = 400 if form.errors and status == 200 else status
    parties = [
        (party, [form[f"seat_{seat.id}"] for seat in party.seats]) for party in counting.parties
    ]  # fmt: skip
    context = _shown(actor, counting) | {"form": form, "lines": parties}
    return render(request, "pathway/convoy_paper.html", context, status=status)


def convoy_settle(request: HttpRequest, point_id: UUID, seat_id: UUID) -> HttpResponse:
    """Say who is there of whom two counts say different things."""
    actor = actor_of(request)
    counting = counting_of(actor, point_id)
    seat = next((one for party in counting.parties for one in party.seats if one.id == seat_id), None)
    if seat is None:
        raise NotFound(_("This person has no place in the convoy any more. Look at the list as it is now."))
    form, status = SettleForm(request.POST or None), 200
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            difference_settle(actor, point_id, seat_id, Mark(given["mark"]), words=given["words"])
        except SHOWN_IN_PLACE as wrong:
            status = show_at(form, wrong)
        else:
            messages.success(request, _("It is settled by name."))
            return HttpResponseRedirect(reverse("convoy_count", args=[point_id]))
    status = 400 if form.errors and status == 200 else status
    context = _shown(actor, counting) | {"form": form, "seat": seat, "counts": _said(counting, seat_id)}
    return render(request, "pathway/convoy_settle.html", context, status=status)


def _shown(actor: Actor, counting: Counting) -> dict[str, Any]:
    marks = dict(counting.mine.marks) if counting.mine else {}
    done = {seat for one in counting.counts if _own(one, actor) for seat, _mark in one.marks}
    blocks = [
        Block(party, tuple(Line(seat, marks.get(seat.id)) for seat in party.seats if seat.id not in done))
        for party in counting.parties
        if any(seat.id not in done for seat in party.seats)
    ]
    said = [mark for block in blocks for line in block.lines if (mark := line.mark)]
    seats = {seat.id: seat for party in counting.parties for seat in party.seats}
    return {
        "counting": counting,
        "row": counting.convoy,
        "sites": names(actor, counting.convoy),
        "point": counting.point,
        "name": point_name(counting.point),
        "blocks": blocks,
        "total": sum(len(block.lines) for block in blocks),
        "everybody": len(seats),
        "now": COUNTED.get(counting.convoy.state) is counting.point.kind,
        "since": len(done) if blocks else 0,
        "counted": len(said),
        "there": said.count(Mark.PRESENT),
        "away": said.count(Mark.ABSENT),
        "leads": leads(actor, counting.convoy.id),
        "finished": [count for count in counting.counts if count.finished_at],
        "differing": [(seats[id], _said(counting, id)) for id in counting.agreed.differing if id in seats],
    }


def _own(count: CountRow, actor: Actor) -> bool:
    """Whether an actor finished this count on the phone: whoever is in it is not asked about again."""
    return bool(count.finished_at) and count.by == actor.user_id and not count.on_paper


def _redrawn(request: HttpRequest, actor: Actor, point_id: UUID, wrong: str) -> HttpResponse:
    """The household that was marked and the progress, for a page with a script."""
    context = _shown(actor, counting_of(actor, point_id))
    group = request.POST.get("group", "")
    block = next((one for one in context["blocks"] if str(one.party.group_id) == group), None)
    return render(
        request, "pathway/convoy_count_block.html", context | {"block": block, "wrong": wrong, "partial": True}
    )


def _said(counting: Counting, seat_id: UUID) -> list[tuple[str, Mark]]:
    """What each finished count says of somebody."""
    return [
        (count.counted_name, dict(count.marks)[seat_id])
        for count in counting.counts
        if count.finished_at and seat_id in dict(count.marks)
    ]


def _called(seat: SeatRow) -> str:
    return f"{plain_name(seat.person)} · {seat.person.number}" if seat.person else seat.case_number


def _mark(text: str) -> Mark:
    if text not in {one.value for one in Mark}:
        raise Invalid("Press present or absent.", field="mark")
    return Mark(text)


def _was(text: str) -> Mark | None:
    return Mark(text) if text in {one.value for one in Mark} else None


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise NotFound("This person has no place in the convoy any more. Look at the list as it is now.") from None
