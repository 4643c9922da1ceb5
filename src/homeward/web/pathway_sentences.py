"""Sentences of the way home out of codes: why a gate stands as it does, what a task asks for, and where it is done.

Comes in: a code with its details. Goes out: words in the reader's language. Each room's words stand in a file of its own; this only looks
them up. A code without a sentence is shown as nothing known, never as a code: a test refuses it before.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from homeward.access.facts import Role
from homeward.kernel.errors import filled
from homeward.pathway.facts.cases import Gate
from homeward.web import assessed_words, calendars, children_words, plan_words
from homeward.web.convoy_words import CONVOY_BECAUSE, CONVOY_TASKS
from homeward.web.pack_titles import PREFIX, in_language, pack_task
from homeward.web.packs_words import PACKS_BECAUSE
from homeward.web.pathway_words import BECAUSE, TASK_PAGES, TASKS
from homeward.web.words import word

# Each room adds its words here, by one import and one entry.
_BECAUSE: Final[tuple[Mapping[str, Promise], ...]] = (
    BECAUSE,
    PACKS_BECAUSE,
    CONVOY_BECAUSE,
    assessed_words.BECAUSE,
    plan_words.BECAUSE,
)
_TASKS: Final[tuple[Mapping[str, Promise], ...]] = (
    TASKS,
    CONVOY_TASKS,
    assessed_words.TASKS,
    children_words.TASKS,
    plan_words.TASKS,
)
_TASK_PAGES: Final[tuple[Mapping[str, str], ...]] = (TASK_PAGES, children_words.TASK_PAGES, plan_words.TASK_PAGES)
# Where a gate is seen to: the name of an address that takes a case's id.
_GATE_PAGES: Final[tuple[Mapping[Gate, str], ...]] = (
    assessed_words.GATE_PAGES,
    children_words.GATE_PAGES,
    plan_words.GATE_PAGES,
)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")

ALL_BECAUSE: Final[Mapping[str, Promise]] = {code: said for words in _BECAUSE for code, said in words.items()}
ALL_TASKS: Final[Mapping[str, Promise]] = {code: said for words in _TASKS for code, said in words.items()}
ALL_TASK_PAGES: Final[Mapping[str, str]] = {code: name for pages in _TASK_PAGES for code, name in pages.items()}
ALL_GATE_PAGES: Final[Mapping[Gate, str]] = {gate: name for pages in _GATE_PAGES for gate, name in pages.items()}


def because(code: str, detail: Mapping[str, str | int], calendar: calendars.Calendar) -> str:
    """Why a gate stands as it does, its days written in the reader's calendar."""
    said = ALL_BECAUSE.get(code)
    if said is None:
        return _("Nothing is recorded about it.")
    return filled(str(said), {name: _told(value, calendar) for name, value in in_language(detail).items()}, _number)


def task_text(what: str, words: str = "") -> str:
    """What a task asks for: somebody's own words, or the sentence of its code."""
    if what.startswith(PREFIX):
        return words or pack_task(what)
    return words or str(ALL_TASKS.get(what, _("Something is due here")))


def roles_text(roles: tuple[Role, ...]) -> str:
    """Roles in words, one after the other."""
    return f" {pgettext('between two roles', 'or')} ".join(str(word(role)) for role in roles)


def _told(value: str | int, calendar: calendars.Calendar) -> str | int:
    if isinstance(value, str) and _DAY.fullmatch(value):
        return calendars.day(date.fromisoformat(value), calendar, get_language())
    return value


def _number(value: int) -> str:
    return calendars.number(value, get_language())
