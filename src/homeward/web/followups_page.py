"""The part of a case's page about follow-up, and how contacts and answers are marked wherever they are shown.

Comes in: an actor and a case. Goes out: what the template reads, or None for whoever may not. What was said over time is a table of words
for one person: it is never a chart, and nothing is added up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from django.utils.functional import Promise

from homeward.access.errors import NotFound
from homeward.access.facts import Actor
from homeward.access.facts import Capability as C
from homeward.access.selectors import may
from homeward.pathway.facts.followups import DueState, FollowUpPage
from homeward.pathway.facts.outcomes import Measure, OutcomeColumn
from homeward.pathway.selectors.children import schooling_of
from homeward.pathway.selectors.followups import follow_up_page
from homeward.registry.facts.answers import Known
from homeward.web.plan_words import AFTER
from homeward.web.words import word

DUE_CHIPS: Final[Mapping[DueState, str]] = {
    DueState.COMING: "open",
    DueState.DUE: "waiting",
    DueState.UNKNOWN: "waiting",
    DueState.REACHED: "done",
    DueState.DECLINED: "done",
    DueState.DROPPED: "past",
}
MOST_COLUMNS: Final = 6  # contacts that the table shows at a time, the latest


def section_of(actor: Actor, case_id: UUID) -> dict[str, object] | None:
    """What a case's page shows of follow-up; nothing before there is any."""
    if not may(actor, C.FOLLOW_UP):
        return None
    try:
        page = follow_up_page(actor, case_id, opened=False)
    except NotFound:
        return None
    school = schooling_of(actor, [page.person_id]).get(page.person_id)
    return (
        {"page": page, "school": school, **lines_of(page)}
        if page.follow_ups or page.outcomes or page.closures
        else None
    )


def lines_of(page: FollowUpPage) -> dict[str, Any]:
    """Planned contacts with their marks, the next one, and the table of what was said."""
    planned = [one for one in page.follow_ups if one.state is not DueState.DROPPED]
    columns = list(page.outcomes)[-MOST_COLUMNS:]
    return {
        "lines": [(one, DUE_CHIPS[one.state], AFTER.get(one.after, "")) for one in page.follow_ups],
        "next": next((one for one in planned if one.waits or one.state is DueState.COMING), None),
        "waiting": sum(one.waits for one in planned),
        "columns": columns,
        "rows": [(measure, [_cell(one, measure) for one in columns]) for measure in Measure],
        "left_out": len(page.outcomes) - len(columns),
    }


def _cell(column: OutcomeColumn, measure: Measure) -> tuple[Promise | str, str]:
    """What was said of a measure at one contact, and the person's own words; whoever was not reached is unknown."""
    if not column.reached:
        return word(Known.UNKNOWN), ""
    said = column.said[measure]
    return word(said.word) if said.word else word(said.state), said.words
