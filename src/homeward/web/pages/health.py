"""Whether this installation answers, for whoever watches over it from outside.

Comes in: a request, of anybody. Goes out: `ok`, or 503 where the database does not answer. Never a version, a count or a name.
"""

from __future__ import annotations

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from homeward.web.middleware import open_to_all


@open_to_all
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """`ok` where the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("the database does not answer\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
