"""What is written down of invented people before they go: their decision, their destination, a clinician's word, a child's best interests.

Comes in: who is asked. Goes out: drafts. Everything in them is invented, and says so by its ordinariness.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
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
from homeward.pathway.facts.plans import Agreement, Explained, GoalDraft, PlanDraft

TALK: Final = Talk("ar", interpreter=False, alone=True)
_SOURCES: Final = "The country report of this year; the lawyer of the legal aid office."


def choice(*, child: bool, says: Says = Says.YES) -> ChoiceDraft:
    """What somebody decides after it was explained; of a child, what they say and what their carer decides."""
    explained = "Where the way leads, the centre and its 90 days, the visits, that a no costs nothing."
    if child:
        said = ChoiceWords(
            explained=explained, explained_by="A social worker", words="أريد أن أرى جدتي.", says=Says.YES,
            carer="Whoever cares for the child", carer_says=says,
        )  # fmt: skip
        return ChoiceDraft(Basis.CARER, TALK, said)
    words = {Says.YES: "أريد أن أعود إلى بيتنا.", Says.UNDECIDED: "أريد أن أسأل أخي أولاً."}.get(says, "لا أريد الآن.")
    return ChoiceDraft(
        Basis.OWN, TALK, ChoiceWords(explained=explained, explained_by="A lawyer", words=words, says=says)
    )


def no_bar(country: str) -> BarDraft:
    """That nothing was found which forbids a return to a country, wherever in it."""
    answers = tuple(Answered(one, Found.NOTHING, "Nothing was found.", _SOURCES) for one in Question)
    return BarDraft(TALK, country, None, Bar.NO_BAR, BarWords(answers, "Read with the person and their lawyer."))


def fit(*, conditions: str = "") -> FitnessDraft:
    """That somebody can travel, perhaps under conditions."""
    outcome = Fitness.CONDITIONS if conditions else Fitness.FIT
    return FitnessDraft(
        TALK, outcome, FitnessWords("An invented doctor", "doctor of the camp", "Seen today."), conditions
    )


def interests(with_ids: Sequence[UUID], *, panel: bool = False, outcome: Interest = Interest.YES) -> AssessmentDraft:
    """That a child's best interests were assessed, for the way with these people."""
    said = AssessmentWords(
        views="Wants to be with the cousins and go to school.", carers="Cares for the child since three years, and wants to go on.",
        siblings="There are no brothers or sisters elsewhere.", safety="Nobody threatened the family at home.",
        health="Healthy; two vaccinations are missing.", education="Reads and writes; missed two years.",
        identity="Speaks Arabic; the grandmother lives in the district.", recommendation="To travel together, and school at once.",
    )  # fmt: skip
    return AssessmentDraft(About.RETURN, TALK, Heard.HEARD, outcome, panel, said, tuple(with_ids))


def determination(assessment_id: UUID, outcome: Interest = Interest.YES) -> PanelDraft:
    """What a panel determined on it."""
    panel = (
        Panelist(Function.CHILD_PROTECTION, "An invented specialist"),
        Panelist(Function.SOCIAL_WELFARE, "An invented welfare officer"),
        Panelist(Function.EDUCATION, "An invented teacher"),
    )
    review = timezone.localdate() + timedelta(days=90)
    return PanelDraft(assessment_id, outcome, "The child's own views, and who can care for them.", panel, review)


def plan(words: str, goals: Sequence[GoalDraft]) -> PlanDraft:
    """A plan in the person's own words."""
    return PlanDraft(
        words, "ar", tuple(goals), timezone.localdate() + timedelta(days=60), with_whom="Their case worker"
    )


def agreed(*, child: bool) -> Explained:
    """That a plan was gone through and agreed."""
    carer = "Whoever cares for the child, and agrees" if child else ""
    return Explained(Agreement.AGREES, timezone.localdate(), "ar", carer=carer)
