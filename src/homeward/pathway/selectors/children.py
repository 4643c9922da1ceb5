"""Children's files and best interests, opened for child protection; others learn that there is a file, and not what it holds.

Comes in: an actor and a child or a case. Goes out: frozen facts; every opening is told to the trail. What the follow-up of a return needs
of school has no words.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from homeward.access.actions import authorise
from homeward.access.errors import NotFound
from homeward.access.facts import Actor, Capability, EventKind
from homeward.access.sealing.subjects import data_keys
from homeward.access.sealing.vault import DataKey
from homeward.access.sealing.words import open_text
from homeward.access.selectors import may
from homeward.access.trail import record
from homeward.pathway import models
from homeward.pathway.assessing import may_be_a_child
from homeward.pathway.best_interests import (
    DISSENT,
    PANEL_NAME,
    REASONS,
    SIGNED_WORDS,
    open_interests,
    panel_needed,
)
from homeward.pathway.child_words import MOVE, open_entry
from homeward.pathway.facts.assessed import Talk
from homeward.pathway.facts.cases import CaseRow
from homeward.pathway.facts.child_files import Attends, ChildLine, ChildStep, Entry, EntryRow, MoveRow, Schooling
from homeward.pathway.facts.children import About, AssessmentRow, Function, Heard, Interest, Panelist, PanelRow
from homeward.pathway.selectors.cases import case_of, case_row
from homeward.pathway.selectors.merged import kept, same, scope
from homeward.registry.selectors.persons import tell_list

NO_FILE = "There is no such file that you may see for the purpose you chose."


@dataclass(frozen=True, slots=True)
class Found:
    """What was found about one child: assessments and determinations, the latest first; on which a separation rests."""

    assessments: tuple[AssessmentRow, ...]
    panels: tuple[PanelRow, ...]
    rested: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class ChildOpened:
    """A child's file, opened: entries the latest first, steps in their order, and what was found about the child.

    `beside`: other open files of the same child, whose records were merged.
    """

    line: ChildLine
    version: int
    opened_name: str
    entries: tuple[EntryRow, ...]
    moves: tuple[MoveRow, ...]
    found: Found
    beside: tuple[tuple[UUID, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Protected:
    """What a case's page shows of child protection. `restricted`: the reader learns that there is something, not what."""

    restricted: bool
    file_id: UUID | None = None
    needs_panel: bool = False
    found: Found | None = None


def protection_of(actor: Actor, case_id: UUID, day: date) -> Protected | None:
    """Child protection on the page of a case; None for an adult. Raises `NotFound`."""
    case = case_of(actor, case_id)
    if not may_be_a_child(case, day):
        return None
    if not may(actor, Capability.CHILD_PROTECTION, site_id=case.person.site_id):
        return Protected(restricted=True)
    child = kept(case.person)
    files = models.ChildFile.objects.filter(same("child", [child.id]), closed_at__isnull=True)
    found = _found(child.id)
    about = [one for one in found.assessments if one.about is About.RETURN]
    asked = bool(about and about[0].asks_panel)
    record(actor, EventKind.READ, "child.section", person_id=case.person_id, subject=case.number)
    file_id = files.order_by("opened_at").values_list("id", flat=True).first()
    return Protected(False, file_id, panel_needed(case, day, asked=asked), found)


def assessment_of(actor: Actor, assessment_id: UUID) -> AssessmentRow:
    """One assessment, opened. Raises `NotFound`."""
    row = scope(actor, models.Interests.objects.select_related("child")).filter(id=assessment_id).first()
    if row is None:
        raise NotFound("There is no such assessment that you may see for the purpose you chose.")
    record(actor, EventKind.READ, "interests.file", person_id=row.child_id)
    return _assessment(data_keys([row.child.key_id]).get(row.child.key_id), row)


