"""What is asked of a queue, from the address of a page and back into it; the choices of each filter, and views that are asked often.

Comes in: an address. Goes out: a filter of the room of review, or a query for an address. What an address says that is no choice narrows
nothing: a saved link stays good.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.review.facts.candidates import Desk, State
from homeward.review.facts.queue import Age, Order, QueueFilter, Show, Strength, Waited, Whose
from homeward.web.words import word

Kind = TypeVar("Kind", bound=StrEnum)

# The shape beside the word of each state.
STATES: Final = {
    State.WAITING: "open",
    State.SECOND: "waiting",
    State.SOURCE: "waiting",
    State.DECIDED: "done",
    State.WITHDRAWN: "past",
}
VIEWS: Final = (
    (_("Taken by me"), {"whose": Whose.MINE}),
    (_("Strong, taken by nobody"), {"strength": Strength.STRONG, "whose": Whose.NOBODY}),
    (_("Waiting longer than a week"), {"waited": Waited.WEEK, "order": Order.WAITING}),
)


def asked_of(query: QueryDict | Mapping[str, str], desks: tuple[Desk, ...]) -> QueueFilter:
    """What an address asks, at the first desk that its reader may sit at where it names none of theirs."""
    desk = _one(Desk, query.get("desk"))
    return QueueFilter(
        desk=desk if desk in desks else desks[0],
        show=_one(Show, query.get("show")) or Show.OPEN,
        order=_one(Order, query.get("order")) or Order.STRENGTH,
        list_row=_id(query.get("list")),
        site_id=_id(query.get("site")),
        age=_one(Age, query.get("age")),
        strength=_one(Strength, query.get("strength")),
        waited=_one(Waited, query.get("waited")),
        whose=_one(Whose, query.get("whose")),
    )


def query_of(asked: QueueFilter, **more: str) -> str:
    """The query of an address that asks the same: only what differs from what is asked without words."""
    usual = QueueFilter()
    said = {
        "desk": asked.desk if asked.desk is not usual.desk else "",
        "show": asked.show if asked.show is not usual.show else "",
        "order": asked.order if asked.order is not usual.order else "",
        "list": asked.list_row or "",
        "site": asked.site_id or "",
        "age": asked.age or "",
        "strength": asked.strength or "",
        "waited": asked.waited or "",
        "whose": asked.whose or "",
    }
    return urlencode({name: str(value) for name, value in (said | more).items() if value})


def views_of(desk: Desk) -> list[tuple[Promise, str]]:
    """Views that are asked often, with their queries."""
    return [(label, query_of(QueueFilter(desk=desk, **said))) for label, said in VIEWS]


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
