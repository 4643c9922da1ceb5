"""The figures of the desk in words: what each table tells and of what, its cells, its groups.

Comes in: codes. Goes out: words. What a figure means stands beside it, and so does what it does not mean.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.review.facts.candidates import Desk, Step
from homeward.review.facts.quality import Cell, Measure
from homeward.web.words import VOCABULARY

TITLES: Final[Mapping[Measure, Promise]] = {
    Measure.RECALL: _("Planted cases that were found, by list"),
    Measure.RECALL_BY_CULTURE: _("Planted cases that were found, by the culture of the name"),
    Measure.NAMESAKES_BY_CULTURE: _("Planted namesakes, by the culture of the name"),
    Measure.OUTCOMES: _("How candidates were decided, by the strength of the evidence"),
    Measure.OUTCOMES_BY_NATIONALITY: _("How candidates were decided, by the culture that the nationality suggests"),
    Measure.WAITING: _("What waits now"),
    Measure.TIME_TO_DECISION: _("How long the first look took"),
    Measure.DISAGREEMENT: _("How often a second person found something else"),
}
MEANINGS: Final[Mapping[Measure, Promise]] = {
    Measure.RECALL: _(
        "Invented people who resemble an entry, written as a clerk might. Missed: no candidate was asked."
    ),
    Measure.RECALL_BY_CULTURE: _(
        "If one culture's names are missed more often than others', its people are screened worse, not better."
    ),
    Measure.NAMESAKES_BY_CULTURE: _(
        "Invented people who share part of a name and are somebody else. Taken for the same: somebody would have been wronged."
    ),
    Measure.OUTCOMES: _(
        "How many candidates led to more than a namesake. The others cost somebody's time, and theirs."
    ),
    Measure.OUTCOMES_BY_NATIONALITY: _(
        "Where one group's candidates nearly all end as different people, its names ask too much of them."
    ),
    Measure.WAITING: _("Candidates of real people. Planted cases are in no number here."),
    Measure.TIME_TO_DECISION: _("From when a run found the candidate to the first finding."),
    Measure.DISAGREEMENT: _("Confirmations see the first finding, unseen looks do not. Never of one colleague."),
}
CELLS: Final[Mapping[Cell, Promise]] = {
    Cell.FOUND: _("found"),
    Cell.MISSED: _("missed"),
    Cell.PUT_ASIDE: _("put aside, or never asked"),
    Cell.NOT_DECIDED: _("not decided yet"),
    Cell.TAKEN_FOR_SAME: _("taken for the same"),
    Cell.DIFFERENT: _("different person"),
    Cell.INSUFFICIENT: _("not enough to tell"),
    Cell.POSSIBLE: _("possible, a fact is wanted"),
    Cell.CORROBORATED: _("identity corroborated"),
    Cell.FIRST_LOOK: _("for a first look"),
    Cell.SECOND_LOOK: _("for a second person"),
    Cell.SOURCE: _("for their source"),
    Cell.WITHIN_DAY: _("within a day"),
    Cell.WITHIN_THREE_DAYS: _("within three days"),
    Cell.WITHIN_WEEK: _("within a week"),
    Cell.LATER: _("later"),
    Cell.AGREED: _("found the same"),
    Cell.DISAGREED: _("found something else"),
}
UNITS: Final[Mapping[str, Promise]] = {
    "planted cases": _("planted cases"),
    "candidates": _("candidates"),
    "decisions": _("decisions"),
}
_GROUPS: Final[Mapping[str, Promise]] = {
    "all": _("all together"),
    "strong evidence": _("strong evidence"),
    "less strong evidence": _("less strong evidence"),
    "first look": _("first look"),
    "unknown": _("not known"),
    "arabic": _("Arabic"),
    "maghrebi": _("Maghrebi"),
    "kurdish": _("Kurdish"),
    "turkic": _("Turkish and Turkmen"),
    "persian": _("Persian, Dari and Urdu"),
    "caucasus": _("of the Caucasus"),
    "central_asian": _("of Central Asia"),
    "uyghur": _("Uyghur"),
    "african": _("Somali, Sudanese and West African"),
    "european": _("European"),
}


def group_word(group: str) -> str:
    """A group's word; a list's title stands for itself."""
    for kind in (Desk, Step):
        if group in set(kind):
            return str(VOCABULARY[kind][kind(group)])
    return str(_GROUPS.get(group, group))