def determination_of(actor: Actor, determination_id: UUID) -> PanelRow:
    """One determination, opened. Raises `NotFound`."""
    row = (
        scope(actor, models.Determination.objects.select_related("child", "signed")).filter(id=determination_id).first()
    )
    if row is None:
        raise NotFound("There is no such determination that you may see for the purpose you chose.")
    record(actor, EventKind.READ, "interests.file", person_id=row.child_id)
    return _panel(data_keys([row.child.key_id]).get(row.child.key_id), row)


def case_of_child(actor: Actor, child_id: UUID) -> UUID | None:
    """The open case of a child, where there is one that the actor reaches."""
    rows = scope(actor, models.Case.objects.filter(same("person", [child_id]), closed_at__isnull=True))
    return rows.order_by("opened_at").values_list("id", flat=True).first()


def case_row_of_child(actor: Actor, case_id: UUID) -> CaseRow:
    """The case of a child, for child protection. Raises `NotFound`."""
    return case_row(case_of(actor, case_id, Capability.CHILD_PROTECTION))


def rests_already(actor: Actor, determination_id: UUID) -> bool:
    """Whether a separation rests on a determination."""
    return scope(actor, models.Rested.objects.filter(determination_id=determination_id)).exists()


def child_files_list(
    actor: Actor, *, closed: bool = False, limit: int = 25, offset: int = 0
) -> tuple[tuple[ChildLine, ...], int]:
    """Children's files, what is due first at the top, or those closed; and how many there are. Raises `Refused`."""
    authorise(actor, Capability.CHILD_PROTECTION)
    files = models.ChildFile.objects.select_related("child__merged_into")
    rows = scope(actor, files.filter(closed_at__isnull=not closed))
    found = list(rows.order_by("since", "id"))
    due = _due([one.id for one in found]) if not closed else {}
    ordered = sorted(found, key=lambda one: (due.get(one.id, date.max), one.since))
    shown = ordered[offset : offset + limit]
    tell_list(actor, "child.list", len(shown))
    return tuple(_line(one, due.get(one.id)) for one in shown), len(ordered)


def child_file(actor: Actor, file_id: UUID) -> ChildOpened:
    """A child's file, opened: the trail says so. Raises `NotFound`."""
    row = scope(actor, models.ChildFile.objects.select_related("child__merged_into")).filter(id=file_id).first()
    if row is None:
        raise NotFound(NO_FILE)
    record(actor, EventKind.READ, "child.file", person_id=row.child_id, subject=row.number)
    key, child = data_keys([row.child.key_id]).get(row.child.key_id), kept(row.child)
    others = scope(actor, models.ChildFile.objects.filter(same("child", [child.id]), closed_at__isnull=True))
    entries = list(row.entries.order_by("-made_at", "-id"))
    latest = {one.id for one in _latest(entries)}
    return ChildOpened(
        line=_line(row, _due([row.id]).get(row.id)),
        version=row.version,
        opened_name=row.opened_name,
        entries=tuple(_entry(key, one, current=one.id in latest) for one in entries),
        moves=tuple(
            MoveRow(one.to, open_text(key, MOVE, one.id, one.words), one.taken_name, one.taken_at)
            for one in row.moves.order_by("number")
        ),
        found=_found(child.id),
        beside=tuple(others.exclude(id=row.id).order_by("number").values_list("id", "number")),
    )


def schooling_of(actor: Actor, person_ids: Sequence[UUID]) -> dict[UUID, Schooling]:
    """What is recorded last of some children's school, for whoever follows their return up; nobody else learns it."""
    if not (may(actor, Capability.FOLLOW_UP) or may(actor, Capability.CHILD_PROTECTION)):
        return {}
    rows = models.ChildEntry.objects.filter(same("file__child", person_ids), kind=Entry.SCHOOL)
    found = rows.select_related("file__child__merged_into").order_by("made_at", "id")
    told: dict[UUID, Schooling] = {}
    for one in found.defer("said"):
        of = Schooling(Attends(one.code), one.since, one.made_at)
        told |= dict.fromkeys((one.file.child_id, kept(one.file.child).id), of)
    return told


