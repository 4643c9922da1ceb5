"""The codes of identity in words: findings about a pair, levels of assurance and their grounds.

Comes in: nothing. Goes out: words for `web.words.VOCABULARY`. None of them judges a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from homeward.identity.facts import Finding, Ground, Level

IDENTITY: Final[Mapping[type[StrEnum], Mapping[StrEnum, Promise]]] = {
    Finding: {
        Finding.SAME: _("the same person"),
        Finding.DIFFERENT: _("different people"),
        Finding.INSUFFICIENT: _("it cannot be told from what is recorded"),
    },
    Level: {
        Level.STATED: _("as stated"),
        Level.SUPPORTED: _("supported"),
        Level.DOCUMENTED: _("documented"),
        Level.VERIFIED: _("verified"),
    },
    Ground: {
        Ground.OWN_WORD: _("the person's own word"),
        Ground.RELATIVE: _("a relative states the name"),
        Ground.PAPER_SEEN: _("the original of a paper was seen"),
        Ground.CIVIL_PAPER_SEEN: _("the original of a civil paper with a number was seen"),
        Ground.NAME_VERIFIED: _("the name is verified against an official record"),
        Ground.BIRTH_VERIFIED: _("the birth is verified against an official record"),
        Ground.CONTESTED: _("a claim is contested"),
    },
}
