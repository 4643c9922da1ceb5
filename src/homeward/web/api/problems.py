"""Errors as problem details (RFC 9457): a type, a title, a status, a sentence that says what to do, and the number of the request.

Comes in: errors of ours, of the framework's validation, and of its addresses. Goes out: `application/problem+json`. Never a traceback,
never a value that was sent.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from homeward.access.actions import denied
from homeward.access.errors import Refused
from homeward.kernel.errors import HomewardError
from homeward.web.middleware import STATUS

PROBLEM = "application/problem+json"
TITLES = {
    400: "The request cannot be used as it is",
    401: "A token is needed",
    403: "This is not allowed",
    404: "Nothing is there",
    409: "Somebody else changed it meanwhile",
    410: "It was erased",
    413: "It is too large",
    422: "Some values cannot be used",
}


def problem(request: HttpRequest, status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """One problem, as a response."""
    body = {
        "type": f"urn:homeward:problem:{code}",
        "title": TITLES.get(status, "It did not work"),
        "status": status,
        "detail": detail,
    }
    body["instance"] = f"urn:homeward:request:{getattr(request, 'request_id', '')}"
    answer = JsonResponse(body | more, status=status, content_type=PROBLEM)
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="homeward"'
    return answer


def handle(api: NinjaAPI) -> None:
    """Let an interface answer every error this way."""

    @api.exception_handler(HomewardError)
    def ours(request: HttpRequest, error: HomewardError) -> HttpResponse:
        if isinstance(error, Refused):
            denied(error)
        status = next(status for kind, status in STATUS if isinstance(error, kind))
        field = error.data.get("field")
        return problem(request, status, error.code, str(error), **({"field": field} if field else {}))

    @api.exception_handler(ValidationError)
    def values(request: HttpRequest, error: ValidationError) -> HttpResponse:
        errors = [{"where": ".".join(map(str, one["loc"])), "what": one["msg"]} for one in error.errors]
        return problem(
            request, 422, "values", "Some values are missing or have another form; `errors` says where.", errors=errors
        )

    @api.exception_handler(AuthenticationError)
    def token(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return problem(
            request, 401, "token", "Send a valid token: Authorization: Bearer … . `homeward users token` makes one."
        )

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        return problem(request, error.status_code, "request", str(error))

    @api.exception_handler(Http404)
    def nothing(request: HttpRequest, error: Http404) -> HttpResponse:
        return problem(request, 404, "not_found", "There is no such address, or nothing that you may see.")
