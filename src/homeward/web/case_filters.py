"""What is asked of the list of cases, from the address of a page and back into it; the choices of each filter.

Comes in: an address. Goes out: a filter of the pathway, or a query for an address. What an address says that is no choice narrows nothing:
a saved link stays good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.pathway.facts.cases import Course, Gate, Holding, Stage
from homeward.pathway.facts.opened import CaseFilter, CasesPage, Order, Waited
from homeward.web.words import word

Kind = TypeVar("Kind", bound=StrEnum)
ANY: Final = "any"  # of every course

# The shape beside the word of each stage, course and standing of a gate.
STAGE_SHAPES: Final = dict.fromkeys(Stage, "plain") | {Stage.CLOSED: "past"}
COURSE_SHAPES: Final = dict.fromkeys(Course, "waiting") | {Course.RUNNING: "plain"}
HOLDINGS: Final = {
    Holding.OPEN: "done",
    Holding.DOES_NOT_APPLY: "past",
    Holding.OVERRIDDEN: "info",
    Holding.UNMET: "blocked",
    Holding.LAPSED: "waiting",
}
VIEWS: Final = (
    (_("Waiting longer than a month"), CaseFilter(waited=Waited.MONTH)),
    (_("To be decided"), CaseFilter(stage=Stage.REPATRIATION_DECISION)),
    (_("Held"), CaseFilter(gate=Gate.NO_HOLD)),
    (_("Stopped"), CaseFilter(course=Course.SUSPENDED)),
)


@dataclass(frozen=True, slots=True)
class Choices:
    """A filter: its name in the address, its label, and the choices with whether each is chosen."""

    name: str
    label: str | Promise
    all: str | Promise
    options: list[tuple[str, str, bool]]


def asked_of(query: QueryDict | Mapping[str, str]) -> CaseFilter:
    """What an address asks."""
    course = query.get("course", "")
    return CaseFilter(
        stage=_one(Stage, query.get("stage")),
        course=None if course == ANY else _one(Course, course) or Course.RUNNING,
        site_id=_id(query.get("site")),
        gate=_one(Gate, query.get("gate")),
        waited=_one(Waited, query.get("waited")),
        order=_one(Order, query.get("order")) or Order.WAITING,
        number=query.get("q", "").strip()[:20],
    )


def query_of(asked: CaseFilter) -> str:
    """The query of an address that asks the same: only what differs from what is asked without words."""
    said = {
        "stage": asked.stage or "",
        "course": ANY if asked.course is None else "" if asked.course is Course.RUNNING else asked.course,
        "site": str(asked.site_id or ""),
        "gate": asked.gate or "",
        "waited": asked.waited or "",
        "order": "" if asked.order is Order.WAITING else asked.order,
        "q": asked.number,
    }
    return urlencode({name: str(value) for name, value in said.items() if value})


def filters_of(asked: CaseFilter, found: CasesPage, sites: list[tuple[str, str, bool]]) -> list[Choices]:
    """The filters of the list, those that count with their counts; sites only where there is more than one."""
    stages = [(one.value, f"{word(one)} ({found.stages.get(one, 0)})", one is asked.stage) for one in Stage]
    courses = [(one.value, f"{word(one)} ({found.courses.get(one, 0)})", one is asked.course) for one in Course]
    courses.append((ANY, str(_("all of them")), asked.course is None))
    filters = [
        Choices("stage", _("Stage"), _("All"), stages),
        Choices("course", _("Whether it goes on"), "", courses),
        Choices("gate", _("What blocks it"), _("All"), choices_of(Gate, asked.gate)),
        Choices("site", _("Site"), _("All"), sites if len(sites) > 1 else []),
        Choices("waited", _("Stands there"), _("All"), choices_of(Waited, asked.waited)),
        Choices("order", _("First stands"), "", choices_of(Order, asked.order)),
    ]
    return [one for one in filters if one.options]


def choices_of(kind: type[Kind], chosen: StrEnum | None) -> list[tuple[str, str, bool]]:
    """The choices of a filter: value, word, whether it is chosen."""
    return [(one.value, str(word(one)), one is chosen) for one in kind]


def _one(kind: type[Kind], text: str | None) -> Kind | None:
    return kind(text) if text in {one.value for one in kind} else None


def _id(text: str | None) -> UUID | None:
    try:
        return UUID(text) if text else None
    except ValueError:
        return None
