"""What every page shows around its content: the menu, the purpose, the languages.

Comes in: the request, with its actor. Goes out: names for the templates. Never reads a table: the actor is already there.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, get_language_bidi

from homeward.access.facts import Actor
from homeward.web.navigation import entries
from homeward.web.words import word

_SHORT: Final = {"en": "EN", "ar": "ع", "ckb": "کو", "kmr": "KU"}  # on a phone, where a whole name has no room


def shell(request: HttpRequest) -> dict[str, Any]:
    """The names that `base.html` reads."""
    actor: Actor | None = getattr(request, "actor", None)
    code = get_language() or "en"
    purpose = actor.purpose if actor else None
    return {
        "actor": actor,
        "nav": entries(actor, request.path) if actor and purpose else (),
        "purpose_word": word(purpose) if purpose else "",
        "languages": settings.LANGUAGES,
        "language_name": dict(settings.LANGUAGES).get(code, code),
        "language_short": _SHORT.get(code, code),
        "LANGUAGE_CODE": code,
        "LANGUAGE_BIDI": get_language_bidi(),
        "now": timezone.now(),
        "request_id": getattr(request, "request_id", ""),
    }
