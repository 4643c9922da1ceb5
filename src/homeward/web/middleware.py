"""What every request passes through: a number, a bounded session, the actor with their purpose, and clear pages for refusals.

Comes in: requests. Goes out: requests with `request_id` and `actor`; a redirect to what is missing (sign in, a new password, a
second factor, a purpose); responses with their headers. A page is shut unless its view says `open_to_all` or
`open_without_purpose`: forgetting that shuts it. Never shows a traceback, and never a sentence that holds a name.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeVar
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from homeward.access.actions import denied
from homeward.access.actions.sessions import session_end
from homeward.access.errors import NotFound, Refused, Sealed, Stale
from homeward.access.facts import Actor, Purpose
from homeward.access.selectors import actor_of
from homeward.kernel.errors import BadInput, HomewardError
from homeward.kernel.ids import uuid7
from homeward.web.sentences import in_words

Answer = Callable[[HttpRequest], HttpResponse]
View = TypeVar("View", bound=Callable[..., HttpResponse])

_NUMBER: Final = re.compile(r"^[A-Za-z0-9._-]{8,48}$")
_ACCOUNTS: Final = "/accounts/"  # the pages of allauth look after themselves: what needs signing in there asks for it
_SERVED: Final = frozenset(
    {
        "account_login", "account_logout", "account_inactive", "account_reauthenticate", "account_change_password",
        "mfa_index", "mfa_authenticate", "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp",
        "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    }
)  # fmt: skip
_PROGRAMS: Final = "/api/"  # other programs bring a token, which the interface checks
_FRESH: Final = 60  # seconds within which a session is not written again
STATUS: Final = ((Refused, 403), (NotFound, 404), (Stale, 409), (Sealed, 410), (BadInput, 400), (HomewardError, 400))
HEADERS: Final = {
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


def open_to_all(view: View) -> View:
    """Mark a view that needs no signing in."""
    view.open_to_all = True  # type: ignore[attr-defined]
    return view


def open_without_purpose(view: View) -> View:
    """Mark a view that somebody signed in may open before choosing a purpose."""
    view.open_without_purpose = True  # type: ignore[attr-defined]
    return view


class Numbers:
    """Give every request a number, the caller's own where it is a plain one, and hand it back; set the headers of safety."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Number, answer, and close the answer against being kept or framed."""
        given = request.headers.get("X-Request-Id", "")
        request.request_id = given if _NUMBER.match(given) else uuid7().hex  # type: ignore[attr-defined]
        response = self.get_response(request)
        response.headers["X-Request-Id"] = request.request_id  # type: ignore[attr-defined]
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.path.startswith(f"/{settings.STATIC_URL.strip('/')}/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


class Actors:
    """End a session that is too old, build the actor, ask for what is missing, and turn refusals into pages."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Build the actor first: everything after it, error pages too, can say for whom it answers."""
        request.actor = None  # type: ignore[attr-defined]
        if request.user.is_authenticated and not request.path.startswith(_PROGRAMS):
            try:
                request.actor = _actor(request)  # type: ignore[attr-defined]
            except Refused:  # the account was closed while its session went on
                logout(request)
            if request.actor and (reason := _too_old(request)):  # type: ignore[attr-defined]
                return _end(request, reason)
        response = self.get_response(request)
        if response.status_code == 405 and not response.content and not request.path.startswith(_PROGRAMS):
            page = error_page(request, 405, "")
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: object, kwargs: object
    ) -> HttpResponse | None:
        """Send somebody to what is still missing, or let them go on."""
        if request.path.startswith(_ACCOUNTS):
            if request.resolver_match and request.resolver_match.url_name in _SERVED:
                return None
            return error_page(request, 404, "")
        if request.path.startswith(_PROGRAMS) or getattr(view, "open_to_all", False):
            return None
        if request.actor is None:  # type: ignore[attr-defined]
            return _send(request, "account_login")
        if missing := _missing(request):
            return _send(request, missing)
        if request.actor.purpose is None and not getattr(view, "open_without_purpose", False):  # type: ignore[attr-defined]
            return _send(request, "purpose")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for an error that is ours, with its sentence; anything else goes on to the page of broken things."""
        if not isinstance(error, HomewardError) or request.path.startswith(_PROGRAMS):
            return None
        if isinstance(error, Refused):
            denied(error)
        status = next(status for kind, status in STATUS if isinstance(error, kind))
        return error_page(request, status, in_words(error))


def error_page(request: HttpRequest, status: int, sentence: str) -> HttpResponse:
    """The page of a refusal or an error: what happened, what to do next."""
    return render(request, f"pages/errors/{status}.html", {"sentence": sentence}, status=status)


def _actor(request: HttpRequest) -> Actor:
    user = request.user
    assert not isinstance(user, AnonymousUser)
    chosen = request.session.get("purpose")
    purpose = Purpose(chosen) if chosen in set(Purpose) else None
    channel = f"web:{request.request_id}"  # type: ignore[attr-defined]
    actor = actor_of(user.pk, purpose=purpose, channel=channel)
    if purpose and not any(held.purpose is purpose for held in actor.assignments):
        return actor_of(user.pk, purpose=None, channel=channel)  # the role behind the purpose ended meanwhile
    return actor


def _too_old(request: HttpRequest) -> str:
    """Why a session ends now: `idle` or `too_long`; empty where it goes on. What a page fetches by itself keeps nobody here."""
    session, now = request.session, int(timezone.now().timestamp())
    begun, seen = session.setdefault("begun", now), session.setdefault("seen", now)
    if now - begun > settings.HOMEWARD_SESSION_LONGEST.total_seconds():
        return "too_long"
    if now - seen > settings.HOMEWARD_SESSION_IDLE.total_seconds():
        return "idle"
    by_itself = bool(request.headers.get("HX-Request")) and request.method == "GET"
    if now - seen >= _FRESH and not by_itself:
        session["seen"] = now
    return ""


def _end(request: HttpRequest, reason: str) -> HttpResponse:
    session_end(request.actor, reason=reason)  # type: ignore[attr-defined]
    logout(request)
    request.actor = None  # type: ignore[attr-defined]
    messages.info(
        request,
        _("You were signed out because nothing happened for a while. Sign in again to go on where you were.")
        if reason == "idle"
        else _("You were signed out because your session had lasted for its longest time. Sign in again to go on."),
    )
    return _send(request, "account_login")


def _missing(request: HttpRequest) -> str:
    """The page where a signed-in user must go first, or an empty text."""
    user = request.user
    if getattr(user, "must_change_password", False):
        return "account_change_password"
    if settings.HOMEWARD_SECOND_FACTOR and not user.authenticator_set.exists():  # type: ignore[union-attr]
        return "mfa_activate_totp"
    return ""


def _send(request: HttpRequest, name: str) -> HttpResponse:
    here = request.get_full_path() if request.method == "GET" and not request.headers.get("HX-Request") else ""
    url = reverse(name) + ("?" + urlencode({"next": here}) if here not in ("", "/") else "")
    return HttpResponseClientRedirect(url) if request.headers.get("HX-Request") else HttpResponseRedirect(url)
