"""The page of a candidate, put together: both records, whose turn it is, what was found and noted before, what stands beside it.

Comes in: an actor, a candidate's id, forms as somebody sent them. Goes out: one page, the same whether it is opened or a form on it was
not accepted. Nothing on it suggests an answer, and no number on it is about a person: it is about two records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.access.facts import Actor, Capability
from homeward.access.selectors import colleagues, may
from homeward.kernel.dates import parse
from homeward.places.selectors import site_names
from homeward.review.facts.candidates import CandidateRow, Decision, Outcome
from homeward.review.facts.compared import Changed, Compared
from homeward.review.facts.opened import CandidateFile
from homeward.review.facts.queue import QueueFilter
from homeward.review.rules.desks import looks
from homeward.review.selectors.candidates import candidate_file, desks_of
from homeward.review.selectors.comparing import compared
from homeward.review.selectors.neighbours import neighbours_of
from homeward.review.selectors.queue import queue_place
from homeward.web import calendars, parts
from homeward.web.deciding_forms import DecisionForm, Forms, forms_for
from homeward.web.desk_forms import HandOverForm, NoteForm, ReleaseForm
from homeward.web.evidence_words import settles
from homeward.web.finding_forms import MEANINGS, choices_of, form_of, step_of
from homeward.web.listed import fields_changed, listing_lines
from homeward.web.paper_lines import paper_lines
from homeward.web.queueing import STATES, asked_of, query_of
from homeward.web.side_by_side import sides, signed
from homeward.web.telling import plain_name, told
from homeward.web.turns import Turn, turn_of
from homeward.web.words import in_a_row, word


@dataclass(frozen=True, slots=True)
class Sent:
    """Forms as somebody sent them, where one was not accepted."""

    note: forms.Form | None = None
    hand_over: forms.Form | None = None
    release: forms.Form | None = None


def candidate_page(
    request: HttpRequest, actor: Actor, candidate_id: UUID, sent: Sent = Sent(), *, status: int = 200
) -> HttpResponse:
    """The page of a candidate."""
    file = candidate_file(actor, candidate_id)
    both = compared(actor, candidate_id)
    asked = came_from(request, actor)
    offered = forms_for(actor, file)
    turn = turn_of(actor, file, offered)
    context = {
        "file": file,
        "row": file.row,
        "both": both,
        "asked": asked,
        "query": query_of(asked),
        "place": queue_place(actor, asked, candidate_id),
        "turn": turn,
        "state": STATES[file.row.state],
        "name": plain_name(file.row.person) if file.row.person else "",
        "site": _site(actor, file.row),
        "published": parse(both.edition.published_on) if both.edition.published_on else None,
        "may_open_person": may(actor, Capability.PERSON_READ),
        **_records(request, actor, both),
        **_before(request, file, both),
        **_beside(actor, candidate_id),
        **_finding(file, offered, request.GET.get("finding", "")),
        **_forms(actor, file, turn, sent),
    }
    return render(request, "pages/candidate.html", context, status=status)


def came_from(request: HttpRequest, actor: Actor) -> QueueFilter:
    """The queue that a reader came from, of the address or of a form."""
    said = request.POST.get("from") if request.method == "POST" else None
    return asked_of(QueryDict(said) if said is not None else request.GET, desks_of(actor))


def _site(actor: Actor, row: CandidateRow) -> str:
    site = row.person.site_id if row.person else None
    return site_names(actor, [site], language=get_language() or "en").get(site, "") if site else ""


def _records(request: HttpRequest, actor: Actor, both: Compared) -> dict[str, Any]:
    """Both records and the evidence."""
    calendar = calendars.chosen(request)
    papers = may(actor, Capability.DOCUMENT_READ)
    missing = both.found.settle if both.found else None
    return {
        "sides": sides(both, papers=papers, calendar=calendar),
        "paper": paper_lines(both.paper, papers=papers, calendar=calendar) if both.paper else [],
        "listing": listing_lines(both.listing, calendar) if both.listing else [],
        "settle": settles(missing) if missing else "",
        "settle_agrees": signed(missing.if_agrees) if missing else "",
        "settle_contradicts": signed(missing.if_contradicts) if missing else "",
        "settle_tells": missing.settles if missing else False,
        "run_bits": signed(both.millibits),
    }


def _before(request: HttpRequest, file: CandidateFile, both: Compared) -> dict[str, Any]:
    """What was found before, and what changed since."""
    changed: Changed | None = both.changed
    fields = []
    if changed and changed.before and both.listing:
        fields = fields_changed(changed.fields, changed.before, both.listing, calendars.chosen(request))
    return {
        "changed": changed,
        "fields": fields,
        "claims": [told(claim) for claim in changed.claims if claim.current] if changed else [],
        "steps": [_step(decision) for decision in reversed(file.decisions)],
    }


def _step(decision: Decision) -> parts.Step:
    """A decision as a step of the history."""
    said = [str(word(decision.reason)), decision.words]
    if decision.wanted:
        said.insert(1, _("wanted: %(fact)s") % {"fact": _fact(decision.wanted)})
    if decision.identifiers:
        named = in_a_row(sorted(str(word(one)) for one in decision.identifiers))
        said.insert(1, _("named: %(facts)s") % {"facts": named})
    title = _("%(step)s: %(outcome)s") % {"step": word(decision.step), "outcome": word(decision.outcome)}
    if decision.agrees is False:
        title = _("%(step)s, disagreeing: %(outcome)s") % {
            "step": word(decision.step),
            "outcome": word(decision.outcome),
        }
    state = "done" if decision.holds else "plain"
    title = title[:1].upper() + title[1:]
    return parts.Step(
        title, at=decision.decided_at, who=decision.decided_name, text=" · ".join(filter(None, said)), state=state
    )


def _fact(wanted: str) -> str:
    """A fact that is wanted, in the words of the form that it was chosen in."""
    choices = DecisionForm().fields["wanted"].choices  # type: ignore[attr-defined]
    return str(dict(choices).get(wanted, wanted))


def _beside(actor: Actor, candidate_id: UUID) -> dict[str, Any]:
    """What stands beside the candidate."""
    beside = neighbours_of(actor, candidate_id)
    return {
        "of_person": _links(beside.of_person),
        "of_entry": _links(beside.of_entry),
        "more_of_person": beside.more_of_person,
        "more_of_entry": beside.more_of_entry,
        "unseen": beside.unseen,
        "stands": any(row.outcome is Outcome.CORROBORATED for row in beside.of_entry),
    }


def _links(rows: Sequence[CandidateRow]) -> list[tuple[CandidateRow, str]]:
    return [(row, STATES[row.state]) for row in rows]


def _finding(file: CandidateFile, offered: Forms, chosen: str) -> dict[str, Any]:
    """The choices of a finding, none of them made, and the form of the one that the reader chose."""
    return {
        "choices": choices_of(offered, file.row.outcome),
        "finding": chosen,
        "finding_form": form_of(offered, chosen, file.row.version),
        "meaning": MEANINGS[Outcome(chosen)] if chosen in set(Outcome) else "",
        "step": step_of(offered, chosen),
    }


def _forms(actor: Actor, file: CandidateFile, turn: Turn, sent: Sent) -> dict[str, Any]:
    """The other forms of the page."""
    row = file.row
    site = row.person.site_id if row.person else None
    others = colleagues(actor, looks(row.desk, row.state), site_id=site) if turn.may_hand_over else ()
    return {
        "note_form": sent.note or NoteForm(prefix="note"),
        "hand_over_form": (sent.hand_over or HandOverForm(others, prefix="over")) if others else None,
        "release_form": (sent.release or ReleaseForm(prefix="back")) if turn.may_release and not turn.mine else None,
    }
