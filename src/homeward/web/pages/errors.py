"""Pages for what the web framework itself refuses or breaks on: a wrong address, a form that lost its token, a defect.

Comes in: a request and what went wrong. Goes out: a page with its status and the number to ask for help with. Never a traceback.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from homeward.web.middleware import error_page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What was sent cannot be used."""
    return error_page(request, 400, "")


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The framework refused."""
    return error_page(request, 403, "")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such address."""
    return error_page(request, 404, "")


def form_expired(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back without its token: it stood open too long, or came from elsewhere."""
    sentence = _(
        "This form stood open too long, or cookies are switched off. Go back, load the page again and send it once more."
    )
    return error_page(request, 403, sentence)


def locked_out(request: HttpRequest, response: HttpResponse | None = None, credentials: object = None) -> HttpResponse:
    """Too many wrong passwords: the door stays shut for a while."""
    return render(request, "account/locked_out.html", status=429)


def broken(request: HttpRequest) -> HttpResponse:
    """A defect of ours. It stands on nothing that may be broken too: no actor, no tables."""
    number = getattr(request, "request_id", "")
    return HttpResponse(render_to_string("500.html", {"request_id": number}), status=500)
