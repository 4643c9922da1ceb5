"""The language and the calendar of a reader: cookies, so that they hold before signing in, and the account's own.

Comes in: a choice. Goes out: the page they were on, in that language. Never changes what is recorded.
"""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from homeward.access.actions.sessions import language_choose
from homeward.access.facts import Actor
from homeward.web import calendars
from homeward.web.addresses import own_address
from homeward.web.middleware import open_to_all

_KEPT = int(timedelta(days=365).total_seconds())


@open_to_all
def language(request: HttpRequest) -> HttpResponse:
    """Show the choices, or take one."""
    target = own_address(request)
    if request.method != "POST":
        context = {"target": target, "calendars": calendars.CALENDARS.items(), "calendar": calendars.chosen(request)}
        return render(request, "pages/language.html", context)
    response = HttpResponseRedirect(target)
    code = request.POST.get("language", "")
    if code in dict(settings.LANGUAGES):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, code)
        actor: Actor | None = request.actor  # type: ignore[attr-defined]
        if actor:
            language_choose(actor, language=code)
    if (calendar := request.POST.get("calendar", "")) in calendars.CALENDARS:
        _keep(response, calendars.COOKIE, calendar)
    return response


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=_KEPT, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
    )
