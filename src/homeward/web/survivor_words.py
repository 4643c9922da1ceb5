"""The codes of sealed files in words; and what the trail says of them, which is no more than that one was opened or written in.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY` and `web.trail_words`. None of them names a kind of harm.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from homeward.pathway.facts.survivors import Answered, Decider, ShareFor, Teller, Told

SURVIVORS: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    Told: {
        Told.ACCOUNT: _("what was told"),
        Told.WISH: _("a wish"),
        Told.SAFETY: _("safety plan"),
    },
    Teller: {
        Teller.SURVIVOR: _("the person themselves"),
        Teller.CARER: _("somebody who cares for them"),
        Teller.WITNESS: _("somebody who saw or heard it"),
        Teller.SERVICE: _("a service"),
    },
    ShareFor: {
        ShareFor.SERVICE: _("so that a service can help"),
        ShareFor.PROTECTION: _("so that they are protected"),
        ShareFor.JUSTICE: _("so that a court can look into it"),
        ShareFor.SCREENING: _("so that a screening can take it into account"),
        ShareFor.OTHER: _("for another purpose, said in words"),
    },
    Decider: {
        Decider.SURVIVOR: _("the person, alone"),
        Decider.CHILD_WITH_ADULT: _("a child, with an adult whom they trust"),
        Decider.GUARDIAN: _("a guardian, for somebody who cannot decide"),
    },
    Answered: {
        Answered.WAITING: pgettext_lazy("a service", "no answer yet"),
        Answered.ACCEPTED: pgettext_lazy("a service", "accepted"),
        Answered.DECLINED: pgettext_lazy("a service", "declined"),
        Answered.DONE: pgettext_lazy("a service", "done"),
    },
}

SURVIVOR_TRAIL: Final[Mapping[str, Promise]] = {
    "sealed.answer": _("what was answered, in a sealed file"),
    "sealed.close": _("a sealed file, closed"),
    "sealed.decision": _("a decision, in a sealed file"),
    "sealed.file": _("a sealed file"),
    "sealed.list": _("a list of sealed files"),
    "sealed.open": _("a sealed file, opened anew"),
    "sealed.reopen": _("a sealed file, opened again"),
    "sealed.share": _("something shared from a sealed file"),
    "sealed.withdraw": _("a decision taken back, in a sealed file"),
    "sealed.write": _("something written in a sealed file"),
}
