"""The page of a case, put together: where it stands, what blocks it and who can see to it, whose turn it is, what happened.

Comes in: an actor and a case's id. Goes out: what the template reads. The gates are asked now; nothing here is decided, and nothing on the
page says anything about what somebody is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _

from homeward.access.facts import Actor, Role
from homeward.access.facts import Capability as C
from homeward.access.selectors import may
from homeward.access.selectors.holders import holders_of
from homeward.pathway.facts.cases import CaseRow, Check, Course, Gate, Lawful, Stage
from homeward.pathway.facts.opened import CaseFile, ProposalRow
from homeward.pathway.facts.work import TaskRow
from homeward.pathway.rules.steps import KEEPERS, STEPS, next_on, steps_from
from homeward.pathway.selectors.case_files import case_file
from homeward.pathway.selectors.tasks import tasks_of
from homeward.places.selectors import site_names
from homeward.registry.facts.persons import PersonRow
from homeward.registry.selectors.persons import persons_of
from homeward.web import calendars
from homeward.web.case_filters import COURSE_SHAPES, HOLDINGS, STAGE_SHAPES
from homeward.web.case_sections import sections_of
from homeward.web.my_cases import reversed_or
from homeward.web.parts import Step
from homeward.web.pathway_sentences import ALL_TASK_PAGES, because, roles_text, task_text
from homeward.web.pathway_words import GATE_HELP, STAGE_MEANINGS
from homeward.web.stage_diagram import drawings
from homeward.web.telling import plain_name
from homeward.web.words import in_a_row, word


@dataclass(frozen=True, slots=True)
class GateLine:
    """A gate of the next step: its word, how it stands, why, until when, and who can see to it by role and by name."""

    gate: Gate
    state: str
    holding: str
    passes: bool
    because: str
    until: date | None
    roles: str
    names: tuple[str, ...]
    help: str
    overridable: bool
    mine: bool


@dataclass(frozen=True, slots=True)
class Way:
    """A step that leads on: where to, how its gates stand for this case and for the others who go with it, whose turn it is."""

    line: Lawful
    gates: tuple[GateLine, ...]
    unmet: tuple[GateLine, ...]
    others: int
    proposal: ProposalRow | None
    may_take: bool
    may_answer: bool
    turn: str


def case_context(request: HttpRequest, actor: Actor, case_id: UUID) -> dict[str, Any]:
    """Everything that the page of a case reads."""
    file, calendar, today = case_file(actor, case_id), calendars.chosen(request), timezone.localdate()
    row = file.row
    people = persons_of(actor, [one.person_id for one in file.mates])
    tasks = tasks_of(actor, case_id)
    ways = list(_ways(actor, file, calendar))
    sites = site_names(
        actor, {id for id in (row.site_id, file.to_site, file.home_site) if id}, language=get_language() or "en"
    )
    return {
        "file": file,
        "row": row,
        "person": people.get(row.person_id),
        "name": _name(people.get(row.person_id), row),
        "stage_shape": STAGE_SHAPES[row.stage],
        "course_shape": COURSE_SHAPES[row.course],
        "meaning": STAGE_MEANINGS[row.stage],
        "ways": ways,
        "blocked": list(ways[0].unmet) if ways else [],
        "family": _family(file, people, today),
        "tasks": [_task(actor, one, today) for one in tasks if one.done_at is None],
        "done_tasks": [_task(actor, one, today) for one in tasks if one.done_at is not None],
        "sections": sections_of(actor, case_id),
        "timeline": list(_timeline(file, tasks)),
        "workers": _workers(file, tasks),
        "drawings": drawings(here=row.stage, been=_been(file), rtl=get_language_bidi()),
        "table": steps_table(),
        "holds": [one for one in file.holds if one.holds(today) or one.expired(today)],
        "expired": [one for one in file.holds if one.expired(today)],
        "overrides": [one for one in file.overrides if one.lifts(today) or one.asked or one.unreviewed],
        "today": today,
        "sites": {
            "here": sites.get(row.site_id, ""),
            "to": _at(sites, file.to_site),
            "home": _at(sites, file.home_site),
        },
        "back": [line for line in steps_from(row.stage) if line.back and may(actor, line.by, site_id=row.site_id)],
    } | _rights(actor, row)


def steps_table() -> list[dict[str, Any]]:
    """Every lawful step in words: the table beside the drawing."""
    return [
        {
            "frm": word(line.frm),
            "to": word(line.to),
            "by": word(line.by),
            "second": word(line.answered_by) if line.answered_by else "",
            "gates": [word(gate) for gate in line.gates],
            "back": line.back,
        }
        for line in STEPS
    ]


def _rights(actor: Actor, row: CaseRow) -> dict[str, bool]:
    asked = {
        "may_write": C.CASE_WRITE,
        "may_hold": C.HOLD_PLACE,
        "may_override": C.GATE_OVERRIDE,
        "may_grant": C.GATE_GRANT,
        "may_read_papers": C.DOCUMENT_READ,
        "may_read_needs": C.NEED_READ,
    }
    return {name: may(actor, capability, site_id=row.site_id) for name, capability in asked.items()}


def _at(names: Mapping[UUID, str], id: UUID | None) -> str:
    return names.get(id, "") if id else ""


def _name(person: PersonRow | None, row: CaseRow) -> str:
    return plain_name(person) if person else row.person_number


def _been(file: CaseFile) -> set[Stage]:
    return {step.frm for step in file.steps}


def _ways(actor: Actor, file: CaseFile, calendar: calendars.Calendar) -> Iterator[Way]:
    """The steps that lead on from where the case stands."""
    row, mine = file.row, {held.role for held in actor.assignments if held.purpose is actor.purpose}
    standing = file.standing.get(row.id, ())
    roles = {role for _line, checks in standing for check in checks for role in _keepers(check)}
    names = holders_of(actor, roles, site_id=row.site_id)
    for line, checks in standing:
        gates = tuple(_gate(check, names, mine, calendar) for check in checks)
        open_one = next(
            (one for one in file.proposals if one.case_id == row.id and one.open and one.to is line.to), None
        )
        unmet = tuple(one for one in gates if not one.passes)
        waiting = _others_waiting(file, line)
        takes = may(actor, line.by, site_id=row.site_id) and row.course is Course.RUNNING
        answers = bool(
            open_one
            and line.answered_by
            and open_one.proposed_by != actor.user_id
            and may(actor, line.answered_by, site_id=row.site_id)
        )
        turn = _turn(actor, line, open_one, answers)
        yield Way(line, gates, unmet, waiting, open_one, takes and open_one is None, answers, turn)


def gates_waiting(
    actor: Actor, file: CaseFile, row: CaseRow, line: Lawful, calendar: calendars.Calendar
) -> tuple[GateLine, ...]:
    """The gates at which a case of the group waits for a step."""
    checks = next((checks for other, checks in file.standing.get(row.id, ()) if other == line), ())
    unmet = [check for check in checks if not check.holding.passes]
    names = holders_of(actor, {role for check in unmet for role in _keepers(check)}, site_id=row.site_id)
    return tuple(_gate(check, names, set(), calendar) for check in unmet)


def _turn(actor: Actor, line: Lawful, proposal: ProposalRow | None, answers: bool) -> str:
    """Whose turn it is, where a step takes two people."""
    if not line.two:
        return ""
    if proposal is None:
        return _("This step takes two people: one proposes it, another one answers.")
    if answers:
        return _("It is your turn: %(name)s proposed this step. Read what they wrote, and answer.") % {
            "name": proposal.proposed_name
        }
    if proposal.proposed_by == actor.user_id:
        return _("You proposed this step. Somebody else answers it now.")
    return _("%(name)s proposed this step. Another person answers it now: somebody who may %(what)s.") % {
        "name": proposal.proposed_name,
        "what": word(line.answered_by) if line.answered_by else "",
    }


def _others_waiting(file: CaseFile, line: Lawful) -> int:
    """How many others, who would go with this case, wait at a gate of the same step."""
    waiting = 0
    for one in file.mates:
        if one.id == file.row.id or one.stage is not line.frm or one.course is not Course.RUNNING:
            continue
        checks = next((checks for other, checks in file.standing.get(one.id, ()) if other == line), ())
        waiting += any(not check.holding.passes for check in checks)
    return waiting


def _keepers(check: Check) -> Sequence[Role]:
    return check.waits_for or KEEPERS[check.gate].roles


def _gate(
    check: Check, names: Mapping[Role, tuple[str, ...]], mine: set[Role], calendar: calendars.Calendar
) -> GateLine:
    roles = () if check.holding.passes else tuple(_keepers(check))
    return GateLine(
        gate=check.gate,
        state=HOLDINGS[check.holding],
        holding=str(word(check.holding)),
        passes=check.holding.passes,
        because=because(check.because, check.detail, calendar),
        until=check.until,
        roles=roles_text(roles),
        names=tuple(dict.fromkeys(name for role in roles for name in names.get(role, ()))),
        help=str(GATE_HELP[check.gate]),
        overridable=KEEPERS[check.gate].overridable,
        mine=bool(mine & set(roles)),
    )


def _family(file: CaseFile, people: Mapping[UUID, PersonRow], today: date) -> list[dict[str, Any]]:
    """Everybody who moves together, with where each stands."""
    apart = {one.case_id: one for one in file.aparts if one.ended_at is None}
    found = []
    for one in file.mates:
        ways = file.standing.get(one.id, ())
        waiting = [check.gate for check in ways[0][1] if not check.holding.passes] if ways else []
        found.append(
            {
                "row": one,
                "person": people.get(one.person_id),
                "here": one.id == file.row.id,
                "apart": apart.get(one.id),
                "stage": STAGE_SHAPES[one.stage],
                "course": COURSE_SHAPES[one.course],
                "waiting": waiting,
                "moves": bool(next_on(one.stage)) and one.course is Course.RUNNING,
            }
        )
    return found


def _task(actor: Actor, task: TaskRow, today: date) -> dict[str, Any]:
    """A task in words, and for whoever holds its role where it is done."""
    mine = any(one.role is task.role and one.purpose is actor.purpose for one in actor.assignments)
    url = reversed_or(ALL_TASK_PAGES.get(task.what, ""), task.case_id) if mine else ""
    return {"row": task, "text": task_text(task.what, task.words), "overdue": task.overdue(today), "url": url}


def _timeline(file: CaseFile, tasks: Sequence[TaskRow]) -> Iterator[Step]:
    """What happened, the newest first."""
    told = [Step(_("The case was opened"), file.row.opened_at, state="done")]
    for step in file.steps:
        title = _("%(frm)s → %(to)s") % {"frm": word(step.frm), "to": word(step.to)}
        who = (
            _("%(one)s, and %(other)s as the second person") % {"one": step.proposed_by, "other": step.taken_by}
            if step.proposed_by
            else step.taken_by
        )
        lifted = [str(word(gate)) for gate, holding in step.gates if holding.value == "overridden"]
        text = " ".join(
            filter(None, (step.words, _("Overridden: %(gates)s.") % {"gates": in_a_row(lifted)} if lifted else ""))
        )
        told.append(Step(title, step.taken_at, who, text, "done"))
    for turn in file.turns:
        state = "done" if turn.course is Course.RUNNING else "waiting"
        told.append(Step(str(word(turn.course)).capitalize(), turn.recorded_at, turn.recorded_by, turn.words, state))
    for one in file.proposals:
        if one.case_id == file.row.id and one.agrees is False:
            title = _("Not agreed: %(to)s") % {"to": word(one.to)}
            told.append(Step(title, one.answered_at, one.answered_name, one.answer_words, "blocked"))
    told += [Step(_("A hold was placed"), one.placed_at, one.owner_name, one.words, "waiting") for one in file.holds]
    told += [
        Step(_("A hold ended"), one.ended_at, one.ended_name, one.end_words, "done")
        for one in file.holds
        if one.ended_at
    ]
    told += [
        Step(
            _("Override granted: %(gate)s") % {"gate": word(one.gate)},
            one.granted_at,
            one.granted_name,
            one.reason,
            "waiting",
        )
        for one in file.overrides
        if one.granted_at
    ]
    told += [
        Step(task_text(task.what, task.words), task.done_at, task.done_name, task.done_words, "plain")
        for task in tasks
        if task.done_at
    ]
    yield from sorted(told, key=lambda one: one.at or file.row.opened_at, reverse=True)


def _workers(file: CaseFile, tasks: Sequence[TaskRow]) -> list[tuple[str, str]]:
    """Who works on this case, and what they did last in it."""
    found: dict[str, str] = {}
    for task in tasks:
        if task.owner_name and task.done_at is None:
            found.setdefault(task.owner_name, _("has a task"))
    for hold in file.holds:
        if hold.ended_at is None:
            found.setdefault(hold.owner_name, _("owns a hold"))
    for proposal in file.proposals:
        if proposal.case_id == file.row.id:
            found.setdefault(proposal.proposed_name, _("proposed a step"))
    for step in file.steps:
        found.setdefault(step.taken_by, _("took a step"))
    return sorted(found.items())
