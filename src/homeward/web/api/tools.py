"""The interface for tools made for OpenSanctions, beside the pages: with a token, as a bearer's or as their clients send a key.

Comes in: any request below `/api/yente`. Goes out: JSON in the form that those tools read, refusals too. Never a session, never a page.
"""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt

from homeward.access.actions import denied
from homeward.access.errors import Refused
from homeward.access.facts import Actor
from homeward.access.selectors import token_actor
from homeward.kernel.errors import HomewardError
from homeward.matching.service import MOST_BODY, Request
from homeward.review.selectors.asking import tool_asks

BASE = "/api/yente"
_SCHEMES = ("bearer", "apikey")
_OPEN = "healthz"  # as in yente: whether it is there at all


@csrf_exempt
def tools(request: HttpRequest, path: str = "") -> HttpResponse:
    """Answer a tool."""
    if path.strip("/") == _OPEN:
        return JsonResponse({"status": "ok"})
    actor = _actor(request)
    if actor is None:
        return _no_token()
    length = request.headers.get("Content-Length") or "0"
    if not length.isdigit() or int(length) > MOST_BODY:
        words = f"The body is longer than {MOST_BODY:,} bytes. Send the queries in several batches."
        return _refusal(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, words)
    asked = Request(
        method=request.method or "GET",
        path=f"/{path}",
        parameters=dict(request.GET.lists()),
        body=request.body,
        base=BASE,
        known_version=request.headers.get("If-None-Match", ""),
    )
    try:
        found = tool_asks(actor, asked)
    except Refused as refused:
        denied(refused)
        return _refusal(HTTPStatus.FORBIDDEN, str(refused))
    except HomewardError as error:  # an edition whose bytes are gone, or were changed
        return _refusal(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
    return HttpResponse(found.body, status=found.status, headers=dict(found.headers))


def _actor(request: HttpRequest) -> Actor | None:
    """Whoever the token stands for; None without a valid one."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() not in _SCHEMES or not token.strip():
        return None
    try:
        return token_actor(token.strip())
    except Refused as refused:
        denied(refused)
        return None


def _no_token() -> HttpResponse:
    words = "Send a valid token as the key: Authorization: Bearer … or ApiKey … . `homeward users token` makes one."
    answer = _refusal(HTTPStatus.UNAUTHORIZED, words)
    answer["WWW-Authenticate"] = 'Bearer realm="homeward"'
    return answer


def _refusal(status: int, words: str) -> HttpResponse:
    return JsonResponse({"detail": words}, status=status)
