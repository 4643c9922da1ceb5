"""Drafts of the records behind gates, as tests write them: whole ones, which a test takes something away from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.utils import timezone

from homeward.pathway.facts.assessed import (
    Answered,
    Bar,
    BarDraft,
    BarWords,
    Basis,
    ChoiceDraft,
    ChoiceWords,
    Fitness,
    FitnessDraft,
    FitnessWords,
    Found,
    Question,
    Says,
    Talk,
)
from homeward.pathway.facts.children import (
    About,
    AssessmentDraft,
    AssessmentWords,
    Function,
    Heard,
    Interest,
    PanelDraft,
    Panelist,
)

TALK = Talk("ar", interpreter=False, alone=True)
EXPLAINED = "Where they would go, how, what waits there, and that no is an answer."


def own(says: Says = Says.YES, *, talk: Talk = TALK, until: date | None = None) -> ChoiceDraft:
    """An adult's own decision."""
    said = ChoiceWords(explained=EXPLAINED, explained_by="A lawyer of the camp", words="I want to go home.", says=says)
    return ChoiceDraft(Basis.OWN, talk, said, until)


def carer(child: Says = Says.YES, says: Says = Says.YES, *, until: date | None = None) -> ChoiceDraft:
    """What a child says, and what their carer decides."""
    said = ChoiceWords(
        explained=EXPLAINED, explained_by="A social worker", words="To my grandmother.", says=child, carer="The mother", carer_says=says
    )  # fmt: skip
    return ChoiceDraft(Basis.CARER, TALK, said, until)


def order(**changed: str) -> ChoiceDraft:
    """A lawful order in place of a decision."""
    said = {
        "authority": "Court of appeal",
        "law": "Law 40, article 3",
        "reference": "12/2026",
        "remedy": "Appeal within 30 days, told in Arabic.",
    }
    return ChoiceDraft(Basis.LAWFUL, TALK, ChoiceWords(**(said | changed)))


def bar(
    conclusion: Bar = Bar.NO_BAR, *, found: Found = Found.NOTHING, country: str = "iq", place: UUID | None = None
) -> BarDraft:
    """A place of return, assessed: every question answered alike."""
    answers = tuple(Answered(one, found, "As far as is known.", "Country report of June") for one in Question)
    return BarDraft(TALK, country, place, conclusion, BarWords(answers, "Read with the person and a lawyer."))


def fitness(outcome: Fitness = Fitness.FIT, *, escort: str = "", until: date | None = None) -> FitnessDraft:
    """What a clinician said."""
    return FitnessDraft(TALK, outcome, FitnessWords("Dr. Invented", "camp doctor", "Examined today."), escort, until)


def bia(
    with_ids: Sequence[UUID],
    outcome: Interest = Interest.YES,
    *,
    about: About = About.RETURN,
    asks_panel: bool = False,
    until: date | None = None,
) -> AssessmentDraft:
    """A best-interests assessment."""
    said = AssessmentWords(**dict.fromkeys(AssessmentWords.__struct_fields__, "As told, and as seen at home."))
    return AssessmentDraft(about, TALK, Heard.HEARD, outcome, asks_panel, said, tuple(with_ids), until)


PANEL = (
    Panelist(Function.CHILD_PROTECTION, "First Person"),
    Panelist(Function.SOCIAL_WELFARE, "Second Person"),
    Panelist(Function.HEALTH, "Third Person", agrees=False, dissent="The clinic there is far away."),
)


def bid(
    assessment: UUID, outcome: Interest = Interest.YES, *, days: int = 60, panel: Sequence[Panelist] = PANEL
) -> PanelDraft:
    """A panel's determination."""
    review = timezone.localdate() + timedelta(days=days)
    return PanelDraft(assessment, outcome, "What the panel heard and weighed.", tuple(panel), review)
