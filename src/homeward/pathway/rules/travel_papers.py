"""With which paper somebody crosses: what kind a recorded one is, and until when it has to be valid. Pure.

Comes in: a paper as the registry holds it, a pack, the day of a convoy. Goes out: kinds, days, refusals. A paper that is missing is a fact
about a paper.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from homeward.pathway.facts.manifests import TravelPaperKind
from homeward.pathway.facts.packs import Document, Paper, Whom
from homeward.registry.errors import Invalid
from homeward.registry.facts.values import DocumentKind

# What is no paper of one person, and so stands in no file of the registry.
UNRECORDED: Final = frozenset({TravelPaperKind.AUTHORITY_LIST, TravelPaperKind.MISSING})
_KINDS: Final[Mapping[DocumentKind, TravelPaperKind]] = {
    DocumentKind.PASSPORT: TravelPaperKind.PASSPORT,
    DocumentKind.LAISSEZ_PASSER: TravelPaperKind.LAISSEZ_PASSER,
    DocumentKind.NATIONAL_ID: TravelPaperKind.NATIONAL_ID,
    DocumentKind.NATIONALITY_CERTIFICATE: TravelPaperKind.NATIONALITY_CERTIFICATE,
}


def kind_of(kind: DocumentKind) -> TravelPaperKind:
    """What a recorded paper is on a journey."""
    return _KINDS.get(kind, TravelPaperKind.OTHER)


def papers_asked(pack: Document, *, child: bool) -> tuple[Paper, ...]:
    """The papers that a country's process wants somebody to carry."""
    apart = Whom.ADULTS if child else Whom.CHILDREN
    return tuple(paper for paper in pack.papers if paper.whom is not apart)


def needed_until(pack: Document, day: date, *, child: bool) -> date:
    """Until when the paper of somebody who travels on a day has to be valid at least."""
    return day + timedelta(days=max((paper.valid_days or 0 for paper in papers_asked(pack, child=child)), default=0))


def lapses(valid_until: date | None, needed: date) -> bool:
    """Whether a paper is not valid for as long as it has to be. One without an end does not lapse."""
    return valid_until is not None and valid_until < needed


def check_valid(valid_until: date | None, today: date) -> None:
    """Refuse a paper that is not valid any more. Raises `Invalid`."""
    if valid_until is not None and valid_until < today:
        raise Invalid("This paper is not valid any more. Choose another one, or that it is missing.", field="paper")
