"""What best interests ask of an assessment and of a panel, when a panel is needed, and how the gate stands. Pure decisions.

Comes in: drafts and findings. Goes out: refusals in words, and how a gate stands. A child's age is no reason for anything here: that
somebody may be a child is all that is asked. What says no takes effect at once; what says yes needs all that it needs.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from homeward.pathway.facts.cases import Holding
from homeward.pathway.facts.children import (
    About,
    AssessmentDraft,
    Heard,
    Interest,
    InterestStanding,
    PanelDraft,
    PanelStanding,
)
from homeward.pathway.rules.assessed import LEAST_WORDS
from homeward.registry.errors import Invalid
from homeward.registry.facts.persons import HouseholdRole

# This software's own choices, not a standard: a child's life changes faster than an adult's file. A separation is reviewed sooner.
ASSESSMENT_HOLDS: Final = timedelta(days=180)
REVIEW_WITHIN: Final = {About.RETURN: timedelta(days=180), About.SEPARATION: timedelta(days=90)}
FUNCTIONS: Final = 3  # on a panel, at least
PANEL_DUE: Final = timedelta(weeks=2)
SIGN_DUE: Final = timedelta(days=3)
ALONE: Final = frozenset({HouseholdRole.UNACCOMPANIED_CHILD, HouseholdRole.SEPARATED_CHILD})
_ASKED: Final = {
    "views": "Write what the child says, or how you learned what the child wants.",
    "carers": "Write who cares for the child and how.",
    "siblings": "Write which brothers and sisters there are and whether they stay together.",
    "safety": "Write whether the child is safe here and would be there.",
    "health": "Write what is known of the child's health, also where nothing is.",
    "education": "Write about school here and there.",
    "identity": "Write about papers, language, nationality and ties.",
    "recommendation": "Write what you recommend and why.",
}


def check_assessment(draft: AssessmentDraft, today: date) -> date:
    """Refuse an assessment that leaves something out. Until when it holds. Raises `Invalid`."""
    if not draft.talk.language.strip():
        raise Invalid("Say in which language the child was spoken with.", field="language")
    for name, sentence in _ASKED.items():
        least = 3 if name == "views" and draft.heard is not Heard.HEARD else LEAST_WORDS
        if len(getattr(draft.said, name).strip()) < least:
            raise Invalid(sentence, field=name)
    if draft.about is About.RETURN and draft.outcome is Interest.YES and not draft.with_ids and not draft.asks_panel:
        raise Invalid("Choose with whom the child travels, or ask for a panel.", field="with_ids")
    most = today + ASSESSMENT_HOLDS
    if draft.until is None:
        return most
    if not today <= draft.until <= most:
        raise Invalid(
            "Choose a day from today until %(day)s. Then it is asked again.", field="until", day=most.isoformat()
        )
    return draft.until


def check_panel(draft: PanelDraft, about: About, today: date) -> None:
    """Refuse a panel of fewer than three functions, one without names, dissent without words, no reasons, no review. Raises `Invalid`."""
    if len({one.function for one in draft.panel}) < FUNCTIONS:
        raise Invalid(
            "A panel has at least %(functions)s different functions. Write who sat on it, and for what.",
            field="panel",
            functions=FUNCTIONS,
        )
    names = [one.name.strip().casefold() for one in draft.panel]
    if not all(names) or len(set(names)) < len(names):
        raise Invalid("Write the name of everybody on the panel, each once.", field="panel")
    if any(not one.agrees and len(one.dissent.strip()) < LEAST_WORDS for one in draft.panel):
        raise Invalid("Write in a sentence why somebody dissents.", field="panel")
    if sum(one.agrees for one in draft.panel) * 2 <= len(draft.panel):
        raise Invalid(
            "More than half of the panel has to agree with an outcome. Write the outcome that most agree with.",
            field="outcome",
        )
    if len(draft.reasons.strip()) < LEAST_WORDS:
        raise Invalid("Write the reasons of the panel.", field="reasons")
    most = today + REVIEW_WITHIN[about]
    if not today < draft.review_on <= most:
        raise Invalid("Choose a day of review after today and until %(day)s.", field="review_on", day=most.isoformat())


def check_members(members: Collection[UUID], with_ids: Sequence[UUID]) -> None:
    """Refuse people who do not travel in the group. Raises `Invalid`."""
    if not set(with_ids) <= set(members):
        raise Invalid("Choose among those who travel in the same group.", field="with_ids")


def needs_panel(role: HouseholdRole, *, adults: int, asked: bool) -> bool:
    """Whether a determination is needed: for a child without their parents, one with whom no adult travels, or where it was asked for."""
    return asked or role in ALONE or adults == 0


def interests_holding(
    assessments: Sequence[InterestStanding],
    panels: Sequence[PanelStanding],
    *,
    needed: bool,
    group: Collection[UUID],
    day: date,
) -> tuple[Holding, date | None]:
    """How the gate stands for one child, from what was found about this journey, oldest first.

    `needed`: whether a determination is. A no counts from the moment when it is recorded; a yes once somebody else signed it. A
    finding that names people who do not travel any more has lapsed, as has one whose time is over.
    """
    if not assessments:
        return Holding.UNMET, None
    assessed, panel = assessments[-1], panels[-1] if panels else None
    if panel is not None and panel.made_at >= assessed.made_at:
        return _panel(panel, group, day)
    if assessed.outcome is not Interest.YES or assessed.asks_panel or needed:
        return Holding.UNMET, None
    if panel is not None and (panel.stands is None or panel.outcome is not Interest.YES):
        return Holding.UNMET, None  # what a panel said no to, another panel opens
    return _in_time(assessed.with_ids, group, assessed.until, day)


def _panel(panel: PanelStanding, group: Collection[UUID], day: date) -> tuple[Holding, date | None]:
    if panel.outcome is not Interest.YES or not panel.stands:
        return Holding.UNMET, None
    return _in_time(panel.with_ids, group, panel.review_on, day)


def _in_time(with_ids: Collection[UUID], group: Collection[UUID], until: date, day: date) -> tuple[Holding, date]:
    here = set(with_ids) <= set(group)
    return (Holding.OPEN if here and day <= until else Holding.LAPSED), until