def _latest(entries: Iterable[models.ChildEntry]) -> list[models.ChildEntry]:
    """What holds of a file: the latest entry of each kind and subject; `entries` the latest first."""
    found: dict[tuple[str, UUID | None], models.ChildEntry] = {}
    for one in entries:
        found.setdefault((one.kind, one.subject), one)
    return list(found.values())


def _due(file_ids: Sequence[UUID]) -> dict[UUID, date]:
    """What is due first in some files: of what holds, not of what another entry took the place of."""
    rows = models.ChildEntry.objects.filter(file_id__in=file_ids).defer("said").order_by("-made_at", "-id")
    by_file: dict[UUID, list[models.ChildEntry]] = {}
    for one in rows:
        by_file.setdefault(one.file_id, []).append(one)
    due = {id: [one.due for one in _latest(entries) if one.due] for id, entries in by_file.items()}
    return {id: min(days) for id, days in due.items() if days}


def _line(row: models.ChildFile, due: date | None) -> ChildLine:
    return ChildLine(row.id, row.number, kept(row.child).id, ChildStep(row.step), row.since, due)


def _entry(key: DataKey | None, row: models.ChildEntry, *, current: bool) -> EntryRow:
    return EntryRow(
        id=row.id, kind=Entry(row.kind), code=row.code, since=row.since, until=row.until, due=row.due,
        subject=row.subject, said=open_entry(key, row), made_name=row.made_name, made_at=row.made_at, current=current,
    )  # fmt: skip


def _found(child_id: UUID) -> Found:
    """What was found about a child, under whichever of their records."""
    assessments = models.Interests.objects.filter(same("child", [child_id])).select_related("child")
    panels = models.Determination.objects.filter(same("child", [child_id])).select_related("signed", "child")
    rested = models.Rested.objects.filter(determination__in=panels).values_list("determination_id", flat=True)
    ordered = list(assessments.order_by("-made_at", "-id"))
    determined = list(panels.prefetch_related("panel").order_by("-made_at", "-id"))
    keys = data_keys([*(one.child.key_id for one in ordered), *(one.child.key_id for one in determined)])
    return Found(
        tuple(_assessment(keys.get(one.child.key_id), one) for one in ordered),
        tuple(_panel(keys.get(one.child.key_id), one) for one in determined),
        frozenset(rested),
    )


def _assessment(key: DataKey | None, row: models.Interests) -> AssessmentRow:
    return AssessmentRow(
        id=row.id, child_id=row.child_id, about=About(row.about), outcome=Interest(row.outcome), asks_panel=row.asks_panel,
        heard=Heard(row.heard), talk=Talk(row.language, row.interpreter, row.alone), said=open_interests(key, row),
        with_ids=tuple(map(UUID, row.with_ids)), until=row.until, made_by=row.made_by, made_name=row.made_name,
        made_at=row.made_at,
    )  # fmt: skip


def _panel(key: DataKey | None, row: models.Determination) -> PanelRow:
    signed = getattr(row, "signed", None)
    panel = tuple(
        Panelist(
            Function(one.function), open_text(key, PANEL_NAME, one.id, one.name), one.agrees,
            open_text(key, DISSENT, one.id, one.dissent),
        )
        for one in sorted(row.panel.all(), key=lambda one: one.id)
    )  # fmt: skip
    return PanelRow(
        id=row.id, child_id=row.child_id, about=About(row.about), assessment_id=row.assessment_id,
        outcome=Interest(row.outcome), reasons=open_text(key, REASONS, row.id, row.reasons), panel=panel,
        review_on=row.review_on, assessor=row.assessor, made_by=row.made_by, made_name=row.made_name, made_at=row.made_at,
        stands=signed.agrees if signed else None, signed_name=signed.signed_name if signed else "",
        signed_at=signed.signed_at if signed else None,
        signed_words=open_text(key, SIGNED_WORDS, signed.id, signed.words) if signed else "",
    )  # fmt: skip
