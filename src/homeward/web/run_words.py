"""The codes of runs in words: what was asked for, and what may be said of somebody who was looked for.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY`. Nothing here says that somebody is safe, or that anything was found in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.review.facts.runs import Scope
from homeward.review.facts.versions import Standing

RUNS: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    Scope: {
        Scope.EVERYONE: pgettext_lazy("whom a run looks at", "everyone"),
        Scope.SITE: pgettext_lazy("whom a run looks at", "one site"),
        Scope.PERSON: pgettext_lazy("whom a run looks at", "one person"),
        Scope.PERSONS: _("the people of a list"),
        Scope.PEOPLE: _("whoever was registered or corrected since"),
        Scope.ENTRIES: _("everyone, against what is new on the lists"),
        Scope.LIVE: _("a live check"),
    },
    Standing: {
        Standing.NEVER: _("Not yet looked for in any list."),
        Standing.WITHHELD: _("Not looked for: a child is compared with lists only on an individual legal ground."),
        Standing.CHANGED: _("The record changed since it was last compared. It is compared again within minutes."),
        Standing.INCOMPLETE: _(
            "Nothing can be said yet: a list is not in order, or its newest edition was not looked in."
        ),
        Standing.ASKED: _("There are entries that this person could be. What was found about them stands at the desk."),
        Standing.NOT_FOUND: _("Not found in these versions. That says nothing about the person."),
    },
}
