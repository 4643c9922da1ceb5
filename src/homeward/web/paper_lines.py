"""A paper somebody holds beside the row of a file of stolen and lost documents that has its number, as lines of words.

Comes in: the two. Goes out: lines as the comparison draws them. They say something about a paper, and nothing about whoever holds it.
"""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from homeward.kernel.dates import parse
from homeward.registry.facts.values import DocumentKind
from homeward.review.facts.compared import Paper
from homeward.web import calendars
from homeward.web.countries import country_name
from homeward.web.side_by_side import FactLine
from homeward.web.words import word


def paper_lines(paper: Paper, *, papers: bool, calendar: calendars.Calendar) -> list[FactLine]:
    """Number, kind, who issued it; then what the file says of it. `papers`: whether this reader may see the numbers of papers."""
    held, said = paper.held, paper.reported.row
    day = parse(said.date) if said.date else None
    reported = calendars.partial(day, calendar, get_language()) if day else said.date
    return [
        FactLine(
            "number", _("Number"), _text(held.number) if papers else (), _text(said.number) if papers else (), "agrees",
            hidden=not papers,
        ),
        FactLine("kind", _("Kind of paper"), _text(_kind(held.kind)), _text(_kind(said.kind)), _state(paper.reported.same_kind)),
        FactLine(
            "issuer", _("Issued by"), _text(_country(held.issuer)), _text(_country(said.issuer)),
            _state(paper.reported.same_issuer),
        ),
        FactLine("status", _("Reported as"), (), _text(said.status)),
        FactLine("day", _("Reported on"), (), _text(reported)),
    ]  # fmt: skip


def _text(value: str) -> tuple[str, ...]:
    return (value,) if value else ()


def _state(same: bool | None) -> str:
    return {True: "agrees", False: "contradicts", None: "absent"}[same]


def _kind(kind: str) -> str:
    return str(word(DocumentKind(kind))) if kind in set(DocumentKind) else kind.replace("_", " ")


def _country(code: str) -> str:
    return country_name(code) if len(code) == 2 else code
